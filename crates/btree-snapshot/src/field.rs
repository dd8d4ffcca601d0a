//! The types of keys and values in a snapshot: how each is stored, ordered and returned.
//!
//! Invariant: a value has only one stored form, so equal entries give equal bytes. Padding is never stored.

mod array;
mod bytes;
mod number;
pub(crate) mod plain;
mod scalar;
mod text;

use crate::column::Column;
use crate::kind::Kind;
use std::cmp::Ordering;
use std::marker::PhantomData;

/// The traits [`Field`] and [`Key`] are implemented here only; other types go through [`Plain`](crate::Plain).
pub(crate) mod sealed {
    /// Keeps [`Field`](super::Field) to this crate.
    pub trait Sealed {}
}

/// A type of values, or of keys, in a snapshot.
///
/// | type | returned as |
/// |---|---|
/// | `u8` to `u128`, `i8` to `i128`, `f32`, `f64`, `bool`, `char`, `()` | itself |
/// | `str`, `[u8]`, `[u8; N]` | a borrow of the snapshot's bytes |
/// | [`Plain<T>`](crate::Plain) | `&T`, a borrow of the snapshot's bytes |
///
/// `usize` and `isize` are missing, because their size depends on the machine.
pub trait Field: sealed::Sealed + 'static {
    /// The kind, as stored in the file.
    const KIND: Kind;

    /// The type that a reader returns and a writer takes.
    type Ref<'a>: Copy;

    /// The bytes that `value` takes.
    #[doc(hidden)]
    fn length(value: Self::Ref<'_>) -> usize;

    /// Appends the stored form of `value`.
    #[doc(hidden)]
    fn store(value: Self::Ref<'_>, out: &mut Vec<u8>);

    /// The value stored in `bytes`, which are all of its bytes; `None` if they are not one.
    #[doc(hidden)]
    fn load(bytes: &[u8]) -> Option<Self::Ref<'_>>;
}

/// A type of keys in a snapshot: all fields except floating point numbers and `()`.
pub trait Key: Field {
    /// The order of two keys.
    #[doc(hidden)]
    fn order(a: Self::Ref<'_>, b: Self::Ref<'_>) -> Ordering;

    /// The order of two stored keys, `None` if one of them is no key.
    #[doc(hidden)]
    fn order_stored(a: &[u8], b: &[u8]) -> Option<Ordering>;

    /// The order of a stored key and a key. Of stored bytes that are no key, anything.
    #[doc(hidden)]
    fn order_probe(stored: &[u8], probe: Self::Ref<'_>) -> Ordering;

    /// The rank of `probe` among ascending `keys`: `Ok` if it is one of them.
    #[doc(hidden)]
    #[inline(always)]
    fn rank(keys: Column<'_, Self>, probe: Self::Ref<'_>) -> Result<usize, usize> {
        let at = Self::last_not_above(keys, probe);
        match keys.get(at).map(|key| Self::order_probe(key, probe)) {
            Some(Ordering::Equal) => Ok(at),
            Some(Ordering::Less) => Err(at + 1),
            Some(Ordering::Greater) | None => Err(at),
        }
    }

    /// The last of `keys` that is not above `probe`; the first if all are.
    #[doc(hidden)]
    #[inline(always)]
    fn last_not_above(keys: Column<'_, Self>, probe: Self::Ref<'_>) -> usize {
        keys.last_not_above(|key| Self::order_probe(key, probe).is_le())
    }

    /// As [`rank`](Self::rank), of keys that the index says are at or above `lower` and below `upper`, stored. That is a hint for
    /// where to look first, and no more.
    #[doc(hidden)]
    #[inline]
    fn rank_between(
        keys: Column<'_, Self>,
        probe: Self::Ref<'_>,
        lower: Option<&[u8]>,
        upper: Option<&[u8]>,
    ) -> Result<usize, usize> {
        let _ = (lower, upper);
        Self::rank(keys, probe)
    }

    /// The first of `keys` that is no key, or not above the one before.
    #[doc(hidden)]
    fn first_unordered(keys: Column<'_, Self>) -> Option<usize> {
        (0..keys.len()).find(|&i| {
            let Some(key) = keys.get(i) else { return true };
            let before = if i == 0 { key } else { keys.get(i - 1).unwrap_or(key) };
            let expected = if i == 0 { Ordering::Equal } else { Ordering::Less };
            Self::order_stored(before, key) != Some(expected)
        })
    }
}

/// A key and its value, as a reader returns them.
pub type Entry<'a, K, V> = (<K as Field>::Ref<'a>, <V as Field>::Ref<'a>);

/// The kinds of a reader's or writer's columns, of which it holds no value.
pub(crate) type Kinds<K, V> = PhantomData<(fn(&K), fn(&V))>;

/// A type that is stored as a [`Field`]. [`write_map`](crate::write_map) requires it of the keys and values of a map.
///
/// Implement it for your own types that are [`Plain`](crate::Plain), or that contain one of the types here:
///
/// ```
/// use btree_snapshot::Stored;
///
/// struct Name(String);
///
/// impl Stored for Name {
///     type Field = str;
///
///     fn stored(&self) -> &str {
///         &self.0
///     }
/// }
/// ```
pub trait Stored {
    /// The field that it is stored as.
    type Field: Field + ?Sized;

    /// Returns the value as the writer takes it.
    fn stored(&self) -> <Self::Field as Field>::Ref<'_>;
}

/// A type that can be made from a stored value. [`View::to_map`](crate::View::to_map) requires it of the keys and values of
/// a map.
pub trait Restored<'a, F: Field + ?Sized> {
    /// Makes a value from a stored one.
    fn restored(value: F::Ref<'a>) -> Self;
}

/// Values that are stored and handed out as themselves.
macro_rules! by_value {
    ($($type:ty),*) => {$(
        impl $crate::field::sealed::Sealed for $type {}

        impl $crate::field::Stored for $type {
            type Field = $type;

            #[inline]
            fn stored(&self) -> $type {
                *self
            }
        }

        impl $crate::field::Restored<'_, $type> for $type {
            #[inline]
            fn restored(value: $type) -> $type {
                value
            }
        }
    )*};
}

/// Values that are handed out as borrows: what owns one, and what one is restored to.
macro_rules! by_borrow {
    ($field:ty: $($owned:ty),*) => {
        impl $crate::field::sealed::Sealed for $field {}

        impl $crate::field::Stored for &$field {
            type Field = $field;

            #[inline]
            fn stored(&self) -> &$field {
                self
            }
        }

        impl<'a> $crate::field::Restored<'a, $field> for &'a $field {
            #[inline]
            fn restored(value: &'a $field) -> Self {
                value
            }
        }

        $(
            impl $crate::field::Stored for $owned {
                type Field = $field;

                #[inline]
                fn stored(&self) -> &$field {
                    self
                }
            }

            impl $crate::field::Restored<'_, $field> for $owned {
                #[inline]
                fn restored(value: &$field) -> Self {
                    value.into()
                }
            }
        )*
    };
}

use {by_borrow, by_value};
