//! Building a store from items that are in order, in one pass: no search and no conflict resolution.

use super::{Store, StoreLimits};
use crate::index::IndexBuilder;
use crate::item::{Content, Item, Refused, hash};
use btree_graph::{DeferredLimit, Graph, SortedError, State, Value, ValueRef};

/// Why a store cannot be built from items in order.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum BulkError<E> {
    /// An item cannot be read.
    #[error("{0}")]
    Source(E),
    /// An item is not valid.
    #[error("{0}")]
    Refused(Refused),
    /// An item does not come after the item before it.
    #[error("item {index} is not greater than the one before")]
    Unsorted {
        /// The item, counted from 0.
        index: usize,
    },
    /// An item is not due yet. Items that are merged one by one are held until they are due.
    #[error("an item is later than now")]
    NotDue,
    /// There are more items, or bytes, than the limits allow.
    #[error("the store is full")]
    Full,
}

impl Store {
    /// Builds a store from items in order, all of them or none.
    ///
    /// Computes in **O(n)** time, and holds no item besides those of the store.
    ///
    /// # Errors
    ///
    /// [`BulkError`] tells why not. Items after the one that is wrong are not read.
    pub fn from_sorted<E>(
        limits: StoreLimits,
        items: impl IntoIterator<Item = Result<Item, E>>,
        now: State,
    ) -> Result<Self, BulkError<E>> {
        let mut store = Store::new(limits);
        let (mut index, mut bytes, mut failed) = (IndexBuilder::new(), 0, None);
        let mut items = items.into_iter();
        let updates = std::iter::from_fn(|| {
            let update = match items.next()? {
                Err(error) => Err(BulkError::Source(error)),
                Ok(item) => {
                    let size = item.size() as u64;
                    if index.total().count >= limits.items || bytes + size > limits.bytes {
                        Err(BulkError::Full)
                    } else {
                        bytes += size;
                        note(&mut index, item).map_err(BulkError::Refused)
                    }
                }
            };
            update.map_err(|error| failed = Some(error)).ok()
        });
        let graph = Graph::from_sorted(DeferredLimit::updates(0), updates, now);
        match (failed, graph) {
            (Some(error), _) => Err(error),
            (None, Ok(graph)) => {
                (store.graph, store.index, store.bytes) = (graph, index.finish(), bytes);
                Ok(store)
            }
            (None, Err(SortedError::Unsorted { index })) => Err(BulkError::Unsorted { index }),
            (None, Err(_)) => Err(BulkError::NotDue),
        }
    }

    /// Whether the limits allow the items of another store beside those of this one.
    pub fn has_capacity_for(&self, other: &Store) -> bool {
        let items = self.total().count + other.total().count;
        items <= self.limits.items && self.bytes + other.bytes <= self.limits.bytes
    }

    /// Takes over the items of another store, and merges those of this one into them. What waits here goes on waiting.
    ///
    /// Computes in **O(log n)** time for each item that this store has. The other store is given back if the limits do not allow all items of
    /// both.
    ///
    /// # Errors
    ///
    /// The other store, unchanged.
    pub fn take_over(&mut self, mut other: Box<Store>) -> Result<(), Box<Store>> {
        if !self.has_capacity_for(&other) {
            return Err(other);
        }
        std::mem::swap(&mut self.graph, &mut other.graph);
        std::mem::swap(&mut self.index, &mut other.index);
        std::mem::swap(&mut self.bytes, &mut other.bytes);
        for (soul, node) in other.graph.iter() {
            for (key, value, state) in node.iter() {
                // What is in a store is valid, and was due when it came there.
                let _ = self.apply(&Item::new(soul, key, value, state), State::MAX);
            }
        }
        Ok(())
    }
}

