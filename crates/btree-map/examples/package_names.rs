//! Loads 100,000 real package names into every layout and into `BTreeMap`, asks all of them the same questions, and
//! prints the bytes that each takes.
//!
//! ```text
//! cargo run --release -p btree-map --example package_names [FILE]
//! ```
//!
//! `FILE` has lines of `name<TAB>YYYY-MM`; without it the example reads `examples/data/package-names.tsv`. The exit code
//! is 1 if the maps do not agree on every answer and every entry.

use alloc_meter::{Meter, measure};
use btree_map::{BPlusTreeMap, BaselineTree, DefaultLayout, InlineTree, PackedTree, PooledTree, SlimTree};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io::{self, Write as _};
use std::ops::Bound::{Excluded, Included, Unbounded};
use std::path::PathBuf;
use std::process::ExitCode;

#[global_allocator]
static METER: Meter = Meter::system();

/// Year and month of a package's newest release.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Month {
    year: u16,
    month: u8,
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// What is asked of every map.
#[derive(PartialEq, Eq)]
struct Answers {
    entries: usize,
    /// How many names start with each of [`PREFIXES`].
    by_prefix: Vec<usize>,
    /// The first ten names behind `numpy`.
    after_numpy: Vec<String>,
    /// The last name of all before `m`, found from the back of a range.
    last_before_m: Option<String>,
    /// How many packages had their newest release in each month.
    by_month: BTreeMap<Month, usize>,
}

const PREFIXES: [&str; 4] = ["django-", "pytest-", "numpy", "zz"];

/// Asks a map; a macro, because std's map and ours share an API and no trait.
macro_rules! ask {
    ($map:expr) => {{
        let map = $map;
        let from = |start| map.range::<str, _>((Included(start), Unbounded));
        let mut by_month = BTreeMap::new();
        for month in map.values() {
            *by_month.entry(*month).or_insert(0) += 1;
        }
        Answers {
            entries: map.len(),
            by_prefix: PREFIXES
                .iter()
                .map(|&prefix| from(prefix).take_while(|(name, _)| name.starts_with(prefix)).count())
                .collect(),
            after_numpy: from("numpy")
                .map(|(name, _)| name.clone())
                .filter(|name| name != "numpy")
                .take(10)
                .collect(),
            last_before_m: map
                .range::<str, _>((Unbounded, Excluded("m")))
                .next_back()
                .map(|(name, _)| name.clone()),
            by_month,
        }
    }};
}

/// One row of the table.
struct Row {
    name: &'static str,
    handle: usize,
    /// Handle and heap after inserting in file order, names included.
    inserted: usize,
    /// The same after collecting all entries at once.
    collected: usize,
    answers: Answers,
    /// Every entry in order, for the comparison.
    agrees: bool,
}

fn std_row(input: &[(&str, Month)]) -> (Row, BTreeMap<String, Month>) {
    let (map, heap) = measure(|| {
        let mut map = BTreeMap::new();
        for (name, month) in input {
            map.insert((*name).to_owned(), *month);
        }
        map
    });
    let (collected, heap_collected) = measure(|| owned(input).collect::<BTreeMap<_, _>>());
    let handle = size_of_val(&map);
    let row = Row {
        name: "BTreeMap",
        handle,
        inserted: total(handle, heap.live_bytes),
        collected: total(handle, heap_collected.live_bytes),
        answers: ask!(&map),
        agrees: collected == map,
    };
    (row, map)
}

fn row<T: DefaultLayout<String, Month>>(input: &[(&str, Month)], expected: &BTreeMap<String, Month>) -> Row {
    let (map, heap) = measure(|| {
        let mut map = BPlusTreeMap::<String, Month, T>::with_layout();
        for (name, month) in input {
            map.insert((*name).to_owned(), *month);
        }
        map
    });
    let (collected, heap_collected) =
        measure(|| BPlusTreeMap::<String, Month, T>::from_iter_in_layout(owned(input)));
    let handle = size_of_val(&map);
    Row {
        name: map.layout_name(),
        handle,
        inserted: total(handle, heap.live_bytes),
        collected: total(handle, heap_collected.live_bytes),
        answers: ask!(&map),
        agrees: map.iter().eq(expected.iter()) && collected.iter().eq(expected.iter()),
    }
}

