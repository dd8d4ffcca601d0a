//! Running a program on one collection, and writing down what happened at every step.

use crate::item::{self, Danger, Events, FUSE, Id};
use crate::program::{Op, Operation, Program};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Two collections of one kind, one of which may take in the other.
pub(crate) trait Subject: Sized {
    /// Its operations.
    const TABLE: &'static [Operation];
    /// Whether it is std's.
    const IS_STD: bool;

    /// Two empty collections; `tiny` asks for the smallest nodes that the layout has.
    fn empty(tiny: bool) -> Self;

    /// Performs an operation and writes its results into `said`; new keys have ranks below `universe`.
    fn apply(&mut self, op: &Op, universe: u32, said: &mut String);

    /// Writes down every item of both collections, in order.
    fn contents(&self, items: &mut Vec<Item>);

    /// Checks invariants of both collections, and that entries ascend.
    fn check(&self) -> Result<(), String>;

    /// Two fresh collections, with entries that follow from `seed`: after a panic that leaves no agreement.
    fn refill(&mut self, universe: u32, seed: u32);
}

/// A key with its rank, or a value with the number of its changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) number: u32,
    pub(crate) id: Id,
}

/// What an operation did.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) said: String,
    /// The text of the panic.
    pub(crate) panicked: Option<String>,
    pub(crate) events: Events,
    /// Before anything was filled again.
    pub(crate) contents: Vec<Item>,
    /// Items that are neither in the collections nor dropped, since the program began.
    pub(crate) leaked: usize,
    /// What is wrong with this run, whatever the other one did.
    pub(crate) fault: Option<String>,
}

/// The steps of a program, and one more for the end, in which the collections are dropped.
pub(crate) type Trace = Vec<Step>;

/// Counts of every item that is somewhere.
#[derive(Default)]
struct Census {
    alive: HashMap<Id, i64>,
    total: i64,
}

impl Census {
    /// The first item that was dropped once too often.
    fn count(&mut self, events: &Events) -> Option<Id> {
        for id in events.made.iter().chain(&events.clones) {
            *self.alive.entry(*id).or_default() += 1;
            self.total += 1;
        }
        let mut twice = None;
        for id in &events.drops {
            let alive = self.alive.entry(*id).or_default();
            *alive -= 1;
            self.total -= 1;
            if *alive < 0 {
                twice = twice.or(Some(*id));
            }
        }
        twice
    }
}

/// Runs a program.
pub(crate) fn run<S: Subject>(program: &Program, tiny: bool) -> Trace {
    let mut subject = S::empty(tiny);
    let mut census = Census::default();
    let mut before = Vec::new();
    let mut trace = Trace::with_capacity(program.ops.len() + 1);
    for (number, op) in program.ops.iter().enumerate() {
        let operation = &S::TABLE[op.kind];
        let compares = matches!(op.fuse, Some((Danger::Compare, _)));
        let fuse = op.fuse.filter(|_| !(S::IS_STD && compares && operation.broken_in_std));
        let mut said = String::new();
        item::begin(2 * number, fuse);
        let outcome = catch_unwind(AssertUnwindSafe(|| subject.apply(op, program.universe, &mut said)));
        let events = item::end();
        let panicked = outcome.err().map(|payload| text(payload.as_ref()));
        let twice = census.count(&events);
        let mut contents = Vec::new();
        let checked = catch_unwind(AssertUnwindSafe(|| {
            item::quiet(|| {
                subject.contents(&mut contents);
                subject.check()
            })
        }));
        let checked = checked.unwrap_or_else(|payload| Err(text(payload.as_ref())));
        let mut fault = twice.map(|id| format!("{id:?} was dropped twice")).or(checked.err());
        if compares && panicked.is_some() && operation.whole && contents != before {
            fault = fault.or(Some("a comparison that panicked changed the contents".into()));
        }
        let leaked = usize::try_from(census.total).unwrap_or(0).saturating_sub(contents.len());
        let stop = fault.is_some();
        if compares || (panicked.as_deref() == Some(FUSE) && !operation.settled) {
            item::begin(2 * number + 1, None);
            subject.refill(program.universe, op.bits);
            let refilled = item::end();
            fault = fault.or(census.count(&refilled).map(|id| format!("{id:?} was dropped twice")));
            before.clear();
            item::quiet(|| subject.contents(&mut before));
        } else {
            before.clone_from(&contents);
        }
        trace.push(Step { said, panicked, events, contents, leaked, fault });
        if stop {
            std::mem::forget(subject);
            return trace;
        }
    }
    item::begin(2 * program.ops.len(), None);
    drop(subject);
    let events = item::end();
    let fault = census.count(&events).map(|id| format!("{id:?} was dropped twice"));
    let leaked = usize::try_from(census.total).unwrap_or(0);
    trace.push(Step { said: String::new(), panicked: None, events, contents: Vec::new(), leaked, fault });
    trace
}

/// What a panic says.
fn text(payload: &(dyn std::any::Any + Send)) -> String {
    let said = payload.downcast_ref::<String>().map(String::as_str);
    said.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("a panic without a text").into()
}
