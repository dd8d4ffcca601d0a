//! `absl::btree_map` through a C++ shim, a type for each shape.
//!
//! Invariants: the three words of a map are made by the shim's `new` or `clone` and destroyed by its `drop`, once;
//! they may be moved in between, because nothing points back at them. Keys and values are passed in `repr(C)`
//! mirrors, and an owned text belongs to the map from `insert` on, which frees it through `peers_free_text`.

use crate::contender::Contender;
use std::ffi::c_void;
use std::marker::PhantomData;
use std::mem::{ManuallyDrop, MaybeUninit};

/// A borrowed text.
#[repr(C)]
#[derive(Clone, Copy)]
struct Str {
    start: *const u8,
    length: usize,
}

/// An owned text, taken apart.
#[repr(C)]
#[derive(Clone, Copy)]
struct RawText {
    start: *mut u8,
    length: usize,
    capacity: usize,
}

/// A key of two numbers.
#[repr(C)]
#[derive(Clone, Copy)]
struct Pair {
    first: u64,
    second: u64,
}

/// Frees a text that a map owned.
///
/// # Safety
///
/// - The parts are those of a `String` that was given away, and nobody uses them again.
#[unsafe(no_mangle)]
unsafe extern "C" fn peers_free_text(start: *mut u8, length: usize, capacity: usize) {
    // SAFETY: the caller's promise is what the function asks for.
    drop(unsafe { String::from_raw_parts(start, length, capacity) });
}

/// Copies a text for a cloned map.
///
/// # Safety
///
/// - `start` and `length` are those of a live text; `copy` may be written.
#[unsafe(no_mangle)]
unsafe extern "C" fn peers_copy_text(start: *const u8, length: usize, copy: *mut *mut u8) {
    // SAFETY: (1) the bytes are live (2) and were a `str` when they came; (3) `copy` may be written.
    unsafe {
        let text = std::str::from_utf8_unchecked(std::slice::from_raw_parts(start, length));
        // A boxed text has no room to spare: its capacity is its length, as the shim has it.
        *copy = Box::into_raw(Box::<str>::from(text)).cast();
    }
}

unsafe extern "C" {
    safe fn absl_live_bytes() -> i64;
}

fn lend(text: &str) -> Str {
    Str { start: text.as_ptr(), length: text.len() }
}

fn give(text: String) -> RawText {
    let mut text = ManuallyDrop::new(text);
    RawText { start: text.as_mut_ptr(), length: text.len(), capacity: text.capacity() }
}

