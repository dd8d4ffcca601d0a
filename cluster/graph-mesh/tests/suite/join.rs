//! A fresh peer gets everything: by a snapshot, and by reconciliation alone.

use crate::daemon::{Daemon, Start, data, until_equal};
use serde_json::json;

const ITEMS: u64 = 12_000;

fn filled(folder: &std::path::Path) -> Daemon {
    let first = Start::new(&data(folder, 0)).run();
    for part in 0..6 {
        let line =
            |n: u64| json!([format!("soul{n:06}"), "key", format!("text of {n}"), 1_700_000_000_000_u64]);
        let each = ITEMS / 6;
        let lines: Vec<_> = (part * each..(part + 1) * each).map(|n| line(n).to_string()).collect();
        first.put(&lines);
    }
    first
}

#[test]
fn a_fresh_peer_joins_by_a_snapshot_and_reconciles_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let first = filled(folder.path());
    assert_eq!(first.request("POST", "/fold", "", "").unwrap().status, 200);
    // What is not in the snapshot.
    let late: Vec<_> = (0..50).map(|n| json!([format!("late{n}"), "key", n]).to_string()).collect();
    first.put(&late);
    let second = Start::new(&data(folder.path(), 1)).connect(&[first.address()]).run();
    until_equal(&[&first, &second], ITEMS + 50);
    assert_eq!(second.dump(), first.dump());
    let count = |name: &str| second.counter(name);
    assert_eq!((count("joins"), count("snapshot_items"), count("repair_items")), (1, ITEMS, 50));
    // What has come as a snapshot is durable as well.
    let (id, dump) = (second.id.clone(), second.dump());
    let restarted = {
        let address = first.address();
        first.kill();
        second.kill();
        Start::new(&data(folder.path(), 1)).connect(&[address]).run()
    };
    assert_eq!(restarted.id, id);
    assert!(restarted.status()["items"].as_u64() >= Some(ITEMS), "{}", restarted.status());
    assert!(dump.starts_with(&restarted.dump()[..100]));
}

#[test]
fn a_fresh_peer_gets_everything_by_reconciliation_alone() {
    let folder = tempfile::tempdir().unwrap();
    let first = filled(folder.path());
    let second = Start::new(&data(folder.path(), 1)).with(&["--no-join"]).connect(&[first.address()]).run();
    until_equal(&[&first, &second], ITEMS);
    assert_eq!(second.dump(), first.dump());
    assert_eq!((second.counter("joins"), second.counter("repair_items")), (0, ITEMS));
}
