//! The state machine as openraft uses it: applying, freezing, and replacing the state by a snapshot.
//!
//! The state is behind a lock. Applying takes it for one entry of the log at a time, reading for one get or one page. A
//! snapshot takes it only to freeze the state. Then it is written on another thread, beside both.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Instant;

use openraft::storage::RaftStateMachine;
use openraft::{
    AnyError, EntryPayload, ErrorSubject, ErrorVerb, OptionalSend, RaftSnapshotBuilder, StorageIOError,
};
use tokio::fs::File;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};
use tracing::info;

use crate::command::{Outcome, Proposal};
use crate::disk;
use crate::metrics::Metrics;
use crate::snapshot::{self, SnapshotError};
use crate::state::{FrozenState, State};
use crate::types::{Entry, LogId, Snapshot, SnapshotMeta, StorageError, StoredMembership, TypeConfig};

const SNAPSHOT: &str = "snapshot";
const WRITTEN: &str = "snapshot.written";
const RECEIVING: &str = "snapshot.receiving";
/// How many changes move to the base while the state is locked once.
const SETTLED_AT_ONCE: usize = 256;

/// A handle of the state machine. Clones are handles of the same state machine.
#[derive(Clone, Debug)]
pub struct Store {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    state: RwLock<State>,
    directory: PathBuf,
    /// What the file of the current snapshot holds. Locked while the file is replaced or opened.
    current: Mutex<Option<SnapshotMeta>>,
    /// Locked while a snapshot is written. True when no more may be written.
    closed: Mutex<bool>,
    metrics: Arc<Metrics>,
}

