//! Injected failures: which request fails, what it leaves behind, and when it ends.
#![expect(unsafe_code, reason = "calls allocators by hand")]

use std::hint::black_box;
use std::panic::catch_unwind;
use std::thread;

use alloc_meter::{Meter, fail_after, fail_from, measure};

#[global_allocator]
static METER: Meter = Meter::system();

/// Whether a fresh block is to be had. The black box keeps the compiler from leaving the attempt out.
fn can_allocate() -> bool {
    let mut list = Vec::<u8>::new();
    let done = list.try_reserve_exact(10).is_ok();
    black_box(list);
    done
}

#[test]
fn nth_request_fails_once() {
    for n in 0..20 {
        let failing = fail_after(n);
        let mut outcomes = [false; 24];
        for outcome in &mut outcomes {
            *outcome = can_allocate();
        }
        let injected = failing.injected();
        drop(failing);
        assert_eq!(injected, 1);
        assert_eq!(outcomes.iter().position(|&done| !done), usize::try_from(n).ok());
        assert_eq!(outcomes.iter().filter(|&&done| !done).count(), 1);
    }
}

#[test]
fn exhausted_memory_stays_exhausted_until_the_guard_drops() {
    let failing = fail_from(2);
    let outcomes = [(); 5].map(|()| can_allocate());
    let injected = failing.injected();
    drop(failing);
    assert_eq!(outcomes, [true, true, false, false, false]);
    assert_eq!(injected, 3);
    assert!(can_allocate());
}

#[test]
fn failed_reallocation_leaves_the_block_alone() {
    let mut list = Vec::with_capacity(3);
    list.extend([1_u64, 2, 3]);
    let (failed, report) = measure(|| {
        let _failing = fail_after(0);
        list.try_reserve_exact(1000).is_err()
    });
    assert!(failed);
    assert_eq!((list.capacity(), list.as_slice()), (3, &[1, 2, 3][..]));
    assert_eq!((report.failed, report.calls()), (1, 1));
    assert_eq!(
        (report.bytes_allocated, report.bytes_moved, report.live_bytes, report.peak_bytes),
        (0, 0, 0, 0)
    );
    assert_eq!(report.live_usable.unwrap_or(0), 0);

    list.try_reserve_exact(1000).unwrap();
    assert_eq!(list, [1, 2, 3]);
}

#[test]
fn failed_zeroed_request_is_null() {
    let layout = std::alloc::Layout::new::<[u8; 64]>();
    let failing = fail_after(0);
    // SAFETY: the layout is not of size zero.
    let block = black_box(unsafe { std::alloc::alloc_zeroed(layout) });
    let injected = failing.injected();
    drop(failing);
    assert!(block.is_null());
    assert_eq!(injected, 1);
}

#[test]
fn request_the_system_cannot_serve_counts_as_failed() {
    let (failed, report) =
        measure(|| black_box(Vec::<u8>::new()).try_reserve_exact(isize::MAX as usize).is_err());
    assert!(failed);
    assert_eq!((report.failed, report.calls(), report.peak_bytes), (1, 1, 0));
}

#[test]
fn unused_guard_leaves_nothing_behind() {
    drop(fail_after(0));
    assert!(can_allocate());
}

#[test]
fn frees_are_not_requests() {
    let blocks = [(); 4].map(|()| Box::new(1_u64));
    let failing = fail_after(1);
    drop(blocks);
    let outcomes = (can_allocate(), can_allocate());
    drop(failing);
    assert_eq!(outcomes, (true, false));
}

#[test]
fn inner_guard_suspends_the_outer_one() {
    let outer = fail_after(1);
    let inner = fail_after(2);
    let inside = [(); 4].map(|()| can_allocate());
    let injected_inside = inner.injected();
    drop(inner);
    let outside = [(); 3].map(|()| can_allocate());
    let injected_outside = outer.injected();
    drop(outer);
    assert_eq!(inside, [true, true, false, true]);
    assert_eq!(outside, [true, false, true]);
    assert_eq!((injected_inside, injected_outside), (1, 1));
}

#[test]
fn unwinding_ends_the_failures() {
    let caught = catch_unwind(|| {
        let _failing = fail_after(2);
        std::panic::resume_unwind(Box::new("expected"));
    });
    assert!(caught.is_err());
    assert!([(); 5].map(|()| can_allocate()).iter().all(|&done| done));
}

#[test]
fn other_threads_are_spared() {
    let (start, started) = std::sync::mpsc::sync_channel::<()>(0);
    let other = thread::spawn(move || {
        started.recv().unwrap();
        [(); 10].map(|()| can_allocate())
    });
    start.send(()).unwrap();
    let failing = fail_from(0);
    let here = can_allocate();
    drop(failing);
    assert!(!here);
    assert_eq!(other.join().unwrap(), [true; 10]);
}

#[test]
fn every_n_leaves_a_growing_list_whole() {
    let mut survived = 0;
    for n in 0.. {
        let mut list = Vec::<u32>::new();
        let failing = fail_after(n);
        let complete = (0..1000).all(|item| {
            let reserved = list.try_reserve(1).is_ok();
            if reserved {
                list.push(item);
            }
            reserved
        });
        let injected = failing.injected();
        drop(failing);
        assert_eq!(complete, injected == 0);
        assert!(list.iter().copied().eq(0..u32::try_from(list.len()).unwrap()));
        if complete {
            break;
        }
        survived += 1;
    }
    assert!(survived > 5);
}
