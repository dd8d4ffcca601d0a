//! What the documentation of std's map shows by example, told again with these maps, in every layout. One file a group
//! of methods.

mod bulk;
mod change;
mod cursor;
mod ends;
mod entry;
#[path = "../suite/layouts.rs"]
mod layouts;
mod lookup;
mod traits;
mod walk;
