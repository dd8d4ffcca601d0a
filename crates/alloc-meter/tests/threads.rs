//! What the counters of one thread say when another one frees, and when a thread ends.

use std::cell::RefCell;
use std::hint::black_box;
use std::sync::mpsc;
use std::thread;

use alloc_meter::{Counts, Meter, measure};

#[global_allocator]
static METER: Meter = Meter::system();

#[test]
fn block_freed_elsewhere_is_below_zero_there_and_stays_here() {
    let (boxes, here) = measure(|| [(); 10].map(|()| Box::new([0_u8; 100])));
    let there = thread::spawn(move || measure(move || drop(boxes)).1).join().unwrap();
    assert_eq!((here.live_blocks, here.live_bytes), (10, 1000));
    assert_eq!((there.live_blocks, there.live_bytes), (-10, -1000));
    assert_eq!((there.blocks_allocated, there.blocks_freed, there.peak_bytes), (0, 10, 0));
    assert_eq!(here.live_usable.map(|sum| -sum), there.live_usable);
}

#[test]
fn vec_grown_elsewhere_is_counted_half_and_half() {
    let mut list = vec![1_u8; 64];
    let (list, there) = thread::spawn(move || {
        measure(move || {
            list.reserve_exact(64);
            list
        })
    })
    .join()
    .unwrap();
    assert_eq!((there.reallocs, there.bytes_allocated, there.bytes_freed), (1, 128, 64));
    assert_eq!((there.live_blocks, there.live_bytes, there.peak_bytes), (0, 64, 128));
    let ((), here) = measure(|| drop(list));
    assert_eq!(here.live_bytes, -128);
}

#[test]
fn work_of_other_threads_is_not_in_the_report() {
    let (ask, asked) = mpsc::channel::<()>();
    let (answer, answered) = mpsc::sync_channel::<usize>(1);
    let worker = thread::spawn(move || {
        asked.recv().unwrap();
        let lists: Vec<Vec<u8>> = (0..100).map(|_| vec![1; 1 << 16]).collect();
        answer.send(black_box(lists).len()).unwrap();
    });
    let (count, report) = measure(|| {
        ask.send(()).unwrap();
        answered.recv().unwrap()
    });
    worker.join().unwrap();
    assert_eq!(count, 100);
    // The channels may take a little of their own.
    assert!(report.bytes_allocated < 1 << 16, "{report}");
}

#[test]
fn new_thread_starts_its_own_account() {
    let base = Meter::thread().live_bytes;
    drop(black_box(vec![0_u8; 1 << 24]));
    let there = thread::spawn(Meter::thread).join().unwrap();
    assert!(there.peak_bytes < 1 << 20, "{there:?}");
    assert!(Meter::thread().peak_bytes >= base + (1 << 24));
}

/// Allocates, grows and frees in its destructor, which runs while the thread's local storage is taken down.
struct LastWords(Option<mpsc::SyncSender<Counts>>);

impl Drop for LastWords {
    fn drop(&mut self) {
        let before = Meter::thread();
        let mut list = black_box(Vec::<u64>::with_capacity(10));
        list.resize(10, 1);
        list.reserve_exact(20);
        drop(black_box(list));
        let delta = Meter::thread() - before;
        self.0.take().unwrap().send(delta).unwrap();
    }
}

thread_local! {
    static LAST_WORDS: RefCell<Option<LastWords>> = const { RefCell::new(None) };
}

#[test]
fn counting_goes_on_while_the_thread_is_torn_down() {
    let (sender, receiver) = mpsc::sync_channel(1);
    let thread = thread::spawn(|| {
        LAST_WORDS.set(Some(LastWords(Some(sender))));
    });
    let delta = receiver.recv().unwrap();
    thread.join().unwrap();
    assert_eq!((delta.allocs, delta.reallocs, delta.deallocs), (1, 1, 1));
    assert_eq!((delta.bytes_allocated, delta.bytes_moved, delta.live_bytes), (80 + 240, 80, 0));
}
