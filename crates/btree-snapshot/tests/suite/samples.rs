//! Snapshots to try things on: of every kind of column, of one page and of many levels.

use btree_snapshot::{Field, Key, Options, Writer};
use std::collections::BTreeMap;
use testbed::Random;

/// The smallest pages, so that few entries make many levels.
pub(crate) fn small() -> Options {
    Options::new().with_page_size(256)
}

/// The same page size with every compression that there is.
pub(crate) fn compressions(options: Options) -> Vec<Options> {
    vec![
        options,
        #[cfg(feature = "lz4")]
        options.with_compression(btree_snapshot::Compression::Lz4),
        #[cfg(feature = "zstd")]
        options.with_compression(btree_snapshot::Compression::Zstd { level: 3 }),
    ]
}

/// Writes entries that ascend.
pub(crate) fn write<'e, K, V>(
    options: Options,
    entries: impl IntoIterator<Item = (K::Ref<'e>, V::Ref<'e>)>,
) -> Vec<u8>
where
    K: Key + ?Sized,
    V: Field + ?Sized,
{
    let mut writer = Writer::<K, V, _>::new(Vec::new(), options).expect("a vector takes all");
    writer.extend(entries).expect("entries ascend");
    let (bytes, summary) = writer.finish().expect("a vector takes all");
    assert_eq!(summary.bytes, bytes.len() as u64);
    bytes
}

/// `n` numbers with gaps, so that there are keys to miss.
pub(crate) fn numbers(n: u64) -> BTreeMap<u64, u64> {
    let mut random = Random::new(n);
    (0..n).map(|i| (i * 7 + random.next() % 6, random.next())).collect()
}

/// `n` words of up to 40 letters, with values of up to 30 bytes; one of each is empty.
pub(crate) fn words(n: usize) -> BTreeMap<String, Vec<u8>> {
    let mut random = Random::new(n as u64);
    let mut words = BTreeMap::new();
    while words.len() < n {
        let length = if words.is_empty() { 0 } else { 1 + random.index(40) };
        let key = (0..length).map(|_| ['a', 'b', 'ß', '字', 'z'][random.index(5)]).collect();
        let value = (0..random.index(30)).map(|_| random.next() as u8).collect();
        words.insert(key, value);
    }
    words
}

/// As [`words`], with some keys and values larger than many pages.
pub(crate) fn long_words(n: usize) -> BTreeMap<String, Vec<u8>> {
    let mut random = Random::new(n as u64 + 1);
    let mut words = words(n);
    for i in 0..n / 4 {
        let length = [200, 250, 700, 5000][i % 4];
        words
            .insert(format!("{}{i}", "kq".repeat(random.index(length))), vec![i as u8; random.index(length)]);
    }
    words
}
