//! A disk in memory that knows which of its writes were synced, and can lose the others.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard};

use redb::StorageBackend;

/// What a disk writes whole or not at all.
const SECTOR: u64 = 512;

#[derive(Clone, Debug)]
enum Event {
    Length(u64),
    Write { offset: u64, bytes: Vec<u8> },
    Sync,
}

/// A disk. Clones are handles of the same one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk(Arc<Mutex<Trace>>);

#[derive(Debug, Default)]
struct Trace {
    content: Vec<u8>,
    events: Vec<Event>,
    ignores_syncs: bool,
}

impl Disk {
    /// Returns a disk with this content, all of it synced.
    pub(crate) fn of(content: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(Trace { content, ..Trace::default() })))
    }

    /// Returns a disk that says that it synced, and does not.
    pub(crate) fn that_ignores_syncs() -> Self {
        Self(Arc::new(Mutex::new(Trace { ignores_syncs: true, ..Trace::default() })))
    }

    fn trace(&self) -> MutexGuard<'_, Trace> {
        self.0.lock().expect("no panic while the disk was used")
    }

    /// The number of operations so far.
    pub(crate) fn moment(&self) -> usize {
        self.trace().events.len()
    }

    /// What is on the disk if power was lost after so many operations. `is_kept` decides for each sector that was written
    /// and not synced, and for each length that was set and not synced. The disk must have been empty in the beginning.
    pub(crate) fn after_power_loss(&self, moment: usize, is_kept: &mut dyn FnMut() -> bool) -> Vec<u8> {
        let trace = self.trace();
        let events = &trace.events[..moment];
        let synced = events.iter().rposition(|event| matches!(event, Event::Sync)).unwrap_or(0);
        let mut content = Vec::new();
        for (at, event) in events.iter().enumerate() {
            match event {
                Event::Length(length) if at < synced || is_kept() => set_length(&mut content, *length),
                Event::Write { offset, bytes } if at < synced => write(&mut content, *offset, bytes),
                Event::Write { offset, bytes } => write_some(&mut content, *offset, bytes, is_kept),
                Event::Length(_) | Event::Sync => {}
            }
        }
        content
    }
}

fn index(number: u64) -> usize {
    usize::try_from(number).expect("a disk that fits into memory")
}

fn set_length(content: &mut Vec<u8>, length: u64) {
    content.resize(index(length), 0);
}

fn write(content: &mut Vec<u8>, offset: u64, bytes: &[u8]) {
    let (start, end) = (index(offset), index(offset) + bytes.len());
    if content.len() < end {
        content.resize(end, 0);
    }
    content[start..end].copy_from_slice(bytes);
}

/// Writes those sectors that are kept.
fn write_some(content: &mut Vec<u8>, offset: u64, bytes: &[u8], is_kept: &mut dyn FnMut() -> bool) {
    let (mut at, mut rest) = (offset, bytes);
    while !rest.is_empty() {
        let to_boundary = index(SECTOR - at % SECTOR).min(rest.len());
        let (sector, others) = rest.split_at(to_boundary);
        if is_kept() {
            write(content, at, sector);
        }
        (at, rest) = (at + sector.len() as u64, others);
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.trace().content.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let trace = self.trace();
        let bytes = trace.content.get(index(offset)..index(offset) + out.len());
        out.copy_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut trace = self.trace();
        set_length(&mut trace.content, len);
        trace.events.push(Event::Length(len));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut trace = self.trace();
        if !trace.ignores_syncs {
            trace.events.push(Event::Sync);
        }
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut trace = self.trace();
        write(&mut trace.content, offset, data);
        trace.events.push(Event::Write { offset, bytes: data.to_vec() });
        Ok(())
    }
}
