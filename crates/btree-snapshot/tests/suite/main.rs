//! What snapshots promise, over the public API only.

mod model;
mod samples;
