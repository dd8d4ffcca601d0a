//! The charts of curves: bytes against n, small maps beside std's, times against n.

use super::chart::{Chart, Curve};
use super::record::Record;
use super::{Figure, Section};
use crate::size_report::order::Order;
use crate::size_report::subjects::{ShapeName, Subject};
use serde_json::Value;

/// From this size on bytes per entry are drawn: below it the handle's share hides all else.
const FROM: f64 = 10.0;

/// Bytes per entry against n for each shape: layouts and std's map from the size report, rivals from the record.
///
/// # Errors
///
/// If the size report lacks what is drawn.
pub(super) fn bytes(sizes: &Value, peers: Option<&Record>) -> Result<Section, String> {
    let cells = sizes["memory"].as_array().ok_or("the size report has no memory")?;
    let mut figures = Vec::new();
    for shape in ShapeName::ALL {
        for order in [Order::Random, Order::Bulk] {
            let curve = |map: Subject| {
                let of = |cell: &&Value| {
                    cell["shape"] == shape.name()
                        && cell["order"] == order.name()
                        && cell["map"] == map.name()
                };
                let point = |cell: &Value| Some((cell["n"].as_f64()?, cell["bytes_per_element"].as_f64()?));
                let points =
                    cells.iter().filter(of).filter_map(point).filter(|point| point.0 >= FROM).collect();
                Curve { name: map.name().into(), points }
            };
            let payload = shape.payload();
            let title = format!("{}, {}: bytes per entry", shape.name(), in_words(order));
            let top = Some(payload as f64 * 3.6);
            let mut curves: Vec<Curve> = Subject::ALL.map(curve).into();
            // What no map can be below.
            let across = curves[0].points.iter().map(|point| (point.0, payload as f64)).collect();
            curves.push(Curve { name: "payload".into(), points: across });
            let svg = Chart { title, below: "entries", top, curves, marked: true, from_zero: false }.svg()?;
            let file = match (shape, order) {
                (ShapeName::Words, Order::Random) => Some("bytes-u64-random.svg"),
                (ShapeName::Words, _) => Some("bytes-u64-bulk.svg"),
                (ShapeName::Texts, Order::Random) => Some("bytes-string-random.svg"),
                _ => None,
            };
            let caption = format!(
                "Bytes of handle and requested heap, per entry; the payload is {payload}. Curves that leave the chart at the top take more than {:.0}.",
                payload as f64 * 3.6
            );
            figures.push(Figure { file, svg, caption });
        }
    }
    if let Some(record) = peers {
        figures.extend(rivals(record)?);
    }
    Ok(Section {
        title: "Bytes per entry",
        words: "How many bytes a map takes, by the number of its entries. Lower is better; no map can be below its payload. \
                Requested bytes are the same on every 64-bit machine."
            .into(),
        figures,
        table: String::new(),
    })
}

fn in_words(order: Order) -> &'static str {
    match order {
        Order::Random => "inserted at random",
        Order::Ascending => "inserted ascending",
        Order::Bulk => "built at once",
    }
}

/// Bytes beside rivals, from the record.
fn rivals(record: &Record) -> Result<Option<Figure>, String> {
    const SHAPE: &str = "<u64,u64>";
    let rows = record.bytes.iter().filter(|row| row.shape == SHAPE && row.n as f64 >= FROM);
    let curves = grouped(rows.map(|row| {
        let each = (row.handle + row.heap) as f64 / row.n as f64;
        (row.contender.as_str(), row.n as f64, each)
    }));
    if curves.is_empty() {
        return Ok(None);
    }
    let title = format!("{SHAPE}, inserted at random: bytes per entry of other crates");
    let svg =
        Chart { title, below: "entries", top: Some(80.0), curves, marked: true, from_zero: false }.svg()?;
    let caption = format!("From the record of {}.", record.setting.told());
    Ok(Some(Figure { file: Some("bytes-rivals.svg"), svg, caption }))
}

/// Points by name, in the order in which names appear.
fn grouped<'a>(points: impl Iterator<Item = (&'a str, f64, f64)>) -> Vec<Curve> {
    let mut curves: Vec<Curve> = Vec::new();
    for (name, x, y) in points {
        match curves.iter_mut().find(|curve| curve.name == name) {
            Some(curve) => curve.points.push((x, y)),
            None => curves.push(Curve { name: name.into(), points: vec![(x, y)] }),
        }
    }
    curves
}

/// Whole maps of few entries, entry by entry: where std's map and ours cross, and where they do not.
///
/// # Errors
///
/// If a chart cannot be drawn.
pub(super) fn small() -> Result<Section, String> {
    let sizes: Vec<usize> = (0..=200).collect();
    let mut figures = Vec::new();
    for (shape, file) in
        [(ShapeName::Ints, Some("crossover-i32.svg")), (ShapeName::Words, Some("crossover-u64.svg"))]
    {
        let curves = Subject::ALL
            .into_iter()
            .map(|map| {
                let samples = shape.curve(map, Order::Random, &sizes);
                let points = samples.iter().map(|sample| (sample.n as f64, sample.total() as f64)).collect();
                Curve { name: map.name().into(), points }
            })
            .collect();
        let title = format!("{}: bytes of a whole map", shape.name());
        let svg = Chart {
            title,
            below: "entries, inserted at random",
            top: None,
            curves,
            marked: false,
            from_zero: true,
        }
        .svg()?;
        let caption =
            "Every n from 0 to 200. A layout crosses std's map where its curve meets the dashed one of \
                       BTreeMap; slim stays below or on it."
                .into();
        figures.push(Figure { file, svg, caption });
    }
    Ok(Section {
        title: "Bytes of small maps",
        words: "Bytes of maps of up to two hundred entries, with their handles.".into(),
        figures,
        table: String::new(),
    })
}

/// Operations with a chart of their own, and the file of those that the docs show.
const OPERATIONS: [(&str, Option<&str>); 10] = [
    ("get-hit", Some("time-get.svg")),
    ("get-miss", None),
    ("insert-random", Some("time-insert.svg")),
    ("insert-ascending", None),
    ("remove-random", Some("time-remove.svg")),
    ("mixed", None),
    ("iter-for", None),
    ("range100", None),
    ("build", None),
    ("clone", None),
];

/// Times of operations against n beside rivals, from the record.
///
/// # Errors
///
/// If a chart cannot be drawn.
pub(super) fn times(record: &Record) -> Result<Section, String> {
    let mut figures = Vec::new();
    for (operation, file) in OPERATIONS {
        let rows = record.times.iter().filter(|time| time.op == operation && time.shape == "<u64,u64>");
        let curves = grouped(rows.map(|time| (time.contender.as_str(), time.n as f64, time.ns)));
        if curves.is_empty() {
            continue;
        }
        let title = format!("{operation}, <u64,u64>: nanoseconds");
        let svg =
            Chart { title, below: "entries", top: None, curves, marked: true, from_zero: false }.svg()?;
        let caption = match operation {
            "iter-for" | "build" | "clone" => "Nanoseconds per entry; medians.".into(),
            _ => "Nanoseconds per operation; medians.".into(),
        };
        figures.push(Figure { file, svg, caption });
    }
    Ok(Section {
        title: "Time, compared with other crates",
        words: format!(
            "From the record of {}. One machine and one run, so compare ratios. Lower is better. The axis is logarithmic.",
            record.setting.told()
        ),
        figures,
        table: String::new(),
    })
}
