//! What snapshots promise, over the public API only.

mod canonical;
mod forge;
mod forged;
mod judge;
mod kinds;
mod large;
mod model;
mod replace;
mod samples;
