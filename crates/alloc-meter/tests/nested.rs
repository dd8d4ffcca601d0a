//! Measurements inside measurements, and peaks reset inside them.

use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};

use alloc_meter::{Meter, measure};

#[global_allocator]
static METER: Meter = Meter::system();

/// Allocates and frees a block.
fn spike(bytes: usize) {
    drop(black_box(Vec::<u8>::with_capacity(bytes)));
}

#[test]
fn inner_measure_keeps_the_outer_peak_that_came_before() {
    let (inner, outer) = measure(|| {
        spike(5000);
        measure(|| spike(300)).1
    });
    assert_eq!((inner.peak_bytes, inner.blocks_allocated, inner.live_bytes), (300, 1, 0));
    assert_eq!((outer.peak_bytes, outer.blocks_allocated, outer.live_bytes), (5000, 2, 0));
}

#[test]
fn inner_peak_counts_for_the_outer_on_top_of_what_it_holds() {
    let (inner, outer) = measure(|| {
        let held = black_box(vec![1_u8; 1000]);
        let inner = measure(|| spike(5000)).1;
        spike(200);
        drop(held);
        inner
    });
    assert_eq!(inner.peak_bytes, 5000);
    assert_eq!(outer.peak_bytes, 6000);
}

#[test]
fn three_levels_keep_apart() {
    let ((middle, inner), outer) = measure(|| {
        spike(30);
        let (inner, middle) = measure(|| {
            spike(20);
            let inner = measure(|| spike(10)).1;
            spike(15);
            inner
        });
        spike(25);
        (middle, inner)
    });
    assert_eq!((inner.peak_bytes, middle.peak_bytes, outer.peak_bytes), (10, 20, 30));
    assert_eq!((inner.bytes_allocated, middle.bytes_allocated, outer.bytes_allocated), (10, 45, 100));
}

#[test]
fn inner_measure_below_the_outer_start_is_relative_to_its_own() {
    let before = black_box(vec![1_u8; 10_000]);
    let (inner, outer) = measure(|| {
        drop(before);
        measure(|| spike(4000)).1
    });
    assert_eq!(inner.peak_bytes, 4000);
    assert_eq!((outer.peak_bytes, outer.live_bytes), (0, -10_000));
}

#[test]
fn inner_measure_that_panics_hands_its_peak_back() {
    let ((), outer) = measure(|| {
        let caught = catch_unwind(AssertUnwindSafe(|| {
            measure(|| {
                spike(1 << 20);
                std::panic::resume_unwind(Box::new("expected"));
            })
        }));
        assert!(caught.is_err());
        let ((), after) = measure(|| spike(64));
        assert_eq!(after.peak_bytes, 64);
    });
    assert_eq!(outer.live_bytes, 0);
    assert!((1 << 20..(1 << 20) + 4096).contains(&outer.peak_bytes), "{outer}");
}

#[test]
fn peak_reset_is_the_threads_and_not_the_measures() {
    let ((), report) = measure(|| {
        spike(9000);
        let base = Meter::thread().live_bytes;
        assert!(Meter::thread().peak_bytes >= base + 9000);
        Meter::reset_thread_peak();
        assert_eq!(Meter::thread().peak_bytes, base);
        spike(70);
        assert_eq!(Meter::thread().peak_bytes, base + 70);
    });
    assert_eq!(report.peak_bytes, 9000);
}

#[test]
fn measuring_does_not_touch_the_threads_own_peak() {
    Meter::reset_peak();
    let base = Meter::thread().live_bytes;
    spike(800);
    measure(|| spike(50));
    assert_eq!(Meter::thread().peak_bytes, base + 800);
}

#[test]
fn measuring_nothing_finds_nothing() {
    let (((), inner), outer) = measure(|| measure(|| ()));
    assert_eq!((inner.calls(), outer.calls()), (0, 0));
    assert_eq!((inner.peak_bytes, outer.peak_bytes), (0, 0));
}