fn owned<'a>(input: &'a [(&'a str, Month)]) -> impl Iterator<Item = (String, Month)> + 'a {
    input.iter().map(|&(name, month)| (name.to_owned(), month))
}

fn total(handle: usize, heap: i64) -> usize {
    handle + usize::try_from(heap).expect("a map holds no less than nothing")
}

fn parse(text: &str) -> Result<Vec<(&str, Month)>, String> {
    text.lines()
        .enumerate()
        .map(|(i, line)| parse_line(line).ok_or_else(|| format!("line {}: not `name<TAB>YYYY-MM`", i + 1)))
        .collect()
}

fn parse_line(line: &str) -> Option<(&str, Month)> {
    let (name, date) = line.split_once('\t')?;
    let (year, month) = date.split_once('-')?;
    let month = Month { year: year.parse().ok()?, month: month.parse().ok()? };
    (!name.is_empty() && (1..=12).contains(&month.month)).then_some((name, month))
}

fn write_answers(out: &mut String, answers: &Answers) -> fmt::Result {
    let mut months: Vec<_> = answers.by_month.iter().collect();
    months.sort_by_key(|&(month, count)| (Reverse(*count), *month));
    let busiest: Vec<_> = months.iter().take(3).map(|(month, count)| format!("{month} ({count})")).collect();
    let mut line = |what: &str, answer: &str| writeln!(out, "{what:<30} {answer}");
    line("packages", &answers.entries.to_string())?;
    for (prefix, count) in PREFIXES.iter().zip(&answers.by_prefix) {
        line(&format!("names that start with {prefix}"), &count.to_string())?;
    }
    line("the first ten after numpy", &answers.after_numpy.join(" "))?;
    line("the last before m", answers.last_before_m.as_deref().unwrap_or("none"))?;
    line("months of newest releases", &format!("{} ...", busiest.join(", ")))
}

fn write_table(out: &mut String, rows: &[Row], text_bytes: usize) -> fmt::Result {
    let entries = rows[0].answers.entries;
    writeln!(
        out,
        "\nBytes: handle and requested heap, without the {text_bytes} bytes of the names' own text."
    )?;
    writeln!(out, "Factor: against BTreeMap in the same column.\n")?;
    writeln!(out, "{:<10} {:>6}  {:>28}  {:>28}", "", "", "inserted in file order", "collected at once")?;
    write!(out, "{:<10} {:>6}", "map", "handle")?;
    for _ in 0..2 {
        write!(out, "  {:>11} {:>9} {:>6}", "bytes", "per entry", "factor")?;
    }
    writeln!(out)?;
    for row in rows {
        write!(out, "{:<10} {:>6}", row.name, row.handle)?;
        for (bytes, std) in [(row.inserted, rows[0].inserted), (row.collected, rows[0].collected)] {
            let (bytes, std) = (bytes - text_bytes, std - text_bytes);
            let per_entry = bytes as f64 / entries as f64;
            write!(out, "  {bytes:>11} {per_entry:>9.1} {:>6.2}", bytes as f64 / std as f64)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn run() -> Result<String, String> {
    let path = std::env::args_os().nth(1).map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data/package-names.tsv"),
        PathBuf::from,
    );
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let input = parse(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    if input.is_empty() {
        return Err(format!("{}: no names in it", path.display()));
    }

    let (first, expected) = std_row(&input);
    let text_bytes = expected.keys().map(String::len).sum();
    let rows = [
        first,
        row::<BaselineTree<_, _>>(&input, &expected),
        row::<PackedTree<_, _>>(&input, &expected),
        row::<InlineTree<_, _>>(&input, &expected),
        row::<PooledTree<_, _>>(&input, &expected),
        row::<SlimTree<_, _>>(&input, &expected),
    ];
    let disagree: Vec<_> =
        rows.iter().filter(|row| !row.agrees || row.answers != rows[0].answers).map(|row| row.name).collect();
    let mut out = String::new();
    write_answers(&mut out, &rows[0].answers)
        .and_then(|()| write_table(&mut out, &rows, text_bytes))
        .expect("a String takes all that is written to it");
    if !disagree.is_empty() {
        return Err(format!("these do not agree with BTreeMap: {}\n{out}", disagree.join(", ")));
    }
    out.push_str("\nAll layouts agree with BTreeMap on every answer and every entry.\n");
    Ok(out)
}

fn main() -> ExitCode {
    match run() {
        Ok(report) => match io::stdout().write_all(report.as_bytes()) {
            // Whoever reads only the head of a report has not met an error.
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => fail(&error.to_string()),
            _ => ExitCode::SUCCESS,
        },
        Err(error) => fail(&error),
    }
}

fn fail(error: &str) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::FAILURE
}
