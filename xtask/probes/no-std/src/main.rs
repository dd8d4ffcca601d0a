//! A host program without std: it links only if nothing in the crates below it needs std, and then runs them.
//!
//! A workspace build hides a stray `std`, because there tests, benches and the xtask bring it in anyway. Here it
//! would bring a second panic handler, and two of them do not compile. To link on plain stable the program has
//!
//! 1. `no_std` and `no_main`: its entry point is C's `main`, which the platform's C runtime calls;
//! 2. a panic handler of its own;
//! 3. a global allocator of its own, over C's `malloc`, which counts live blocks;
//! 4. two symbols of the unwinder, which the precompiled `alloc` crate refers to. With `panic = "abort"` nothing
//!    ever calls them: if something did, the process would end.
//!
//! Then every layout is filled, changed, searched, walked and emptied, and a graph is put together and read out.
//!
//! Exit codes: 0 all is well; 1 a block leaked; 101 an assertion failed.

#![expect(unsafe_code, reason = "a program without std brings its own allocator and entry point")]
#![no_std]
#![no_main]

extern crate alloc;

mod arenas;
mod graph;
mod maps;
mod runtime;

use core::ffi::c_int;

/// The entry point, called by the C runtime.
// SAFETY: no other object of this program defines `main`; C runtimes call it once, with arguments that may be ignored.
#[unsafe(no_mangle)]
extern "C" fn main() -> c_int {
    arenas::exercise();
    maps::exercise();
    graph::exercise();
    c_int::from(runtime::live_blocks() != 0)
}
