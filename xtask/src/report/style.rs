//! How curves are told apart: by dash and marker first, by colour as well.

use plotters::style::RGBColor;

/// A marker on a curve's points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Marker {
    Disc,
    Ring,
    Square,
    Triangle,
    Cross,
    Diamond,
    Plus,
    Bar,
}

/// The look of a curve.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) color: RGBColor,
    /// Lengths of a dash and of the gap behind it; no dash if the gap is 0.
    pub(super) dash: (u32, u32),
    pub(super) marker: Marker,
    pub(super) width: u32,
}

/// Stands for the reader's own colour of text; nothing else has it.
pub(super) const INK: RGBColor = RGBColor(1, 2, 3);

const BLUE: RGBColor = RGBColor(0x1f, 0x77, 0xd0);
const ORANGE: RGBColor = RGBColor(0xd9, 0x82, 0x00);
const GREEN: RGBColor = RGBColor(0x00, 0x96, 0x6b);
const RED: RGBColor = RGBColor(0xd5, 0x4a, 0x2a);
const PINK: RGBColor = RGBColor(0xc0, 0x5c, 0x9a);
const GREY: RGBColor = RGBColor(0x80, 0x80, 0x80);

/// The look of a map by its name. Each is readable on white and on near black.
pub(super) fn of(name: &str) -> Style {
    let style = |color, dash, marker| Style { color, dash, marker, width: 2 };
    match name {
        "BTreeMap" | "std" => style(INK, (6, 4), Marker::Ring),
        "slim" | "ours" => Style { width: 3, ..style(BLUE, (1, 0), Marker::Disc) },
        "baseline" | "absl" => style(GREY, (2, 3), Marker::Cross),
        "packed" | "bbtree" => style(ORANGE, (8, 3), Marker::Square),
        "inline" | "embed-btree" => style(GREEN, (4, 2), Marker::Triangle),
        "pooled" | "indexset" => style(RED, (10, 5), Marker::Diamond),
        "payload" => Style { width: 1, ..style(INK, (1, 4), Marker::Bar) },
        "brie-tree" => style(PINK, (1, 0), Marker::Plus),
        _ => style(GREY, (3, 6), Marker::Bar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn curves_of_one_chart_differ_without_colour() {
        let layouts = ["BTreeMap", "slim", "baseline", "packed", "inline", "pooled", "payload"];
        let peers =
            ["std", "ours", "brie-tree", "absl", "bbtree", "embed-btree", "btree_experiment", "indexset"];
        for names in [&layouts[..], &peers[..]] {
            let looks: BTreeSet<String> = names.iter().map(|name| format!("{:?}", of(name).marker)).collect();
            assert_eq!(looks.len(), names.len(), "{looks:?}");
        }
    }
}
