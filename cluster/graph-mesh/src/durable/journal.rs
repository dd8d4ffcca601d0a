//! The log, and the thread that writes it.
//!
//! Invariants:
//!
//! - A batch is answered only after its transaction has been synced to disk. All batches that wait share one transaction.
//! - A batch whose transaction fails is answered with the error.
//! - A batch is removed only after a snapshot that has it has replaced the old one.

use super::adopt::adopt;
use super::fold::{Latest, fold, note};
use super::records::Snapshot;
use super::{DurableError, at};
use crate::item::Item;
use redb::{Database, ReadableDatabase, TableDefinition};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

const LOG: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("log");

/// Memory for pages of the log.
const CACHE: usize = 16 << 20;

/// The answer to a batch, once it is on disk.
pub type Pending = oneshot::Receiver<Result<(), DurableError>>;

/// The log of a peer.
#[derive(Debug)]
pub struct Journal {
    sender: Option<Sender<Command>>,
    thread: Option<JoinHandle<()>>,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Bytes of items that wait to be written.
    backlog: AtomicU64,
    /// Bytes in the log.
    logged: AtomicU64,
    /// How often the log was folded.
    folds: AtomicU64,
    errors: AtomicU64,
    snapshot: Mutex<Option<Snapshot>>,
}

enum Command {
    Append { items: Vec<Item>, done: Option<Done> },
    Fold { done: Done },
    Adopt { file: PathBuf, items: u64, done: oneshot::Sender<Result<bool, DurableError>> },
}

type Done = oneshot::Sender<Result<(), DurableError>>;

impl Journal {
    /// Opens the folder of a peer, and hands out all items that it has: those of the snapshot, then those of the log.
    ///
    /// The log is folded when it has more bytes than `fold_at` and than half of the snapshot.
    ///
    /// # Errors
    ///
    /// If the folder cannot be used, or what it has is damaged.
    pub fn open(folder: &Path, fold_at: u64, mut each: impl FnMut(Item)) -> Result<Self, DurableError> {
        std::fs::create_dir_all(folder).map_err(at(folder))?;
        let (log, path) = (folder.join("log.redb"), folder.join("snapshot"));
        // Locks the log: a folder has one peer.
        let database = open(&log)?;
        btree_snapshot::discard_abandoned(&path).map_err(at(&path))?;
        let shared = Arc::new(Shared::default());
        let mut items = 0;
        let mut snapshot = Snapshot::open(&path, 0)?;
        if let Some(snapshot) = &snapshot {
            snapshot.items::<DurableError>(|item| {
                items += 1;
                each(item);
                Ok(())
            })?;
        }
        if items > 0 {
            snapshot = Snapshot::open(&path, items)?;
        }
        let (mut next, mut logged) = (0, 0);
        for_each(&database, u64::MAX, |number, bytes, batch| {
            (next, logged) = (number + 1, logged + bytes);
            batch.into_iter().for_each(&mut each);
        })?;
        shared.logged.store(logged, Ordering::Relaxed);
        *lock(&shared.snapshot) = snapshot;
        let (sender, receiver) = channel();
        let database = Arc::new(database);
        let database = Some(database);
        let writer =
            Writer { database, log, path, next, fold_at, folding: None, shared: Arc::clone(&shared) };
        let thread = std::thread::Builder::new()
            .name("journal".into())
            .spawn(move || writer.run(&receiver))
            .map_err(at(folder))?;
        Ok(Journal { sender: Some(sender), thread: Some(thread), shared })
    }

    /// Writes a batch; the answer comes when it is on disk.
    pub fn append(&self, items: Vec<Item>) -> Pending {
        let (done, pending) = oneshot::channel();
        self.send(items, Some(done));
        pending
    }

    /// Writes a batch that nobody waits for.
    pub fn note(&self, items: Vec<Item>) {
        if !items.is_empty() {
            self.send(items, None);
        }
    }

    fn send(&self, items: Vec<Item>, done: Option<Done>) {
        self.shared.backlog.fetch_add(size_of_all(&items), Ordering::Relaxed);
        if let Some(sender) = &self.sender {
            // If the thread has ended, `done` is dropped, which the receiver sees.
            let _ = sender.send(Command::Append { items, done });
        }
    }

    /// Folds the log now; the answer comes when the new snapshot is on disk.
    pub fn fold(&self) -> Pending {
        let (done, pending) = oneshot::channel();
        if let Some(sender) = &self.sender {
            let _ = sender.send(Command::Fold { done });
        }
        pending
    }