fn failed(
    subject: ErrorSubject<u64>,
    verb: ErrorVerb,
    error: &(impl std::error::Error + 'static),
) -> StorageError {
    StorageIOError::new(subject, verb, AnyError::new(error)).into()
}

fn snapshot_failed(verb: ErrorVerb, error: &(impl std::error::Error + 'static)) -> StorageError {
    failed(ErrorSubject::Snapshot(None), verb, error)
}

fn describe(applied: Option<LogId>, membership: StoredMembership) -> SnapshotMeta {
    let snapshot_id =
        applied.map_or_else(|| "empty".to_owned(), |id| format!("{}-{}", id.leader_id.term, id.index));
    SnapshotMeta { last_log_id: applied, last_membership: membership, snapshot_id }
}

impl Store {
    /// Opens the state machine in `directory`, with the state of the snapshot there, if there is one.
    ///
    /// # Errors
    ///
    /// If the snapshot is damaged, or the directory cannot be read.
    pub fn open(directory: &Path, metrics: Arc<Metrics>) -> Result<Self, SnapshotError> {
        let io = |error: io::Error| SnapshotError::Read(error.into());
        for unfinished in [WRITTEN, RECEIVING] {
            match fs::remove_file(directory.join(unfinished)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(io(error)),
                Ok(()) => info!(file = unfinished, "removed an unfinished snapshot"),
                Err(_) => {}
            }
        }
        let path = directory.join(SNAPSHOT);
        let (state, current) = if path.try_exists().map_err(io)? {
            let state = snapshot::load(&path)?;
            let meta = describe(state.applied, state.membership.clone());
            (state, Some(meta))
        } else {
            (State::default(), None)
        };
        let shared = Shared {
            state: RwLock::new(state),
            directory: directory.to_owned(),
            current: Mutex::new(current),
            closed: Mutex::new(false),
            metrics,
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Locks the state for reading.
    pub fn read(&self) -> RwLockReadGuard<'_, State> {
        self.shared.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a snapshot that is being written, and lets none begin. So the directory can be opened again.
    pub fn close(&self) {
        *self.shared.closed.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }

    /// The size of the current snapshot in bytes.
    pub fn snapshot_bytes(&self) -> u64 {
        fs::metadata(self.shared.path(SNAPSHOT)).map_or(0, |meta| meta.len())
    }
}

impl Shared {
    fn path(&self, name: &str) -> PathBuf {
        self.directory.join(name)
    }

    fn with_state<T>(&self, operation: impl FnOnce(&mut State) -> T) -> T {
        let asked = Instant::now();
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let value = operation(&mut state);
        self.metrics.held(asked.elapsed());
        value
    }

    fn current(&self) -> std::sync::MutexGuard<'_, Option<SnapshotMeta>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a snapshot, and afterwards moves what was written meanwhile to the base, a few changes at a time.
    fn write(&self, frozen: FrozenState, meta: &SnapshotMeta) -> Result<(), SnapshotError> {
        let begun = Instant::now();
        let closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        if *closed {
            return Err(SnapshotError::Closed);
        }
        snapshot::write(&self.path(WRITTEN), &frozen)?;
        drop(frozen);
        {
            let mut current = self.current();
            // A snapshot that was installed meanwhile may be newer.
            if current.as_ref().is_none_or(|current| current.last_log_id <= meta.last_log_id) {
                self.replace(WRITTEN)?;
                *current = Some(meta.clone());
            }
        }
        drop(closed);
        self.metrics.snapshot_written(begun.elapsed());
        while !self.with_state(|state| state.map.settle(SETTLED_AT_ONCE)) {
            std::thread::yield_now();
        }
        Ok(())
    }

    /// Makes the file of another name the current snapshot, durably.
    fn replace(&self, name: &str) -> Result<(), SnapshotError> {
        fs::rename(self.path(name), self.path(SNAPSHOT))
            .and_then(|()| disk::sync_parent(&self.path(SNAPSHOT)))
            .map_err(|error| SnapshotError::Read(error.into()))
    }

    /// Makes a received file the current snapshot, and its content the state.
    fn install(&self, meta: &SnapshotMeta) -> Result<(), SnapshotError> {
        let state = snapshot::load(&self.path(RECEIVING))?;
        if state.applied != meta.last_log_id {
            return Err(SnapshotError::OtherSnapshot);
        }
        {
            let mut current = self.current();
            self.replace(RECEIVING)?;
            *current = Some(meta.clone());
        }
        // The old state is dropped outside the lock.
        let old = self.with_state(|place| std::mem::replace(place, state));
        drop(old);
        self.metrics.snapshot_installed();
        Ok(())
    }
}

/// Runs what blocks on a thread where it may.
async fn blocking<T: Send + 'static>(
    verb: ErrorVerb,
    operation: impl FnOnce() -> Result<T, SnapshotError> + Send + 'static,
) -> Result<T, StorageError> {
    match tokio::task::spawn_blocking(operation).await {
        Ok(result) => result.map_err(|error| snapshot_failed(verb, &error)),
        Err(error) => Err(snapshot_failed(verb, &error)),
    }
}

/// Writes one snapshot of a state that is frozen already.
#[derive(Debug)]
pub struct Builder {
    shared: Arc<Shared>,
    frozen: Option<FrozenState>,
}

impl RaftSnapshotBuilder<TypeConfig> for Builder {
    async fn build_snapshot(&mut self) -> Result<Snapshot, StorageError> {
        let frozen = match self.frozen.take() {
            Some(frozen) => frozen,
            None => self.shared.state.read().unwrap_or_else(PoisonError::into_inner).freeze(),
        };
        let meta = describe(frozen.header.applied, frozen.header.membership.clone());
        let (shared, of_file) = (self.shared.clone(), meta.clone());
        let file = blocking(ErrorVerb::Write, move || {
            shared.write(frozen, &of_file)?;
            fs::File::open(shared.path(SNAPSHOT)).map_err(|error| SnapshotError::Read(error.into()))
        })
        .await?;
        info!(snapshot = meta.snapshot_id, "wrote a snapshot");
        Ok(Snapshot { meta, snapshot: Box::new(File::from_std(file)) })
    }
}

impl RaftStateMachine<TypeConfig> for Store {
    type SnapshotBuilder = Builder;

    async fn applied_state(&mut self) -> Result<(Option<LogId>, StoredMembership), StorageError> {
        let state = self.read();
        Ok((state.applied, state.membership.clone()))
    }

    async fn apply<I>(&mut self, entries: I) -> Result<Vec<Outcome>, StorageError>
    where
        I: IntoIterator<Item = Entry> + OptionalSend,
        I::IntoIter: OptionalSend,
    {
        let mut outcomes = Vec::new();
        for entry in entries {
            let outcome = self.shared.with_state(|state| {
                state.applied = Some(entry.log_id);
                match entry.payload {
                    EntryPayload::Blank => Outcome::default(),
                    EntryPayload::Normal(Proposal { writes }) => {
                        let replies: Vec<_> = writes.into_iter().map(|write| state.apply(write)).collect();
                        self.shared.metrics.applied(replies.len());
                        Outcome { replies }
                    }
                    EntryPayload::Membership(membership) => {
                        state.membership = StoredMembership::new(Some(entry.log_id), membership);
                        Outcome::default()
                    }
                }
            });
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    async fn get_snapshot_builder(&mut self) -> Builder {
        let begun = Instant::now();
        let frozen = self.read().freeze();
        self.shared.metrics.frozen(begun.elapsed());
        Builder { shared: self.shared.clone(), frozen: Some(frozen) }
    }

    async fn begin_receiving_snapshot(&mut self) -> Result<Box<File>, StorageError> {
        let path = self.shared.path(RECEIVING);
        // A file of an abandoned transfer may still be open. It is unlinked, so that nobody writes to the new one.
        if let Err(error) = tokio::fs::remove_file(&path).await
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(snapshot_failed(ErrorVerb::Write, &error));
        }
        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        let file = options.open(&path).await.map_err(|error| snapshot_failed(ErrorVerb::Write, &error))?;
        Ok(Box::new(file))
    }

    async fn install_snapshot(
        &mut self,
        meta: &SnapshotMeta,
        snapshot: Box<File>,
    ) -> Result<(), StorageError> {
        let path = self.shared.path(RECEIVING);
        place(*snapshot, &path).await.map_err(|error| snapshot_failed(ErrorVerb::Write, &error))?;
        let (shared, of_file) = (self.shared.clone(), meta.clone());
        blocking(ErrorVerb::Read, move || shared.install(&of_file)).await?;
        info!(snapshot = meta.snapshot_id, "installed a snapshot");
        Ok(())
    }

    async fn get_current_snapshot(&mut self) -> Result<Option<Snapshot>, StorageError> {
        let shared = self.shared.clone();
        blocking(ErrorVerb::Read, move || {
            let current = shared.current();
            let Some(meta) = current.clone() else { return Ok(None) };
            let file =
                fs::File::open(shared.path(SNAPSHOT)).map_err(|error| SnapshotError::Read(error.into()))?;
            Ok(Some(Snapshot { meta, snapshot: Box::new(File::from_std(file)) }))
        })
        .await
    }
}

/// Makes the content of `file` durable at `path`. It is there already, unless the file comes from elsewhere.
async fn place(mut file: File, path: &Path) -> io::Result<()> {
    file.flush().await?;
    let of_file = file.metadata().await?;
    match tokio::fs::metadata(path).await {
        Ok(of_path) if (of_path.dev(), of_path.ino()) == (of_file.dev(), of_file.ino()) => {
            file.sync_all().await
        }
        _ => {
            let mut copy = File::create(path).await?;
            file.rewind().await?;
            tokio::io::copy(&mut file, &mut copy).await?;
            copy.sync_all().await
        }
    }
}
