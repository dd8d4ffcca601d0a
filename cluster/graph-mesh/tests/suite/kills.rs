//! What was acknowledged survives `kill -9`.

use crate::daemon::{Daemon, Start, data, mesh, say, until, until_equal};
use crate::oracle::{assert_dump, dump};
use crate::workload::writes_of;
use testbed::Random;

#[test]
fn acknowledged_writes_survive_kills_of_a_peer_that_is_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (mut random, mut all) = (Random::new(7), Vec::new());
    // A small log, so that some of the kills come while it is folded.
    let start = Start::new(folder.path()).with(&["--fold-bytes", "20000"]);
    for round in 0..8 {
        let daemon = start.run();
        // A write that is not acknowledged may be there or not, so the check is of those that are.
        let acknowledged = dump(&all);
        let found = daemon.dump();
        let found: std::collections::HashSet<&str> = found.lines().collect();
        assert_eq!(found.len(), acknowledged.len(), "round {round}");
        for line in acknowledged {
            assert!(found.contains(line.to_string().as_str()), "{line} is lost in round {round}");
        }
        for _ in 0..=random.below(12) {
            let writes = writes_of(&mut random, 40, 500);
            daemon.put(&writes);
            all.extend(writes);
        }
        if round == 4 {
            // Others come and end as the log grows, or are killed half way.
            assert_eq!(daemon.request("POST", "/fold", "", "").unwrap().status, 200);
        }
        daemon.kill();
    }
    assert!(folder.path().join("snapshot").exists(), "the log was folded");
    assert_dump(&start.run().dump(), &all);
}

#[test]
fn writes_that_are_acknowledged_while_others_are_made_survive_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let start = Start::new(folder.path()).with(&["--fold-bytes", "30000"]);
    let daemon = start.run();
    // Four clients write until the daemon is killed under them.
    let clients = std::thread::scope(|scope| {
        let daemon = &daemon;
        let clients: Vec<_> = (0..4)
            .map(|client| {
                scope.spawn(move || {
                    let (mut random, mut acknowledged) = (Random::new(client), Vec::new());
                    for _ in 0..60 {
                        let mut writes = writes_of(&mut random, 20, 100_000);
                        // Each client has keys of its own.
                        writes
                            .iter_mut()
                            .for_each(|write| *write = write.replacen("soul", &format!("{client}soul"), 1));
                        match daemon.try_put(&writes) {
                            Ok(answer) if answer.status == 200 => acknowledged.extend(writes),
                            _ => break,
                        }
                    }
                    acknowledged
                })
            })
            .collect();
        until("some writes are acknowledged", || {
            (daemon.status()["items"].as_u64() > Some(800)).then_some(())
        });
        kill_by_id(daemon);
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect::<Vec<_>>()
    });
    drop(daemon);
    let restarted = start.run();
    let found = restarted.dump();
    let found: std::collections::HashSet<&str> = found.lines().collect();
    let expected = dump(&clients);
    assert!(expected.len() > 500, "{}", expected.len());
    for line in expected {
        assert!(found.contains(line.to_string().as_str()), "{line} is lost");
    }
}

fn kill_by_id(daemon: &Daemon) {
    let status = std::process::Command::new("kill").args(["-9", &daemon.process().to_string()]).status();
    assert!(status.unwrap().success());
}

#[test]
fn a_killed_peer_catches_up_with_a_kept_and_with_an_empty_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut daemons = mesh(3, folder.path(), &[]);
    let (mut random, mut all) = (Random::new(9), Vec::new());
    for kept in [true, false] {
        let writes = writes_of(&mut random, 300, 400);
        daemons[0].put(&writes);
        all.extend(writes);
        until_equal(&daemons.iter().collect::<Vec<_>>(), dump(&all).len() as u64);
        let id = daemons[2].id.clone();
        daemons.pop().unwrap().kill();
        if !kept {
            std::fs::remove_dir_all(data(folder.path(), 2)).unwrap();
        }
        // What the killed peer misses.
        for daemon in &daemons {
            let writes = writes_of(&mut random, 300, 400);
            daemon.put(&writes);
            all.extend(writes);
        }
        let addresses: Vec<_> = daemons.iter().map(Daemon::address).collect();
        daemons.push(Start::new(&data(folder.path(), 2)).connect(&addresses).run());
        assert_eq!(daemons[2].id == id, kept, "the identity is in the folder");
        until_equal(&daemons.iter().collect::<Vec<_>>(), dump(&all).len() as u64);
        daemons.iter().for_each(|daemon| assert_dump(&daemon.dump(), &all));
    }
}

#[test]
fn a_folder_that_is_in_use_or_damaged_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let start = Start::new(folder.path());
    let daemon = start.run();
    assert!(start.fails().contains("the log"), "{}", start.fails());
    daemon.put(&["[\"s\",\"k\",1]".into()]);
    assert_eq!(daemon.request("POST", "/fold", "", "").unwrap().status, 200);
    daemon.kill();
    let path = folder.path().join("snapshot");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    assert!(start.fails().contains("the snapshot"), "{}", start.fails());
}

#[test]
fn a_full_disk_refuses_writes_with_the_reason_until_there_is_capacity() {
    let folder = tempfile::tempdir().unwrap();
    // No file may have more than 4 MiB. Without the trap the system would end the process.
    let limited = ["sh", "-c", "trap '' XFSZ; ulimit -S -f 8192; exec \"$@\"", "sh"];
    let daemon = Start::new(folder.path()).through(&limited).run();
    let mut acknowledged = 0;
    let mut put = |count: usize| {
        let lines: Vec<_> = (acknowledged..acknowledged + count)
            .map(|n| format!("[\"soul{n}\",\"key\",\"{}\"]", "x".repeat(1000)))
            .collect();
        let answer = daemon.try_put(&lines).expect("an answer");
        acknowledged += if answer.status == 200 { count } else { 0 };
        (answer, acknowledged)
    };
    let refused = until("a write is refused", || Some(put(50).0).filter(|answer| answer.status != 200));
    assert!(refused.status == 507 && refused.body.contains("not on disk"), "{refused:?}");
    assert_eq!(put(50).0.status, 507);
    assert_eq!(daemon.get("/get?soul=soul0&key=key").status, 200, "it still answers");
    assert!(daemon.status()["log_errors"].as_u64() > Some(0));
    let more = ["--pid", &daemon.process().to_string(), "--fsize=unlimited"];
    if std::process::Command::new("prlimit").args(more).status().is_ok_and(|status| status.success()) {
        until("a write is acknowledged", || (put(50).0.status == 200).then_some(()));
    } else {
        say("SKIPPED, that writes go on after a full disk: there is no prlimit");
    }
    let (_, acknowledged) = put(0);
    daemon.kill();
    let restarted = Start::new(folder.path()).run();
    for n in 0..acknowledged {
        assert_eq!(restarted.get(&format!("/get?soul=soul{n}&key=key")).status, 200, "soul{n} is lost");
    }
    assert!(acknowledged > 100, "{acknowledged}");
}
