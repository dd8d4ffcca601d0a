//! What snapshots promise, over the public API only.

mod canonical;
mod forge;
mod forged;
mod judge;
mod kinds;
mod large;
mod model;
#[expect(unsafe_code, reason = "maps files into memory")]
mod replace;
mod samples;