/// Adds an item to an index, and makes an update of it.
fn note(index: &mut IndexBuilder, item: Item) -> Result<btree_graph::SortedUpdate, Refused> {
    let (value, state) = item.checked()?;
    index.push(&item.at, &hash(&item.at.soul, &item.at.key, value, state));
    let number = if let ValueRef::Number(number) = value { Some(number) } else { None };
    let value = match item.content {
        Content::Null => Value::Null,
        Content::Bool(bool) => Value::Bool(bool),
        Content::Number(_) => number.map(Value::Number).ok_or(Refused::NotFinite)?,
        Content::Text(text) => Value::Text(text),
        Content::Link(soul) => Value::Link(soul),
    };
    Ok((item.at.soul, item.at.key, value, state))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Position;
    use btree_graph::Sender;
    use std::convert::Infallible;
    use testbed::Random;

    type Built = Result<Store, BulkError<Infallible>>;

    fn now() -> State {
        State::from(1000_u32)
    }

    fn item(random: &mut Random, souls: u64) -> Item {
        let at = Position::new(&random.below(souls).to_string(), &random.below(9).to_string());
        let content = match random.below(5) {
            0 => Content::Null,
            1 => Content::Bool(true),
            2 => Content::Number(random.below(50) as f64),
            3 => Content::Text(format!("text {}", random.below(50)).into()),
            _ => Content::Link("soul".into()),
        };
        Item { at, content, state: random.below(900) as f64 }
    }

    fn merged(items: &[Item]) -> Store {
        let mut store = Store::new(StoreLimits::default());
        store.merge_all(Sender::LOCAL, items.to_vec(), now());
        store
    }

    fn sorted(store: &Store) -> Vec<Item> {
        let items = store.items(&crate::item::Range::all());
        items.map(|(soul, key, value, state)| Item::new(soul, key, value, state)).collect()
    }

    fn build(items: Vec<Item>, limits: StoreLimits) -> Built {
        Store::from_sorted(limits, items.into_iter().map(Ok), now())
    }

    #[test]
    fn a_store_built_from_sorted_items_is_the_one_that_merging_makes() {
        let mut random = Random::new(21);
        for count in [0, 1, 127, 128, 129, 1000, 5000] {
            let items: Vec<_> = (0..count).map(|_| item(&mut random, 1 + count / 3)).collect();
            let expected = merged(&items);
            let built = build(sorted(&expected), StoreLimits::default()).unwrap();
            built.assert_invariants();
            assert_eq!(built.total(), expected.total());
            assert!(built.graph() == expected.graph());
        }
    }

    #[test]
    fn taking_over_a_store_merges_both_and_keeps_what_waits() {
        let mut random = Random::new(22);
        let (old, new): (Vec<_>, Vec<_>) = (
            (0..300).map(|_| item(&mut random, 200)).collect(),
            (0..3000).map(|_| item(&mut random, 400)).collect(),
        );
        let mut store = merged(&old);
        let later = Item { state: 2000.0, ..item(&mut random, 1) };
        store.merge(Sender(5), later, now()).unwrap();
        let built = build(sorted(&merged(&new)), StoreLimits::default()).unwrap();
        store.take_over(Box::new(built)).unwrap();
        store.assert_invariants();
        let all: Vec<_> = old.into_iter().chain(new).collect();
        assert_eq!((store.total(), store.waiting()), (merged(&all).total(), 1));
        assert_eq!(store.run_due(9, State::from(3000_u32)).report.applied, 1);
    }

    #[test]
    fn a_store_that_both_do_not_fit_into_stays_as_it_is() {
        let mut random = Random::new(23);
        let limits = StoreLimits { items: 1000, ..StoreLimits::default() };
        let mut store = Store::new(limits);
        let own = item(&mut random, 5);
        store.merge(Sender::LOCAL, own, now()).unwrap();
        let items: Vec<_> = (0..4000).map(|_| item(&mut random, 9000)).collect();
        let full = sorted(&merged(&items)).into_iter().take(1000).collect();
        let other = Box::new(build(full, limits).unwrap());
        assert_eq!(store.take_over(other).unwrap_err().total().count, 1000);
        assert_eq!(store.total().count, 1);
        store.assert_invariants();
    }

    #[test]
    fn items_that_are_wrong_build_nothing() {
        let mut random = Random::new(24);
        let items: Vec<_> = (0..2000).map(|_| item(&mut random, 500)).collect();
        let good = sorted(&merged(&items));
        let with = |change: &dyn Fn(&mut Vec<Item>)| {
            let mut items = good.clone();
            change(&mut items);
            build(items, StoreLimits::default()).map(drop).unwrap_err()
        };
        assert_eq!(with(&|items| items.swap(700, 701)), BulkError::Unsorted { index: 701 });
        assert_eq!(with(&|items| items[701] = items[700].clone()), BulkError::Unsorted { index: 701 });
        assert_eq!(with(&|items| items[900].state = 1001.0), BulkError::NotDue);
        assert_eq!(with(&|items| items[900].state = f64::NAN), BulkError::Refused(Refused::NotFinite));
        assert_eq!(with(&|items| items[900].at.key = "_".into()), BulkError::Refused(Refused::Reserved));
        let count = good.len() as u64;
        let bytes: u64 = good.iter().map(|item| item.size() as u64).sum();
        for (items, bytes, fits) in
            [(count, bytes, true), (count - 1, bytes, false), (count, bytes - 1, false)]
        {
            let limits = StoreLimits { items, bytes, ..StoreLimits::default() };
            let built = build(good.clone(), limits);
            assert!(built.is_ok() == fits && (fits || built.unwrap_err() == BulkError::Full));
        }
        let failing = good.iter().cloned().map(Ok).chain([Err("no more")]);
        let failed = Store::from_sorted(StoreLimits::default(), failing, now());
        assert_eq!(failed.map(drop).unwrap_err(), BulkError::Source("no more"));
    }
}
