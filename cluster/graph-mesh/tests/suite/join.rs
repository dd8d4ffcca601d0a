//! A fresh peer gets everything: by a snapshot, and by reconciliation alone.

use crate::daemon::{Daemon, Start, data, is_long, say, until, until_equal};
use serde_json::json;
use std::path::Path;
use std::time::Instant;

/// A million with `GRAPH_MESH_LONG=1`.
fn items() -> u64 {
    if is_long() { 1_000_000 } else { 12_000 }
}

fn filled(folder: &Path) -> Daemon {
    filled_by(&Start::new(&data(folder, 0)), items())
}

fn filled_by(start: &Start, items: u64) -> Daemon {
    let first = start.run();
    let line = |n: u64| json!([format!("soul{n:07}"), "key", format!("text of {n}"), 1_700_000_000_000_u64]);
    for part in 0..items / 4000 {
        let lines: Vec<_> = (part * 4000..(part + 1) * 4000).map(|n| line(n).to_string()).collect();
        first.put(&lines);
    }
    first
}

/// Prints what it took until a fresh peer had everything.
fn report(way: &str, started: Instant, fresh: &Daemon) {
    let took = started.elapsed().as_secs_f64();
    let status = fresh.status();
    let count = |name: &str| status["counters"][name].as_u64().unwrap();
    let wire = count("repair_sent_bytes") + count("repair_received_bytes") + count("snapshot_received_bytes");
    // Names, texts and states.
    let payload = status["bytes"].as_u64().unwrap() + 8 * status["items"].as_u64().unwrap();
    say(&format!(
        "a fresh peer by {way}: {} items in {took:.1} s, {wire} bytes for {payload} that differ ({:.2}), {} MiB at most",
        status["items"],
        wire as f64 / payload as f64,
        fresh.peak_memory() >> 20,
    ));
}

#[test]
fn a_fresh_peer_joins_by_a_snapshot_and_reconciles_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let first = filled(folder.path());
    assert_eq!(first.request("POST", "/fold", "", "").unwrap().status, 200);
    // What is not in the snapshot.
    let late: Vec<_> = (0..50).map(|n| json!([format!("late{n}"), "key", n]).to_string()).collect();
    let unsent = first.counter("gossip_unsent");
    first.put(&late);
    // Nobody gets it by gossip, for nobody is there yet.
    until("the late items are published to nobody", || {
        (first.counter("gossip_unsent") > unsent).then_some(())
    });
    let started = Instant::now();
    let second = Start::new(&data(folder.path(), 1)).connect(&[first.address()]).run();
    until_equal(&[&first, &second], items() + 50);
    report("snapshot", started, &second);
    assert_eq!(second.dump(), first.dump());
    let count = |name: &str| second.counter(name);
    assert_eq!((count("joins"), count("snapshot_items"), count("repair_items")), (1, items(), 50));
    let snapshot = std::fs::metadata(data(folder.path(), 1).join("snapshot")).unwrap().len();
    let log = second.status()["log_bytes"].as_u64().unwrap();
    assert!(log < snapshot / 10, "the snapshot is kept as it came, and only the rest is logged: {log} bytes");
    // What has come as a snapshot is durable as well.
    let (id, dump) = (second.id.clone(), second.dump());
    let restarted = {
        let address = first.address();
        first.kill();
        second.kill();
        Start::new(&data(folder.path(), 1)).connect(&[address]).run()
    };
    assert_eq!(restarted.id, id);
    assert!(restarted.status()["items"].as_u64() >= Some(items()), "{}", restarted.status());
    assert!(dump.starts_with(&restarted.dump()[..100]));
}

#[test]
fn a_fresh_peer_gets_everything_by_reconciliation_alone() {
    let folder = tempfile::tempdir().unwrap();
    let first = filled(folder.path());
    let started = Instant::now();
    let second = Start::new(&data(folder.path(), 1)).with(&["--no-join"]).connect(&[first.address()]).run();
    until_equal(&[&first, &second], items());
    report("reconciliation", started, &second);
    assert_eq!(second.dump(), first.dump());
    assert_eq!((second.counter("joins"), second.counter("repair_items")), (0, items()));
}

#[test]
fn a_peer_that_has_a_snapshot_merges_that_of_another_peer() {
    let folder = tempfile::tempdir().unwrap();
    let count = 12_000;
    let first = filled_by(&Start::new(&data(folder.path(), 0)), count);
    assert_eq!(first.request("POST", "/fold", "", "").unwrap().status, 200);
    let start = Start::new(&data(folder.path(), 1));
    let own = start.run();
    // A key that the other one does not have, one that is older there, and one that is newer.
    own.put(&[
        json!(["own", "key", 1]).to_string(),
        json!(["soul0000001", "key", "newer", 1_700_000_000_001_u64]).to_string(),
        json!(["soul0000002", "key", "older", 1]).to_string(),
    ]);
    assert_eq!(own.request("POST", "/fold", "", "").unwrap().status, 200);
    own.kill();
    let second = start.connect(&[first.address()]).run();
    until_equal(&[&first, &second], count + 1);
    let dump = second.dump();
    assert_eq!(dump, first.dump());
    assert_eq!((second.counter("joins"), second.counter("snapshot_items")), (1, count));
    assert!(dump.contains("\"newer\"") && !dump.contains("\"older\""));
    second.kill();
    assert_eq!(Start::new(&data(folder.path(), 1)).run().dump(), dump, "what was merged is durable");
}

#[test]
fn items_of_a_snapshot_that_are_not_due_wait_and_are_not_kept_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let count = 12_000;
    let ahead = Start::new(&data(folder.path(), 0)).with(&["--skew-ms", "3600000"]);
    let first = filled_by(&ahead, count);
    first.put(&(0..10).map(|n| json!([format!("late{n}"), "key", n]).to_string()).collect::<Vec<_>>());
    assert_eq!(first.request("POST", "/fold", "", "").unwrap().status, 200);
    let second = Start::new(&data(folder.path(), 1)).connect(&[first.address()]).run();
    until("the snapshot is merged", || (second.counter("joins") == 1).then_some(()));
    let status = second.status();
    assert_eq!((&status["items"], &status["waiting"]), (&json!(count), &json!(10)));
    second.kill();
    let restarted = Start::new(&data(folder.path(), 1)).run();
    assert_eq!(restarted.status()["items"], count, "an hour has not passed");
}
