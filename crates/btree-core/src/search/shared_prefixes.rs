//! Tests of searches among strings with common prefixes, down two levels of nodes: ranks equal those of a plain search, no byte that
//! is known to be shared is compared again, and inconsistent keys get ranks in range.

use super::text::tests::BYTES_COMPARED;
use super::{Shared, rank, rank_behind};
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::cell::Cell;
use quickcheck::{Gen, QuickCheck};

/// The rank of `key` among all of `keys`, found as a tree finds it: among every `fanout`-th of them first, and then among
/// those between two such.
fn rank_by_levels<K: Borrow<Q>, Q: Ord + ?Sized>(
    keys: &[K],
    separators: &[K],
    fanout: usize,
    key: &Q,
) -> Result<usize, usize> {
    let mut shared = Shared::default();
    let child = rank_behind(separators, key, &mut shared);
    assert!(child <= separators.len());
    let leaf = &keys[child * fanout..keys.len().min((child + 1) * fanout)];
    match rank(leaf, key, &mut shared) {
        Ok(rank) => {
            assert!(rank < leaf.len());
            Ok(child * fanout + rank)
        }
        Err(rank) => {
            assert!(rank <= leaf.len());
            Err(child * fanout + rank)
        }
    }
}

/// Searches for all of `keys` among every second one of them, and among all.
fn ranks_agree<K: Borrow<Q> + Ord + Clone, Q: Ord + ?Sized>(mut keys: Vec<K>, fanout: usize) -> bool {
    keys.sort();
    keys.dedup();
    let half: Vec<K> = keys.iter().step_by(2).cloned().collect();
    [&keys, &half].iter().all(|among| {
        let separators: Vec<K> = among.iter().skip(fanout).step_by(fanout).cloned().collect();
        keys.iter().all(|key| {
            let key: &Q = key.borrow();
            let expected = among.binary_search_by(|other| other.borrow().cmp(key));
            rank_by_levels(among, &separators, fanout, key) == expected
        })
    })
}

/// Texts with a prefix of `shared` bytes, followed by few different ones: many are prefixes of others, and some as long as the
/// prefix alone.
fn texts(shared: u8, tails: &[Vec<u8>]) -> Vec<String> {
    let prefix: String = (0..shared).map(|i| char::from(b'a' + i % 23)).collect();
    let text = |tail: &Vec<u8>| {
        let letter = |byte: &u8| [char::from(b'x' + byte % 2), '\0', 'é'][usize::from(*byte) / 4 % 3];
        let cut =
            if tail.len() % 7 == 3 { prefix.len() * tail.len() % (prefix.len() + 1) } else { prefix.len() };
        prefix[..cut].chars().chain(tail.iter().map(letter)).collect()
    };
    tails.iter().map(text).collect()
}

#[test]
fn ranks_among_shared_prefixes_are_those_of_a_plain_search() {
    #[expect(clippy::needless_pass_by_value, reason = "quickcheck hands its inputs over")]
    fn agree(shared: u8, tails: Vec<Vec<u8>>, fanout: u8) -> bool {
        let (texts, fanout) = (texts(shared, &tails), usize::from(fanout) % 70 + 1);
        let bytes: Vec<Vec<u8>> = texts.iter().map(|text| text.clone().into_bytes()).collect();
        let (slices, strs): (Vec<&[u8]>, Vec<&str>) =
            (bytes.iter().map(Vec::as_slice).collect(), texts.iter().map(String::as_str).collect());
        ranks_agree::<&str, &str>(strs.clone(), fanout)
            && ranks_agree::<&str, str>(strs, fanout)
            && ranks_agree::<&[u8], &[u8]>(slices, fanout)
            && ranks_agree::<String, String>(texts.clone(), fanout)
            && ranks_agree::<String, str>(texts, fanout)
            && ranks_agree::<Vec<u8>, Vec<u8>>(bytes.clone(), fanout)
            && ranks_agree::<Vec<u8>, [u8]>(bytes, fanout)
    }
    let (tests, size) = if cfg!(miri) { (2, 8) } else { (1_000, 100) };
    QuickCheck::new().tests(tests).rng(Gen::new(size)).quickcheck(agree as fn(u8, Vec<Vec<u8>>, u8) -> bool);
}

