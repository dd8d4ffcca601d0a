//! What the documentation of std's map and set shows by example, told again with these maps and sets, in every layout.
//! One file a group of methods; `cargo test -p xtask` finds methods of std that no example here calls.

mod bulk;
mod change;
mod cursor;
mod ends;
mod entry;
#[path = "../suite/layouts.rs"]
mod layouts;
mod lookup;
mod set;
mod set_places;
mod traits;
mod walk;
