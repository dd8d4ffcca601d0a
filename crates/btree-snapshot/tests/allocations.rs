//! Memory, to the block and to the byte: what opening, reading and writing allocate, and what bad bytes can make readers
//! allocate.
#![expect(unsafe_code, reason = "maps a file into memory")]

use alloc_meter::{Meter, measure};
use btree_map::BPlusTreeMap;
use btree_snapshot::{
    BufferPool, CachedView, Compression, Options, Reader, Reason, Tag, View, Writer, write_map,
};
use std::hint::black_box;
use std::io;
use std::sync::{Mutex, MutexGuard};

#[global_allocator]
static METER: Meter = Meter::system();

/// One measurement at a time is easier to read; each is of its own thread anyway.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn numbers(n: u64) -> Vec<u8> {
    let mut writer = Writer::<u64, u64, _>::new(Vec::new(), Options::new()).unwrap();
    writer.extend((0..n).map(|key| (key * 3, key))).unwrap();
    writer.finish().unwrap().0
}

fn texts(n: u32, options: Options) -> Vec<u8> {
    let mut writer = Writer::<str, [u8], _>::new(Vec::new(), options).unwrap();
    for key in 0..n {
        writer.push(&format!("a key of some length {key:08}"), &key.to_le_bytes()).unwrap();
    }
    writer.finish().unwrap().0
}

fn compressions() -> Vec<Compression> {
    vec![
        Compression::None,
        #[cfg(feature = "lz4")]
        Compression::Lz4,
        #[cfg(feature = "zstd")]
        Compression::Zstd { level: 1 },
    ]
}

#[test]
fn opening_and_reading_in_place_takes_no_heap_block() {
    let _alone = alone();
    let (numbers, texts) = (numbers(100_000), texts(20_000, Options::new()));
    let mut tags: Vec<Tag> = std::iter::repeat_with(Tag::new).take(1000).collect();
    let (found, report) = measure(|| {
        let mut found = 0;
        for view in [
            View::<u64, u64>::open(&numbers).unwrap(),
            View::open_verified(&numbers).unwrap(),
            View::open_with_tags(&numbers, &mut tags).unwrap(),
        ] {
            found += (0..10_000).filter(|key| view.get(black_box(*key)).unwrap().is_some()).count();
            found += view.range(1000..250_000).unwrap().map(Result::unwrap).count();
            found += view.range(1000..).unwrap().rev().take(5000).map(Result::unwrap).count();
            found += view.iter().unwrap().map(Result::unwrap).count();
            assert_eq!(view.first().unwrap(), Some((0, 0)));
            assert_eq!(view.last().unwrap(), Some((299_997, 99_999)));
            assert_eq!(view.len(), 100_000);
        }
        let view = View::<str, [u8]>::open(&texts).unwrap();
        assert!(view.get("a key of some length 00000777").unwrap().is_some());
        found += view.range("a key of some length 00001".."b").unwrap().map(Result::unwrap).count();
        assert_eq!(view.last().unwrap().unwrap().0, "a key of some length 00019999");
        found
    });
    assert_eq!(report.calls(), 0, "{report:?}");
    assert!(found > 500_000);
}

#[test]
fn refusing_takes_no_heap_block() {
    let _alone = alone();
    let mut bytes = numbers(10_000);
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let ((), report) = measure(|| {
        assert!(View::<u64, u64>::open_verified(&bytes).is_err());
        assert!(View::<u64, u32>::open(&bytes).is_err());
        assert!(View::<u64, u64>::open(&bytes[1..]).is_err());
        let view = View::<u64, u64>::open(&bytes).unwrap();
        assert!(view.iter().unwrap().any(|entry| entry.is_err()));
    });
    assert_eq!(report.calls(), 0, "{report:?}");
}

