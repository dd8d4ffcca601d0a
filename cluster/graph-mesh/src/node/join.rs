//! Joining: a peer that has nearly nothing fetches the snapshot of another one, and reconciles afterwards.
//!
//! 1. The chunks are written to a file, one request at a time.
//! 2. A thread reads the file, page by page, with all of its checksums, and builds a store from its items.
//! 3. The file becomes the snapshot of this peer, so the items are durable without the log.
//! 4. The store takes the place of the peer's own one, and the items that this one had are merged into it.
//!
//! If the peer has a snapshot already, or many items, or an item is not due, the items are read in batches instead, and are merged and
//! logged like all others.

use super::Node;
use crate::durable::{DurableError, Items, Snapshot, SnapshotId, read_items};
use crate::item::Item;
use crate::message::{CHUNK, Request};
use crate::store::{BulkError, Store, StoreLimits};
use btree_graph::{Sender, State};
use libp2p::PeerId;
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// A snapshot with fewer items is not fetched: reconciling takes no longer.
const MIN_ITEMS: u64 = 10_000;

/// A snapshot is fetched if the peer has less than a part of so many of its items.
const PART: u64 = 4;

/// How long a snapshot may take. Whoever sends one slowly for ever keeps the peer from reconciling no longer than that.
const PATIENCE: Duration = Duration::from_secs(600);

/// Items that are merged at once.
const BATCH: usize = 512;

/// The most items of its own that a peer merges at once into the items of a snapshot.
const OWN: u64 = 1 << 16;

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
    Keeping { built: Option<Box<Store>>, kept: oneshot::Receiver<Result<bool, DurableError>> },
}

/// What reading and keeping a snapshot have come to.
#[derive(Debug)]
pub(super) enum Step {
    /// All items, in a store of their own.
    Built(Box<Store>),
    /// Whether the file is the snapshot of this peer now.
    Kept(Result<bool, DurableError>),
    /// The items must be read in batches.
    InBatches,
    Items(Vec<Item>),
    Done,
    Failed(DurableError),
}

/// The next step; waits for ever while nothing is read or kept.
pub(super) async fn next(joining: &mut Option<Joining>) -> Step {
    match joining {
        Some(Joining { stage: Stage::Reading(steps), .. }) => {
            steps.recv().await.unwrap_or(Step::Failed(DurableError::Closed))
        }
        Some(Joining { stage: Stage::Keeping { kept, .. }, .. }) => {
            Step::Kept(kept.await.unwrap_or(Err(DurableError::Closed)))
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
            tracing::info!(peer = %id, "the snapshot is there");
            let (path, snapshot) = (path.clone(), *snapshot);
            *stage = Stage::Reading(if self.store.total().count > OWN || self.journal.snapshot().is_some() {
                in_a_thread(move |steps| read(&path, snapshot, steps))
            } else {
                let (limits, now) = (self.config.limits.store, self.clock.now());
                in_a_thread(move |steps| build(&path, snapshot, limits, now, steps))
            });
        }
    }

    /// Takes what has been read.
    pub(super) fn joined(&mut self, step: Step) {
        let own = self.store.total().count;
        let Some(joining) = &mut self.joining else { return };
        let id = joining.peer;
        match step {
            Step::Built(built) if own <= OWN && self.store.has_capacity_for(&built) => {
                tracing::info!(peer = %id, items = built.total().count, "the snapshot is read");
                let kept = self.journal.adopt(joining.path.clone(), built.total().count);
                joining.stage = Stage::Keeping { built: Some(built), kept };
            }
            Step::Kept(Ok(true)) => self.take_over(),
            Step::Kept(Err(error)) => {
                tracing::error!(%error, "the snapshot cannot be kept: reconciles instead");
                self.config.join = false;
                self.end_join();
            }
            Step::Built(_) | Step::InBatches | Step::Kept(Ok(false)) => {
                tracing::info!(peer = %id, "merges the snapshot item by item");
                let (path, snapshot) = (joining.path.clone(), joining.id);
                joining.stage = Stage::Reading(in_a_thread(move |steps| read(&path, snapshot, steps)));
            }
            Step::Items(items) => {
                // The snapshot of a peer that has gone is as good as before. It has no share of what waits.
                let sender = Sender(super::peer::number(id));
                let merged = self.store.merge_all(sender, items, self.clock.now());
                self.counters.snapshot_items += merged.report.total();
                self.keep(merged);
            }
            Step::Done => self.joined_all(),
            Step::Failed(error) => {
                self.end_join();
                self.fault(id, &error);
            }
        }
    }

    /// Replaces the store by what was built from the snapshot.
    fn take_over(&mut self) {
        let Some(Joining { stage: Stage::Keeping { built, .. }, .. }) = &mut self.joining else { return };
        let Some(built) = built.take() else { return };
        let count = built.total().count;
        if self.store.take_over(built).is_ok() {
            self.counters.snapshot_items += count;
            self.counters.applied += count;
            self.joined_all();
        } else {
            // Repair fetches what there is capacity for.
            tracing::warn!("there is no capacity for the items of the snapshot");
            self.config.join = false;
            self.end_join();
        }
    }

    fn joined_all(&mut self) {
        tracing::info!(items = self.store.total().count, "the snapshot is merged");
        self.counters.joins += 1;
        self.end_join();
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

/// Works in a thread, and hands out its steps.
fn in_a_thread(work: impl FnOnce(&mpsc::Sender<Step>) + Send + 'static) -> mpsc::Receiver<Step> {
    let (sender, steps) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || work(&sender));
    steps
}

/// Opens a file, if it is the snapshot that was announced.
fn open(path: &Path, announced: SnapshotId) -> Result<BufReader<File>, DurableError> {
    let snapshot = Snapshot::open(path, announced.items)?;
    if snapshot.is_none_or(|snapshot| snapshot.id() != announced) {
        return Err(DurableError::Other);
    }
    let file = File::open(path).map_err(|error| DurableError::Io { path: path.into(), error })?;
    Ok(BufReader::with_capacity(1 << 18, file))
}

/// Builds a store from the items of a snapshot.
fn build(path: &Path, announced: SnapshotId, limits: StoreLimits, now: State, steps: &mpsc::Sender<Step>) {
    let items = open(path, announced).and_then(Items::new);
    let built = items.and_then(|items| match Store::from_sorted(limits, items, now) {
        Ok(built) if built.total().count == announced.items => Ok(Step::Built(Box::new(built))),
        Ok(_) => Err(DurableError::Other),
        Err(BulkError::NotDue | BulkError::Full) => Ok(Step::InBatches),
        Err(BulkError::Source(error)) => Err(error),
        Err(BulkError::Refused(_) | BulkError::Unsorted { .. }) => Err(DurableError::Entry),
    });
    // Nobody listens if the peer has ended.
    let _ = steps.blocking_send(built.unwrap_or_else(Step::Failed));
}

/// Reads a snapshot, and sends its items in batches.
fn read(path: &Path, announced: SnapshotId, steps: &mpsc::Sender<Step>) {
    let mut batch = Vec::new();
    let read = open(path, announced).and_then(|file| {
        read_items::<DurableError>(file, |item| {
            batch.push(item);
            if batch.len() < BATCH {
                return Ok(());
            }
            let items = std::mem::take(&mut batch);
            steps.blocking_send(Step::Items(items)).map_err(|_| DurableError::Closed)
        })
    });
    let _ = match read {
        Ok(()) => steps.blocking_send(Step::Items(batch)).and_then(|()| steps.blocking_send(Step::Done)),
        Err(error) => steps.blocking_send(Step::Failed(error)),
    };
}
