//! The log, the vote and the committed index, in a redb database.
//!
//! A commit of redb returns after `fsync`. The log and the vote are acknowledged after the commit, as Raft needs it. The
//! committed index and purges are committed without `fsync`. Losing a purge costs room. Losing the committed index is safe
//! because a node that led steps down when its log is opened.

use std::fmt::Debug;
use std::ops::{Bound, RangeBounds};
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use openraft::storage::{LogFlushed, RaftLogStorage};
use openraft::{
    AnyError, ErrorSubject, ErrorVerb, LogState, OptionalSend, RaftLogReader, StorageIOError, Vote,
};
use redb::{Database, Durability, ReadableDatabase, ReadableTable, StorageBackend, TableDefinition};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::disk;
use crate::types::{Entry, LogId, NodeId, StorageError, TypeConfig};

const LOG: TableDefinition<'_, u64, &[u8]> = TableDefinition::new("log");
const META: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("meta");

const VOTE: &str = "vote";
const COMMITTED: &str = "committed";
const PURGED: &str = "purged";
const NODE: &str = "node";

/// The bytes of entries that one read returns, unless a single entry has more.
const READ_BYTES: usize = 2 << 20;
/// The pages that redb keeps in memory.
const CACHE: usize = 32 << 20;

/// Why a log cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database cannot be opened, or read.
    #[error("the log cannot be opened: {0}")]
    Database(#[from] Box<redb::Error>),
    /// The directory belongs to another node.
    #[error("the directory holds the log of node {0}: use that id, or another directory")]
    OtherNode(NodeId),
    /// A record does not have the form that this version writes.
    #[error("a record of the log is malformed")]
    Malformed,
}

/// A handle of the log. Clones are handles of the same log.
#[derive(Clone, Debug)]
pub struct LogStore {
    database: Arc<RwLock<Option<Database>>>,
}

type Fault = Box<redb::Error>;

fn fault<E: Into<redb::Error>>(error: E) -> Fault {
    Box::new(error.into())
}