    /// Makes a file of items the snapshot, if there is none yet. The log stays, and is merged with it. Answers false if there is a
    /// snapshot already, or one is being written; the file stays where it is then.
    pub fn adopt(&self, file: PathBuf, items: u64) -> oneshot::Receiver<Result<bool, DurableError>> {
        let (done, adopted) = oneshot::channel();
        if let Some(sender) = &self.sender {
            let _ = sender.send(Command::Adopt { file, items, done });
        }
        adopted
    }

    /// The snapshot, to be sent to a peer that joins.
    pub fn snapshot(&self) -> Option<Snapshot> {
        lock(&self.shared.snapshot).clone()
    }

    /// Bytes of items that wait to be written.
    pub fn backlog(&self) -> u64 {
        self.shared.backlog.load(Ordering::Relaxed)
    }

    /// Bytes in the log.
    pub fn logged(&self) -> u64 {
        self.shared.logged.load(Ordering::Relaxed)
    }

    /// How often the log was folded.
    pub fn folds(&self) -> u64 {
        self.shared.folds.load(Ordering::Relaxed)
    }

    /// How many transactions or folds have failed.
    pub fn errors(&self) -> u64 {
        self.shared.errors.load(Ordering::Relaxed)
    }
}

impl Drop for Journal {
    /// Writes what waits.
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // What it holds is replaced as a whole, so a panic elsewhere leaves it whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn size_of_all(items: &[Item]) -> u64 {
    items.iter().map(|item| item.encoded_size() as u64).sum()
}

fn open(log: &Path) -> Result<Database, DurableError> {
    redb::Builder::new().set_cache_size(CACHE).create(log).map_err(DurableError::log)
}

/// Reads the batches before a number, in order.
fn for_each(
    database: &Database,
    before: u64,
    mut each: impl FnMut(u64, u64, Vec<Item>),
) -> Result<(), DurableError> {
    let read = database.begin_read().map_err(DurableError::log)?;
    let table = match read.open_table(LOG) {
        Err(redb::TableError::TableDoesNotExist(_)) => return Ok(()),
        table => table.map_err(DurableError::log)?,
    };
    for batch in table.range(..before).map_err(DurableError::log)? {
        let (number, bytes) = batch.map_err(DurableError::log)?;
        let items = postcard::from_bytes(bytes.value()).map_err(|_| DurableError::Batch(number.value()))?;
        each(number.value(), bytes.value().len() as u64, items);
    }
    Ok(())
}

/// What the thread has.
struct Writer {
    /// `None` after an error: the engine refuses all that follows, so the log is opened again.
    database: Option<Arc<Database>>,
    log: PathBuf,
    path: PathBuf,
    next: u64,
    fold_at: u64,
    folding: Option<Folding>,
    shared: Arc<Shared>,
}

/// A fold that is under way.
struct Folding {
    thread: JoinHandle<Result<(u64, u64, Snapshot), DurableError>>,
    wait: Vec<Done>,
}

/// How often a fold that is under way is looked after while nothing else is to do.
const LOOK: Duration = Duration::from_millis(50);

