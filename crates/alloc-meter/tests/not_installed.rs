//! Without a meter as the global allocator: nothing is counted, and nobody gets zeros for a result.

use std::panic::{UnwindSafe, catch_unwind};

use alloc_meter::{Counts, Meter, fail_after, fail_from, is_installed, measure};

/// Never asked, because it is not declared the global allocator.
static IDLE: Meter = Meter::system();

fn panic_text(work: impl FnOnce() + UnwindSafe) -> String {
    let payload = catch_unwind(work).expect_err("it ought to panic");
    payload.downcast_ref::<&str>().map_or_else(String::new, ToString::to_string)
}

#[test]
fn probe_says_no_every_time() {
    assert!(format!("{IDLE:?}").contains("Meter"));
    assert!(!is_installed());
    assert!(!is_installed());
}

#[test]
fn snapshots_are_zero() {
    drop(std::hint::black_box(vec![1_u8; 1000]));
    for counts in [Meter::thread(), Meter::process()] {
        assert_eq!(Counts { live_usable: None, ..counts }, Counts::default());
    }
}

#[test]
fn measuring_is_refused_before_the_work_runs() {
    let text = panic_text(|| {
        measure(|| unreachable!("the work must not run"));
    });
    assert!(text.contains("#[global_allocator]"), "{text}");
}

#[test]
fn failing_is_refused() {
    for arm in [fail_after, fail_from] {
        let text = panic_text(move || drop(arm(0)));
        assert!(text.contains("#[global_allocator]"), "{text}");
    }
}
