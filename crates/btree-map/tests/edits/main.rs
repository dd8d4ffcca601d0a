//! Edits beyond single insertions and removals, in all layouts, compared with std's map after every operation.

#[path = "../suite/layouts.rs"]
mod layouts;
mod model;
