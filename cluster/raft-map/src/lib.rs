//! An ordered map of bytes, replicated by Raft.
//!
//! The consensus is openraft's, the log is a redb database, messages go over gRPC (tonic), the map is a [`BPlusTreeMap`],
//! and snapshots are files of `btree-snapshot`. The binary `raft-map` is a node and a command-line client. [`Client`] is a
//! client for programs.
//!
//! [`BPlusTreeMap`]: btree_map::BPlusTreeMap
// The errors of openraft are large, and its traits return them as they are.
#![allow(clippy::result_large_err)]

pub mod client;
pub mod command;
mod disk;
pub mod layered;
pub mod log_store;
mod members;
pub mod metrics;
mod metrics_server;
mod network;
pub mod node;
mod options;
mod proposer;
mod rpc;
mod service;
pub mod sessions;
mod shared;
pub mod snapshot;
pub mod state;
pub mod store;
pub mod types;
pub mod wire;

pub use client::Client;
