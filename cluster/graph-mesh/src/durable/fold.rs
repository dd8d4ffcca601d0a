//! Folding the log into the snapshot.

use super::records::{Snapshot, item, key, value};
use super::{DurableError, at};
use crate::item::Item;
use btree_graph::{Decision, State, decide};
use btree_map::BPlusTreeMap;
use btree_snapshot::{Options, Reader, WriteError, Writer};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;

/// The latest item of each key of a log, by stored key.
pub(super) type Latest = BPlusTreeMap<Vec<u8>, Item>;

/// Notes an item of the log.
pub(super) fn note(latest: &mut Latest, item: Item) {
    let key = key(&item.at);
    match latest.get_mut(&key) {
        Some(held) if wins(&item, held) => *held = item,
        Some(_) => {}
        None => drop(latest.insert(key, item)),
    }
}

/// Whether an item wins against another one of the same key.
fn wins(item: &Item, held: &Item) -> bool {
    match (item.checked(), held.checked()) {
        (Ok((value, state)), Ok(held)) => decide(Some(held), value, state, State::MAX) == Decision::Apply,
        (Ok(_), Err(_)) => true,
        (Err(_), _) => false,
    }
}

/// Replaces the snapshot at a path by itself merged with a log. Holds the log, and a page of each snapshot.
pub(super) fn fold(path: &Path, latest: Latest) -> Result<Snapshot, DurableError> {
    let mut old = match File::open(path) {
        Ok(file) => Some(Reader::<[u8], [u8], _>::new(BufReader::with_capacity(1 << 18, file))?),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(at(path)(error)),
    };
    let (mut failed, mut log) = (None, latest.into_iter().peekable());
    let summary = btree_snapshot::save::<[u8], [u8]>(path, Options::new(), |writer| {
        if let Some(old) = &mut old {
            loop {
                let (stored, held) = match old.next() {
                    Ok(Some(entry)) => entry,
                    Ok(None) => break,
                    Err(error) => return Err(stop(&mut failed, error.into())),
                };
                push_before(writer, &mut log, stored)?;
                match log.next_if(|(key, _)| **key == *stored) {
                    None => writer.push(stored, held)?,
                    Some((_, new)) => match item(stored, held) {
                        Ok(held_item) if !wins(&new, &held_item) => writer.push(stored, held)?,
                        Ok(_) => writer.push(stored, &value(&new))?,
                        Err(error) => return Err(stop(&mut failed, error)),
                    },
                }
            }
        }
        log.try_for_each(|(key, item)| writer.push(&key, &value(&item)))
    });
    match (failed, summary) {
        (Some(error), _) => Err(error),
        (None, Err(error)) => Err(error.into()),
        (None, Ok(summary)) => Snapshot::open(path, summary.entries)?.ok_or(DurableError::Closed),
    }
}

/// Writes the items of the log that come before a key.
fn push_before(
    writer: &mut Writer<'_, [u8], [u8], impl Write>,
    log: &mut std::iter::Peekable<impl Iterator<Item = (Vec<u8>, Item)>>,
    stored: &[u8],
) -> Result<(), WriteError> {
    while let Some((key, item)) = log.next_if(|(key, _)| **key < *stored) {
        writer.push(&key, &value(&item))?;
    }
    Ok(())
}

/// Keeps an error of reading, and stops the writing.
fn stop(failed: &mut Option<DurableError>, error: DurableError) -> WriteError {
    *failed = Some(error);
    WriteError::Io(std::io::Error::other("the old snapshot cannot be read"))
}
