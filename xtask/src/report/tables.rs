//! The tables of the page: where allocations are, and what pooling saves.

use super::Section;
use super::svg::escaped;
use serde_json::Value;

/// Rows shown of each table.
const ROWS: usize = 16;

/// The section of allocations.
///
/// # Errors
///
/// If the report of allocations lacks a table.
pub(super) fn section(allocations: &Value) -> Result<Section, String> {
    let rows = |name: &str| allocations[name].as_array().ok_or(format!("the allocations have no {name}"));
    let hot = table(
        "Most bytes per operation in the steady state",
        &["operation", "bytes per operation", "requests per run", "bytes per run"],
        rows("hot_spots")?.iter().map(|row| {
            let each = row["bytes_each"].as_f64().map_or_else(String::new, |each| format!("{each:.1}"));
            vec![operation(&row["name"]), each, cell(&row["blocks"]), cell(&row["bytes"])]
        }),
    );
    let pooling = table(
        "Most bytes saved by pools",
        &["operation", "pool of", "bytes without", "bytes with"],
        rows("pooling")?.iter().map(|row| {
            vec![
                operation(&row["name"]),
                cell(&row["what"]),
                cell(&row["without_bytes"]),
                cell(&row["with_bytes"]),
            ]
        }),
    );
    Ok(Section {
        title: "Allocations",
        words: "Exact counts from <code>cargo xtask alloc-report</code>. <code>--check</code> compares them with a committed baseline.".into(),
        figures: Vec::new(),
        table: hot + &pooling,
    })
}

/// The name of an operation, without the zeros that sort names by their number of entries.
fn operation(name: &Value) -> String {
    match cell(name).split_once(" n=") {
        Some((before, after)) => format!("{before} n={}", after.trim_start_matches('0')),
        None => cell(name),
    }
}

fn cell(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn table(caption: &str, titles: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |tag: &str, cells: Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell))).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let head = line("th", titles.iter().map(|title| (*title).to_owned()).collect());
    let body: String = rows.take(ROWS).map(|cells| line("td", cells)).collect();
    format!(
        "<div class=\"table\"><table>\n<caption>{}</caption>\n{head}{body}</table></div>\n",
        escaped(caption)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_rows() {
        let allocations = serde_json::json!({
            "hot_spots": [{ "name": "<u64,u64> n=00010 slim", "bytes_each": 12.34, "blocks": 3, "bytes": 96 }],
            "pooling": [],
        });
        let table = section(&allocations).unwrap().table;
        assert!(
            table.contains("<td>&lt;u64,u64&gt; n=10 slim</td><td>12.3</td><td>3</td><td>96</td>"),
            "{table}"
        );
        assert!(section(&serde_json::json!({})).is_err());
    }
}
