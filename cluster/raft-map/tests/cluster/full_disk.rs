//! Disks without room, on a small tmpfs. Mounting needs root.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use raft_map::client::ClientError;
use raft_map::wire::{Failure, Freshness};
use tempfile::TempDir;

use crate::nodes::{Cluster, PATIENCE};

/// A small file system of its own.
struct SmallDisk {
    directory: TempDir,
}

impl SmallDisk {
    /// Returns `None`, loudly, where it cannot be mounted.
    fn mount(megabytes: u32) -> Option<Self> {
        let directory = tempfile::tempdir().expect("a directory");
        let size = format!("size={megabytes}m");
        let status =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(directory.path()).status();
        if status.is_ok_and(|status| status.success()) {
            return Some(Self { directory });
        }
        eprintln!("SKIPPED: a tmpfs cannot be mounted, so nothing is known about full disks. Run as root.");
        None
    }

    fn path(&self) -> &Path {
        self.directory.path()
    }

    fn free(&self) -> u64 {
        let stat = rustix::fs::statvfs(self.path()).expect("a file system");
        stat.f_bavail * stat.f_frsize
    }

    /// Fills it with a file until so many bytes are free.
    fn fill(&self, leave: u64) {
        let mut file = File::options().create(true).append(true).open(self.ballast()).expect("a file");
        while self.free() > leave + 4096 {
            let bytes = (self.free() - leave).min(1 << 20);
            if file.write_all(&vec![1; usize::try_from(bytes).expect("a small number")]).is_err() {
                return;
            }
        }
    }

    fn empty(&self) {
        fs::remove_file(self.ballast()).expect("the file");
    }

    fn ballast(&self) -> std::path::PathBuf {
        self.path().join("ballast")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Nodes that were killed a moment ago may still hold files. A lazy unmount waits for nobody.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

async fn voters_on(disk: &SmallDisk, arguments: &[&str]) -> Cluster {
    let mut cluster = Cluster::empty(arguments).await;
    cluster.add_in(1, &disk.path().join("1"), &["--bootstrap"]);
    let seed = cluster.address(1);
    for id in 2..=3 {
        cluster.add_in(id, &disk.path().join(id.to_string()), &["--join", &seed]);
    }
    for id in 1..=3 {
        cluster.wait_for_member(id, true).await;
    }
    cluster
}

async fn assert_all_there(cluster: &Cluster, acknowledged: &[u32], size: usize) {
    let client = cluster.client();
    for n in acknowledged {
        let value = client.get(&n.to_be_bytes(), Freshness::Linearizable).await.expect("an answer");
        assert!(value.is_some_and(|value| value.len() == size), "acknowledged write {n} is lost");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_writes_and_recovers_when_there_is_room() {
    const RESERVE: u64 = 12 << 20;
    let Some(disk) = SmallDisk::mount(64) else { return };
    let mut cluster = voters_on(&disk, &["--reserve", &RESERVE.to_string(), "--snapshot-every", "100"]).await;
    let client = cluster.client();
    let value = vec![1; 10_000];
    let mut acknowledged = Vec::new();
    for n in 0..200 {
        client.put(&u32::to_be_bytes(n), &value).await.expect("a write");
        acknowledged.push(n);
    }
    disk.fill(RESERVE - (1 << 20));
    for n in 200..220 {
        let refused = client.put(&u32::to_be_bytes(n), &value).await;
        let Err(ClientError::Refused(Failure::DiskFull { free, reserve })) = refused else {
            panic!("not refused for lack of room: {refused:?}")
        };
        assert!(free < RESERVE && reserve == RESERVE);
    }
    // Reads go on, and nothing that was refused is there.
    assert_all_there(&cluster, &acknowledged, value.len()).await;
    assert_eq!(client.get(&u32::to_be_bytes(200), Freshness::Linearizable).await.unwrap(), None);
    disk.empty();
    for n in 300..320 {
        client.put(&u32::to_be_bytes(n), &value).await.expect("a write, when there is room");
        acknowledged.push(n);
    }
    for id in 1..=3 {
        assert_eq!(cluster.metric(id, "restarts_total").await, Some(0.0), "node {id}");
        cluster.kill(id);
    }
    (1..=3).for_each(|id| cluster.start(id));
    assert_all_there(&cluster, &acknowledged, value.len()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_cannot_be_written_stops_raft_and_loses_nothing() {
    // Without a reserve, the log itself meets the end of the disk.
    let Some(disk) = SmallDisk::mount(64) else { return };
    let mut cluster = voters_on(&disk, &["--reserve", "0", "--snapshot-every", "1000000"]).await;
    let client = cluster.client().with_patience(Duration::from_secs(3));
    let value = vec![1; 100_000];
    let mut acknowledged = Vec::new();
    for n in 0..20 {
        client.put(&u32::to_be_bytes(n), &value).await.expect("a write");
        acknowledged.push(n);
    }
    disk.fill(2 << 20);
    let (begun, mut failures, mut n) = (Instant::now(), 0, 1000_u32);
    let restarted = async |cluster: &Cluster| {
        let mut restarts = 0.0;
        for id in 1..=3 {
            restarts += cluster.metric(id, "restarts_total").await.unwrap_or(0.0);
        }
        restarts > 0.0
    };
    while !restarted(&cluster).await || failures < 2 {
        match client.put(&n.to_be_bytes(), &value).await {
            Ok(_) => acknowledged.push(n),
            Err(ClientError::Refused(Failure::DiskFull { .. }) | ClientError::GaveUp { .. }) => failures += 1,
            Err(error) => panic!("not an error of a full disk: {error}"),
        }
        n += 1;
        assert!(begun.elapsed() < PATIENCE, "the disk did not fill: {} bytes are free", disk.free());
    }
    disk.empty();
    let client = cluster.client();
    for n in 5000..5010_u32 {
        client.put(&n.to_be_bytes(), &value).await.expect("a write, when there is room");
        acknowledged.push(n);
    }
    assert_all_there(&cluster, &acknowledged, value.len()).await;
    (1..=3).for_each(|id| cluster.kill(id));
    (1..=3).for_each(|id| cluster.start(id));
    assert_all_there(&cluster, &acknowledged, value.len()).await;
}
