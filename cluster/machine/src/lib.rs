//! What the tests of both programs ask of this machine: commands, network namespaces, and the memory of a process.
//!
//! Only tests and examples depend on this crate.

mod command;
mod memory;
mod namespace;

pub use command::{run, run_line};
pub use memory::{Memory, memory};
pub use namespace::free_number;
