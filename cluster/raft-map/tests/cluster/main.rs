//! Clusters of real processes on loopback, and what happens to them.
//!
//! The tests take a few minutes together. `RAFT_MAP_SECONDS=120 cargo test -p raft-map --test cluster` runs those that kill
//! leaders, cut them off, slow down disks or lose power for that many seconds each.

mod basics;
mod full_disk;
mod history;
mod leader_killed;
mod loop_disk;
#[allow(dead_code)]
mod nodes;
mod partition;
mod power_cut;
#[allow(dead_code)]
mod relay;
mod slow_disk;
mod snapshot_faults;
mod workload;
