//! A loss of power on all nodes at the same moment. Their disks keep what had reached them, and lose what was in the system's caches.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use machine::run;

use crate::loop_disk::LoopDisk;
use crate::nodes::Cluster;
use crate::workload::{Verdict, Workload, seconds};

const VOTERS: [u64; 3] = [1, 2, 3];
const CLIENTS: u64 = 4;
const MEGABYTES: u64 = 96;
/// How long the nodes have power.
const UPTIME: Duration = Duration::from_secs(5);

/// Ends all nodes and puts the disks into the state that a loss of power leaves.
fn lose_power(cluster: &mut Cluster, disks: &[LoopDisk]) {
    // Written and not synced, so it must be lost with the power.
    let canaries: Vec<_> = disks.iter().map(|disk| disk.path().join("canary")).collect();
    for canary in &canaries {
        fs::write(canary, [7; 10_000]).expect("a file");
    }
    // Stopped first, because each disk is copied while nobody writes, and the moment must be the same for all.
    for id in VOTERS {
        let process = cluster.process(id).to_string();
        run(Command::new("kill").args(["-STOP", &process])).expect("a process to stop");
    }
    disks.iter().for_each(|disk| disk.copy_device().expect("a copy of the device"));
    VOTERS.into_iter().for_each(|id| cluster.kill(id));
    disks.iter().for_each(|disk| disk.restore_device().expect("the copy instead of the device"));
    for canary in &canaries {
        assert!(fs::read(canary).unwrap_or_default().is_empty(), "no power was lost");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_writes_survive_a_loss_of_power_on_all_nodes() {
    let disks: Result<Vec<_>, String> = VOTERS.into_iter().map(|_| LoopDisk::mount(MEGABYTES)).collect();
    let disks = match disks {
        Ok(disks) => disks,
        Err(missing) => {
            eprintln!(
                "SKIPPED: nothing is known about losses of power, which need root and loop devices: {missing}"
            );
            return;
        }
    };
    let mut cluster =
        Cluster::empty(&["--snapshot-every", "200", "--keep", "50", "--reserve", "1000000"]).await;
    let mut seed = String::new();
    for (id, disk) in VOTERS.into_iter().zip(&disks) {
        let join = ["--join", &seed];
        cluster.add_in(id, &disk.path().join("data"), if id == 1 { &["--bootstrap"] } else { &join });
        seed = cluster.address(1);
    }
    for id in VOTERS {
        cluster.wait_for_member(id, true).await;
    }
    let workload = Workload::start((0..CLIENTS).map(|_| cluster.client()));
    let (begun, mut losses) = (Instant::now(), 0);
    while begun.elapsed() < Duration::from_secs(seconds()) {
        tokio::time::sleep(UPTIME).await;
        lose_power(&mut cluster, &disks);
        VOTERS.into_iter().for_each(|id| cluster.start(id));
        cluster.leader().await;
        losses += 1;
    }
    let Verdict { operations, kept } = workload.finish(&cluster, VOTERS).await;
    println!("{losses} losses of power, {operations} operations linearizable, {kept} writes kept");
}
