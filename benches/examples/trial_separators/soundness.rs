//! Why a separator cannot be a bitwise copy of its key, shown without making one.
//!
//! What a bitwise copy of a string would hold is the address of the string's buffer. So the address stands for
//! the copy: where safe code makes the key's address another, the copy would be left with memory that is free.

use crate::mode::Moved;
use crate::tree::Tree;
use std::cell::RefCell;
use std::mem::{ManuallyDrop, needs_drop};

fn buffer(key: &RefCell<String>) -> *const u8 {
    key.borrow().as_ptr()
}

/// Gives a key an equal string in another buffer. Legal in any map: the order does not change.
fn renew(key: &RefCell<String>) {
    let renewed = key.borrow().as_str().to_owned();
    *key.borrow_mut() = renewed;
}

/// Shows that copies go stale, that no bound or constant tells for which keys, and that moved separators cannot.
pub(crate) fn check() {
    let len = 1_000;
    let name = |number: usize| RefCell::new(format!("{number:06}"));
    let mut tree = Tree::<RefCell<String>, usize, Moved, 64>::new();
    for number in 0..len {
        tree.insert(name(number), number);
    }
    let copies: Vec<_> = tree.iter().map(|(key, _)| buffer(key)).collect();
    for (key, _) in tree.iter() {
        renew(key);
    }
    let stale = tree.iter().zip(copies).filter(|((key, _), copy)| buffer(key) != *copy).count();
    assert_eq!(stale, len, "the new buffer is made before the old one is freed, so it is another");

    // Each key is in one place, separator or leaf, so what was renewed is what searches read.
    assert!((0..len).all(|number| tree.get(&name(number)) == Some(&number)));
    assert!((0..len).all(|number| tree.remove(&name(number)).is_some_and(|(_, value)| value == number)));
    assert!(tree.iter().next().is_none());

    assert!(!needs_drop::<ManuallyDrop<RefCell<String>>>());
    println!(
        "RefCell<String> as key: all {stale} bitwise copies would dangle after renewing each key through `&K`;\n\
         needs_drop::<ManuallyDrop<RefCell<String>>>() is false, so it does not tell which keys may be copied.\n"
    );
}
