//! Ranking strings and byte strings, which often have long common prefixes: paths, addresses, qualified names.
//!
//! 1. A key shares with all keys between two others at least the bytes that it shares with both of these. So a descent carries the number
//!    of bytes that the key shares with the keys on both sides of it ([`Shared`]), and no comparison looks at the bytes that all keys of
//!    a node share with it.
//! 2. The eight bytes after the shared ones, read as one number, decide most comparisons without a call, and the next sixteen most others.
//!    Their offset changes between strides of keys, not between keys. Otherwise each comparison would wait for the result of the one
//!    before.
//! 3. If all of them are equal, or a string is too short, strings are compared by vectors, which also count the shared bytes.
//! 4. At the edges of a tree only one side is known. If a comparison finds a long shared prefix there, the last key of the node is
//!    compared, too.
//!
//! Two values of Q are compared, whatever K borrows as Q. So Q must be a recognised type, and its order is that of the standard library.
//! The numbers of shared bytes are never trusted: every read is within the slice, whatever `Borrow` returns.

use super::ordered::{keep_branch, stride};
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::mem;

/// Whether two Q are equal: what `Ord` says, for strings sooner.
#[inline(always)]
pub(super) fn equal<Q: Ord + ?Sized>(a: &Q, b: &Q) -> bool {
    match (bytes_of(a), bytes_of(b)) {
        // Most differ in length or in the first word, which takes no call.
        (Some(a), Some(b)) => a.len() == b.len() && word(a, 0) == word(b, 0) && a == b,
        _ => a.cmp(b).is_eq(),
    }
}

/// The bytes by which a Q is ordered, if it is a recognised type. Folds away.
#[inline(always)]
fn bytes_of<Q: ?Sized>(item: &Q) -> Option<&[u8]> {
    let id = typeid::of::<Q>();
    // SAFETY: in each arm Q is the type named, up to lifetimes (`typeid` does not tell those apart; what is borrowed from
    // the item is returned for no longer than the item is): a reference to it is a reference to that type.
    unsafe {
        if id == typeid::of::<str>() || id == typeid::of::<[u8]>() {
            Some(mem::transmute_copy::<&Q, &[u8]>(&item))
        } else if id == typeid::of::<String>() {
            Some(mem::transmute_copy::<&Q, &String>(&item).as_bytes())
        } else if id == typeid::of::<Vec<u8>>() {
            Some(mem::transmute_copy::<&Q, &Vec<u8>>(&item).as_slice())
        } else if id == typeid::of::<&str>() {
            Some(mem::transmute_copy::<&Q, &&str>(&item).as_bytes())
        } else if id == typeid::of::<&[u8]>() {
            Some(mem::transmute_copy::<&Q, &&[u8]>(&item))
        } else {
            None
        }
    }
}

/// How many bytes the key looked for shares with the key before it, and with the key behind it, as far as the way down a
/// tree has told. Nothing to begin with; keys that are no strings leave it so.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shared {
    before: usize,
    behind: usize,
}

/// How many bytes more than known to be shared make it worth while to look at another key, and to skip more.
const LONG: usize = 2 * WORD;

/// How many bytes behind the first word are compared without a call.
const MORE: usize = 2 * WORD;

/// The rank among ascending `keys`: `Ok` if it is one of them and not `behind` it; `None` if Q is no string, or `key` is shorter
/// than a word.
#[inline(always)]
pub(super) fn rank<K, Q>(
    keys: &[K],
    key: &Q,
    shared: &mut Shared,
    behind: bool,
) -> Option<Result<usize, usize>>
where
    K: Borrow<Q>,
    Q: ?Sized,
{
    let key = bytes_of(key).filter(|key| key.len() >= WORD)?;
    let (row, len) = (keys.as_ptr().cast(), keys.len());
    // SAFETY: the function reads keys of that type, and there are as many.
    Some(unsafe {
        if !behind && len <= FEW && shared.before.min(shared.behind) < LONG {
            rank_among_few(row, len, bytes_at::<K, Q>, key)
        } else {
            rank_among(row, len, bytes_at::<K, Q>, key, shared, behind)
        }
    })
}

