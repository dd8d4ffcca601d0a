//! Peers of `btree-graph` over libp2p: writes travel by gossip, and range reconciliation repairs what gossip loses.

#![forbid(unsafe_code)]

pub mod bucket;
pub mod clock;
pub mod config;
pub mod durable;
pub mod http;
pub mod index;
pub mod item;
pub mod message;
pub mod node;
pub mod reconcile;
pub mod store;
pub mod sum;
pub mod waiting;
