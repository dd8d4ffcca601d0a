//! Damaged snapshot files.

use raft_map::command::{Command, Reply, Write};
use raft_map::snapshot::{self, SnapshotError};
use raft_map::state::State;

fn state() -> State {
    let mut state = State::default();
    let Reply::SessionOpened(session) = state.apply(Write { session: None, command: Command::OpenSession })
    else {
        panic!("no session")
    };
    for n in 0..200_u64 {
        let command = Command::Put { key: n.to_be_bytes()[..].into(), value: [n as u8; 9][..].into() };
        state.apply(Write { session: Some((session, n + 1)), command });
    }
    state
}

#[test]
fn a_snapshot_restores_entries_and_sessions() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("snapshot");
    let mut before = state();
    snapshot::write(&path, &before.freeze()).unwrap();
    let mut after = snapshot::load(&path).unwrap();
    let all = Default::default();
    assert!(before.map.range(&all).eq(after.map.range(&all)));
    assert_eq!(after.map.len(), 200);
    // The last command of the session is known to both, and the next session has the same number in both.
    let again = Write { session: Some((1, 200)), command: Command::Delete { key: [0; 8][..].into() } };
    assert_eq!(after.apply(again.clone()), Reply::Put { replaced: false });
    assert_eq!(before.apply(again), Reply::Put { replaced: false });
    let open = Write { session: None, command: Command::OpenSession };
    assert_eq!(before.apply(open.clone()), after.apply(open));
}

#[test]
fn every_flipped_bit_and_every_truncation_of_a_snapshot_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("snapshot");
    let state = state();
    snapshot::write(&path, &state.freeze()).unwrap();
    let good = std::fs::read(&path).unwrap();
    let refused = |bytes: &[u8]| {
        let path = folder.path().join("damaged");
        std::fs::write(&path, bytes).unwrap();
        matches!(snapshot::load(&path), Err(SnapshotError::Read(_)))
    };
    assert!(!refused(&good));
    for byte in 0..good.len() {
        let mut bad = good.clone();
        bad[byte] ^= 1 << (byte % 8);
        assert!(refused(&bad), "byte {byte} was flipped");
    }
    for length in (0..good.len()).step_by(61) {
        assert!(refused(&good[..length]), "cut to {length} bytes");
    }
}
