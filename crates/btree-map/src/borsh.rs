//! `BorshSerialize` and `BorshDeserialize`: a length of 32 bits, then the entries, ascending.
//!
//! The bytes are those of std's map and set, and depend on nothing but the content. Reading is strict: keys that do not
//! ascend are refused, so that one content has one form. What is reserved never depends on the length claimed, and
//! keys without bytes are refused, as borsh does, because a claim of four billion of them would cost no input.

use crate::incoming;
use crate::map::BPlusTreeMap;
use crate::multimap::{BPlusTreeMultiMap, ValueList};
use crate::set::BPlusTreeSet;
use ::borsh::io::{Error, ErrorKind, Read, Result, Write};
use ::borsh::{BorshDeserialize, BorshSerialize};
use btree_core::{DefaultLayout, Layout};

/// # Errors
///
/// If `K` has no bytes.
fn refuse_without_bytes<K>() -> Result<()> {
    if size_of::<K>() == 0 {
        return Err(Error::new(
            ErrorKind::InvalidData,
            "keys without bytes cannot be counted by their input",
        ));
    }
    Ok(())
}

fn write_len<W: Write>(len: usize, writer: &mut W) -> Result<()> {
    u32::try_from(len).map_err(|_| ErrorKind::InvalidData)?.serialize(writer)
}

fn disorder() -> Error {
    Error::new(ErrorKind::InvalidData, "keys do not ascend")
}

/// A source of as many entries as the length at the beginning claims.
fn counted<'r, R: Read, E>(
    reader: &'r mut R,
    mut read: impl FnMut(&mut R) -> Result<E> + 'r,
) -> Result<impl FnMut() -> Result<Option<E>> + 'r> {
    let mut left = u32::deserialize_reader(reader)?;
    Ok(move || {
        if left == 0 {
            return Ok(None);
        }
        left -= 1;
        read(reader).map(Some)
    })
}

impl<K: BorshSerialize, V: BorshSerialize, T: Layout<K, V>> BorshSerialize for BPlusTreeMap<K, V, T> {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        refuse_without_bytes::<K>()?;
        write_len(self.len(), writer)?;
        self.iter().try_for_each(|(key, value)| {
            key.serialize(writer)?;
            value.serialize(writer)
        })
    }
}

impl<K: BorshDeserialize + Ord, V: BorshDeserialize, T: DefaultLayout<K, V>> BorshDeserialize
    for BPlusTreeMap<K, V, T>
{
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        refuse_without_bytes::<K>()?;
        let entries =
            counted(reader, |reader| Ok((K::deserialize_reader(reader)?, V::deserialize_reader(reader)?)))?;
        incoming::collect_ascending(entries, disorder)
    }
}

impl<T: BorshSerialize, L: Layout<T, ()>> BorshSerialize for BPlusTreeSet<T, L> {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        refuse_without_bytes::<T>()?;
        write_len(self.len(), writer)?;
        self.iter().try_for_each(|element| element.serialize(writer))
    }
}

impl<T: BorshDeserialize + Ord, L: DefaultLayout<T, ()>> BorshDeserialize for BPlusTreeSet<T, L> {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        refuse_without_bytes::<T>()?;
        let entries = counted(reader, |reader| Ok((T::deserialize_reader(reader)?, ())))?;
        incoming::collect_ascending(entries, disorder).map(BPlusTreeSet::from_keys)
    }
}

impl<V: BorshSerialize> BorshSerialize for ValueList<V> {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        self.as_slice().serialize(writer)
    }
}

impl<V: BorshDeserialize> BorshDeserialize for ValueList<V> {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        refuse_without_bytes::<V>()?;
        let mut values = counted(reader, V::deserialize_reader)?;
        let empty = || Error::new(ErrorKind::InvalidData, "a key without values");
        let mut list = ValueList::one(values()?.ok_or_else(empty)?);
        while let Some(value) = values()? {
            list.push(value);
        }
        Ok(list)
    }
}

impl<K: BorshSerialize, V: BorshSerialize, L: Layout<K, ValueList<V>>> BorshSerialize
    for BPlusTreeMultiMap<K, V, L>
{
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        self.as_lists().serialize(writer)
    }
}

impl<K: BorshDeserialize + Ord, V: BorshDeserialize, L: DefaultLayout<K, ValueList<V>>> BorshDeserialize
    for BPlusTreeMultiMap<K, V, L>
{
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        BPlusTreeMap::deserialize_reader(reader).map(Self::from_lists)
    }
}
