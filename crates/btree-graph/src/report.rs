//! How many updates had which outcome.

use crate::Outcome;
use core::fmt;
use core::ops::AddAssign;

/// Counts of outcomes, for an acknowledgement.
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
    /// Updates with an earlier state than the graph.
    pub historical: u64,
    /// Updates without anything new.
    pub same: u64,
    /// Updates held until they are due.
    pub deferred: u64,
    /// Updates that were not due, and could not be held for lack of capacity.
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

    /// Returns the number of updates.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts().into_iter().fold(0, u64::saturating_add)
    }

    fn counts(&self) -> [u64; 5] {
        let &Report { applied, historical, same, deferred, overflowed } = self;
        [applied, historical, same, deferred, overflowed]
    }
}

impl AddAssign for Report {
    /// Ends at the greatest count there is: reports of other peers may tell anything.
    fn add_assign(&mut self, other: Self) {
        let Report { applied, historical, same, deferred, overflowed } = self;
        let counts = [applied, historical, same, deferred, overflowed];
        for (count, more) in counts.into_iter().zip(other.counts()) {
            *count = count.saturating_add(more);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_other_peers_do_not_overflow() {
        let most = Report { applied: u64::MAX, same: 3, ..Report::default() };
        let mut sum = most;
        sum += most;
        assert_eq!(sum, Report { applied: u64::MAX, same: 6, ..Report::default() });
        assert_eq!(sum.total(), u64::MAX);
        let each = Report { applied: 1, historical: 2, same: 3, deferred: 4, overflowed: 5 };
        let mut sum = each;
        sum += each;
        assert_eq!(sum, Report { applied: 2, historical: 4, same: 6, deferred: 8, overflowed: 10 });
        assert_eq!(sum.total(), 30);
    }
}