#[cfg(feature = "mmap")]
#[test]
fn a_mapped_file_takes_no_heap_block() {
    use btree_snapshot::file::SnapshotFile;
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("numbers");
    std::fs::write(&path, numbers(100_000)).unwrap();
    let ((), report) = measure(|| {
        // SAFETY: the file is in a folder of this test's own.
        let mapped = unsafe { SnapshotFile::<u64, u64>::map(&path) }.unwrap();
        let copied = SnapshotFile::<u64, u64>::read(&path).unwrap();
        for view in [mapped.view(), copied.view(), mapped.view()] {
            assert_eq!(view.get(3 * 77_777).unwrap(), Some(77_777));
            assert_eq!(view.iter().unwrap().map(Result::unwrap).count(), 100_000);
        }
    });
    assert_eq!(report.calls(), 0, "{report:?}");
}

/// What a writer has at most beside the destination, for `n` entries.
fn peak(n: u64) -> u64 {
    let ((), report) = measure(|| {
        let mut writer = Writer::<u64, u64, _>::new(io::sink(), Options::new()).unwrap();
        writer.extend((0..n).map(|key| (key, key))).unwrap();
        assert_eq!(writer.finish().unwrap().1.entries, n);
    });
    report.peak_bytes
}

#[test]
fn the_writers_memory_does_not_grow_with_the_entries() {
    let _alone = alone();
    let pages = 254;
    // Three levels each: a leaf's entries times the children of a branch is 64,516.
    let (few, many) = (peak(pages * pages * 2), peak(pages * pages * 60));
    assert_eq!(few, many);
    // Two columns a level, of which there is one more than of the tree; a page to assemble; and some small change.
    assert!(many <= (2 * 4 + 1) * 4096 + 1024, "{many}");
    // A level more is two columns more.
    assert!(peak(pages * pages * 256) <= many + 2 * 4096 + 2048);
}

/// Where keys share long starts, or are long and of fixed size, a leaf has 32 of them: that is what a writer holds beside its pages.
#[test]
fn a_writers_memory_is_bounded_where_separators_are_long() {
    let _alone = alone();
    let peak = |n: u32| {
        let mut key = vec![7; 20_000];
        let ((), report) = measure(|| {
            let mut writer = Writer::<[u8], (), _>::new(io::sink(), Options::new()).unwrap();
            for i in 0..n {
                key[19_990..19_994].copy_from_slice(&i.to_be_bytes());
                writer.push(&key, ()).unwrap();
            }
            writer.finish().unwrap();
        });
        report.peak_bytes
    };
    // A leaf of 33 keys as it is gathered, in a buffer that doubles, and as it is assembled; two keys and a page for each branch.
    let (few, many) = (peak(500), peak(2000));
    assert!(few <= 4 * 33 * 20_000, "{few}");
    assert!(many <= few + 8 * 20_000, "{many} after {few}");
}

#[test]
fn a_writer_with_a_pool_allocates_nothing_at_all_the_second_time() {
    let _alone = alone();
    let mut pool = BufferPool::new();
    let mut write = |n: u64| {
        let ((), report) = measure(|| {
            let mut writer = Writer::<u64, u64, _>::with_pool(io::sink(), Options::new(), &mut pool).unwrap();
            writer.extend((0..n).map(|key| (key, key))).unwrap();
            writer.finish().unwrap();
        });
        report.calls()
    };
    assert!(write(100_000) > 0);
    assert_eq!([write(1000), write(100_000), write(70_000)], [0; 3]);
}

#[test]
fn pages_in_steady_state_cost_a_writer_no_allocation() {
    let _alone = alone();
    for compression in compressions() {
        let options = Options::new().with_compression(compression);
        let mut writer = Writer::<u64, u64, _>::new(io::sink(), options).unwrap();
        // Far enough that every level but one more has its buffers.
        writer.extend((0..70_000).map(|key| (key, key))).unwrap();
        let ((), report) = measure(|| writer.extend((70_000..700_000).map(|key| (key, key))).unwrap());
        assert_eq!(report.calls(), 0, "{compression:?}: {report:?}");
        assert!(writer.finish().unwrap().1.pages > 2700);
    }
}

