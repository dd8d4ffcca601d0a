//! The spread of many figures: how many there were of each, and the quantiles.

use serde::Serialize;
use std::collections::BTreeMap;

/// Quantiles of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Spread {
    pub(super) p50: u64,
    pub(super) p99: u64,
    #[serde(rename = "p99.9")]
    pub(super) p999: u64,
    pub(super) max: u64,
}

/// Figures, counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    counts: BTreeMap<u64, usize>,
    total: usize,
}

impl Counted {
    pub(super) fn add(&mut self, figure: u64) {
        *self.counts.entry(figure).or_default() += 1;
        self.total += 1;
    }

    /// The smallest figure that `parts` of 1,000 do not exceed; 0 if there is none.
    fn quantile(&self, parts: usize) -> u64 {
        let wanted = (self.total * parts).div_ceil(1_000);
        let mut seen = 0;
        let reached = self.counts.iter().find(|(_, count)| {
            seen += **count;
            seen >= wanted
        });
        reached.map_or(0, |(figure, _)| *figure)
    }

    pub(super) fn spread(&self) -> Spread {
        Spread {
            p50: self.quantile(500),
            p99: self.quantile(990),
            p999: self.quantile(999),
            max: self.quantile(1_000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_figures_that_occurred() {
        let mut counted = Counted::default();
        (1..=1_000).for_each(|figure| counted.add(figure));
        assert_eq!(counted.spread(), Spread { p50: 500, p99: 990, p999: 999, max: 1_000 });
        let mut one = Counted::default();
        one.add(7);
        assert_eq!(one.spread(), Spread { p50: 7, p99: 7, p999: 7, max: 7 });
        assert_eq!(Counted::default().spread().max, 0);
    }
}