fn failed(
    subject: ErrorSubject<NodeId>,
    verb: ErrorVerb,
    error: &(impl std::error::Error + 'static),
) -> StorageError {
    StorageIOError::new(subject, verb, AnyError::new(error)).into()
}

impl LogStore {
    /// Opens the log in the file at `path`, or makes a new one for node `id`.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, is damaged, or belongs to another node.
    pub fn open(path: &Path, id: NodeId) -> Result<Self, OpenError> {
        let database = Database::builder().set_cache_size(CACHE).create(path).map_err(fault)?;
        // `fsync` of a new file does not make its name durable.
        disk::sync_parent(path).map_err(|error| fault(redb::Error::Io(error)))?;
        Self::prepare(database, id)
    }

    /// Opens the log on something else than a file, or makes a new one for node `id`.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn open_on(storage: impl StorageBackend, id: NodeId) -> Result<Self, OpenError> {
        let database = Database::builder().set_cache_size(CACHE).create_with_backend(storage);
        Self::prepare(database.map_err(fault)?, id)
    }

    fn prepare(database: Database, id: NodeId) -> Result<Self, OpenError> {
        let write = database.begin_write().map_err(fault)?;
        {
            write.open_table(LOG).map_err(fault)?;
            let mut meta = write.open_table(META).map_err(fault)?;
            let owner = meta.get(NODE).map_err(fault)?.map(|bytes| decode(bytes.value())).transpose();
            match owner.map_err(|_| OpenError::Malformed)? {
                Some(owner) if owner != id => return Err(OpenError::OtherNode(owner)),
                Some(_) => {}
                None => {
                    let bytes = encode(&id).map_err(|_| OpenError::Malformed)?;
                    meta.insert(NODE, &*bytes).map_err(fault)?;
                }
            }
            let vote = meta.get(VOTE).map_err(fault)?.map(|bytes| decode(bytes.value())).transpose();
            if let Some(vote) = step_down(vote.map_err(|_| OpenError::Malformed)?, id) {
                let bytes = encode(&vote).map_err(|_| OpenError::Malformed)?;
                meta.insert(VOTE, &*bytes).map_err(fault)?;
            }
        }
        write.commit().map_err(fault)?;
        Ok(Self { database: Arc::new(RwLock::new(Some(database))) })
    }

    /// Closes the file, even if other handles exist. They return errors from now on.
    pub fn close(&self) {
        self.database.write().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Runs a blocking operation on a thread where it may block.
    async fn run<T: Send + 'static>(
        &self,
        subject: ErrorSubject<NodeId>,
        verb: ErrorVerb,
        operation: impl FnOnce(&Database) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StorageError> {
        let database = self.database.clone();
        let task = tokio::task::spawn_blocking(move || {
            let guard = database.read().unwrap_or_else(PoisonError::into_inner);
            match &*guard {
                Some(database) => operation(database),
                None => Err(fault(redb::Error::DatabaseClosed)),
            }
        });
        match task.await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(failed(subject, verb, &*error)),
            Err(error) => Err(failed(subject, verb, &error)),
        }
    }

    async fn read_meta<T: DeserializeOwned + Send + 'static>(
        &self,
        key: &'static str,
        subject: ErrorSubject<NodeId>,
    ) -> Result<Option<T>, StorageError> {
        let bytes = self
            .run(subject.clone(), ErrorVerb::Read, move |database| {
                let read = database.begin_read().map_err(fault)?;
                let table = read.open_table(META).map_err(fault)?;
                let bytes = table.get(key).map_err(fault)?;
                Ok(bytes.map(|bytes| bytes.value().to_vec()))
            })
            .await?;
        bytes.map(|bytes| decode(&bytes)).transpose().map_err(|e| failed(subject, ErrorVerb::Read, &e))
    }

    async fn write_meta<T: Serialize>(
        &self,
        key: &'static str,
        value: &T,
        subject: ErrorSubject<NodeId>,
        durability: Durability,
    ) -> Result<(), StorageError> {
        let bytes = encode(value).map_err(|e| failed(subject.clone(), ErrorVerb::Write, &e))?;
        self.run(subject, ErrorVerb::Write, move |database| {
            let mut write = database.begin_write().map_err(fault)?;
            write.set_durability(durability).map_err(fault)?;
            write.open_table(META).map_err(fault)?.insert(key, &*bytes).map_err(fault)?;
            write.commit().map_err(fault)
        })
        .await
    }
}

/// Returns the vote of a node that led when it stopped as that of a candidate of the same term.
///
/// openraft lets such a node lead on in the same term. But the committed index is not durable, so the node does not know what it
/// had committed, and it would answer linearizable reads from an older state. As a candidate it must win a new term, and
/// commit an entry of that term, before it answers. It gave its own vote of the term to itself either way.
fn step_down(vote: Option<Vote<NodeId>>, id: NodeId) -> Option<Vote<NodeId>> {
    let led = vote.filter(|vote| vote.is_committed() && vote.leader_id().voted_for() == Some(id))?;
    Some(Vote { committed: false, ..led })
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_stdvec(value)
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}

impl RaftLogReader<TypeConfig> for LogStore {
    async fn try_get_log_entries<RB: RangeBounds<u64> + Clone + Debug + OptionalSend>(
        &mut self,
        range: RB,
    ) -> Result<Vec<Entry>, StorageError> {
        self.read(range.start_bound().cloned(), range.end_bound().cloned(), usize::MAX).await
    }

    async fn limited_get_log_entries(&mut self, start: u64, end: u64) -> Result<Vec<Entry>, StorageError> {
        self.read(Bound::Included(start), Bound::Excluded(end), READ_BYTES).await
    }
}

impl LogStore {
    async fn read(
        &self,
        start: Bound<u64>,
        end: Bound<u64>,
        limit: usize,
    ) -> Result<Vec<Entry>, StorageError> {
        let records = self
            .run(ErrorSubject::Logs, ErrorVerb::Read, move |database| {
                let read = database.begin_read().map_err(fault)?;
                let table = read.open_table(LOG).map_err(fault)?;
                let (mut records, mut bytes) = (Vec::new(), 0);
                for record in table.range((start, end)).map_err(fault)? {
                    let (_, record) = record.map_err(fault)?;
                    bytes += record.value().len();
                    if bytes > limit && !records.is_empty() {
                        break;
                    }
                    records.push(record.value().to_vec());
                }
                Ok(records)
            })
            .await?;
        let entries = records.iter().map(|record| decode(record)).collect::<Result<_, _>>();
        entries.map_err(|e| failed(ErrorSubject::Logs, ErrorVerb::Read, &e))
    }
}