#[test]
fn readers_of_pages_allocate_nothing_in_steady_state() {
    let _alone = alone();
    for compression in compressions() {
        let options = Options::new().with_compression(compression);
        let bytes = texts(20_000, options);
        let mut reader = Reader::<str, [u8], _>::new(bytes.as_slice()).unwrap();
        for _ in 0..5000 {
            reader.next().unwrap().unwrap();
        }
        let (rest, report) = measure(|| {
            let mut rest = 0;
            while reader.next().unwrap().is_some() {
                rest += 1;
            }
            rest
        });
        assert_eq!((rest, report.calls()), (15_000, 0), "{options:?}: {report:?}");

        let mut view = CachedView::<str, [u8]>::with_cache(&bytes, 8).unwrap();
        let mut ask = || {
            for key in (0..20_000).step_by(97) {
                black_box(view.get(black_box(KEYS[key % KEYS.len()])).unwrap());
            }
            let mut range = view.range("a key of some length 00003".."a key of some length 00009").unwrap();
            while range.next_back().unwrap().is_some() {}
        };
        ask();
        let ((), report) = measure(ask);
        assert_eq!(report.calls(), 0, "{options:?}: {report:?}");
    }
}

const KEYS: [&str; 4] = [
    "a key of some length 00000001",
    "a key of some length 00007001",
    "a key of some length 00012345",
    "a key of some length 00019998",
];

/// FAULTS 33: a length of 2⁶⁰ costs no memory, with right checksums neither.
#[test]
fn fault_33_lengths_that_lie_are_not_believed() {
    let _alone = alone();
    let bytes = numbers(1000);
    let end = bytes.len() - 64;
    // The first page's header, and the trailer: every number there is, one at a time.
    for at in (64..96).chain(end..end + 48).step_by(4) {
        for lie in [u32::MAX, 1 << 30, 1 << 28] {
            let mut bytes = bytes.clone();
            bytes[at..at + 4].copy_from_slice(&lie.to_le_bytes());
            for (from, to) in [(68, 64 + 4096), (end + 4, end + 64)] {
                let checksum = crc32fast::hash(&bytes[from..to]);
                bytes[from - 4..from].copy_from_slice(&checksum.to_le_bytes());
            }
            let ((), report) = measure(|| {
                if let Ok(view) = View::<u64, u64>::open(&bytes) {
                    let _ = view.to_map::<u64, u64, btree_map::SlimTree<_, _>>();
                }
                if let Ok(mut view) = CachedView::<u64, u64>::open(&bytes) {
                    let _ = view.first();
                }
                if let Ok(reader) = Reader::<u64, u64, _>::new(bytes.as_slice()) {
                    let _ = reader.into_map::<u64, u64, btree_map::SlimTree<_, _>>();
                }
            });
            assert!(report.peak_bytes <= 10 * bytes.len() as u64, "{at}: {lie}: {report:?}");
        }
    }
}

#[test]
fn a_map_is_written_without_a_second_copy_of_it() {
    let _alone = alone();
    let map: BPlusTreeMap<u64, String> = (0..50_000).map(|key| (key, format!("value {key}"))).collect();
    let ((), report) = measure(|| {
        write_map(io::sink(), Options::new(), &map).unwrap();
    });
    assert!(report.peak_bytes < 50_000, "{report:?}");
}

#[test]
fn a_map_is_loaded_without_a_second_copy_of_it() {
    let _alone = alone();
    let bytes = numbers(100_000);
    type Loaded = BPlusTreeMap<u64, u64>;
    let (viewed, report) = measure(|| View::<u64, u64>::open(&bytes).unwrap().to_map::<u64, u64, _>());
    let viewed: Loaded = viewed.unwrap();
    // The map, and the leaf that was being filled.
    let most = report.live_bytes as u64 + 4096;
    assert!(report.peak_bytes <= most, "{report:?}");
    let (streamed, report) =
        measure(|| Reader::<u64, u64, _>::new(bytes.as_slice()).unwrap().into_map::<u64, u64, _>());
    let streamed: Loaded = streamed.unwrap();
    // And a page.
    assert!(report.peak_bytes <= most + 4096 + 1024, "{report:?}");
    assert_eq!(viewed, streamed);
}

