//! Clusters of real processes on loopback, and what happens to them.
//!
//! The tests take a few minutes together. `RAFT_MAP_SECONDS=120 cargo test -p raft-map --test cluster` runs those that kill
//! nodes for that many seconds each.

mod basics;
mod history;
mod leader_killed;
mod nodes;
mod relay;
