//! The report as text.

use super::SizeReport;
use super::crossover::{Crossover, DENSE};
use super::memory::Cell;
use super::order::Order;
use super::plan::{PlanTable, Row};
use super::structs::StructSize;
use super::subjects::{ShapeName, Subject};
use crate::table::Table;
use std::fmt::Write;

/// The whole report.
pub(crate) fn render(report: &SizeReport) -> String {
    let ladder: Vec<_> = report.handle_bytes.iter().map(usize::to_string).collect();
    let names = Subject::LAYOUTS.map(Subject::name).join(" -> ");
    [
        format!("Size report, {}-{}, {}-bit\n", report.arch, report.os, report.pointer_width),
        format!("\n>>> Handle bytes: {}  ({names})\n", ladder.join(" -> ")),
        structs(&report.structs),
        memory(&report.memory, report.string_key_heap_bytes),
        crossovers(&report.crossovers),
        plan(&report.plan),
    ]
    .concat()
}

fn heading(text: &str) -> String {
    format!("\n{text}\n{}\n", "=".repeat(text.chars().count()))
}

fn structs(structs: &[StructSize]) -> String {
    let mut out = heading("Structs, bytes (K = V = u64)");
    for group in structs.chunk_by(|a, b| a.group == b.group) {
        let mut table =
            Table::new().words("struct").figures("bytes").words("field").figures("").words("type");
        for size in group {
            let (mut name, mut bytes) = (size.name.to_owned(), size.bytes.to_string());
            let padding = (size.padding > 0).then_some(("(padding)", size.padding, ""));
            let fields = size.fields.iter().map(|field| (field.name, field.bytes, field.of_type));
            for (field, width, of_type) in fields.chain(padding) {
                let cells = [field.to_owned(), width.to_string(), of_type.to_owned()];
                table.row(
                    [std::mem::take(&mut name), std::mem::take(&mut bytes)]
                        .into_iter()
                        .chain(cells)
                        .collect(),
                );
            }
        }
        let _ = write!(out, "\n{}\n{table}", group[0].group.title());
    }
    out
}

fn one_decimal(value: Option<f64>) -> String {
    value.map_or_else(|| "-".into(), |value| format!("{value:.1}"))
}

fn memory(cells: &[Cell], string_heap: f64) -> String {
    let mut out = heading("Bytes per element");
    let _ = writeln!(
        out,
        "\n  B: (handle + requested heap) / n; at n = 0 the handle alone, in bytes.\n  \
         x: the same by the payload, size_of key + value.\n  \
         malloc: as B, in the sizes malloc really gave, without its block headers.\n  \
         bulk: collected at once. What String keys own themselves ({string_heap:.1} B a key) is in none of the \
         figures:\n  it is the same for every map."
    );
    let groups = cells.chunk_by(|a, b| (a.shape, a.order) == (b.shape, b.order));
    for group in groups {
        let (shape, order) = (group[0].shape, group[0].order);
        let mut table = Table::new().figures("n");
        let maps: Vec<Subject> =
            Subject::ALL.into_iter().filter(|&map| group.iter().any(|c| c.map == map)).collect();
        for map in &maps {
            table = table.figures(format!("{} B", map.name())).figures("x").figures("malloc");
        }
        for cell in group.iter().filter(|cell| cell.map == maps[0]) {
            let mut row = vec![cell.n.to_string()];
            for &map in &maps {
                let cell = group
                    .iter()
                    .find(|c| c.map == map && c.n == cell.n)
                    .expect("all maps have the same sizes");
                row.push(cell.bytes_per_element.map_or(format!("{} B", cell.total()), |b| format!("{b:.1}")));
                row.push(cell.payload_factor.map_or("-".into(), |factor| format!("{factor:.2}")));
                row.push(one_decimal(cell.malloc_bytes_per_element));
            }
            table.row(row);
        }
        let _ = write!(out, "\n{} ({} B payload), {}\n{table}", shape.name(), shape.payload(), order.name());
    }
    out
}

fn crossovers(crossovers: &[Crossover]) -> String {
    let mut out = heading("Crossover against BTreeMap (handle + requested heap)");
    let checked = crossovers.iter().map(|crossover| crossover.checked_to).max().unwrap_or(0);
    let _ = writeln!(
        out,
        "\n  \"from\": the smallest n from which on the layout is never above BTreeMap again, up to {checked};\n  \
         \"never above\" if that is so from n = 0 on. Every n is checked; bulk beyond {DENSE} in steps."
    );
    for shape in ShapeName::ALL {
        let mut table = Table::new()
            .words("order")
            .words("layout")
            .figures("from")
            .figures("below")
            .words("n of 1..=200 below");
        for order in Order::ALL {
            let of = |c: &&Crossover| (c.shape, c.order) == (shape, order);
            for found in crossovers.iter().filter(of) {
                table.row(vec![
                    order.name().into(),
                    found.map.name().into(),
                    found.in_words_from(),
                    format!("{}/200", found.below_count),
                    found.in_words_below(),
                ]);
            }
        }
        let _ = write!(out, "\n{}\n{table}", shape.name());
    }
    out
}

fn plan(plan: &PlanTable) -> String {
    let mut out = heading("The memory plan's figures beside the measured (<i32,i32>, fanout 128)");
    let mut table = Table::new()
        .words("figure")
        .words("layout")
        .figures("plan, at most")
        .figures("bulk")
        .words("verdict")
        .figures("random")
        .figures("ascending");
    for Row { what, map, promised, bulk, random, ascending, met } in &plan.rows {
        let figure = |value: &Option<f64>| value.map_or("-".into(), in_short);
        table.row(vec![
            what.clone(),
            map.name().into(),
            in_short(*promised),
            figure(bulk),
            if *met { "met" } else { "MISSED" }.into(),
            figure(random),
            figure(ascending),
        ]);
    }
    let _ = write!(out, "\n{table}\n  The verdict is on bulk: built at once, exact storage.\n");
    out += "\ndocs/phases.md has the errors of the plan.\n";
    out
}

/// A whole number as one, any other with up to two decimals.
fn in_short(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short_but_not_cut() {
        assert_eq!(
            [176.0, 12.2, 9.36, 0.0, 1.999, 100.0].map(in_short),
            ["176", "12.2", "9.36", "0", "2", "100"]
        );
    }

    #[test]
    fn the_report_shows_the_ladder_every_struct_and_every_shape() {
        let report = super::super::tests::small_report();
        let text = render(&report);
        #[cfg(target_pointer_width = "64")]
        assert!(text.contains("Handle bytes: 176 -> 96 -> 72 -> 64 -> 8  ("), "{text}");
        for size in &report.structs {
            assert!(text.contains(size.name), "{}", size.name);
        }
        for shape in ShapeName::ALL {
            for order in Order::ALL {
                let title = format!("{} ({} B payload), {}", shape.name(), shape.payload(), order.name());
                assert!(text.contains(&title), "{title}");
            }
        }
        assert!(text.lines().all(|line| line == line.trim_end()), "no trailing blanks");
        assert!(text.contains("verdict") && text.contains("docs/phases.md has the errors"));
    }
}
