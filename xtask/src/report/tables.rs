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
        "Hot spots in the steady state, most bytes an operation first",
        &["where", "bytes each", "calls a run", "bytes a run"],
        rows("hot_spots")?.iter().map(|row| {
            let each = row["bytes_each"].as_f64().map_or_else(String::new, |each| format!("{each:.1}"));
            vec![cell(&row["name"]), each, cell(&row["blocks"]), cell(&row["bytes"])]
        }),
    );
    let pooling = table(
        "What pooling saves, most bytes first",
        &["where", "pool of", "bytes without", "bytes with"],
        rows("pooling")?.iter().map(|row| {
            vec![
                cell(&row["name"]),
                cell(&row["what"]),
                cell(&row["without_bytes"]),
                cell(&row["with_bytes"]),
            ]
        }),
    );
    Ok(Section {
        title: "Allocations",
        words: "Exact counts of <code>cargo xtask alloc-report</code>, which also holds them to a committed baseline.".into(),
        figures: Vec::new(),
        table: hot + &pooling,
    })
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
            "hot_spots": [{ "name": "<u64,u64> slim", "bytes_each": 12.34, "blocks": 3, "bytes": 96 }],
            "pooling": [],
        });
        let table = section(&allocations).unwrap().table;
        assert!(table.contains("<td>&lt;u64,u64&gt; slim</td><td>12.3</td><td>3</td><td>96</td>"), "{table}");
        assert!(section(&serde_json::json!({})).is_err());
    }
}
