//! A walk over lists as a walk over pairs: what all iterators over pairs of a key and a value share.
//!
//! Each end has the list it stands in, with its key; a list is taken from the walk over the keys when the one before is
//! used up. When that walk has ended, an end takes from the other's list.

use super::ValueList;
use core::fmt::{self, Debug};

/// Pairs from a walk `O` over keys `K` and whatever turns into walks `I` over values.
///
/// As covariant in all three as they are: it names no type through a trait.
#[derive(Clone)]
pub(super) struct Pairs<O, K, I> {
    outer: O,
    front: Option<(K, I)>,
    back: Option<(K, I)>,
}

impl<O, K, I> Pairs<O, K, I> {
    pub(super) const fn new(outer: O) -> Self {
        Pairs { outer, front: None, back: None }
    }

    /// Prints the pairs left: those of the front's list, of the lists that `outer` gives for reading, of the back's list.
    pub(super) fn print<'a, Q: Debug + 'a, V: Debug + 'a, R>(
        &'a self,
        f: &mut fmt::Formatter<'_>,
        outer: impl FnOnce(&'a O) -> R,
        values: impl Fn(&'a I) -> &'a [V],
    ) -> fmt::Result
    where
        K: Debug,
        R: Iterator<Item = (&'a Q, &'a ValueList<V>)>,
    {
        let mut list = f.debug_list();
        let end = |end: &'a Option<(K, I)>| {
            end.iter().flat_map(|(key, left)| values(left).iter().map(move |value| (key, value)))
        };
        list.entries(end(&self.front));
        for (key, values) in outer(&self.outer) {
            list.entries(values.as_slice().iter().map(|value| (key, value)));
        }
        list.entries(end(&self.back)).finish()
    }
}

/// The next value with its key, which is cloned unless it is the last.
fn pair<K: Clone, I: ExactSizeIterator>(
    list: &mut Option<(K, I)>,
    step: impl FnOnce(&mut I) -> Option<I::Item>,
) -> Option<(K, I::Item)> {
    let (key, values) = list.as_mut()?;
    if values.len() > 1 {
        // Before the step: if this panics, no value is lost.
        let key = key.clone();
        return step(values).map(|value| (key, value));
    }
    let (key, mut values) = list.take()?;
    step(&mut values).map(|value| (key, value))
}

impl<O, K, C, I> Pairs<O, K, I>
where
    O: Iterator<Item = (K, C)>,
    K: Clone,
    C: IntoIterator<IntoIter = I, Item = I::Item>,
    I: ExactSizeIterator,
{
    #[inline]
    pub(super) fn next_pair(&mut self) -> Option<(K, I::Item)> {
        loop {
            if let Some(found) = pair(&mut self.front, I::next) {
                return Some(found);
            }
            match self.outer.next() {
                Some((key, values)) => self.front = Some((key, values.into_iter())),
                None => return pair(&mut self.back, I::next),
            }
        }
    }

    #[inline]
    pub(super) fn next_pair_back(&mut self) -> Option<(K, I::Item)>
    where
        O: DoubleEndedIterator,
        I: DoubleEndedIterator,
    {
        loop {
            if let Some(found) = pair(&mut self.back, I::next_back) {
                return Some(found);
            }
            match self.outer.next_back() {
                Some((key, values)) => self.back = Some((key, values.into_iter())),
                None => return pair(&mut self.front, I::next_back),
            }
        }
    }
}
