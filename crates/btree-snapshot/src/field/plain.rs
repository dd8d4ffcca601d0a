//! User types that consist only of their bytes.
//!
//! zerocopy's traits carry the proof: [`IntoBytes`] that no padding is stored, [`TryFromBytes`] that stored bytes are looked at
//! before they are believed, [`Unaligned`] that they may lie anywhere, and hence that fields lie at the same offsets
//! wherever the file is read. The order of the bytes in a field is the type's own affair.

use super::{Field, Key, Restored, sealed};
use crate::kind::{Class, Kind};
use std::cmp::Ordering;
use std::marker::PhantomData;
use zerocopy::{Immutable, IntoBytes, KnownLayout, TryFromBytes, Unaligned};

/// A field that stores a `T` as its bytes, and returns `&T`.
///
/// `TAG` distinguishes the type from others of the same size: a snapshot opens only with the same tags. Declare integers of more
/// than one byte as zerocopy's little-endian ones, which are the same on every machine.
///
/// The bytes are stored unchanged. `native_endian` integers, and Rust's own in a packed struct, have the byte order of the
/// machine. A machine with the other byte order reads other numbers, and detects this only if keys are out
/// of order. No trait can refuse such types.
///
/// The `Ord` of a key must be consistent, as for any map. Otherwise entries may not be found.
///
/// ```
/// use btree_snapshot::{Options, Plain, View, Writer};
/// use zerocopy::little_endian::U32;
/// use zerocopy::{Immutable, IntoBytes, KnownLayout, TryFromBytes, Unaligned};
///
/// #[derive(TryFromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
/// #[repr(C)]
/// struct Account {
///     balance: U32,
///     open: bool,
/// }
///
/// type Accounts = Plain<Account, 0xacc0>;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut writer = Writer::<u64, Accounts, _>::new(Vec::new(), Options::new())?;
/// writer.push(7, &Account { balance: U32::new(100), open: true })?;
/// let (bytes, _) = writer.finish()?;
///
/// let view = View::<u64, Accounts>::open(&bytes)?;
/// let account = view.get(7)?.expect("it was written");
/// assert_eq!((account.balance.get(), account.open), (100, true));
/// # Ok(())
/// # }
/// ```
///
/// The compiler refuses a type with padding:
///
/// ```compile_fail,E0277
/// #[derive(zerocopy::IntoBytes)]
/// #[repr(C)]
/// struct Padded {
///     small: u8,
///     large: u32,
/// }
/// ```
pub struct Plain<T, const TAG: u64 = 0> {
    marker: PhantomData<fn(&T)>,
}

impl<T, const TAG: u64> sealed::Sealed for Plain<T, TAG> {}

impl<T, const TAG: u64> Field for Plain<T, TAG>
where
    T: TryFromBytes + IntoBytes + KnownLayout + Immutable + Unaligned + 'static,
{
    const KIND: Kind = Kind::tagged(Class::Plain, size_of::<T>(), TAG);
    type Ref<'a> = &'a T;

    fn length(_: &T) -> usize {
        size_of::<T>()
    }

    fn store(value: &T, out: &mut Vec<u8>) {
        out.extend_from_slice(value.as_bytes());
    }

    fn load(bytes: &[u8]) -> Option<&T> {
        T::try_ref_from_bytes(bytes).ok()
    }
}

impl<T, const TAG: u64> Key for Plain<T, TAG>
where
    T: TryFromBytes + IntoBytes + KnownLayout + Immutable + Unaligned + Ord + 'static,
{
    fn order(a: &T, b: &T) -> Ordering {
        a.cmp(b)
    }

    fn order_stored(a: &[u8], b: &[u8]) -> Option<Ordering> {
        Some(Self::load(a)?.cmp(Self::load(b)?))
    }

    fn order_probe(stored: &[u8], probe: &T) -> Ordering {
        // Keys that are none are refused when their page is checked.
        Self::load(stored).map_or(Ordering::Less, |key| key.cmp(probe))
    }
}

impl<'a, T: Clone, const TAG: u64> Restored<'a, Plain<T, TAG>> for T
where
    Plain<T, TAG>: Field<Ref<'a> = &'a T>,
    T: 'a,
{
    fn restored(value: &'a T) -> T {
        value.clone()
    }
}

impl<'a, T, const TAG: u64> Restored<'a, Plain<T, TAG>> for &'a T
where
    Plain<T, TAG>: Field<Ref<'a> = &'a T>,
{
    fn restored(value: &'a T) -> &'a T {
        value
    }
}
