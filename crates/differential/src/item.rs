//! Keys and values with an identity, which log their comparisons, clones and drops, and panic when they are told to.
//!
//! The log belongs to the thread. Between two operations it is taken away; what the driver itself does to items (checking
//! invariants, reading contents) runs in [`quiet`] and leaves no trace.

use std::borrow::Borrow;
use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// What panics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Danger {
    /// A comparison of keys.
    Compare,
    CloneKey,
    CloneValue,
    DropKey,
    DropValue,
    /// A closure: a predicate, a merge function, what makes a value.
    Call,
}

/// The payload of the panics below.
pub(crate) const FUSE: &str = "the fuse";

/// Who an item is: the step that made it and the place in that step, and how often it was cloned since.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Id {
    number: u32,
    copies: u16,
    value: bool,
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.value { 'v' } else { 'k' };
        write!(f, "{kind}{}.{}", self.number / STEP, self.number % STEP)?;
        (0..self.copies).try_for_each(|_| f.write_str("'"))
    }
}

/// Most items that a step makes.
const STEP: u32 = 1 << 14;

/// What happened in one operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Events {
    pub(crate) comparisons: u64,
    /// Calls of closures.
    pub(crate) calls: u64,
    pub(crate) made: Vec<Id>,
    pub(crate) clones: Vec<Id>,
    pub(crate) drops: Vec<Id>,
}

thread_local! {
    static EVENTS: RefCell<Events> = RefCell::default();
    static FUSED: Cell<Option<(Danger, u32)>> = const { Cell::new(None) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Begins the log of step `step`, in which call number `nth` of what `fuse` names panics.
pub(crate) fn begin(step: usize, fuse: Option<(Danger, u32)>) {
    NEXT.set(u32::try_from(step).expect("programs are short") * STEP);
    FUSED.set(fuse);
    EVENTS.take();
}

/// Ends the log. Nothing panics any more.
pub(crate) fn end() -> Events {
    FUSED.set(None);
    EVENTS.take()
}

/// Does something that nobody is to know of.
pub(crate) fn quiet<R>(work: impl FnOnce() -> R) -> R {
    let before = QUIET.replace(true);
    let result = work();
    QUIET.set(before);
    result
}

fn log(add: impl FnOnce(&mut Events)) {
    if !QUIET.get() {
        EVENTS.with_borrow_mut(add);
    }
}

/// Counts down to the panic. Never panics in a thread that is panicking: that would end the program.
fn burn(danger: Danger) {
    if QUIET.get() || std::thread::panicking() {
        return;
    }
    match FUSED.get() {
        Some((fused, 0)) if fused == danger => {
            FUSED.set(None);
            std::panic::panic_any(FUSE);
        }
        Some((fused, left)) if fused == danger => FUSED.set(Some((fused, left - 1))),
        _ => {}
    }
}

/// To be called by every closure that a map is given.
pub(crate) fn call() {
    log(|events| events.calls += 1);
    burn(Danger::Call);
}

/// The id of an item that is made now.
fn born(value: bool) -> Id {
    let number = NEXT.get();
    NEXT.set(number + 1);
    let id = Id { number, copies: 0, value };
    log(|events| events.made.push(id));
    id
}

fn cloned(of: Id) -> Id {
    burn(if of.value { Danger::CloneValue } else { Danger::CloneKey });
    let id = Id { copies: of.copies.saturating_add(1), ..of };
    log(|events| events.clones.push(id));
    id
}

fn dropped(id: Id) {
    log(|events| events.drops.push(id));
    burn(if id.value { Danger::DropValue } else { Danger::DropKey });
}

/// What keys are looked up by: their order.
#[derive(Debug)]
pub(crate) struct Rank(pub(crate) u32);

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        log(|events| events.comparisons += 1);
        burn(Danger::Compare);
        self.0.cmp(&other.0)
    }
}
impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Rank {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Rank {}

/// A key.
pub(crate) struct Key {
    rank: Rank,
    id: Id,
}

impl Key {
    /// A new key.
    pub(crate) fn new(rank: u32) -> Self {
        Key { rank: Rank(rank), id: born(false) }
    }

    /// Where it belongs.
    pub(crate) fn rank(&self) -> u32 {
        self.rank.0
    }

    /// Who it is.
    pub(crate) fn id(&self) -> Id {
        self.id
    }
}

impl Borrow<Rank> for Key {
    fn borrow(&self) -> &Rank {
        &self.rank
    }
}
impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank)
    }
}
impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.rank == other.rank
    }
}
impl Eq for Key {}
impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rank.0.hash(state);
    }
}
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{:?}", self.rank.0, self.id)
    }
}
impl Clone for Key {
    fn clone(&self) -> Self {
        Key { rank: Rank(self.rank.0), id: cloned(self.id) }
    }
}
impl Drop for Key {
    fn drop(&mut self) {
        dropped(self.id);
    }
}

/// A value.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Value {
    touched: u32,
    id: Id,
}

impl Value {
    /// A new value.
    pub(crate) fn new() -> Self {
        Value { touched: 0, id: born(true) }
    }

    /// Changes it.
    pub(crate) fn touch(&mut self) {
        self.touched += 1;
    }

    /// How often it was changed.
    pub(crate) fn touched(&self) -> u32 {
        self.touched
    }

    /// Who it is.
    pub(crate) fn id(&self) -> Id {
        self.id
    }
}

/// By the number of changes: a multimap removes values that equal something else.
impl PartialEq<u32> for Value {
    fn eq(&self, other: &u32) -> bool {
        self.touched == *other
    }
}
impl Default for Value {
    fn default() -> Self {
        call();
        Self::new()
    }
}
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}+{}", self.id, self.touched)
    }
}
impl Clone for Value {
    fn clone(&self) -> Self {
        Value { touched: self.touched, id: cloned(self.id) }
    }
}
impl Drop for Value {
    fn drop(&mut self) {
        dropped(self.id);
    }
}
