//! What std would provide: an allocator, a panic handler, and two unwinder symbols that nothing calls.
//!
//! Owns the count of live blocks: every allocation adds one, every deallocation takes one off, reallocations neither.

use core::alloc::{GlobalAlloc, Layout};
use core::ffi::{c_int, c_void};
use core::fmt::{self, Write};
use core::panic::PanicInfo;
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

#[link(name = "c")]
unsafe extern "C" {
    fn aligned_alloc(align: usize, size: usize) -> *mut c_void;
    fn free(block: *mut c_void);
    fn write(file: c_int, bytes: *const c_void, len: usize) -> isize;
    safe fn _exit(code: c_int) -> !;
}

struct Malloc;

static LIVE: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static MALLOC: Malloc = Malloc;

/// Number of blocks allocated and not yet freed.
pub(crate) fn live_blocks() -> usize {
    LIVE.load(Relaxed)
}

// SAFETY:
// 1. `aligned_alloc` returns null or a block of at least `size` bytes at a multiple of `align`. It wants a power of
//    two, which a `Layout` has, and a size that is a multiple of it, which rounding up gives: a layout's size rounded
//    up to its alignment fits an `isize`.
// 2. Blocks of `aligned_alloc` may be freed by `free`, and each is freed once by the caller's contract.
// 3. Nothing here unwinds or allocates through Rust.
unsafe impl GlobalAlloc for Malloc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let layout = layout.pad_to_align();
        // SAFETY: see 1.
        let block = unsafe { aligned_alloc(layout.align(), layout.size()) };
        if !block.is_null() {
            LIVE.fetch_add(1, Relaxed);
        }
        block.cast()
    }

    unsafe fn dealloc(&self, block: *mut u8, _layout: Layout) {
        LIVE.fetch_sub(1, Relaxed);
        // SAFETY: see 2.
        unsafe { free(block.cast()) };
    }
}

/// The standard error stream.
struct Stderr;

impl Write for Stderr {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // SAFETY: `write` reads that many bytes from there, and the text has them. What it returns is of no use:
        // there is nowhere else to complain.
        unsafe { write(2, text.as_ptr().cast(), text.len()) };
        Ok(())
    }
}

#[panic_handler]
fn panicked(info: &PanicInfo<'_>) -> ! {
    let _ = writeln!(Stderr, "{info}");
    _exit(101)
}

// SAFETY: std defines a symbol of this name, and std is not linked: that is the point of this program.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() -> ! {
    _exit(101)
}

// SAFETY: the unwinder's library defines a symbol of this name; it is not linked, because nothing unwinds.
#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    _exit(101)
}
