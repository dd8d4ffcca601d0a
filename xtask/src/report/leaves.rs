//! How full leaves are: histograms of their entries by the entries a leaf may hold, for each layout.

use super::svg::{Anchor, Drawing, Fill};
use super::{Figure, Section};
use crate::size_report::order::Order;
use btree_map::{BPlusTreeMap, BaselineTree, DefaultLayout, InlineTree, PackedTree, PooledTree, SlimTree};
use testbed::Words;

/// Entries of the maps.
const N: usize = 20_000;

/// Bars of a histogram.
const BARS: usize = 20;

/// The leaves of a map.
struct Leaves {
    name: &'static str,
    /// Leaves by the share of the fanout that they hold, a twentieth a bar.
    bars: [usize; BARS],
    /// Entries by the capacity of all leaves.
    used: f64,
}

fn leaves<T: DefaultLayout<u64, u64>>(order: Order) -> Leaves {
    let mut map = BPlusTreeMap::<u64, u64, T>::with_layout();
    // One by one: `extend` may have ways of its own.
    for (key, value) in order.entries::<Words>(N) {
        map.insert(key, value);
    }
    let fanout = map.fanout();
    let (mut bars, mut entries, mut capacities) = ([0; BARS], 0, 0);
    map.for_each_leaf(|len, capacity| {
        bars[(len.saturating_sub(1) * BARS / fanout).min(BARS - 1)] += 1;
        entries += len;
        capacities += capacity;
    });
    Leaves { name: T::NAME, bars, used: entries as f64 / capacities as f64 }
}

/// The histograms.
pub(super) fn section() -> Section {
    let orders = [
        (Order::Random, "at random", "leaves-random.svg"),
        (Order::Ascending, "ascending", "leaves-ascending.svg"),
    ];
    let figures = orders
        .into_iter()
        .map(|(order, words, file)| {
            let all = [
                leaves::<BaselineTree<u64, u64>>(order),
                leaves::<PackedTree<u64, u64>>(order),
                leaves::<InlineTree<u64, u64>>(order),
                leaves::<PooledTree<u64, u64>>(order),
                leaves::<SlimTree<u64, u64>>(order),
            ];
            let caption = format!(
                "Leaves of a map of {N} entries inserted {words}, by how many of the entries that a leaf may hold are \
                 there. To the right: entries by the capacity of the leaves' blocks."
            );
            Figure { file: Some(file), svg: draw(&all, words), caption }
        })
        .collect();
    Section {
        title: "Fill of leaves",
        words: "A half-full leaf wastes no memory if its block is only half as large, as in the slim layout."
            .into(),
        figures,
        table: String::new(),
    }
}

const ROW: f64 = 62.0;

fn draw(all: &[Leaves], words: &str) -> String {
    let mut drawing = Drawing::new(480.0);
    drawing.words((240.0, 20.0), 15, Anchor::Middle, &format!("<u64,u64>, inserted {words}: leaves by fill"));
    let (left, width) = (70.0, 14.0);
    for (row, leaves) in all.iter().enumerate() {
        let base = 36.0 + ROW * (row as f64 + 1.0) - 10.0;
        drawing.words((left - 8.0, base - 14.0), 13, Anchor::End, leaves.name);
        let most = leaves.bars.iter().copied().max().unwrap_or(0).max(1);
        let total: usize = leaves.bars.iter().sum();
        for (at, &count) in leaves.bars.iter().enumerate().filter(|(_, count)| **count > 0) {
            let height = (ROW - 16.0) * count as f64 / most as f64;
            let words = format!("{count} of {total} leaves are {} to {} % full", at * 5, (at + 1) * 5);
            drawing.rect((left + at as f64 * width, base - height), (width, height), Fill::Solid, &words);
        }
        drawing.rect((left, base), (width * BARS as f64, 0.5), Fill::Plain, leaves.name);
        drawing.words(
            (left + width * BARS as f64 + 12.0, base - 14.0),
            12,
            Anchor::Start,
            &format!("{:.0} % of capacity", 100.0 * leaves.used),
        );
    }
    let bottom = 36.0 + ROW * all.len() as f64 + 8.0;
    for (share, words) in [(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 % of a leaf")] {
        drawing.words((left + share * width * BARS as f64, bottom), 12, Anchor::Middle, words);
    }
    drawing.finish(bottom + 12.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slim_leaves_have_little_unused_capacity() {
        let [slim, packed] =
            [leaves::<SlimTree<u64, u64>>(Order::Random), leaves::<PackedTree<u64, u64>>(Order::Random)];
        assert!(slim.used > 0.9 && slim.used > packed.used, "{} {}", slim.used, packed.used);
        assert!(slim.bars.iter().sum::<usize>() > 100);
    }
}
