//! Every operation of every shape beside std's map: the ratio of the times, and our nanoseconds, from the newest record of the two alone.

use super::Section;
use super::chart::figure;
use super::record::Record;
use super::svg::escaped;
use crate::compare::lines::Time;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Ratios from here to its reciprocal count as equal.
const EQUAL: f64 = 1.03;

/// The section: a table for each shape, the first one open.
pub(super) fn section(record: &Record) -> Section {
    let ours: Vec<&Time> = record.times.iter().filter(|time| time.contender == "ours").collect();
    let mut shapes: Vec<&str> = Vec::new();
    for time in &ours {
        if !shapes.contains(&time.shape.as_str()) {
            shapes.push(&time.shape);
        }
    }
    let tables = shapes.iter().enumerate().map(|(at, shape)| {
        let times: Vec<&Time> = ours.iter().copied().filter(|time| time.shape == *shape).collect();
        let open = if at == 0 { " open" } else { "" };
        format!("<details{open}><summary>{}</summary>\n{}</details>\n", escaped(shape), table(&times))
    });
    Section {
        title: "Time, compared with std's map",
        words: format!(
            "Ratios of our time to std's, medians. The time of one operation of ours is below the ratio. ▼ marks cells that are faster than std's map, \
             ▲ those that are slower. Cells with a dash were not measured. From the record of {}.",
            escaped(&record.setting.told())
        ),
        figures: Vec::new(),
        table: tables.collect(),
    }
}

/// The operations of one shape by their numbers of entries.
fn table(times: &[&Time]) -> String {
    let sizes: BTreeSet<usize> = times.iter().map(|time| time.n).collect();
    let mut ops: Vec<&str> = Vec::new();
    for time in times {
        if !ops.contains(&time.op.as_str()) {
            ops.push(&time.op);
        }
    }
    let heads: String = sizes.iter().map(|n| format!("<th>{}</th>", figure(*n as f64))).collect();
    let mut rows = String::new();
    for op in ops {
        let _ = write!(rows, "<tr><td>{}</td>", escaped(op));
        for n in &sizes {
            rows += &times
                .iter()
                .find(|time| time.op == op && time.n == *n)
                .map_or_else(|| "<td>-</td>".into(), |time| cell(time));
        }
        rows += "</tr>\n";
    }
    format!(
        "<div class=\"table\"><table class=\"ratios\">\n<tr><th>entries</th>{heads}</tr>\n{rows}</table></div>\n"
    )
}

fn cell(time: &Time) -> String {
    let Some([_, ratio, _]) = time.to_std else { return "<td>-</td>".into() };
    let (class, mark) = match ratio {
        _ if ratio > 1.25 => ("much-slower", "▲ "),
        _ if ratio > EQUAL => ("slower", "▲ "),
        _ if ratio < 0.5 => ("much-faster", "▼ "),
        _ if ratio < 1.0 / EQUAL => ("faster", "▼ "),
        _ => ("equal", ""),
    };
    format!("<td class=\"{class}\">{mark}{}<small>{}</small></td>", short(ratio), nanos(time.ns))
}

/// A ratio with two decimals.
fn short(ratio: f64) -> String {
    if ratio < 0.005 { "&lt;0.01".into() } else { format!("{ratio:.2}") }
}

/// Nanoseconds with up to three digits.
fn nanos(ns: f64) -> String {
    let (value, unit) = match ns {
        _ if ns < 0.05 => return "&lt;0.1 ns".into(),
        _ if ns < 1e3 => (ns, "ns"),
        _ if ns < 1e6 => (ns / 1e3, "µs"),
        _ => (ns / 1e6, "ms"),
    };
    if value < 10.0 { format!("{value:.1} {unit}") } else { format!("{value:.0} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::newest;
    use std::path::Path;

    #[test]
    fn each_shape_of_the_record_has_a_table_and_slower_cells_are_marked() {
        let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
        let record = newest::<Record>(&records, "compare-std").unwrap().expect("a record");
        let shapes: BTreeSet<&str> = record.times.iter().map(|time| time.shape.as_str()).collect();
        let section = section(&record);
        assert_eq!(section.table.matches("<details").count(), shapes.len());
        let slower = record
            .times
            .iter()
            .filter(|time| time.contender == "ours" && time.to_std.is_some_and(|[_, ratio, _]| ratio > EQUAL))
            .count();
        assert!(slower > 0 && section.table.matches('▲').count() == slower);
    }

    #[test]
    fn nanoseconds_are_short() {
        assert_eq!(
            [0.01, 1.26, 61.4, 1234.0, 45_600.0, 2e6].map(nanos),
            ["&lt;0.1 ns", "1.3 ns", "61 ns", "1.2 µs", "46 µs", "2.0 ms"]
        );
        assert_eq!([0.0049, 0.005, 1.0].map(short), ["&lt;0.01", "0.01", "1.00"]);
    }
}
