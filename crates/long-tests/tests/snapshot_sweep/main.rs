//! What damage does to snapshots: every truncation, every flipped bit.

#[path = "../../../btree-snapshot/tests/suite/forge.rs"]
#[allow(dead_code, reason = "shared with the suite of btree-snapshot, which forges more")]
mod forge;
#[path = "../../../btree-snapshot/tests/suite/samples.rs"]
#[allow(dead_code, reason = "shared with the suite of btree-snapshot, which has more samples")]
mod samples;
mod sweep;