/// The most keys that are looked at one by one.
const FEW: usize = 6;

/// The rank among few keys, of which nothing is known to be shared that is worth skipping. To learn it takes longer than to
/// compare it again.
///
/// # Safety
///
/// - As [`rank_among`].
#[cfg_attr(debug_assertions, inline(never))]
#[cfg_attr(not(debug_assertions), inline(always))]
unsafe fn rank_among_few<'a>(
    keys: *const (),
    len: usize,
    bytes: unsafe fn(*const (), usize) -> &'a [u8],
    key: &[u8],
) -> Result<usize, usize> {
    let (head, next) = (word(key, 0), word(key, WORD));
    for index in 0..len {
        // SAFETY: `index < len`; places near the beginning.
        let (other, first, second) = unsafe {
            let other = bytes(keys, index);
            (other, word_at(other, 0), word_at(other, WORD))
        };
        let order = match (first, second) {
            (Some(first), _) if first != head => first.cmp(&head),
            (_, Some(second)) if second != next && key.len() >= 2 * WORD => second.cmp(&next),
            _ => other.cmp(key),
        };
        match order {
            Ordering::Less => {}
            Ordering::Equal => return Ok(index),
            Ordering::Greater => return Err(index),
        }
        keep_branch();
    }
    Err(len)
}

/// The bytes of the key at `index`.
///
/// # Safety
///
/// - `keys` points to more than `index` keys of type K, which live for `'a`.
#[inline(always)]
unsafe fn bytes_at<'a, K, Q>(keys: *const (), index: usize) -> &'a [u8]
where
    K: Borrow<Q> + 'a,
    Q: ?Sized + 'a,
{
    // SAFETY: the caller's contract.
    let key: &'a K = unsafe { &*keys.cast::<K>().add(index) };
    bytes_of(key.borrow()).unwrap_or_default()
}

/// The same for keys of any type, whose bytes `bytes` finds: one body that debug builds compile once.
///
/// # Safety
///
/// - `bytes` may be called with `keys` and any index below `len`.
#[cfg_attr(debug_assertions, inline(never))]
#[cfg_attr(not(debug_assertions), inline(always))]
unsafe fn rank_among<'a>(
    keys: *const (),
    len: usize,
    bytes: unsafe fn(*const (), usize) -> &'a [u8],
    key: &[u8],
    shared: &mut Shared,
    behind: bool,
) -> Result<usize, usize> {
    let most = key.len().saturating_sub(WORD);
    let Shared { mut before, behind: mut after } = *shared;
    // What is shared with the last key of the node that may be looked at, if it is known.
    let (mut last, mut known) = (after, after != 0);
    // All keys that may be looked at share these bytes with the key; the word behind them.
    let mut skip = before.min(after).min(most);
    let mut head = word(key, skip);
    // Invariant: `from <= end <= len`, whatever the keys are.
    let (mut from, mut end, mut step) = (0, len, stride(len));
    loop {
        'scan: while from + step < end {
            let index = from + step;
            // SAFETY: `index < end`, and so below `len`.
            let other = unsafe { bytes(keys, index) };
            'less: {
                // SAFETY: `skip` is at most the length of the key.
                if let Some(first) = unsafe { word_at(other, skip) } {
                    if first < head {
                        break 'less;
                    }
                    if first != head {
                        end = index;
                        break 'scan;
                    }
                }
                let mut at = skip + WORD;
                // SAFETY: `at` is at most the length of the key: `skip` and a word are, and a word more only where the key has had one.
                while let (Some(next), Some(of_key)) = unsafe { (word_at(other, at), word_at(key, at)) } {
                    if next < of_key {
                        before = at;
                        break 'less;
                    }
                    if next != of_key {
                        (after, last, known) = (at, at, true);
                        end = index;
                        break 'scan;
                    }
                    at += WORD;
                    if at > skip + MORE {
                        break;
                    }
                }
                let (order, at) = compare(other, key, skip);
                if order.is_gt() {
                    (after, last, known) = (at, at, true);
                    end = index;
                    break 'scan;
                }
                if order.is_eq() && !behind {
                    return Ok(index);
                }
                before = at;
                if at >= skip + LONG {
                    if !known {
                        // SAFETY: there is a key, so there is a last one.
                        last = compare(unsafe { bytes(keys, len - 1) }, key, skip).1;
                        known = true;
                    }
                    let all = at.min(last).min(most);
                    if all > skip {
                        (skip, head) = (all, word(key, all));
                    }
                }
            }
            from = index + 1;
            keep_branch();
        }
        if step == 0 {
            *shared = Shared { before, behind: after };
            return Err(from);
        }
        // No more than a stride of keys is left, which are looked at one by one.
        step = 0;
        let all = before.min(after).min(most);
        if all > skip {
            (skip, head) = (all, word(key, all));
        }
    }
}

