//! What the map costs a user's compiler, as bars: ours over std's, from the newest record of `measure build-costs`.

use super::svg::{Anchor, Drawing, Fill};
use super::{Figure, Section};
use crate::measure::build_costs::Row;
use crate::record::Setting;

const WIDTH: f64 = 480.0;
/// Where the bars begin.
const BARS: f64 = 210.0;
/// The longest bar.
const LONGEST: f64 = WIDTH - BARS - 40.0;
/// A bar of ratio 1, where there is room.
const ONE: f64 = 130.0;
const ROW: f64 = 22.0;
/// The width of a figure beside its bar.
const FIGURE: f64 = 32.0;

/// The bars.
pub(super) fn section(setting: &Setting, rows: &[Row]) -> Section {
    let caption = format!(
        "Ratios of ours to std's; the line is std's map. The minimum of several rounds, {}. From `cargo xtask measure build-costs --record`.",
        setting.told()
    );
    Section {
        title: "Build costs",
        words: "A program with six maps and six sets, compiled with std's maps and with ours.".into(),
        figures: vec![Figure { file: Some("build-costs.svg"), svg: draw(rows), caption }],
        table: String::new(),
    }
}

fn draw(rows: &[Row]) -> String {
    let mut drawing = Drawing::new(WIDTH);
    drawing.words((WIDTH / 2.0, 20.0), 15, Anchor::Middle, "Build costs, std = 1");
    let most = rows.iter().map(|row| row.ratio).fold(1.0, f64::max);
    let one = ONE.min(LONGEST / most);
    let mut y = 34.0;
    for Row { name, std, ours, ratio } in rows {
        let width = ratio * one;
        drawing.words((BARS - 6.0, y + 14.0), 11, Anchor::End, name);
        let words = format!("{name}: std {std}, ours {ours}");
        drawing.rect((BARS, y), (width, ROW - 6.0), Fill::Tinted, &words);
        // The line of std must not cross the figure.
        let end = if width < one && width + FIGURE > one { one } else { width };
        drawing.words((BARS + end + 4.0, y + 13.0), 11, Anchor::Start, &format!("{ratio:.2}"));
        y += ROW;
    }
    drawing.rect((BARS + one, 30.0), (1.0, y - 30.0), Fill::Solid, "std");
    drawing.finish(y + 8.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_bar_within_the_drawing() {
        let row =
            |ratio| Row { name: "debug: user seconds".into(), std: "2.0".into(), ours: "9".into(), ratio };
        let svg = draw(&[row(0.7), row(20.0)]);
        assert_eq!(svg.matches("<rect").count(), 3, "{svg}");
        assert!(svg.contains("20.00") && svg.contains(&format!("width=\"{LONGEST:.1}\"")), "{svg}");
        assert!(svg.contains(&format!("width=\"{:.1}\"", LONGEST / 20.0 * 0.7)), "bars are to scale: {svg}");
        assert!(
            svg.contains(&format!("x=\"{:.1}\"", BARS + LONGEST / 20.0 + 4.0)),
            "a figure is beside the line: {svg}"
        );
    }
}
