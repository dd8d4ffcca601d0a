//! Comparing what std's collection did with what ours did, step by step.

use crate::item::{Danger, FUSE, Id};
use crate::program::{Operation, Program};
use crate::run::{Step, Trace};
use std::collections::BTreeMap;

/// How many times the comparisons of std's one call of ours may take...
///
/// Coarse, because the trees differ: std walks a node's keys from the first, ours halve them, so where std's first guess is right
/// ours take the logarithm.
pub(crate) const FACTOR: u64 = 8;
/// ...and how many more than that.
pub(crate) const ALLOWANCE: u64 = 24;
/// How many times the comparisons of std's all calls of an operation may take, in percent. Measured are at most 120.
pub(crate) const PERCENT: u64 = 150;
/// So many comparisons of std's are needed before that says anything.
const ENOUGH: u64 = 1000;

/// For which operations the order of drops is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Orders {
    /// Those that promise it.
    Promised,
    /// Those that promise it of the slim layout, too.
    #[value(skip)]
    Slim,
    /// All.
    All,
    /// None.
    None,
}

impl Orders {
    /// What is compared where ours is of that layout.
    pub(crate) fn of(self, layout: &str) -> Self {
        if self == Orders::Promised && layout.starts_with("slim") { Orders::Slim } else { self }
    }
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

impl Tally {
    /// Counts what another tally counted.
    pub(crate) fn add(&mut self, other: &Tally) {
        self.calls += other.calls;
        self.panics += other.panics;
        self.drops += other.drops;
        self.reordered += other.reordered;
        self.comparisons_of_std += other.comparisons_of_std;
        self.comparisons += other.comparisons;
        self.most_above = self.most_above.max(other.most_above);
    }
}

/// Tallies by operation.
pub(crate) type Tallies = BTreeMap<&'static str, Tally>;

/// The operations of a table that took too many comparisons over all calls.
pub(crate) fn excessive(table: &[Operation], tallies: &Tallies) -> Vec<String> {
    let counted = table.iter().filter(|operation| operation.counted);
    counted
        .filter_map(|operation| {
            let tally = tallies.get(operation.name)?;
            let (std, ours) = (tally.comparisons_of_std, tally.comparisons);
            (std >= ENOUGH && 100 * ours > PERCENT * std)
                .then(|| format!("{}: {ours} comparisons, std's {std}", operation.name))
        })
        .collect()
}

/// The first difference between two runs of `program`.
pub(crate) fn compare(
    program: &Program,
    table: &[Operation],
    std: &Trace,
    ours: &Trace,
    orders: Orders,
    tallies: &mut Tallies,
) -> Option<Difference> {
    let end = Operation { slim: true, ..Operation::named("Drop") };
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
    if theirs.panicked.as_deref() == Some(FUSE) {
        // std may have asked an iterator for more, and leaks what it was building; ours may drop more, and leaks no more, which was compared above.
        return None;
    }
    if a.calls != b.calls {
        return both("calls of closures", &a.calls, &b.calls);
    }
    let same = |a: &[Id], b: &[Id]| match operation.either {
        true => a.len() == b.len(),
        false => sorted(a) == sorted(b),
    };
    if !same(&a.drops, &b.drops) {
        return both("drops", &a.drops, &b.drops);
    }
    if !same(&a.clones, &b.clones) {
        return both("clones", &a.clones, &b.clones);
    }
    let ordered = match orders {
        Orders::Promised => operation.ordered,
        Orders::Slim => operation.ordered || operation.slim,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subjects::Collection;

    /// The difference between std's run of a program and one that `meddle` has changed.
    fn found(meddle: impl Fn(&mut Trace)) -> Option<String> {
        let table = Collection::Map.table();
        let mut program = Program::random(3, table);
        program.ops.iter_mut().for_each(|op| op.fuse = None);
        let std = Collection::Map.run_std(&program);
        let mut ours = std.clone();
        meddle(&mut ours);
        let difference = compare(&program, table, &std, &ours, Orders::All, &mut Tallies::new());
        difference.map(|difference| difference.what)
    }

    /// The last step that dropped several items.
    fn dropping(trace: &mut Trace) -> &mut Step {
        trace.iter_mut().rev().find(|step| step.events.drops.len() > 1).expect("a map is dropped at the end")
    }

    #[test]
    fn every_kind_of_difference_is_found() {
        assert_eq!(found(|_| ()), None);
        let starts = |what: &str, meddle: &dyn Fn(&mut Trace)| {
            let said = found(meddle).unwrap_or_default();
            assert!(said.starts_with(what), "{said:?} is not about {what}");
        };
        starts("result", &|trace| trace[2].said += "!");
        starts("panic", &|trace| trace[2].panicked = Some("!".into()));
        starts("contents", &|trace| _ = trace[0].contents.pop());
        starts("drops", &|trace| _ = dropping(trace).events.drops.pop());
        starts("order of drops", &|trace| dropping(trace).events.drops.reverse());
        starts("clones", &|trace| {
            let id = trace[0].contents[0].id;
            trace[1].events.clones.push(id);
        });
        starts("calls of closures", &|trace| trace[1].events.calls += 1);
        starts("comparisons", &|trace| {
            let step = &mut trace[0];
            step.events.comparisons = FACTOR * step.events.comparisons + ALLOWANCE + 1;
        });
        starts("ours leaked", &|trace| trace[1].leaked += 1);
        starts("ours: broken", &|trace| trace[1].fault = Some("broken".into()));
    }

    #[test]
    fn too_many_comparisons_over_all_calls_are_told() {
        let table = Collection::Map.table();
        let tally = |ours| Tally { comparisons_of_std: 2000, comparisons: ours, ..Tally::default() };
        assert!(excessive(table, &Tallies::from([("Insert", tally(3000))])).is_empty());
        assert_eq!(excessive(table, &Tallies::from([("Insert", tally(3001))])).len(), 1);
        // What is modelled compares as the model does.
        assert!(excessive(table, &Tallies::from([("Cursor", tally(9000))])).is_empty());
    }
}
