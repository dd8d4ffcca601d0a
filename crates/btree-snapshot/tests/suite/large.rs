//! Large values and keys cost little beside their bytes, whatever their sizes.

use crate::judge::judge;
use btree_snapshot::{Options, Writer};
use testbed::Random;

/// Sizes of values: powers of two from 256 B to 1 MiB and what lies beside them, beside multiples and fractions of a page, and
/// three that once took up to twice their bytes.
pub(crate) fn sizes() -> Vec<usize> {
    let powers = (8..=20).flat_map(|bits| [(1 << bits) - 1, 1 << bits, (1 << bits) + 1]);
    let fractions = (1..=15).flat_map(|part| [-50, -30, -14, 0, 1].map(|by| (4096_i32 / part + by) as usize));
    let multiples = (1..=9).flat_map(|n| [-50, -40, -33, -14, 20, 64].map(|by| (4096 * n + by) as usize));
    let mut sizes: Vec<usize> = powers.chain(fractions).chain(multiples).chain([2100, 4060, 5000]).collect();
    sizes.retain(|size| (256..=1 << 20).contains(size));
    sizes.sort();
    sizes.dedup();
    sizes
}

/// Bytes of a snapshot of such entries for each byte of keys and values.
fn share(keys: impl IntoIterator<Item = Vec<u8>>, mut value: impl FnMut() -> usize) -> f64 {
    let zeros = vec![0; 1 << 20];
    let mut writer = Writer::<[u8], [u8], _>::new(std::io::sink(), Options::new()).unwrap();
    let mut payload = 0;
    for key in keys {
        let value = &zeros[..value()];
        writer.push(&key, value).unwrap();
        payload += key.len() + value.len();
    }
    writer.finish().unwrap().1.bytes as f64 / payload as f64
}

/// So many entries that the last branch of each level weighs little.
fn entries(bytes: usize) -> u64 {
    ((4 << 20) / bytes).clamp(40, 2000) as u64
}

fn numbered(n: u64) -> impl Iterator<Item = Vec<u8>> {
    (0..n).map(|key| key.to_be_bytes().to_vec())
}

#[test]
fn large_values_take_at_most_a_tenth_more() {
    // Megabytes, and no unsafe code.
    if cfg!(miri) {
        return;
    }
    for size in sizes() {
        let share = share(numbered(entries(size)), || size);
        assert!(share <= 1.10, "{share:.4} for values of {size} bytes");
    }
    let mut random = Random::new(16);
    for most in [256, 512, 3000, 5000, 20_000, 1 << 20] {
        let share = share(numbered(entries(most / 2)), || 256 + random.index(most - 255));
        assert!(share <= 1.10, "{share:.4} for values of 256 to {most} bytes");
    }
    // A small one between two large ones ends up in a page of its own.
    for large in [2100, 3900, 4060, 5000, 70_000] {
        let mut small = false;
        let share = share(numbered(entries(large)), || {
            small = !small;
            if small { 8 } else { large }
        });
        assert!(share <= 1.10, "{share:.4} for values of 8 and {large} bytes");
    }
}

#[test]
fn large_keys_take_at_most_a_tenth_more() {
    if cfg!(miri) {
        return;
    }
    for size in [256, 700, 2040, 2100, 4060, 5000, 20_000] {
        for value in [0, 8, 2100] {
            let n = entries(size + value);
            let mut random = Random::new(17);
            // Keys that differ at the start.
            let far = share(numbered(n).map(|key| [key, vec![7; size - 8]].concat()), || value);
            // Keys with a long start in common: all of them, pairs, and neighbours by chance.
            let near = share(numbered(n).map(|key| [vec![7; size - 8], key].concat()), || value);
            let pair = |key: u64| [(key / 2).to_be_bytes().to_vec(), vec![7; size - 9], vec![key as u8 % 2]];
            let pairs = share((0..n).map(|key| pair(key).concat()), || value);
            let mut keys: Vec<Vec<u8>> = (0..n)
                .map(|key| {
                    let common = random.index(size - 8);
                    [vec![7; common], key.to_be_bytes().to_vec(), vec![9; size - 8 - common]].concat()
                })
                .collect();
            keys.sort();
            let mixed = share(keys, || value);
            for (share, what) in [(far, "far"), (near, "near"), (pairs, "in pairs"), (mixed, "mixed")] {
                assert!(share <= 1.10, "{share:.4} for keys of {size} bytes, {what}, values of {value}");
            }
        }
    }
    // Of fixed size: the index holds them whole.
    let mut writer = Writer::<[u8; 3000], u8, _>::new(std::io::sink(), Options::new()).unwrap();
    for key in 0..2000_u32 {
        let mut bytes = [0; 3000];
        bytes[..4].copy_from_slice(&key.to_be_bytes());
        writer.push(&bytes, 1).unwrap();
    }
    let share = writer.finish().unwrap().1.bytes as f64 / f64::from(2000 * 3001);
    assert!(share <= 1.10, "{share:.4} for keys of 3000 bytes, always");
}

/// Values and keys around the size of a page are read by all readers, in place and not.
#[test]
fn entries_of_every_size_around_a_page_are_read_by_all() {
    for size in (180..270).step_by(if cfg!(miri) { 60 } else { 1 }) {
        let mut writer =
            Writer::<[u8], [u8], _>::new(Vec::new(), Options::new().with_page_size(256)).unwrap();
        for key in 0..40_u8 {
            let start = vec![3; if key % 5 == 0 { 70 } else { usize::from(key) }];
            let _ =
                writer.push(&[&[key / 4], &start[..], &[key]].concat(), &vec![key; size - usize::from(key)]);
        }
        let (bytes, summary) = writer.finish().unwrap();
        assert!(summary.entries >= 10);
        judge::<[u8], [u8]>(&bytes);
    }
}