const WORD: usize = size_of::<u64>();

/// A word from `at` on as a number that orders as its bytes do, if there are as many.
///
/// # Safety
///
/// - `at` is at most [`isize::MAX`].
#[inline(always)]
unsafe fn word_at(bytes: &[u8], at: usize) -> Option<u64> {
    debug_assert!(at <= isize::MAX as usize);
    // SAFETY: the sum is a number (caller), and there are as many bytes.
    (at + WORD <= bytes.len())
        .then(|| u64::from_be(unsafe { bytes.as_ptr().add(at).cast::<u64>().read_unaligned() }))
}

/// The same; zero if there are not as many.
#[inline(always)]
fn word(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |word| u64::from_be_bytes(*word))
}

/// The order of two strings of bytes that share `from` bytes, and how many bytes they share in all.
#[inline(never)]
fn compare(a: &[u8], b: &[u8], mut from: usize) -> (Ordering, usize) {
    let both = a.len().min(b.len());
    // SAFETY: it is called with places before the end of either string.
    let differ = |at: usize| unsafe { (a.get_unchecked(at).cmp(b.get_unchecked(at)), at) };
    // What is looked at last may overlap what was before it, which was equal.
    if let Some(last) = both.checked_sub(2 * LANE) {
        loop {
            let at = from.min(last);
            // SAFETY: two lanes from `last` on end where the shorter string does.
            let differing = unsafe { differing(a, b, at, at + LANE) };
            if differing != 0 {
                return differ(at + differing.trailing_zeros() as usize);
            }
            if from >= last {
                break;
            }
            from += 2 * LANE;
        }
    } else if let Some(last) = both.checked_sub(LANE) {
        let at = from.min(last);
        // SAFETY: a lane from `last` on ends where the shorter string does.
        let differing = unsafe { differing(a, b, at, last) };
        if differing != 0 {
            let place = differing.trailing_zeros() as usize;
            return differ(if place < LANE { at + place } else { last + place - LANE });
        }
    } else if let Some(last) = both.checked_sub(WORD) {
        for at in [from.min(last), last] {
            let differing = word(a, at) ^ word(b, at);
            if differing != 0 {
                return differ(at + differing.leading_zeros() as usize / 8);
            }
        }
    } else if let Some(at) = (from..both).find(|at| a[*at] != b[*at]) {
        return differ(at);
    }
    (a.len().cmp(&b.len()), both)
}

/// Bytes that are compared at once.
const LANE: usize = 16;

