//! Joining: a peer that has nearly nothing fetches the snapshot of another one, and reconciles afterwards.
//!
//! 1. The chunks are written to a file, one request at a time.
//! 2. A thread reads the file, page by page, with all of its checksums.
//! 3. The items come back in batches, and are merged like all others.

use super::Node;
use crate::durable::{DurableError, SnapshotId, read_items};
use crate::item::Item;
use crate::message::{CHUNK, Request};
use libp2p::PeerId;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// A snapshot with fewer items is not fetched: reconciling takes no longer.
const MIN_ITEMS: u64 = 10_000;

/// A snapshot is fetched if the peer has less than a part of so many of its items.
const PART: u64 = 4;

/// How long a snapshot may take. Whoever sends one slowly for ever keeps the peer from reconciling no longer than that.
const PATIENCE: Duration = Duration::from_secs(600);

/// Items that are merged at once.
const BATCH: usize = 512;

/// A snapshot on its way.
#[derive(Debug)]
pub(super) struct Joining {
    peer: PeerId,
    id: SnapshotId,
    path: PathBuf,
    started: Instant,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Fetching { file: File, offset: u64 },
    Reading(mpsc::Receiver<Step>),
}

/// What the thread that reads a snapshot has come to.
#[derive(Debug)]
pub(super) enum Step {
    Items(Vec<Item>),
    Done,
    Failed(DurableError),
}

/// The next step; waits for ever while nothing is read.
pub(super) async fn next(joining: &mut Option<Joining>) -> Step {
    match joining {
        Some(Joining { stage: Stage::Reading(steps), .. }) => {
            steps.recv().await.unwrap_or(Step::Failed(DurableError::Closed))
        }
        _ => std::future::pending().await,
    }
}

impl Node {
    /// Begins to fetch a snapshot, if that is worth it; tells whether it did.
    pub(super) fn begin_join(&mut self, id: PeerId) -> bool {
        if self.joining.is_some() || !self.config.join {
            return false;
        }
        let Some(snapshot) = self.peers.get(&id).and_then(|peer| peer.hello.as_ref()?.snapshot) else {
            return false;
        };
        let limit = 2 * self.config.limits.store.bytes;
        let few = self.store.total().count.saturating_mul(PART) < snapshot.items;
        if snapshot.items < MIN_ITEMS || !few || snapshot.length > limit {
            return false;
        }
        let path = self.config.data.join("joining");
        match File::create(&path) {
            Ok(file) => {
                tracing::info!(peer = %id, items = snapshot.items, bytes = snapshot.length, "fetches a snapshot");
                let stage = Stage::Fetching { file, offset: 0 };
                self.joining = Some(Joining { peer: id, id: snapshot, path, started: Instant::now(), stage });
                true
            }
            Err(error) => {
                tracing::error!(%error, path = %path.display(), "no snapshot is fetched");
                false
            }
        }
    }

    /// The request for the next chunk from a peer, if a snapshot is being fetched from it.
    pub(super) fn next_chunk(&self, id: PeerId) -> Option<Request> {
        match &self.joining {
            Some(Joining { peer, id: snapshot, stage: Stage::Fetching { offset, .. }, .. })
                if *peer == id =>
            {
                Some(Request::Chunk { id: *snapshot, offset: *offset })
            }
            _ => None,
        }
    }

    pub(super) fn take_chunk(&mut self, id: PeerId, bytes: &[u8]) {
        self.counters.snapshot_received_bytes += bytes.len() as u64;
        let Some(Joining { peer, id: snapshot, path, started, stage }) = &mut self.joining else { return };
        let Stage::Fetching { file, offset } = stage else { return };
        let left = snapshot.length.saturating_sub(*offset);
        if *peer != id || bytes.is_empty() || bytes.len() as u64 != left.min(CHUNK as u64) {
            self.end_join();
            return self.fault(id, &"a chunk is not the one that was asked for");
        }
        if started.elapsed() > PATIENCE {
            tracing::warn!(peer = %id, "the snapshot takes too long: reconciles instead");
            self.config.join = false;
            return self.end_join();
        }
        if let Err(error) = file.write_all(bytes) {
            tracing::error!(%error, "the snapshot cannot be kept");
            return self.join_lost(id);
        }
        *offset += bytes.len() as u64;
        if *offset == snapshot.length {
            let (sender, steps) = mpsc::channel(4);
            let path = path.clone();
            tokio::task::spawn_blocking(move || read(&path, &sender));
            *stage = Stage::Reading(steps);
        }
    }

    /// Merges what has been read.
    pub(super) fn joined(&mut self, step: Step) {
        let Some(joining) = &self.joining else { return };
        let id = joining.peer;
        match step {
            Step::Items(items) => {
                // The snapshot of a peer that has gone is as good as before. It has no share of what waits.
                let sender = super::peer::number(id);
                let merged = self.store.merge_all(btree_graph::Sender(sender), items, self.clock.now());
                self.counters.snapshot_items += merged.report.total();
                self.keep(merged);
            }
            Step::Done => {
                tracing::info!(peer = %id, items = self.store.total().count, "the snapshot is merged");
                self.counters.joins += 1;
                self.end_join();
            }
            Step::Failed(error) => {
                self.end_join();
                self.fault(id, &error);
            }
        }
    }

    /// Gives up what is being fetched from a peer.
    pub(super) fn join_lost(&mut self, id: PeerId) {
        let fetching =
            |joining: &Joining| joining.peer == id && matches!(joining.stage, Stage::Fetching { .. });
        if self.joining.as_ref().is_some_and(fetching) {
            self.end_join();
        }
    }

    fn end_join(&mut self) {
        if let Some(joining) = self.joining.take() {
            let _ = std::fs::remove_file(joining.path);
        }
        // Whoever has something else is asked again at once.
        let now = Instant::now();
        self.peers.values_mut().for_each(|peer| peer.next_hello = now);
    }
}

/// Reads a snapshot, and sends its items in batches.
fn read(path: &Path, steps: &mpsc::Sender<Step>) {
    let mut batch = Vec::new();
    let read =
        File::open(path).map_err(|error| DurableError::Io { path: path.into(), error }).and_then(|file| {
            read_items::<DurableError>(BufReader::with_capacity(1 << 18, file), |item| {
                batch.push(item);
                if batch.len() < BATCH {
                    return Ok(());
                }
                let items = std::mem::take(&mut batch);
                steps.blocking_send(Step::Items(items)).map_err(|_| DurableError::Closed)
            })
        });
    // Nobody listens if the peer has ended.
    let _ = match read {
        Ok(()) => steps.blocking_send(Step::Items(batch)).and_then(|()| steps.blocking_send(Step::Done)),
        Err(error) => steps.blocking_send(Step::Failed(error)),
    };
}
