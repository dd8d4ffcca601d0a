//! Comparing what std's collection did with what ours did, step by step.

use crate::item::{Danger, FUSE, Id};
use crate::program::{Operation, Program};
use crate::run::{Step, Trace};
use std::collections::BTreeMap;

/// How many times the comparisons of std's an operation of ours may take...
pub(crate) const FACTOR: u64 = 8;
/// ...and how many more than that.
pub(crate) const ALLOWANCE: u64 = 24;

/// For which operations the order of drops is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Orders {
    /// Those that promise it.
    Promised,
    /// All.
    All,
    /// None.
    None,
}

/// Where two runs part.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// The step; one past the last is the drop at the end.
    pub(crate) step: usize,
    pub(crate) what: String,
}

/// What all runs of one operation came to.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(crate) struct Tally {
    pub(crate) calls: u64,
    pub(crate) panics: u64,
    /// Calls that dropped something.
    pub(crate) drops: u64,
    /// Calls that dropped the same as std's in another order.
    pub(crate) reordered: u64,
    pub(crate) comparisons_of_std: u64,
    pub(crate) comparisons: u64,
    /// The most comparisons above those of std in one call.
    pub(crate) most_above: u64,
}

/// Tallies by operation.
pub(crate) type Tallies = BTreeMap<&'static str, Tally>;

/// The first difference between two runs of `program`.
pub(crate) fn compare(
    program: &Program,
    table: &[Operation],
    std: &Trace,
    ours: &Trace,
    orders: Orders,
    tallies: &mut Tallies,
) -> Option<Difference> {
    let end = Operation { ordered: false, ..Operation::named("Drop") };
    for (number, (theirs, our)) in std.iter().zip(ours).enumerate() {
        let op = program.ops.get(number);
        let operation = op.map_or(&end, |op| &table[op.kind]);
        let compares = op.is_some_and(|op| matches!(op.fuse, Some((Danger::Compare, _))));
        let what = fault(theirs, our).or_else(|| {
            if compares && (theirs.panicked.is_some() || our.panicked.is_some()) {
                // The trees compare other keys, so one may panic where the other does not. What each promises of itself
                // is checked as it runs.
                let other = |step: &Step| step.panicked.as_deref().is_some_and(|text| text != FUSE);
                return (other(our) && !other(theirs)).then(|| panics(theirs, our));
            }
            step(operation, theirs, our, orders)
        });
        let tally = tallies.entry(operation.name).or_default();
        tally.calls += 1;
        tally.panics += u64::from(our.panicked.is_some());
        tally.drops += u64::from(!our.events.drops.is_empty());
        if theirs.panicked.is_none() && our.panicked.is_none() {
            tally.reordered += u64::from(theirs.events.drops != our.events.drops);
            tally.comparisons_of_std += theirs.events.comparisons;
            tally.comparisons += our.events.comparisons;
            let above = our.events.comparisons.saturating_sub(theirs.events.comparisons);
            tally.most_above = tally.most_above.max(above);
        }
        if let Some(what) = what {
            return Some(Difference { step: number, what });
        }
    }
    None
}

fn fault(theirs: &Step, ours: &Step) -> Option<String> {
    match (&theirs.fault, &ours.fault) {
        (Some(fault), _) => Some(format!("std's: {fault}")),
        (None, Some(fault)) => Some(format!("ours: {fault}")),
        (None, None) => (ours.leaked > theirs.leaked)
            .then(|| format!("ours leaked {} items, std's {}", ours.leaked, theirs.leaked)),
    }
}

fn panics(theirs: &Step, ours: &Step) -> String {
    format!("panic\n    std:  {:?}\n    ours: {:?}", theirs.panicked, ours.panicked)
}

fn step(operation: &Operation, theirs: &Step, ours: &Step, orders: Orders) -> Option<String> {
    let both = |what: &str, a: &dyn std::fmt::Debug, b: &dyn std::fmt::Debug| {
        Some(format!("{what}\n    std:  {a:?}\n    ours: {b:?}"))
    };
    if theirs.panicked != ours.panicked {
        return Some(panics(theirs, ours));
    }
    if theirs.said != ours.said {
        return Some(format!("result\n    std:  {}\n    ours: {}", theirs.said, ours.said));
    }
    let (a, b) = (&theirs.events, &ours.events);
    let panicked = theirs.panicked.is_some();
    if panicked && !operation.settled && theirs.panicked.as_deref() == Some(FUSE) {
        return None;
    }
    if theirs.contents != ours.contents {
        return both("contents", &theirs.contents, &ours.contents);
    }
    if a.calls != b.calls {
        return both("calls of closures", &a.calls, &b.calls);
    }
    if sorted(&a.drops) != sorted(&b.drops) {
        return both("drops", &a.drops, &b.drops);
    }
    if sorted(&a.clones) != sorted(&b.clones) {
        return both("clones", &a.clones, &b.clones);
    }
    let ordered = match orders {
        Orders::Promised => operation.ordered,
        Orders::All => !operation.modelled,
        Orders::None => false,
    };
    if ordered && a.drops != b.drops {
        return both("order of drops", &a.drops, &b.drops);
    }
    if operation.counted && !panicked && b.comparisons > FACTOR * a.comparisons + ALLOWANCE {
        return both("comparisons", &a.comparisons, &b.comparisons);
    }
    None
}

fn sorted(ids: &[Id]) -> Vec<Id> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
}