/// A snapshot of numbered texts and, between them, texts larger than a page: zeros, but for one byte in `few`.
#[cfg(any(feature = "lz4", feature = "zstd"))]
fn zeros(compression: Compression, texts: u32, large: &[usize], few: usize) -> Vec<u8> {
    let options = Options::new().with_page_size(256).with_compression(compression);
    let mut writer = Writer::<u32, [u8], _>::new(Vec::new(), options).unwrap();
    let every = (texts / (large.len() as u32 + 1)).max(1);
    for key in 0..texts {
        writer.push(2 * key, &key.wrapping_mul(0x9e37_79b9).to_le_bytes()[..(key % 4) as usize]).unwrap();
        if key % every == every - 1
            && let Some(length) = large.get((key / every) as usize)
        {
            let byte = |i: usize| if i % few == few - 1 { (i * i / 7) as u8 } else { 0 };
            writer.push(2 * key + 1, &(0..*length).map(byte).collect::<Vec<_>>()).unwrap();
        }
    }
    writer.finish().unwrap().0
}

/// All that a cache of `pages` pages may hold, whatever is in the bytes: the documentation's bound, and small change.
#[cfg(any(feature = "lz4", feature = "zstd"))]
fn most_of_cache(bytes: &[u8], pages: u64) -> u64 {
    (pages + 1) * 256 + 256 * bytes.len() as u64 + 4096
}

/// FAULTS 33: pages that decompress to 250 times their bytes are what a writer makes of zeros, so they are taken; but no more of
/// them is held than the bytes can hold.
#[cfg(any(feature = "lz4", feature = "zstd"))]
#[test]
fn pages_that_expand_take_what_is_documented_however_they_are_asked_for() {
    let _alone = alone();
    let of_few = |few| compressions().into_iter().skip(1).map(move |compression| (compression, few));
    for (compression, few) in of_few(usize::MAX).chain(of_few(250)) {
        let large = [300_000, 200_000, 100_000];
        let bytes = zeros(compression, 2000, &large, few);
        let keys: Vec<u32> = (0..4000).collect();
        let ((), report) = measure(|| {
            let mut view = CachedView::<u32, [u8]>::with_cache(&bytes, 8).unwrap();
            // The large pages come and go, each through every place of the cache.
            for round in 0..40 {
                for large in keys.iter().filter(|key| *key % 1000 == 999) {
                    black_box(view.get(*large).unwrap());
                    for key in keys.iter().skip(round * 7).step_by(331) {
                        black_box(view.get(*key).unwrap());
                    }
                }
            }
        });
        let most = most_of_cache(&bytes, 8);
        assert!(report.peak_bytes <= most, "{compression:?}: {} of {} bytes", report.peak_bytes, bytes.len());
        // Two of the three at once, and no second copy of either.
        assert!(report.peak_bytes <= large.iter().sum::<usize>() as u64 + 9 * 256 + 8192, "{report:?}");
        let ((), report) = measure(|| {
            let mut reader = Reader::<u32, [u8], _>::new(bytes.as_slice()).unwrap();
            while reader.next().unwrap().is_some() {}
        });
        assert!(report.peak_bytes <= 300_000 + 2 * bytes.len() as u64 + 4096, "{compression:?}: {report:?}");
    }
}

