//! Operations on two sets.

use super::{Block, Race, Sample, sample};
use crate::contender::SetContender;
use crate::input::Input;
use crate::op::Op;
use crate::shape::Key;
use std::hint::black_box;
use testbed::Random;

/// Elements that a block reads at least.
const READS: usize = 1 << 16;

/// Elements of a set of which all take part: more small sets take turns, so that no figure is that of one pattern of
/// branches.
const ENTRIES: usize = 1 << 14;

/// A set and what it is combined with.
struct Group<S> {
    /// All elements.
    set: S,
    /// The same elements, in a set of its own.
    same: S,
    /// As many elements: half of them in the set.
    other: S,
    /// A hundredth of the elements: half of them in the set.
    small: S,
    /// A hundredth of the elements: all of them in the set.
    part: S,
}

/// A contender's sets and what they are fed with.
pub struct SetRunner<'a, K, S> {
    input: &'a Input<K, ()>,
    groups: Vec<Group<S>>,
}

impl<'a, K: Key, S: SetContender<K>> SetRunner<'a, K, S> {
    /// A contender without sets.
    pub fn new(input: &'a Input<K, ()>) -> Self {
        SetRunner { input, groups: Vec::new() }
    }

    /// Sees to it that there are sets.
    fn grow(&mut self) {
        if self.groups.is_empty() {
            self.groups = (0..ENTRIES.div_ceil(self.input.n)).map(|number| self.group(number)).collect();
        }
    }

    /// The sets of a number, all grown in random order.
    fn group(&self, number: usize) -> Group<S> {
        let Input { n, random, fresh, .. } = self.input;
        let mut chance = Random::new(7 + number as u64);
        let mut draw = |from: &[(K, ())], count: usize| {
            let mut order: Vec<usize> = (0..from.len()).collect();
            chance.shuffle(&mut order);
            order.truncate(count);
            order.into_iter().map(|at| from[at].0.clone()).collect::<Vec<K>>()
        };
        let few = (n / 100).max(2);
        let mut set = |there: usize, not_there: usize| {
            let mut keys = draw(random, there);
            keys.append(&mut draw(fresh, not_there));
            Random::new(8).shuffle(&mut keys);
            let mut set = S::new();
            keys.into_iter().for_each(|key| set.insert(key));
            set
        };
        Group {
            set: set(*n, 0),
            same: set(*n, 0),
            other: set(n - n / 2, n / 2),
            small: set(few - few / 2, few / 2),
            part: set(few, 0),
        }
    }

    /// Combines sets in turn; a figure is that of one element of the large set. `combine` is monomorphic and inlined.
    #[inline(always)]
    fn combine(&mut self, combine: impl Fn(&Group<S>) -> u64) -> Option<Sample> {
        self.grow();
        let (n, groups) = (self.input.n, &self.groups[..]);
        let times = READS.div_ceil(n).max(groups.len());
        sample(|_| {
            let work = || {
                let mut sum = 0_u64;
                for group in groups.iter().cycle().take(times) {
                    sum = sum.wrapping_add(combine(black_box(group)));
                }
                sum
            };
            Some(Block::time(times * n, work, |sum| sum))
        })
    }
}

impl<K: Key, S: SetContender<K>> Race for SetRunner<'_, K, S> {
    fn run(&mut self, op: Op) -> Option<Sample> {
        match op {
            Op::Union => self.combine(|group| group.set.sum_union(&group.other)),
            Op::UnionSmall => self.combine(|group| group.set.sum_union(&group.small)),
            Op::Intersection => self.combine(|group| group.set.sum_intersection(&group.other)),
            Op::IntersectionSmall => self.combine(|group| group.set.sum_intersection(&group.small)),
            Op::Difference => self.combine(|group| group.set.sum_difference(&group.other)),
            Op::DifferenceSmall => self.combine(|group| group.set.sum_difference(&group.small)),
            Op::DifferenceLarge => self.combine(|group| group.small.sum_difference(&group.set)),
            Op::Symmetric => self.combine(|group| group.set.sum_symmetric(&group.other)),
            Op::Subset => self.combine(|group| u64::from(group.set.is_subset(&group.same))),
            Op::SubsetSmall => self.combine(|group| u64::from(group.part.is_subset(&group.set))),
            _ => None,
        }
    }

    fn rest(&mut self) {
        self.groups.clear();
    }
}