/// A bit for each byte of a lane from `first` on and of one from `second` on: whether it differs in the two strings.
///
/// # Safety
///
/// - Both strings have a lane of bytes from each place on.
#[inline(always)]
unsafe fn differing(a: &[u8], b: &[u8], first: usize, second: usize) -> u32 {
    debug_assert!(first.max(second) + LANE <= a.len().min(b.len()));
    #[cfg(test)]
    tests::BYTES_COMPARED.with(|bytes| bytes.set(bytes.get() + 2 * LANE));
    #[cfg(target_arch = "x86_64")]
    let equal = |at: usize| {
        use core::arch::x86_64::{_mm_cmpeq_epi8, _mm_loadu_si128, _mm_movemask_epi8};
        // SAFETY: both strings have as many bytes from there on (caller); the instructions are part of every x86-64.
        unsafe {
            let a = _mm_loadu_si128(a.as_ptr().add(at).cast());
            let b = _mm_loadu_si128(b.as_ptr().add(at).cast());
            _mm_movemask_epi8(_mm_cmpeq_epi8(a, b)) as u32
        }
    };
    #[cfg(not(target_arch = "x86_64"))]
    let equal = |at: usize| {
        let equal = |at| (word(a, at) ^ word(b, at)).leading_zeros() / 8;
        let equal = match equal(at) {
            8 => 8 + equal(at + WORD),
            less => less,
        };
        (1_u32 << equal) - 1
    };
    !(equal(first) | equal(second) << LANE)
}

#[cfg(test)]
pub(super) mod tests {
    extern crate std;

    use super::*;
    use alloc::boxed::Box;
    use core::cell::Cell;
    use quickcheck::QuickCheck;

    std::thread_local! {
        /// Bytes of keys that this thread has compared by lanes.
        pub(crate) static BYTES_COMPARED: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn strings_are_equal_where_the_library_says_so() {
        fn alike<Q: Ord + ?Sized>(a: &Q, b: &Q) -> bool {
            equal(a, b) == (a == b) && equal(a, a)
        }
        #[expect(clippy::needless_pass_by_value, reason = "quickcheck hands its inputs over")]
        fn equals(a: Vec<u8>, place: u8, change: u8, cut: bool) -> bool {
            let mut b = a.clone();
            let place = usize::from(place) % a.len().max(1);
            if let Some(byte) = b.get_mut(place) {
                *byte ^= change % 2;
            }
            b.truncate(if cut { place } else { a.len() });
            let (s, t) = (String::from_utf8_lossy(&a).into_owned(), String::from_utf8_lossy(&b).into_owned());
            alike(&a, &b)
                && alike(&a[..], &b[..])
                && alike(&&a[..], &&b[..])
                && alike(&s, &t)
                && alike(&s[..], &t[..])
                && alike(&&s[..], &&t[..])
        }
        let tests = if cfg!(miri) { 6 } else { 5_000 };
        QuickCheck::new().tests(tests).quickcheck(equals as fn(Vec<u8>, u8, u8, bool) -> bool);
    }

    #[test]
    fn shared_bytes_are_counted_from_any_place_among_them() {
        #[expect(clippy::needless_pass_by_value, reason = "quickcheck hands its inputs over")]
        fn counted(shared: Vec<u8>, a: Vec<u8>, b: Vec<u8>, repeat: u8) -> bool {
            let shared = shared.repeat(usize::from(repeat % 4));
            let join = |tail: &[u8]| [&shared[..], tail].concat();
            let (a, b) = (join(&a), join(&b));
            let expected = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
            (0..=expected)
                .step_by(1 + expected / 9)
                .all(|from| compare(&a, &b, from) == (a.cmp(&b), expected))
        }
        let tests = if cfg!(miri) { 6 } else { 5_000 };
        QuickCheck::new().tests(tests).quickcheck(counted as fn(Vec<u8>, Vec<u8>, Vec<u8>, u8) -> bool);
    }

    #[test]
    fn other_types_are_asked_themselves() {
        /// A text that is equal to any other of its length.
        struct ByLength(Box<str>);
        impl Ord for ByLength {
            fn cmp(&self, other: &Self) -> Ordering {
                self.0.len().cmp(&other.0.len())
            }
        }
        testbed::compare_by_ord!(ByLength);
        let of = |text: &str| ByLength(text.into());
        assert!(equal(&of("a"), &of("b")) && !equal(&of("a"), &of("ab")));
        assert!(bytes_of(&of("a")).is_none() && bytes_of(&[1u16][..]).is_none() && bytes_of("a").is_some());
    }
}