impl Writer {
    fn run(mut self, receiver: &Receiver<Command>) {
        let mut wait = Vec::new();
        loop {
            let first = if self.folding.is_some() {
                match receiver.recv_timeout(LOOK) {
                    Ok(command) => Some(command),
                    Err(RecvTimeoutError::Timeout) => None,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            } else {
                match receiver.recv() {
                    Ok(command) => Some(command),
                    Err(_) => break,
                }
            };
            let mut batches = Vec::new();
            for command in first.into_iter().chain(receiver.try_iter().take(1023)) {
                match command {
                    Command::Append { items, done } => batches.push((items, done)),
                    Command::Fold { done } => wait.push(done),
                    Command::Adopt { file, items, done } => drop(done.send(self.adopt(&file, items))),
                }
            }
            if !batches.is_empty() {
                self.write(batches);
            }
            if self.folding.as_ref().is_some_and(|folding| folding.thread.is_finished()) {
                self.end_fold();
            }
            let logged = self.shared.logged.load(Ordering::Relaxed);
            let snapshot = lock(&self.shared.snapshot).as_ref().map_or(0, |snapshot| snapshot.id().length);
            let due = logged > self.fold_at.max(snapshot / 2);
            if self.folding.is_none() && (due || !wait.is_empty()) {
                self.start_fold(std::mem::take(&mut wait));
            }
        }
        self.end_fold();
    }

    /// Writes batches in one transaction, and answers them.
    fn write(&mut self, batches: Vec<(Vec<Item>, Option<Done>)>) {
        let size: u64 = batches.iter().map(|(items, _)| size_of_all(items)).sum();
        let result = self.transaction(batches.iter().map(|(items, _)| items.as_slice()));
        self.shared.backlog.fetch_sub(size, Ordering::Relaxed);
        if let Err(error) = &result {
            self.error(error);
            // A fold that is under way reads it, so it stays until that has ended.
            self.database.take_if(|_| self.folding.is_none());
        }
        let result = result.map_err(|error| error.to_string());
        for done in batches.into_iter().filter_map(|(_, done)| done) {
            // Whoever asked may have gone.
            let _ = done.send(result.clone().map_err(DurableError::Failed));
        }
    }

    fn transaction<'i>(&mut self, batches: impl Iterator<Item = &'i [Item]>) -> Result<(), DurableError> {
        let write = self.database()?.begin_write().map_err(DurableError::log)?;
        let (mut next, mut bytes) = (self.next, 0);
        {
            let mut table = write.open_table(LOG).map_err(DurableError::log)?;
            for items in batches.filter(|items| !items.is_empty()) {
                let batch = postcard::to_allocvec(items).map_err(|_| DurableError::Batch(next))?;
                table.insert(next, batch.as_slice()).map_err(DurableError::log)?;
                (next, bytes) = (next + 1, bytes + batch.len() as u64);
            }
        }
        write.commit().map_err(DurableError::log)?;
        self.next = next;
        self.shared.logged.fetch_add(bytes, Ordering::Relaxed);
        Ok(())
    }

    /// The log, opened again if it has failed.
    fn database(&mut self) -> Result<&Database, DurableError> {
        if self.database.is_none() {
            self.database = Some(Arc::new(open(&self.log)?));
        }
        self.database.as_deref().ok_or(DurableError::Closed)
    }

    fn start_fold(&mut self, wait: Vec<Done>) {
        let Some(database) = self.database.clone() else { return };
        let (path, next) = (self.path.clone(), self.next);
        let work = move || {
            let (mut latest, mut bytes) = (Latest::new(), 0);
            for_each(&database, next, |_, size, batch| {
                bytes += size;
                batch.into_iter().for_each(|item| note(&mut latest, item));
            })?;
            fold(&path, latest).map(|snapshot| (next, bytes, snapshot))
        };
        match std::thread::Builder::new().name("fold".into()).spawn(work) {
            Ok(thread) => self.folding = Some(Folding { thread, wait }),
            Err(error) => self.error(&at(&self.path)(error)),
        }
    }

    fn adopt(&mut self, file: &Path, items: u64) -> Result<bool, DurableError> {
        if self.folding.is_some() || lock(&self.shared.snapshot).is_some() {
            return Ok(false);
        }
        let adopted = adopt(file, &self.path, items).inspect_err(|error| self.error(error))?;
        *lock(&self.shared.snapshot) = Some(adopted);
        Ok(true)
    }

