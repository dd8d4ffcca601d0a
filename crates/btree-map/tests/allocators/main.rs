//! Maps and sets whose nodes come from other allocators than the global one.

#[expect(unsafe_code, reason = "frees all blocks of an allocator")]
mod bump;
#[expect(unsafe_code, reason = "is an allocator")]
mod ledger;
mod pool;
#[expect(unsafe_code, reason = "is an allocator")]
mod refused;
#[expect(unsafe_code, reason = "is an allocator")]
mod threaded;
#[expect(unsafe_code, reason = "is an allocator")]
mod unwound;

use alloc_meter::Meter;

#[global_allocator]
static METER: Meter = Meter::system();
