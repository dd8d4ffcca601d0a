//! Memory, to the block and to the byte: what opening, reading and writing allocate, and what bad bytes can make readers
//! allocate.

use alloc_meter::{Meter, measure};
use btree_map::BPlusTreeMap;
use btree_snapshot::{BufferPool, CachedView, Compression, Options, Reader, Tag, View, Writer, write_map};
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