    /// Waits for the fold that is under way, and removes the batches that went into it.
    fn end_fold(&mut self) {
        let Some(Folding { thread, wait }) = self.folding.take() else { return };
        let folded = thread.join().unwrap_or(Err(DurableError::Closed));
        let result = folded.and_then(|(next, bytes, snapshot)| {
            *lock(&self.shared.snapshot) = Some(snapshot);
            self.truncate(next)?;
            self.shared.logged.fetch_sub(bytes, Ordering::Relaxed);
            self.shared.folds.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        if let Err(error) = &result {
            self.error(error);
            // Not again with every batch.
            self.fold_at = self.fold_at.saturating_mul(2);
            self.database = None;
        }
        let result = result.map_err(|error| error.to_string());
        for done in wait {
            let _ = done.send(result.clone().map_err(DurableError::Failed));
        }
    }

    /// Removes the batches before a number.
    fn truncate(&mut self, next: u64) -> Result<(), DurableError> {
        let write = self.database()?.begin_write().map_err(DurableError::log)?;
        {
            let mut table = write.open_table(LOG).map_err(DurableError::log)?;
            table.retain_in(..next, |_, _| false).map_err(DurableError::log)?;
        }
        write.commit().map_err(DurableError::log)
    }

    fn error(&self, error: &DurableError) {
        self.shared.errors.fetch_add(1, Ordering::Relaxed);
        tracing::error!(%error, "the folder cannot be written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::{Content, Position};

    fn item(key: u32, state: f64) -> Item {
        Item { at: Position::new("soul", &key.to_string()), content: Content::Number(state), state }
    }

    fn read(folder: &Path, fold_at: u64) -> (Journal, Latest) {
        let mut latest = Latest::new();
        let journal = Journal::open(folder, fold_at, |item| note(&mut latest, item)).unwrap();
        (journal, latest)
    }

    #[test]
    fn what_is_appended_is_read_back_before_and_after_folds() {
        let folder = tempfile::tempdir().unwrap();
        let mut expected = Latest::new();
        for round in 0..3 {
            let (journal, read) = read(folder.path(), u64::MAX);
            assert_eq!(read, expected);
            for key in 0..200 {
                // Every third is older than what is there.
                let item = item(key + 50 * round, f64::from((round + key) % 3));
                note(&mut expected, item.clone());
                journal.append(vec![item]).blocking_recv().unwrap().unwrap();
            }
            if round > 0 {
                journal.fold().blocking_recv().unwrap().unwrap();
                assert_eq!((journal.logged(), journal.folds()), (0, 1));
                assert_eq!(journal.snapshot().unwrap().id().items, expected.len() as u64);
            }
        }
        assert_eq!(read(folder.path(), u64::MAX).1, expected);
    }

    #[test]
    fn a_log_that_has_grown_is_folded_while_batches_are_appended() {
        let folder = tempfile::tempdir().unwrap();
        let (journal, _) = read(folder.path(), 2000);
        for key in 0..2000 {
            journal.append(vec![item(key, 1.0)]).blocking_recv().unwrap().unwrap();
        }
        assert!(journal.folds() > 0 && journal.errors() == 0);
        drop(journal);
        assert_eq!(read(folder.path(), u64::MAX).1.len(), 2000);
    }

    #[test]
    fn a_snapshot_is_adopted_beside_the_log_unless_there_is_one() {
        let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (journal, _) = read(other.path(), u64::MAX);
        let mut expected = Latest::new();
        for key in 0..300 {
            note(&mut expected, item(key, 5.0));
            journal.append(vec![item(key, 5.0)]).blocking_recv().unwrap().unwrap();
        }
        journal.fold().blocking_recv().unwrap().unwrap();
        let id = journal.snapshot().unwrap().id();
        drop(journal);
        let (journal, _) = read(folder.path(), u64::MAX);
        // Older and newer than what the snapshot has, and a key that it does not have.
        for item in [item(0, 1.0), item(1, 9.0), item(1000, 1.0)] {
            note(&mut expected, item.clone());
            journal.append(vec![item]).blocking_recv().unwrap().unwrap();
        }
        let file = folder.path().join("joining");
        std::fs::copy(other.path().join("snapshot"), &file).unwrap();
        assert!(journal.adopt(file.clone(), 300).blocking_recv().unwrap().unwrap());
        assert!(!file.exists() && journal.snapshot().unwrap().id() == id);
        drop(journal);
        let (journal, found) = read(folder.path(), u64::MAX);
        assert!(found == expected, "the snapshot and the log");
        std::fs::copy(other.path().join("snapshot"), &file).unwrap();
        assert!(!journal.adopt(file.clone(), 300).blocking_recv().unwrap().unwrap(), "there is one");
        assert!(file.exists());
        journal.fold().blocking_recv().unwrap().unwrap();
        assert_eq!(journal.snapshot().unwrap().id().items, 301);
        drop(journal);
        assert!(read(folder.path(), u64::MAX).1 == expected, "after a fold");
        let (fresh, _) = read(&folder.path().join("fresh"), u64::MAX);
        let missing = fresh.adopt(folder.path().join("missing"), 1).blocking_recv().unwrap();
        assert!(matches!(missing, Err(DurableError::Io { .. })), "{missing:?}");
    }

    #[test]
    fn a_folder_has_one_peer() {
        let folder = tempfile::tempdir().unwrap();
        let _first = read(folder.path(), u64::MAX);
        let second = Journal::open(folder.path(), u64::MAX, drop);
        assert!(matches!(second, Err(DurableError::Log(_))), "{second:?}");
    }

    #[test]
    fn a_damaged_snapshot_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let (journal, _) = read(folder.path(), u64::MAX);
        journal.append(vec![item(1, 1.0)]).blocking_recv().unwrap().unwrap();
        journal.fold().blocking_recv().unwrap().unwrap();
        drop(journal);
        let path = folder.path().join("snapshot");
        let mut bytes = std::fs::read(&path).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        let opened = Journal::open(folder.path(), u64::MAX, drop);
        assert!(matches!(opened, Err(DurableError::Snapshot(_))), "{opened:?}");
    }
}
