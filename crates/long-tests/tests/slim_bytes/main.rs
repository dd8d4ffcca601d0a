//! The slim layout never takes more bytes than std's map: handle and requested heap, counted exactly.

mod factors;
mod never_above;
mod pair;

use alloc_meter::Meter;

#[global_allocator]
static METER: Meter = Meter::system();