macro_rules! absl_maps {
    ($(
        $(#[$doc:meta])*
        $map:ident<$key:ty, $value:ty> {
            owned: $owned:ty = $own:expr;
            borrowed: $borrowed:ty = $borrow:expr;
            stored: $stored:ty, shown by $show:expr;
            $new:ident $drop:ident $clone:ident $insert:ident $push:ident $get:ident $remove:ident
            $sum:ident $sum_rev:ident $sum_range:ident $append:ident $visit:ident
        }
    )*) => {$(
        $(#[$doc])*
        #[repr(C)]
        pub struct $map {
            words: [usize; 3],
            /// The words hold pointers.
            marker: PhantomData<*mut $key>,
        }

        unsafe extern "C" {
            fn $new(map: *mut $map);
            fn $drop(map: *mut $map);
            fn $clone(map: *const $map, to: *mut $map);
            fn $insert(map: *mut $map, key: $owned, value: *const $value);
            fn $push(map: *mut $map, key: $owned, value: *const $value);
            fn $get(map: *const $map, key: *const $borrowed) -> *const $value;
            fn $remove(map: *mut $map, key: *const $borrowed, removed: *mut $value) -> bool;
            fn $sum(map: *const $map) -> u64;
            fn $sum_rev(map: *const $map) -> u64;
            fn $sum_range(map: *const $map, from: *const $borrowed, count: usize) -> u64;
            fn $append(map: *mut $map, other: *mut $map);
            fn $visit(
                map: *const $map,
                context: *mut c_void,
                each: unsafe extern "C" fn(*mut c_void, *const $stored, *const $value),
            );
        }

        impl Drop for $map {
            #[inline(always)]
            fn drop(&mut self) {
                // SAFETY: the map was made by the shim and is not used again.
                unsafe { $drop(self) }
            }
        }

        impl Contender<$key, $value> for $map {
            #[inline(always)]
            fn new() -> Self {
                let mut map = MaybeUninit::uninit();
                // SAFETY: the shim fills all three words.
                unsafe {
                    $new(map.as_mut_ptr());
                    map.assume_init()
                }
            }

            #[inline(always)]
            fn insert(&mut self, key: $key, value: $value) {
                // SAFETY: (1) the map is live; (2) the key is given away; (3) the value is copied in the call.
                unsafe { $insert(self, $own(key), &value) }
            }

            #[inline(always)]
            fn get(&self, key: &$key) -> Option<&$value> {
                // SAFETY: (1) the map is live; (2) what comes back is null or a value inside it, which stays while
                // the map is borrowed.
                unsafe { $get(self, &$borrow(key)).as_ref() }
            }

            #[inline(always)]
            fn remove(&mut self, key: &$key) -> Option<$value> {
                let mut removed = MaybeUninit::uninit();
                // SAFETY: (1) the map is live; (2) the shim writes the value if it says so.
                unsafe { $remove(self, &$borrow(key), removed.as_mut_ptr()).then(|| removed.assume_init()) }
            }

            fn visit(&self, mut each: &mut dyn FnMut(&$key, &$value)) {
                unsafe extern "C" fn show(context: *mut c_void, key: *const $stored, value: *const $value) {
                    // SAFETY: the context is the visitor below, used by nobody else meanwhile.
                    let each = unsafe { &mut *context.cast::<&mut dyn FnMut(&$key, &$value)>() };
                    // SAFETY: key and value are those of a live entry.
                    let (key, value) = unsafe { (*key, &*value) };
                    #[allow(clippy::redundant_closure_call)]
                    ($show)(key, &mut |key: &$key| each(key, value));
                }
                // SAFETY: (1) the map is live; (2) the context outlives the call.
                unsafe { $visit(self, (&raw mut each).cast(), show) }
            }

            #[inline(always)]
            fn sum_for(&self) -> u64 {
                // SAFETY: the map is live.
                unsafe { $sum(self) }
            }

            /// C++ has one way to iterate.
            #[inline(always)]
            fn sum_for_each(&self) -> u64 {
                self.sum_for()
            }

            #[inline(always)]
            fn sum_rev_for(&self) -> Option<u64> {
                // SAFETY: the map is live.
                Some(unsafe { $sum_rev(self) })
            }

            #[inline(always)]
            fn sum_rev_for_each(&self) -> Option<u64> {
                self.sum_rev_for()
            }

            #[inline(always)]
            fn sum_range(&self, from: &$key, count: usize) -> u64 {
                // SAFETY: the map is live.
                unsafe { $sum_range(self, &$borrow(from), count) }
            }

            /// Entry by entry, each with the end as its hint.
            #[inline(always)]
            fn build(entries: Vec<($key, $value)>) -> Option<Self> {
                let mut map = Self::new();
                for (key, value) in entries {
                    // SAFETY: as in `insert`.
                    unsafe { $push(&mut map, $own(key), &value) }
                }
                Some(map)
            }

            #[inline(always)]
            fn duplicate(&self) -> Option<Self> {
                let mut clone = MaybeUninit::uninit();
                // SAFETY: (1) the map is live; (2) the shim fills all three words.
                unsafe {
                    $clone(self, clone.as_mut_ptr());
                    Some(clone.assume_init())
                }
            }

            #[inline(always)]
            fn append(&mut self, mut other: Self) -> Result<(), Self> {
                // SAFETY: both maps are live, and two.
                unsafe { $append(self, &mut other) }
                Ok(())
            }

            fn foreign_bytes() -> usize {
                usize::try_from(absl_live_bytes()).expect("no more is freed than was allocated")
            }
        }
    )*};
}

absl_maps! {
    /// u64 to u64.
    AbslU64<u64, u64> {
        owned: u64 = |key| key;
        borrowed: u64 = |key: &u64| *key;
        stored: u64, shown by |key: u64, each: &mut dyn FnMut(&u64)| each(&key);
        absl_u64_new absl_u64_drop absl_u64_clone absl_u64_insert absl_u64_push absl_u64_get absl_u64_remove
        absl_u64_sum absl_u64_sum_rev absl_u64_sum_range absl_u64_append absl_u64_visit
    }
    /// u32 to u32.
    AbslU32<u32, u32> {
        owned: u32 = |key| key;
        borrowed: u32 = |key: &u32| *key;
        stored: u32, shown by |key: u32, each: &mut dyn FnMut(&u32)| each(&key);
        absl_u32_new absl_u32_drop absl_u32_clone absl_u32_insert absl_u32_push absl_u32_get absl_u32_remove
        absl_u32_sum absl_u32_sum_rev absl_u32_sum_range absl_u32_append absl_u32_visit
    }
    /// Owned texts to u64.
    AbslText<String, u64> {
        owned: RawText = give;
        borrowed: Str = |key: &String| lend(key);
        stored: RawText, shown by |key: RawText, each: &mut dyn FnMut(&String)| {
            // SAFETY: the parts are those of a live `String`; it is not dropped.
            let text = unsafe { String::from_raw_parts(key.start, key.length, key.capacity) };
            each(&ManuallyDrop::new(text));
        };
        absl_text_new absl_text_drop absl_text_clone absl_text_insert absl_text_push absl_text_get absl_text_remove
        absl_text_sum absl_text_sum_rev absl_text_sum_range absl_text_append absl_text_visit
    }
    /// Borrowed texts to u64.
    AbslStr<&'static str, u64> {
        owned: Str = |key: &str| lend(key);
        borrowed: Str = |key: &&'static str| lend(key);
        stored: Str, shown by |key: Str, each: &mut dyn FnMut(&&'static str)| {
            // SAFETY: the parts are those of a `&'static str`.
            each(&unsafe { std::str::from_utf8_unchecked(std::slice::from_raw_parts(key.start, key.length)) });
        };
        absl_str_new absl_str_drop absl_str_clone absl_str_insert absl_str_push absl_str_get absl_str_remove
        absl_str_sum absl_str_sum_rev absl_str_sum_range absl_str_append absl_str_visit
    }
    /// u64 to 64 bytes.
    AbslBlob<u64, [u8; 64]> {
        owned: u64 = |key| key;
        borrowed: u64 = |key: &u64| *key;
        stored: u64, shown by |key: u64, each: &mut dyn FnMut(&u64)| each(&key);
        absl_blob_new absl_blob_drop absl_blob_clone absl_blob_insert absl_blob_push absl_blob_get absl_blob_remove
        absl_blob_sum absl_blob_sum_rev absl_blob_sum_range absl_blob_append absl_blob_visit
    }
    /// Pairs of u64 to u64.
    AbslPair<(u64, u64), u64> {
        owned: Pair = |key: (u64, u64)| Pair { first: key.0, second: key.1 };
        borrowed: Pair = |key: &(u64, u64)| Pair { first: key.0, second: key.1 };
        stored: Pair, shown by |key: Pair, each: &mut dyn FnMut(&(u64, u64))| each(&(key.first, key.second));
        absl_pair_new absl_pair_drop absl_pair_clone absl_pair_insert absl_pair_push absl_pair_get absl_pair_remove
        absl_pair_sum absl_pair_sum_rev absl_pair_sum_range absl_pair_append absl_pair_visit
    }
}
