//! The report as text.

use super::hot_spots::{largest, pooling};
use super::rows::{Cost, Row};
use super::{WARM_UP, graph};
use crate::table::Table;
use std::fmt::Write as _;

/// The whole report.
pub(super) fn render(rows: &[Row]) -> String {
    let mut out = format!(
        "Allocations, exact: blocks + reallocs, bytes asked for. First: nothing is prepared. Steady: after {WARM_UP} runs more.\n"
    );
    let map_rows: Vec<&Row> = rows.iter().filter(|row| row.workload.starts_with('<')).collect();
    for group in map_rows.chunk_by(|a, b| a.workload == b.workload) {
        let _ = write!(out, "\n{}\n{}", group[0].workload, maps(group));
    }
    let graph_rows: Vec<&Row> = rows.iter().filter(|row| !row.workload.starts_with('<')).collect();
    let _ = write!(out, "\nThrough the graph\n{}", graph(&graph_rows));
    if let Some(row) =
        graph_rows.iter().find(|row| row.workload.ends_with("reference-heavy") && row.subject == "fresh")
    {
        let each = row.first.bytes as f64 / graph::REFERENCES as f64;
        let _ =
            writeln!(out, "  A reference takes {each:.1} bytes with a fresh context, 0 with a pooled one.");
    }
    let _ =
        write!(out, "\nHot spots of the default map and the graph, steady, most bytes an operation first\n");
    let mut table = Table::new().words("where").figures("bytes each").figures("calls").figures("bytes");
    for spot in largest(rows) {
        let each = format!("{:.1}", spot.bytes_each);
        table.row(vec![spot.name, each, spot.blocks.to_string(), spot.bytes.to_string()]);
    }
    let _ = write!(out, "{table}\nWhat pooling saves, steady, most bytes first\n");
    let mut table = Table::new()
        .words("where")
        .words("pool of")
        .figures("calls without")
        .figures("with")
        .figures("bytes without")
        .figures("with")
        .figures("saved");
    for found in pooling(rows) {
        let saved = found.saved();
        let figures = [found.without_blocks, found.with_blocks, found.without_bytes, found.with_bytes];
        let cells =
            [found.name, found.what.into()].into_iter().chain(figures.map(|figure| figure.to_string()));
        table.row(cells.chain([saved.to_string()]).collect());
    }
    let _ = write!(out, "{table}");
    out
}

fn in_short(cost: Cost) -> String {
    if cost.calls() == 0 { "0".into() } else { format!("{}+{} {}", cost.blocks, cost.reallocs, cost.bytes) }
}

/// A row an operation, a pair of columns a layout.
fn maps(rows: &[&Row]) -> Table {
    let subjects: Vec<&str> =
        rows.chunk_by(|a, b| a.subject == b.subject).map(|group| group[0].subject.as_str()).collect();
    let mut table = Table::new().words("operation");
    for subject in &subjects {
        table = table.figures(format!("{subject} first")).figures("steady");
    }
    for row in rows.iter().filter(|row| row.subject == subjects[0]) {
        let mut cells = vec![row.operation.clone()];
        for subject in &subjects {
            let found =
                rows.iter().find(|other| other.subject == *subject && other.operation == row.operation);
            let found = found.expect("every layout does every operation");
            cells.extend([in_short(found.first), in_short(found.steady)]);
        }
        table.row(cells);
    }
    table
}

fn graph(rows: &[&Row]) -> Table {
    let mut table = Table::new().words("what").words("how").figures("first").figures("steady");
    for row in rows {
        let what = format!("{} of {}", row.operation, row.workload);
        table.row(vec![what, row.subject.clone(), in_short(row.first), in_short(row.steady)]);
    }
    table
}
