//! Case 23: the nth allocation fails, for every n. As with std's map the program aborts, and says why.
//!
//! Each failure takes a process of its own: this binary runs one of its tests again, told by a variable what to do.

#![cfg(all(unix, not(miri)))]

use crate::layouts::{LayoutOf, Map, for_each_layout};
use alloc_meter::fail_after;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Output};

const VARIABLE: &str = "FAIL_ALLOCATION";
/// What a child says if nothing failed any more.
const THROUGH: &str = "no allocation failed";

/// What the child does with an empty map while an allocation fails.
type Run<L> = fn(&mut Map<L, u64, [u64; 3]>);

/// In the child: fails allocation `n` of `run`. In the parent: starts children until one gets through.
fn every_allocation_fails<L: LayoutOf>(test: &str, prepare: Run<L>, run: Run<L>) {
    if let Ok(n) = std::env::var(VARIABLE) {
        let mut map = L::with_fanout::<u64, [u64; 3]>(4);
        prepare(&mut map);
        let failing = fail_after(n.parse().unwrap());
        run(&mut map);
        let injected = failing.injected();
        drop(failing);
        assert_eq!(injected, 0, "a failed allocation was not noticed");
        map.check_invariants().unwrap();
        println!("{THROUGH}");
        return;
    }
    for n in 0.. {
        let Output { status, stdout, stderr } = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture", "--test-threads=1"])
            .env(VARIABLE, n.to_string())
            // A backtrace of each abort would take most of the time.
            .env("RUST_BACKTRACE", "0")
            .output()
            .unwrap();
        let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
        if stdout.contains(THROUGH) {
            assert!(status.success(), "{stderr}");
            assert!(n > 0, "there was an allocation to fail");
            return;
        }
        assert_eq!(status.signal(), Some(SIGABRT), "{status} at allocation {n}: {stdout}{stderr}");
        assert!(stderr.contains("memory allocation of"), "{stderr}");
    }
}

/// The same number on every Unix.
const SIGABRT: i32 = 6;

/// The name of a test of this module for one layout, as the child's command line has it.
fn name_of<L>(test: &str) -> String {
    let layout = std::any::type_name::<L>().rsplit("::").next().unwrap();
    let instance = match layout {
        "Slim" => "slim_of_usual_nodes".to_owned(),
        "TinySlim" => "slim_of_tiny_nodes".to_owned(),
        other => other.to_lowercase(),
    };
    format!("exhausted::{test}::{instance}")
}

fn fill<L: LayoutOf>(map: &mut Map<L, u64, [u64; 3]>) {
    (0..40).for_each(|key| _ = map.insert(key * 7919 % 1009, [key; 3]));
}

fn inserts_abort<L: LayoutOf>() {
    every_allocation_fails::<L>(
        &name_of::<L>("inserts_abort"),
        |_| (),
        |map| {
            fill::<L>(map);
            // At both edges: other splits.
            (2000..2012).for_each(|key| _ = map.insert(key, [0; 3]));
        },
    );
}

fn descending_inserts_abort<L: LayoutOf>() {
    every_allocation_fails::<L>(
        &name_of::<L>("descending_inserts_abort"),
        |_| (),
        |map| {
            (0..24).rev().for_each(|key| _ = map.insert(key, [key; 3]));
        },
    );
}

fn clones_abort<L: LayoutOf>() {
    every_allocation_fails::<L>(&name_of::<L>("clones_abort"), fill::<L>, |map| drop(map.clone()));
}

for_each_layout!(inserts_abort, descending_inserts_abort, clones_abort);
