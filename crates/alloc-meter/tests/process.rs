//! The totals of the process, to the byte: run without the test harness, whose own threads would be in them.

use std::hint::black_box;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use alloc_meter::{Counts, Meter, is_installed, measure};

#[global_allocator]
static METER: Meter = Meter::system();

fn main() {
    probe_leaves_no_trace();
    process_agrees_with_its_only_thread();
    peak_counts_both_blocks_of_a_reallocation();
    reset_peak_starts_from_what_is_live();
    totals_are_the_sum_of_the_threads();
    many_threads_lose_no_count();
}

/// Asks before anything else does, so that this is the probe itself and not its remembered answer.
fn probe_leaves_no_trace() {
    let (process, thread) = (Meter::process(), Meter::thread());
    assert!(is_installed());
    assert_eq!((Meter::process(), Meter::thread()), (process, thread));
}

fn process_agrees_with_its_only_thread() {
    let (process, thread) = (Meter::process(), Meter::thread());
    let mut list = black_box(vec![1_u8; 100]);
    list.reserve_exact(900);
    let boxed = black_box(Box::new(1_u64));
    assert!(black_box(Vec::<u8>::new()).try_reserve_exact(isize::MAX as usize).is_err());
    let (process, thread) = (Meter::process() - process, Meter::thread() - thread);
    let no_peak = |counts| Counts { peak_bytes: 0, ..counts };
    assert_eq!(no_peak(process), no_peak(thread));
    assert_eq!((process.allocs, process.reallocs, process.failed, process.live_blocks), (2, 1, 1, 2));
    assert_eq!((process.bytes_allocated, process.bytes_moved), (100 + 1000 + 8, 100));
    assert_eq!(process.live_bytes, 1008);
    drop((list, boxed));
}

fn peak_counts_both_blocks_of_a_reallocation() {
    let mut list = black_box(vec![1_u8; 1 << 20]);
    Meter::reset_process_peak();
    let base = Meter::process().live_bytes;
    list.reserve_exact(1 << 20);
    assert_eq!(Meter::process().peak_bytes, base + (2 << 20));
    assert_eq!(Meter::process().live_bytes, base + (1 << 20));
}

fn reset_peak_starts_from_what_is_live() {
    drop(black_box(vec![1_u8; 1 << 22]));
    let (process, thread) = (Meter::process(), Meter::thread());
    assert!(process.peak_bytes >= process.live_bytes + (1 << 22));
    assert!(thread.peak_bytes >= thread.live_bytes + (1 << 22));
    Meter::reset_peak();
    assert_eq!(Meter::process().peak_bytes, process.live_bytes);
    assert_eq!(Meter::thread().peak_bytes, thread.live_bytes);
    drop(black_box(vec![1_u8; 10]));
    assert_eq!(Meter::process().peak_bytes, process.live_bytes + 10);
}

/// Waits until all `parties` have arrived for the `round`th time; allocates nothing.
fn meet(arrived: &AtomicUsize, parties: usize, round: usize) {
    arrived.fetch_add(1, Ordering::AcqRel);
    while arrived.load(Ordering::Acquire) < parties * round {
        thread::yield_now();
    }
}

/// One thread allocates, the other grows and frees; between the meetings nobody does anything else.
fn totals_are_the_sum_of_the_threads() {
    let arrived = AtomicUsize::new(0);
    let mut slot = Vec::with_capacity(1);
    let handed_over = std::sync::Mutex::new(&mut slot);
    thread::scope(|scope| {
        let allocating = scope.spawn(|| {
            drop(handed_over.lock().unwrap());
            meet(&arrived, 3, 1);
            meet(&arrived, 3, 2);
            let ((), report) = measure(|| handed_over.lock().unwrap().push(vec![1_u8; 5000]));
            meet(&arrived, 3, 3);
            meet(&arrived, 3, 4);
            meet(&arrived, 3, 5);
            report
        });
        let freeing = scope.spawn(|| {
            meet(&arrived, 3, 1);
            meet(&arrived, 3, 2);
            meet(&arrived, 3, 3);
            let ((), report) = measure(|| {
                let mut list = handed_over.lock().unwrap().pop().unwrap();
                list.reserve_exact(2000);
            });
            meet(&arrived, 3, 4);
            meet(&arrived, 3, 5);
            report
        });
        meet(&arrived, 3, 1);
        Meter::reset_process_peak();
        let start = Meter::process();
        meet(&arrived, 3, 2);
        meet(&arrived, 3, 3);
        meet(&arrived, 3, 4);
        let delta = Meter::process() - start;
        meet(&arrived, 3, 5);
        let (allocated, freed) = (allocating.join().unwrap(), freeing.join().unwrap());

        assert_eq!((delta.allocs, delta.reallocs, delta.deallocs), (1, 1, 1));
        assert_eq!((delta.bytes_allocated, delta.bytes_freed, delta.bytes_moved), (12_000, 12_000, 5000));
        assert_eq!((delta.live_blocks, delta.live_bytes, delta.peak_bytes), (0, 0, 12_000));
        assert_eq!(delta.live_usable.unwrap_or(0), 0);
        assert_eq!((allocated.live_bytes, freed.live_bytes), (5000, -5000));
        assert_eq!((allocated.peak_bytes, freed.peak_bytes), (5000, 7000));
    });
}

/// Four threads at once: the process gains exactly what they count for themselves.
fn many_threads_lose_no_count() {
    const THREADS: usize = 4;
    const ROUNDS: u64 = 20_000;
    let arrived = AtomicUsize::new(0);
    thread::scope(|scope| {
        let workers = [(); THREADS].map(|()| {
            scope.spawn(|| {
                meet(&arrived, THREADS + 1, 1);
                meet(&arrived, THREADS + 1, 2);
                for size in 1..=ROUNDS as usize {
                    let mut list = black_box(Vec::<u8>::with_capacity(size % 100 + 1));
                    list.reserve_exact(200);
                    black_box(&mut list);
                }
                meet(&arrived, THREADS + 1, 3);
                meet(&arrived, THREADS + 1, 4);
            })
        });
        meet(&arrived, THREADS + 1, 1);
        Meter::reset_process_peak();
        let start = Meter::process();
        meet(&arrived, THREADS + 1, 2);
        meet(&arrived, THREADS + 1, 3);
        let delta = Meter::process() - start;
        meet(&arrived, THREADS + 1, 4);
        for worker in workers {
            worker.join().unwrap();
        }

        let calls = ROUNDS * THREADS as u64;
        let first_sizes = (1..=ROUNDS).map(|size| size % 100 + 1).sum::<u64>() * THREADS as u64;
        assert_eq!((delta.allocs, delta.reallocs, delta.deallocs), (calls, calls, calls));
        assert_eq!(delta.bytes_moved, first_sizes);
        assert_eq!(delta.bytes_allocated, first_sizes + 200 * calls);
        assert_eq!(delta.bytes_freed, delta.bytes_allocated);
        assert_eq!((delta.live_blocks, delta.live_bytes), (0, 0));
        assert_eq!(delta.live_usable.unwrap_or(0), 0);
        assert!((300..=300 * THREADS as i64).contains(&delta.peak_bytes), "{delta:?}");
    });
}
