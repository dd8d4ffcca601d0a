//! Maps and sets whose nodes come from other allocators than the global one.

mod bump;
mod ledger;
mod pool;
mod refused;
mod threaded;
mod unwound;

use alloc_meter::Meter;

#[global_allocator]
static METER: Meter = Meter::system();
