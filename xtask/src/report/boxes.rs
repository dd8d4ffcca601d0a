//! Structs as labelled boxes, field by field, to scale; sizes are the compiler's, by way of the size report.
//!
//! Fields stand in the order in which they are declared. The compiler may lay them out in another; the sum is the same.

use super::svg::{Anchor, Drawing, Fill};
use super::{Figure, Section};
use serde_json::Value;

/// Groups of the size report that are drawn: title, file, and how many points a byte is wide.
const GROUPS: [(&str, &str, Option<&str>); 6] = [
    ("handle", "Handles of the maps", Some("structs-handles.svg")),
    ("arena", "Arenas", None),
    ("reference", "Node references", None),
    ("node", "Nodes of phases 0 to 3", Some("structs-nodes.svg")),
    ("slot", "Slots of the arenas, on the heap", None),
    ("block", "Blocks of the slim layout, without entries", Some("structs-slim.svg")),
];

const WIDTH: f64 = 480.0;
const MARGIN: f64 = 8.0;
const BOX: f64 = 34.0;

/// The boxes.
///
/// # Errors
///
/// If the size report has no structs.
pub(super) fn section(sizes: &Value) -> Result<Section, String> {
    let structs = sizes["structs"].as_array().ok_or("the size report has no structs")?;
    let figures = GROUPS
        .into_iter()
        .map(|(group, title, file)| {
            let members: Vec<Struct> =
                structs.iter().filter(|one| one["group"] == group).filter_map(Struct::read).collect();
            if members.is_empty() {
                return Err(format!("the size report has no structs of the group {group}"));
            }
            let caption = "Bytes on this machine. Hatched parts are padding. Narrow fields are listed below their struct."
                .into();
            Ok(Figure { file, svg: draw(title, &members), caption })
        })
        .collect::<Result<_, _>>()?;
    Ok(Section {
        title: "Fields of structs",
        words: "The structs of every map, for K = V = u64: handles, arenas and nodes. The structs of a drawing have the same scale."
            .into(),
        figures,
        table: String::new(),
    })
}

/// A struct with its fields, padding last.
struct Struct {
    name: String,
    bytes: u64,
    /// Name, type and bytes; the name of padding is empty.
    fields: Vec<(String, String, u64)>,
}

impl Struct {
    fn read(value: &Value) -> Option<Self> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let field =
            |field: &Value| Some((text(&field["name"])?, text(&field["type"])?, field["bytes"].as_u64()?));
        let mut fields: Vec<_> = value["fields"].as_array()?.iter().map(field).collect::<Option<_>>()?;
        let padding = value["padding"].as_u64()?;
        if padding > 0 {
            fields.push((String::new(), "padding".into(), padding));
        }
        Some(Struct { name: text(&value["name"])?, bytes: value["bytes"].as_u64()?, fields })
    }
}

fn draw(title: &str, structs: &[Struct]) -> String {
    let mut drawing = Drawing::new(WIDTH);
    drawing.words((WIDTH / 2.0, 20.0), 15, Anchor::Middle, title);
    let most = structs.iter().map(|one| one.bytes).max().unwrap_or(1).max(1);
    let scale = (WIDTH - 2.0 * MARGIN) / most as f64;
    let mut y = 34.0;
    for one in structs {
        drawing.words((MARGIN, y + 12.0), 13, Anchor::Start, &format!("{} — {} bytes", one.name, one.bytes));
        y += 18.0;
        let (mut x, mut narrow) = (MARGIN, Vec::new());
        for (at, (name, of_type, bytes)) in one.fields.iter().enumerate().filter(|(_, field)| field.2 > 0) {
            let width = *bytes as f64 * scale;
            let fill = match (name.is_empty(), at % 2) {
                (true, _) => Fill::Hatched,
                (_, 0) => Fill::Tinted,
                _ => Fill::Plain,
            };
            drawing.rect((x, y), (width, BOX), fill, &format!("{name}: {of_type}, {bytes} bytes"));
            // A letter of this size is about six and a half points wide.
            if name.len() as f64 * 6.5 + 4.0 <= width {
                drawing.words((x + width / 2.0, y + 15.0), 11, Anchor::Middle, name);
            } else if !name.is_empty() {
                narrow.push(format!("{name} {bytes}"));
            }
            if width >= 16.0 {
                drawing.words((x + width / 2.0, y + 28.0), 11, Anchor::Middle, &bytes.to_string());
            }
            x += width;
        }
        y += BOX + 4.0;
        for line in lines(&narrow) {
            drawing.words((MARGIN, y + 10.0), 11, Anchor::Start, &line);
            y += 14.0;
        }
        y += 10.0;
    }
    drawing.finish(y)
}

/// Names in lines that fit.
fn lines(names: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        match lines.last_mut() {
            Some(line) if line.len() + name.len() + 2 <= 70 => *line += &format!(", {name}"),
            _ => lines.push(name.clone()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_named_in_a_box_or_below() {
        let sizes = serde_json::to_value(crate::size_report::tests::small_report()).unwrap();
        let section = section(&sizes).unwrap();
        let structs = sizes["structs"].as_array().unwrap();
        let handles = structs.iter().filter(|one| one["group"] == "handle");
        for one in handles {
            for field in one["fields"].as_array().unwrap().iter().filter(|field| field["bytes"] != 0) {
                let name = field["name"].as_str().unwrap();
                assert!(section.figures[0].svg.contains(name), "{name}");
            }
        }
        assert!(section.figures[0].svg.contains("176 bytes"));
    }

    #[test]
    fn names_that_do_not_fit_are_listed_in_lines() {
        let names: Vec<String> = (0..20).map(|i| format!("field{i} 8")).collect();
        let lines = lines(&names);
        assert!(lines.len() > 1 && lines.iter().all(|line| line.len() <= 70));
        assert_eq!(lines.join(", "), names.join(", "));
    }
}
