//! What snapshots promise, over the public API only.

mod canonical;
mod forge;
mod forged;
mod judge;
mod kinds;
mod large;
mod model;
#[allow(unsafe_code, reason = "maps files into memory, with the feature `mmap`")]
mod replace;
mod samples;
