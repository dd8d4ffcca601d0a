//! Edits beyond single insertions and removals, in all layouts, compared with std's map after every operation.

mod beyond;
mod bounds;
mod collect;
mod costs;
mod cursor;
#[path = "../suite/layouts.rs"]
mod layouts;
mod memory;
mod model;
mod seams;
mod steps;

use alloc_meter::Meter;

#[global_allocator]
static METER: Meter = Meter::system();
