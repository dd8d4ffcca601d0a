//! From which size on a layout takes no more than `BTreeMap`, handles included.

use super::measure::Sample;
use super::order::Order;
use super::subjects::{ShapeName, Subject};
use crate::progress::Progress;
use serde::Serialize;
use std::ops::RangeInclusive;

/// The largest size looked at.
pub(crate) const LIMIT: usize = 20_000;

/// [`LIMIT`], as a page says it.
pub(crate) fn limit() -> String {
    format!("{},{:03}", LIMIT / 1_000, LIMIT % 1_000)
}

/// Up to here every size is looked at in every order.
pub(crate) const DENSE: usize = 2_000;

/// Beyond, a bulk-built map is rebuilt at every such step: a prime, so that no multiple of a fanout repeats.
const STEP: usize = 61;

/// The sizes for which single results are listed.
const SMALL: RangeInclusive<usize> = 1..=200;

/// How one layout compares with `BTreeMap`, in one shape and order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Crossover {
    pub(crate) shape: ShapeName,
    pub(crate) order: Order,
    pub(crate) map: Subject,
    /// The smallest size looked at from which on the layout was never above; `None` if it was at the last.
    pub(crate) never_above_from: Option<usize>,
    /// Whether `never_above_from - 1` was looked at too, so that no smaller size can be the answer.
    pub(crate) exact: bool,
    /// Largest size looked at.
    pub(crate) checked_to: usize,
    /// How many sizes of 1 to 200 take strictly less than `BTreeMap`.
    pub(crate) below_count: usize,
    /// Which these are, as ranges from and to.
    pub(crate) below: Vec<(usize, usize)>,
}

/// The sizes looked at: all of them where a map only grows, all up to [`DENSE`] and then steps for bulk.
pub(crate) fn sizes(order: Order) -> Vec<usize> {
    match order {
        Order::Random | Order::Ascending => (0..=LIMIT).collect(),
        Order::Bulk => (0..=DENSE).chain((DENSE..LIMIT).step_by(STEP).skip(1)).chain([LIMIT]).collect(),
    }
}

/// Number of steps that [`crossovers`] takes.
pub(crate) const STEPS: usize = super::memory::steps(&Subject::ALL);

/// Compares every layout in every shape and order.
pub(crate) fn crossovers(progress: &Progress) -> Vec<Crossover> {
    let mut found = Vec::new();
    for shape in ShapeName::ALL {
        for order in Order::ALL {
            let sizes = sizes(order);
            let curve = |map: Subject| {
                progress.step(format!("crossover {} {} {}", shape.name(), order.name(), map.name()));
                shape.curve(map, order, &sizes)
            };
            let std = curve(Subject::Std);
            let compared = Subject::LAYOUTS.map(|map| compare((shape, order, map), &curve(map), &std));
            found.extend(compared);
        }
    }
    found
}

/// Compares two curves over the same ascending sizes.
fn compare((shape, order, map): (ShapeName, Order, Subject), ours: &[Sample], std: &[Sample]) -> Crossover {
    assert!(ours.iter().map(|s| s.n).eq(std.iter().map(|s| s.n)), "both curves have the same sizes");
    let pairs = || ours.iter().zip(std);
    let last_above = pairs().rposition(|(ours, std)| ours.total() > std.total());
    let first = last_above.map_or(0, |last| last + 1);
    let never_above_from = ours.get(first).map(|sample| sample.n);
    let exact = first == 0 || never_above_from.is_some_and(|n| ours[first - 1].n + 1 == n);
    let below = ranges(
        pairs()
            .filter(|(ours, std)| SMALL.contains(&ours.n) && ours.total() < std.total())
            .map(|(ours, _)| ours.n),
    );
    Crossover {
        shape,
        order,
        map,
        never_above_from,
        exact,
        checked_to: ours.last().map_or(0, |sample| sample.n),
        below_count: below.iter().map(|(from, to)| to - from + 1).sum(),
        below,
    }
}

