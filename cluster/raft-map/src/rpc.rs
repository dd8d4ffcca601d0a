//! The generated gRPC client and server.

#![allow(missing_docs, unreachable_pub, unused_qualifications, clippy::all)]

include!(concat!(env!("OUT_DIR"), "/raftmap.v1.RaftMap.rs"));
