//! What a search came to, as text or as JSON.

use crate::compare::{ALLOWANCE, Difference, FACTOR, PERCENT, Tallies};
use crate::program::Program;
use crate::subjects::Collection;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A difference, and how to find it again.
pub(crate) struct Found {
    pub(crate) seed: u64,
    pub(crate) collection: Collection,
    pub(crate) layout: &'static str,
    pub(crate) program: Program,
    pub(crate) difference: Difference,
}

impl Found {
    /// The command that finds the same difference.
    fn command(&self) -> String {
        let (collection, layout) = (self.collection.name(), self.layout);
        format!(
            "cargo xtask stress differential --programs 1 --seed {} --collection {collection} --layout {layout}",
            self.seed
        )
    }

    fn text(&self) -> String {
        let (step, what) = (self.difference.step, &self.difference.what);
        let mut text = format!(
            "DIFFERENCE: {} in the layout {}, seed {}\nafter {} of {} operations on keys below {}:\n",
            self.collection.name(),
            self.layout,
            self.seed,
            step + 1,
            self.program.ops.len(),
            self.program.universe,
        );
        for (number, op) in self.program.ops.iter().enumerate() {
            let mark = if number == step { "->" } else { "  " };
            let _ = writeln!(text, "{mark} {op:?}");
        }
        if step == self.program.ops.len() {
            text += "-> the end: both collections are dropped\n";
        }
        let _ = writeln!(text, "{what}\nagain: {}", self.command());
        text
    }
}

/// What a search came to.
#[derive(Default)]
pub(crate) struct Report {
    pub(crate) programs: u64,
    /// Operations on our collections.
    pub(crate) operations: u64,
    pub(crate) seconds: u64,
    /// By collection and layout.
    pub(crate) tallies: BTreeMap<&'static str, BTreeMap<&'static str, Tallies>>,
    /// Operations that took too many comparisons over all calls.
    pub(crate) excessive: Vec<String>,
    pub(crate) found: Option<Found>,
}

impl Report {
    /// Whether anything is wrong.
    pub(crate) fn failed(&self) -> bool {
        self.found.is_some() || !self.excessive.is_empty()
    }

    /// One JSON document.
    pub(crate) fn json(&self) -> String {
        let found = self.found.as_ref().map(|found| {
            serde_json::json!({
                "seed": found.seed,
                "collection": found.collection.name(),
                "layout": found.layout,
                "universe": found.program.universe,
                "program": found.program.ops.iter().map(|op| format!("{op:?}")).collect::<Vec<_>>(),
                "step": found.difference.step,
                "what": found.difference.what,
                "again": found.command(),
            })
        });
        let document = serde_json::json!({
            "programs": self.programs,
            "operations": self.operations,
            "seconds": self.seconds,
            "factor": FACTOR,
            "allowance": ALLOWANCE,
            "percent": PERCENT,
            "excessive": self.excessive,
            "difference": found,
            "operations_by_collection": self.tallies,
        });
        serde_json::to_string_pretty(&document).expect("numbers and texts")
    }

    /// A table of operations, and the difference.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for (collection, layouts) in &self.tallies {
            let mut tallies = Tallies::new();
            for (name, tally) in layouts.values().flatten() {
                tallies.entry(name).or_default().add(tally);
            }
            if tallies.is_empty() {
                continue;
            }
            let _ = writeln!(
                text,
                "{collection:<18} {:>9} {:>8} {:>9} {:>11} {:>10} {:>7} {:>6}",
                "calls", "panics", "dropping", "reordered", "of std", "ours", "above"
            );
            for (name, tally) in &tallies {
                let share = match tally.comparisons_of_std {
                    0 => "-".into(),
                    std => format!("{:.2}", tally.comparisons as f64 / std as f64),
                };
                let _ = writeln!(
                    text,
                    "  {name:<16} {:>9} {:>8} {:>9} {:>11} {:>10} {share:>7} {:>6}",
                    tally.calls,
                    tally.panics,
                    tally.drops,
                    tally.reordered,
                    tally.comparisons_of_std,
                    tally.most_above
                );
            }
        }
        let _ = writeln!(
            text,
            "differential: {} programs, {} operations on our collections, {} s: {}",
            self.programs,
            self.operations,
            self.seconds,
            if self.failed() { "FAILED" } else { "no difference" }
        );
        for excess in &self.excessive {
            let _ = writeln!(text, "more than {PERCENT} % of std's comparisons: {excess}");
        }
        if let Some(found) = &self.found {
            text += &found.text();
        }
        text
    }
}