/// Ascending numbers as ranges, first and last included.
fn ranges(numbers: impl Iterator<Item = usize>) -> Vec<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for n in numbers {
        match ranges.last_mut() {
            Some((_, to)) if *to + 1 == n => *to = n,
            _ => ranges.push((n, n)),
        }
    }
    ranges
}

impl Crossover {
    /// `never_above_from` in words.
    pub(crate) fn in_words_from(&self) -> String {
        match self.never_above_from {
            Some(0) => "never above".into(),
            Some(n) if self.exact => n.to_string(),
            Some(n) => format!("<= {n}"),
            None => format!("above at {}", self.checked_to),
        }
    }

    /// `below` in words.
    pub(crate) fn in_words_below(&self) -> String {
        let one = |&(from, to): &(usize, usize)| match to - from {
            0 => from.to_string(),
            _ => format!("{from}-{to}"),
        };
        if self.below.is_empty() {
            "none".into()
        } else {
            self.below.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(sizes: &[usize], total: impl Fn(usize) -> usize) -> Vec<Sample> {
        sizes.iter().map(|&n| Sample { n, handle: 1, heap: total(n) - 1, usable: None }).collect()
    }

    fn against(sizes: &[usize], ours: impl Fn(usize) -> usize, std: impl Fn(usize) -> usize) -> Crossover {
        let what = (ShapeName::Ints, Order::Bulk, Subject::Pooled);
        compare(what, &samples(sizes, ours), &samples(sizes, std))
    }

    #[test]
    fn the_answer_is_behind_the_last_size_above() {
        let all: Vec<_> = (0..=300).collect();
        // Below at 12 to 15, above again, equal at 29, below from 30 on.
        let ours = |n: usize| if (12..=15).contains(&n) { 20 } else { 130 - n.min(100) };
        let found = against(&all, ours, |n| if n == 29 { 101 } else { 100 });
        assert_eq!((found.never_above_from, found.exact), (Some(29), true));
        assert_eq!(found.below, [(12, 15), (31, 200)]);
        assert_eq!(found.below_count, 4 + 170);
        assert_eq!(found.in_words_below(), "12-15, 31-200");
        assert_eq!(found.in_words_from(), "29");
    }

    #[test]
    fn never_and_always_are_told_apart() {
        let all: Vec<_> = (0..=10).collect();
        let above = against(&all, |_| 9, |_| 8);
        assert_eq!((above.never_above_from, above.below_count), (None, 0));
        assert_eq!((above.in_words_from(), above.in_words_below()), ("above at 10".into(), "none".into()));
        let below = against(&all, |_| 7, |_| 8);
        assert_eq!((below.never_above_from, below.exact), (Some(0), true));
        assert_eq!((below.in_words_from(), below.in_words_below()), ("never above".into(), "1-10".into()));
        let equal = against(&all, |_| 8, |_| 8);
        assert_eq!((equal.in_words_from(), equal.below_count), ("never above".into(), 0));
        let not_empty = against(&all, |n| if n == 0 { 9 } else { 7 }, |_| 8);
        assert_eq!(not_empty.in_words_from(), "1");
    }

    #[test]
    fn an_answer_between_steps_is_not_called_exact() {
        let found = against(&[0, 1, 2, 63], |n| if n == 2 { 9 } else { 7 }, |_| 8);
        assert_eq!((found.never_above_from, found.exact), (Some(63), false));
        assert_eq!(found.in_words_from(), "<= 63");
    }

    #[test]
    fn sizes_are_dense_where_promised_and_end_at_the_limit() {
        for order in Order::ALL {
            let sizes = sizes(order);
            assert!(sizes.is_sorted_by(|a, b| a < b));
            assert!(sizes.iter().copied().take(DENSE + 1).eq(0..=DENSE));
            assert_eq!(sizes.last(), Some(&LIMIT));
        }
        assert_eq!(sizes(Order::Random).len(), LIMIT + 1);
    }
}
