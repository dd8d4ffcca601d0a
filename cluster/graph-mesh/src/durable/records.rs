//! Items as entries of a snapshot, and reading a snapshot.
//!
//! Owns the invariant that the order of stored keys is the order of positions: zero bytes of a soul are stored as `00 ff`, and the soul
//! ends with `00 01`.

use super::{DurableError, at};
use crate::item::{Content, Item, MAX_ITEM, Position};
use btree_snapshot::Reader;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

/// The largest page of a snapshot that is read: an item fits, whatever its size.
const PAGE_LIMIT: usize = 8 * MAX_ITEM;

/// The stored key of a position.
pub(super) fn key(at: &Position) -> Vec<u8> {
    let mut key = Vec::with_capacity(at.soul.len() + at.key.len() + 2);
    for byte in at.soul.bytes() {
        key.push(byte);
        if byte == 0 {
            key.push(0xff);
        }
    }
    key.extend([0, 1]);
    key.extend_from_slice(at.key.as_bytes());
    key
}

/// The position of a stored key.
fn position(stored: &[u8]) -> Option<Position> {
    let (mut soul, mut rest) = (Vec::new(), stored);
    loop {
        match rest {
            [0, 1, key @ ..] => {
                let soul = String::from_utf8(soul).ok()?;
                return Some(Position::new(&soul, std::str::from_utf8(key).ok()?));
            }
            [0, 0xff, tail @ ..] => (_, rest) = (soul.push(0), tail),
            [0, ..] | [] => return None,
            [byte, tail @ ..] => (_, rest) = (soul.push(*byte), tail),
        }
    }
}

/// The stored value of an item.
pub(super) fn value(item: &Item) -> Vec<u8> {
    // Serializing into memory does not fail.
    postcard::to_allocvec(&(&item.content, item.state)).unwrap_or_default()
}

/// The item of an entry.
pub(super) fn item(key: &[u8], value: &[u8]) -> Result<Item, DurableError> {
    let at = position(key).ok_or(DurableError::Entry)?;
    let ((content, state), rest): ((Content, f64), &[u8]) =
        postcard::take_from_bytes(value).map_err(|_| DurableError::Entry)?;
    let item = Item { at, content, state };
    if rest.is_empty() && item.checked().is_ok() { Ok(item) } else { Err(DurableError::Entry) }
}

/// The items of a snapshot, front to back. Holds one page.
#[derive(Debug)]
pub struct Items<R>(Reader<[u8], [u8], R>);

impl<R: Read> Items<R> {
    /// Begins to read.
    ///
    /// # Errors
    ///
    /// If reading fails, or what is read is not a snapshot.
    pub fn new(input: R) -> Result<Self, DurableError> {
        Ok(Items(Reader::new(input)?.with_page_limit(PAGE_LIMIT)))
    }

    fn read(&mut self) -> Result<Option<Item>, DurableError> {
        Ok(match self.0.next()? {
            Some((key, value)) => Some(item(key, value)?),
            None => None,
        })
    }
}

impl<R: Read> Iterator for Items<R> {
    type Item = Result<Item, DurableError>;

    /// The next item. There is none after the last one only if the snapshot is whole.
    fn next(&mut self) -> Option<Self::Item> {
        self.read().transpose()
    }
}

/// Reads a snapshot front to back. Holds one page.
///
/// # Errors
///
/// If reading fails, or what is read is not a snapshot of items. `each` may have got some of the items before.
pub fn read_items<E: From<DurableError>>(
    input: impl Read,
    mut each: impl FnMut(Item) -> Result<(), E>,
) -> Result<(), E> {
    Items::new(input)?.try_for_each(|item| each(item?))
}

/// Which snapshot it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotId {
    /// Its length.
    pub length: u64,
    /// The number of items.
    pub items: u64,
    /// A hash of its end, which has the checksums of the rest.
    pub end: [u8; 16],
}

/// A snapshot that is open to be sent. It stays what it is when the file is replaced.
#[derive(Clone, Debug)]
pub struct Snapshot {
    id: SnapshotId,
    file: Arc<File>,
}

impl Snapshot {
    /// Opens the snapshot of a path; `None` if there is none.
    ///
    /// # Errors
    ///
    /// If the file is there and cannot be read.
    pub fn open(path: &Path, items: u64) -> Result<Option<Self>, DurableError> {
        let mut file = match File::open(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            file => file.map_err(at(path))?,
        };
        let length = file.metadata().map_err(at(path))?.len();
        let mut end = Vec::new();
        file.seek(SeekFrom::Start(length.saturating_sub(4096))).map_err(at(path))?;
        (&mut file).take(4096).read_to_end(&mut end).map_err(at(path))?;
        let mut short = [0; 16];
        short.copy_from_slice(&blake3::hash(&end).as_bytes()[..16]);
        Ok(Some(Snapshot { id: SnapshotId { length, items, end: short }, file: Arc::new(file) }))
    }

    /// Which one it is.
    pub fn id(&self) -> SnapshotId {
        self.id
    }

    /// Up to `length` bytes from `offset` on.
    ///
    /// # Errors
    ///
    /// If reading fails.
    pub fn chunk(&self, offset: u64, length: usize) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(offset))?;
        file.take(length as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Reads all items.
    ///
    /// # Errors
    ///
    /// As [`read_items`].
    pub fn items<E: From<DurableError>>(&self, each: impl FnMut(Item) -> Result<(), E>) -> Result<(), E> {
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(0)).map_err(|error| E::from(at("snapshot")(error)))?;
        read_items(BufReader::with_capacity(1 << 18, file), each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quickcheck::quickcheck;

    quickcheck! {
        fn stored_keys_have_the_order_of_positions(a: (String, String), b: (String, String), nul: bool) -> bool {
            let soul = if nul { format!("{}\0", b.0) } else { b.0 };
            let (a, b) = (Position::new(&a.0, &a.1), Position::new(&soul, &b.1));
            let (stored_a, stored_b) = (key(&a), key(&b));
            let back = position(&stored_a).as_ref() == Some(&a) && position(&stored_b).as_ref() == Some(&b);
            back && a.cmp(&b) == stored_a.cmp(&stored_b)
        }

        fn bytes_that_are_no_entry_are_errors(key: Vec<u8>, value: Vec<u8>) -> bool {
            item(&key, &value).is_ok() || matches!(item(&key, &value), Err(DurableError::Entry))
        }
    }
}
