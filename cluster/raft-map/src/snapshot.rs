//! Snapshots in files: written with `btree-snapshot`, and read by mapping the file.
//!
//! A snapshot is one sorted map of bytes. The first byte of a key says what it is:
//!
//! | first byte | key | value |
//! |---|---|---|
//! | 0 | nothing more | [`Header`] |
//! | 1 | number of a session, big-endian | [`Session`] |
//! | 2 | a key of the map | its value |
//!
//! `btree-snapshot` gives each page a checksum, and checks the order of keys.

#[expect(unsafe_code, reason = "maps a snapshot of the node's own directory")]
mod mapped;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use btree_map::BPlusTreeMap;
use btree_snapshot::{Options, View, WriteError, Writer};

use crate::command::Blob;
use crate::layered::Layered;
use crate::sessions::{Session, Sessions};
use crate::state::{FrozenState, Header, State};

const HEADER: &[u8] = &[0];
const SESSIONS: &[u8] = &[1];
const ENTRIES: &[u8] = &[2];

/// Why a snapshot cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The file cannot be written.
    #[error("the snapshot cannot be written: {0}")]
    Write(#[from] WriteError),
    /// The file cannot be read, or a page of it is damaged.
    #[error("the snapshot cannot be read: {0}")]
    Read(#[from] btree_snapshot::Error),
    /// A record does not have the form that this version writes.
    #[error("a record of the snapshot is malformed: {0}")]
    Malformed(&'static str),
    /// The snapshot is not the one that it should be.
    #[error("the snapshot ends at another entry of the log than announced")]
    OtherSnapshot,
    /// The state machine was closed.
    #[error("the state machine is closed")]
    Closed,
}

/// What is written to the file at once.
const BUFFER: usize = 256 << 10;
/// The bytes of a snapshot that may wait for the disk.
const UNSYNCED: usize = 2 << 20;

/// A file whose bytes reach the disk while it is written.
///
/// Otherwise the whole snapshot would wait in the system's cache for one `fsync` at the end. The log's `fsync`s would wait for
/// it, and writes with them.
struct Paced {
    file: File,
    unsynced: usize,
}

impl Write for Paced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.unsynced += written;
        if self.unsynced >= UNSYNCED {
            self.file.sync_data()?;
            self.unsynced = 0;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a snapshot of `state` to a new file at `path`, and makes it durable. The file's name is the caller's to make durable.
///
/// # Errors
///
/// If the file cannot be written. What is at `path` then is no snapshot.
pub fn write(path: &Path, state: &FrozenState) -> Result<(), SnapshotError> {
    let encode =
        |what, bytes: Result<Vec<u8>, postcard::Error>| bytes.map_err(|_| SnapshotError::Malformed(what));
    let header = encode("header", postcard::to_stdvec(&state.header))?;
    let mut sessions = Vec::new();
    for (id, session) in state.sessions.iter() {
        sessions
            .push(([SESSIONS, &id.to_be_bytes()].concat(), encode("session", postcard::to_stdvec(session))?));
    }
    let file = Paced { file: File::create(path).map_err(WriteError::Io)?, unsynced: 0 };
    let out = BufWriter::with_capacity(BUFFER, file);
    let mut writer = Writer::<[u8], [u8], _>::new(out, Options::new())?;
    writer.push(HEADER, &header)?;
    for (key, session) in &sessions {
        writer.push(key, session)?;
    }
    let mut stored = ENTRIES.to_vec();
    for (key, value) in state.map.iter() {
        stored.truncate(ENTRIES.len());
        stored.extend_from_slice(key);
        writer.push(&stored, value)?;
    }
    let (out, _) = writer.finish()?;
    let paced = out.into_inner().map_err(|error| WriteError::Io(error.into_error()))?;
    paced.file.sync_all().map_err(WriteError::Io)?;
    Ok(())
}

/// Maps the file at `path`, checks all of it, and builds the state that it holds.
///
/// # Errors
///
/// If the file cannot be read, or anything in it is damaged.
pub fn load(path: &Path) -> Result<State, SnapshotError> {
    let file = mapped::open(path)?;
    let view = file.view();
    view.check()?;
    let header = read_header(&view)?;
    let mut sessions = Sessions::default();
    sessions.restore_clock(header.clock);
    for entry in view.range(SESSIONS..ENTRIES)? {
        let (key, value) = entry?;
        let id = key.strip_prefix(SESSIONS).and_then(|id| id.try_into().ok());
        let id = id.ok_or(SnapshotError::Malformed("number of a session"))?;
        let session: Session =
            postcard::from_bytes(value).map_err(|_| SnapshotError::Malformed("session"))?;
        sessions.restore(u64::from_be_bytes(id), session);
    }
    let mut fault = None;
    let entries = view.range(ENTRIES..)?.map_while(|entry| match entry {
        Ok((key, value)) => key.strip_prefix(ENTRIES).map(|key| (Blob::from(key), Blob::from(value))),
        Err(error) => {
            fault = Some(error);
            None
        }
    });
    let map: BPlusTreeMap<Blob, Blob> =
        BPlusTreeMap::from_sorted_iter(entries).map_err(|_| SnapshotError::Malformed("order of keys"))?;
    if let Some(error) = fault {
        return Err(error.into());
    }
    if map.len() as u64 != header.entries {
        return Err(SnapshotError::Malformed("number of entries"));
    }
    Ok(State { map: Layered::new(map), sessions, applied: header.applied, membership: header.membership })
}

fn read_header(view: &View<'_, [u8], [u8]>) -> Result<Header, SnapshotError> {
    let bytes = view.get(HEADER)?.ok_or(SnapshotError::Malformed("header"))?;
    postcard::from_bytes(bytes).map_err(|_| SnapshotError::Malformed("header"))
}
