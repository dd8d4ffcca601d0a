//! Edits beyond single insertions and removals, in all layouts, compared with std's map after every operation.

mod bounds;
mod cursor;
#[path = "../suite/layouts.rs"]
mod layouts;
mod model;