/// FAULTS 33: a compressed page, all checksums right, that says it has up to 2³² bytes.
#[cfg(any(feature = "lz4", feature = "zstd"))]
#[test]
fn fault_33_sizes_that_compressed_pages_claim_are_bounded_by_their_bytes() {
    let _alone = alone();
    for compression in compressions().into_iter().skip(1) {
        let bytes = zeros(compression, 1, &[60_000], 250);
        let (unit, end) = (8, bytes.len() - 64);
        let field = |bytes: &[u8], at: usize| u32::from_le_bytes(*bytes[at..].first_chunk().unwrap());
        // The page of the large text comes second: the smaller one's is one page before it.
        let page = 64 + field(&bytes, 64 + 8) as usize * unit;
        let (stored, decoded) = (field(&bytes, page + 16), field(&bytes, page + 20));
        assert!(bytes[page + 25] != 0 && decoded > 60_000 && stored < 4000);
        for claim in [decoded - 1, decoded + 1, 256 * stored, 256 * stored + 1, 1 << 24, 1 << 30, u32::MAX] {
            let mut bytes = bytes.clone();
            bytes[page + 20..page + 24].copy_from_slice(&claim.to_le_bytes());
            // The page's checksum, in it and in the root above it; the root's, in it and in the trailer; the trailer's.
            let sum = |bytes: &mut [u8], from: usize, to: usize, also: usize| {
                let sum = crc32fast::hash(&bytes[from + 4..to]).to_le_bytes();
                bytes[from..from + 4].copy_from_slice(&sum);
                bytes[also..also + 4].copy_from_slice(&sum);
            };
            let root = page + field(&bytes, page + 8) as usize * unit;
            let named = root + 32 + field(&bytes, root + 16) as usize - 4;
            sum(&mut bytes, page, root, named);
            sum(&mut bytes, root, end, end + 36);
            sum(&mut bytes, end, end + 64, end);
            let (refused, report) = measure(|| {
                let mut view = CachedView::<u32, [u8]>::open(&bytes).unwrap();
                assert_eq!(view.get(0).unwrap(), Some(&[][..]));
                let cached = view.get(1).unwrap_err().reason().unwrap();
                // The view holds its buffer no longer, though it is still there.
                let mut reader = Reader::<u32, [u8], _>::new(bytes.as_slice()).unwrap();
                assert_eq!(reader.next().unwrap(), Some((0, &[][..])));
                (cached, reader.next().unwrap_err().reason().unwrap())
            });
            let expected = if claim <= 256 * stored { Reason::Decompression } else { Reason::Layout };
            assert_eq!(refused, (expected, expected), "{compression:?}: {claim}");
            let most = if expected == Reason::Layout { 16 << 10 } else { most_of_cache(&bytes, 64) };
            assert!(report.peak_bytes <= most, "{compression:?}: {claim}: {report:?}");
        }
    }
}

#[test]
fn pages_beyond_the_limit_are_refused_before_memory_is_taken_for_them() {
    let _alone = alone();
    for compression in compressions() {
        let options = Options::new().with_page_size(256).with_compression(compression);
        let mut writer = Writer::<u32, [u8], _>::new(Vec::new(), options).unwrap();
        writer.extend([(1, &[1; 20][..]), (2, &[0; 200_000]), (3, &[3; 20])]).unwrap();
        let bytes = writer.finish().unwrap().0;
        let ((), report) = measure(|| {
            let mut view = CachedView::<u32, [u8]>::open(&bytes).unwrap().with_page_limit(10_000);
            let mut reader = Reader::<u32, [u8], _>::new(bytes.as_slice()).unwrap().with_page_limit(10_000);
            for key in [1, 3] {
                assert_eq!(view.get(key).unwrap(), Some(&[key as u8; 20][..]));
            }
            assert_eq!(reader.next().unwrap(), Some((1, &[1; 20][..])));
            for error in [view.get(2).unwrap_err(), reader.next().unwrap_err()] {
                let Some(Reason::PageLimit { bytes }) = error.reason() else { panic!("{error}") };
                assert!(bytes > 200_000, "{bytes}");
            }
        });
        assert!(report.peak_bytes <= 16 << 10, "{compression:?}: {report:?}");
        let mut view = CachedView::<u32, [u8]>::open(&bytes).unwrap().with_page_limit(1 << 20);
        assert_eq!(view.get(2).unwrap().map(<[u8]>::len), Some(200_000));
    }
}
