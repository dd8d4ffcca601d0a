//! How a map comes to hold its entries.

use serde::Serialize;
use testbed::{Entry, Shape};

/// How a map comes to hold its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Order {
    /// Inserted one by one in random order.
    Random,
    /// Inserted one by one, keys ascending.
    Ascending,
    /// Collected at once: `from_iter_in_layout`, or `collect` into a `BTreeMap`.
    Bulk,
}

impl Order {
    pub(crate) const ALL: [Order; 3] = [Order::Random, Order::Ascending, Order::Bulk];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Order::Random => "random",
            Order::Ascending => "ascending",
            Order::Bulk => "bulk",
        }
    }

    /// `n` entries in the order in which they are inserted. Bulk lists ascend: `collect` sorts anyway.
    pub(crate) fn entries<S: Shape>(self, n: usize) -> Vec<Entry<S>> {
        match self {
            Order::Random => S::entries(n),
            Order::Ascending | Order::Bulk => S::ascending(n),
        }
    }
}
