//! What the crate is measured against, shared by tests and examples.

#![allow(dead_code, unreachable_pub, reason = "no test uses all of it")]

pub mod allocations;
pub mod models;
pub mod node_bytes;
pub mod sliced;
pub mod std_graph;