#[test]
fn prefixes_of_every_length_may_be_shared() {
    let lengths = if cfg!(miri) { [7, 33].to_vec() } else { (0..100).collect() };
    for shared in lengths {
        // Tails of all lengths around a word and two, that differ in the first byte or in the last.
        let step = if cfg!(miri) { 4 } else { 1 };
        let tails = (0..20).step_by(step).flat_map(|len| {
            [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(first, last)| {
                let mut tail = alloc::vec![b'm'; len];
                if let Some(byte) = tail.first_mut() {
                    *byte += first;
                }
                if let Some(byte) = tail.last_mut() {
                    *byte += last;
                }
                tail
            })
        });
        let keys: Vec<Vec<u8>> = tails.map(|tail| [alloc::vec![b'p'; shared], tail].concat()).collect();
        assert!(ranks_agree::<Vec<u8>, [u8]>(keys, 9), "prefix of {shared}");
    }
}

/// A key that counts how often it is asked for its text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Counted<'a>(String, &'a Cell<usize>);

impl Borrow<str> for Counted<'_> {
    fn borrow(&self) -> &str {
        self.1.set(self.1.get() + 1);
        &self.0
    }
}

#[test]
fn shared_prefixes_are_compared_a_few_times_a_search() {
    const SHARED: usize = 256;
    let asked = Cell::new(0);
    let n = if cfg!(miri) { 200 } else { 2_000 };
    let text = |i: usize| alloc::format!("{}{i:08}", "p".repeat(SHARED));
    let keys: Vec<Counted<'_>> = (0..n).map(|i| Counted(text(2 * i + 1), &asked)).collect();
    let fanout = 40;
    let separators: Vec<Counted<'_>> = keys.iter().skip(fanout).step_by(fanout).cloned().collect();
    for i in (0..2 * n + 1).step_by(if cfg!(miri) { 37 } else { 1 }) {
        BYTES_COMPARED.set(0);
        asked.set(0);
        let found = rank_by_levels(&keys, &separators, fanout, &text(i)[..]);
        assert_eq!(found, if i % 2 == 1 { Ok(i / 2) } else { Err(i / 2) });
        // With the first key of a node and the last one, where a side is unknown, and with the key itself.
        let compared = BYTES_COMPARED.get();
        assert!(compared <= 6 * (SHARED + 64), "{compared} bytes compared for key {i}");
        assert!(asked.get() <= 40, "{} comparisons for key {i}", asked.get());
    }
}

/// A key that lends any of some texts, another one each time.
struct Lies<'a>(&'a Cell<u64>, &'a [String]);

impl Borrow<str> for Lies<'_> {
    fn borrow(&self) -> &str {
        self.0.set(self.0.get().wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407));
        &self.1[(self.0.get() >> 33) as usize % self.1.len()]
    }
}

#[test]
fn keys_that_lend_any_text_get_ranks_in_range() {
    let lent = texts(40, &(0..30_u8).map(|i| (0..i).map(|j| j ^ i).collect()).collect::<Vec<_>>());
    let seed = Cell::new(1);
    for round in 0..if cfg!(miri) { 12 } else { 20_000 } {
        let keys: Vec<Lies<'_>> = (0..round % 90).map(|_| Lies(&seed, &lent)).collect();
        let key = &lent[round % lent.len()][..];
        // What one node has told about its keys is carried to others, of which nothing is true.
        let mut shared = Shared::default();
        for _ in 0..4 {
            assert!(rank_behind(&keys, key, &mut shared) <= keys.len());
            match rank(&keys, key, &mut shared) {
                Ok(rank) => assert!(rank < keys.len()),
                Err(rank) => assert!(rank <= keys.len()),
            }
        }
    }
}