impl RaftLogStorage<TypeConfig> for LogStore {
    type LogReader = Self;

    async fn get_log_state(&mut self) -> Result<LogState<TypeConfig>, StorageError> {
        let purged: Option<LogId> = self.read_meta(PURGED, ErrorSubject::Logs).await?;
        let last = self
            .run(ErrorSubject::Logs, ErrorVerb::Read, |database| {
                let read = database.begin_read().map_err(fault)?;
                let table = read.open_table(LOG).map_err(fault)?;
                let last = table.last().map_err(fault)?;
                Ok(last.map(|(_, record)| record.value().to_vec()))
            })
            .await?;
        let last = last.map(|record| decode::<Entry>(&record)).transpose();
        let last =
            last.map_err(|e| failed(ErrorSubject::Logs, ErrorVerb::Read, &e))?.map(|entry| entry.log_id);
        Ok(LogState { last_purged_log_id: purged, last_log_id: last.or(purged) })
    }

    async fn get_log_reader(&mut self) -> Self {
        self.clone()
    }

    async fn save_vote(&mut self, vote: &Vote<NodeId>) -> Result<(), StorageError> {
        self.write_meta(VOTE, vote, ErrorSubject::Vote, Durability::Immediate).await
    }

    async fn read_vote(&mut self) -> Result<Option<Vote<NodeId>>, StorageError> {
        self.read_meta(VOTE, ErrorSubject::Vote).await
    }

    async fn save_committed(&mut self, committed: Option<LogId>) -> Result<(), StorageError> {
        self.write_meta(COMMITTED, &committed, ErrorSubject::Store, Durability::None).await
    }

    async fn read_committed(&mut self) -> Result<Option<LogId>, StorageError> {
        Ok(self.read_meta(COMMITTED, ErrorSubject::Store).await?.flatten())
    }

    async fn append<I>(&mut self, entries: I, callback: LogFlushed<TypeConfig>) -> Result<(), StorageError>
    where
        I: IntoIterator<Item = Entry> + OptionalSend,
        I::IntoIter: OptionalSend,
    {
        let mut records = Vec::new();
        for entry in entries {
            let record =
                encode(&entry).map_err(|e| failed(ErrorSubject::Log(entry.log_id), ErrorVerb::Write, &e))?;
            records.push((entry.log_id.index, record));
        }
        self.run(ErrorSubject::Logs, ErrorVerb::Write, move |database| {
            let write = database.begin_write().map_err(fault)?;
            {
                let mut table = write.open_table(LOG).map_err(fault)?;
                for (index, record) in &records {
                    table.insert(index, &**record).map_err(fault)?;
                }
            }
            write.commit().map_err(fault)
        })
        .await?;
        callback.log_io_completed(Ok(()));
        Ok(())
    }

    async fn truncate(&mut self, log_id: LogId) -> Result<(), StorageError> {
        self.run(ErrorSubject::Logs, ErrorVerb::Delete, move |database| {
            let write = database.begin_write().map_err(fault)?;
            write.open_table(LOG).map_err(fault)?.retain_in(log_id.index.., |_, _| false).map_err(fault)?;
            write.commit().map_err(fault)
        })
        .await
    }

    async fn purge(&mut self, log_id: LogId) -> Result<(), StorageError> {
        let purged = encode(&log_id).map_err(|e| failed(ErrorSubject::Logs, ErrorVerb::Delete, &e))?;
        self.run(ErrorSubject::Logs, ErrorVerb::Delete, move |database| {
            let mut write = database.begin_write().map_err(fault)?;
            write.set_durability(Durability::None).map_err(fault)?;
            write.open_table(META).map_err(fault)?.insert(PURGED, &*purged).map_err(fault)?;
            write.open_table(LOG).map_err(fault)?.retain_in(..=log_id.index, |_, _| false).map_err(fault)?;
            write.commit().map_err(fault)
        })
        .await
    }
}
