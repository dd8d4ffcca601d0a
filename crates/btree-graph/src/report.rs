//! How many updates had which outcome.

use crate::Outcome;
use core::fmt;
use core::ops::AddAssign;

/// Counts of outcomes: what an acknowledgement tells.
///
/// ```
/// use btree_graph::{Outcome, Report};
///
/// let mut report = Report::default();
/// report.count(Outcome::Applied);
/// report.count(Outcome::Same);
/// assert_eq!(report.to_string(), "1 applied, 0 historical, 1 same, 0 deferred, 0 overflowed");
/// assert_eq!(report.total(), 2);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Report {
    /// Updates that are in the graph.
    pub applied: u64,
    /// Updates older than what was there.
    pub historical: u64,
    /// Updates that said nothing new.
    pub same: u64,
    /// Updates held until they are due.
    pub deferred: u64,
    /// Updates that were not due and found no room to be held.
    pub overflowed: u64,
}

impl Report {
    /// Counts one outcome.
    #[inline]
    pub fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Applied => &mut self.applied,
            Outcome::Historical => &mut self.historical,
            Outcome::Same => &mut self.same,
            Outcome::Deferred => &mut self.deferred,
            Outcome::Overflowed => &mut self.overflowed,
        } += 1;
    }

    /// The number of updates counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.applied + self.historical + self.same + self.deferred + self.overflowed
    }
}

impl AddAssign for Report {
    fn add_assign(&mut self, other: Self) {
        self.applied += other.applied;
        self.historical += other.historical;
        self.same += other.same;
        self.deferred += other.deferred;
        self.overflowed += other.overflowed;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { applied, historical, same, deferred, overflowed } = self;
        write!(
            f,
            "{applied} applied, {historical} historical, {same} same, {deferred} deferred, {overflowed} overflowed"
        )
    }
}
