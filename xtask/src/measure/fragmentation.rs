//! `cargo xtask measure fragmentation`: the bytes that a process holds after maps have grown and shrunk, compared with the live bytes.
//!
//! The program in `xtask/probes/fragmentation` measures, with one process per kind of map, with the system's allocator and with mimalloc. Held
//! bytes are reported by the allocator and by the system. Live bytes are those that the maps requested. Fragmentation is
//! (held − live) / live.

use crate::progress::Progress;
use crate::record::{self, Heading, Setting};
use crate::size_report::subjects::Subject;
use crate::table::Table;
use crate::{Outcome, program};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::process::Command;

/// The options of `fragmentation`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The largest number of entries of each of the sixteen maps.
    #[arg(long, value_name = "N", default_value_t = 50_000, value_parser = crate::above_zero)]
    entries: usize,
    /// Measure the system's allocator only, which needs no C compiler.
    #[arg(long)]
    system: bool,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Also write a dated record into docs/records.
    #[arg(long, conflicts_with = "system")]
    record: bool,
}

const HEADING: Heading =
    Heading { name: "fragmentation", title: "Fragmentation", command: "cargo xtask measure fragmentation" };

/// What the probe says.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Figures {
    entries: u64,
    live: u64,
    allocator: Option<u64>,
    resident: Option<u64>,
}

/// A row of the table.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct Row {
    allocator_name: String,
    map: Subject,
    #[serde(flatten)]
    figures: Figures,
}

/// Bytes of a key and a value.
const PAYLOAD: u64 = 16;

impl Row {
    /// What is held beyond live, by live.
    fn beyond(&self, held: Option<u64>) -> Option<f64> {
        let live = self.figures.live as f64;
        held.filter(|_| live > 0.0).map(|held| (held as f64 - live) / live)
    }
}

/// All that was measured.
#[derive(Debug, Deserialize, Serialize)]
struct Measured {
    rows: Vec<Row>,
}

/// A dated record of this command.
#[derive(Debug, Deserialize)]
struct Record {
    setting: Setting,
    #[serde(flatten)]
    measured: Measured,
}

/// The table of the newest record, for a page.
///
/// # Errors
///
/// If there is no record, or it cannot be read.
pub(crate) fn page_table() -> Result<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
    let record: Option<Record> = record::newest(&folder, HEADING.name)?;
    let Record { setting, measured } =
        record.ok_or("there is no record; `cargo xtask measure fragmentation --record` makes one")?;
    Ok(format!("{}\nFrom the record of {}.\n", page_rows(&measured.rows), setting.told()))
}

/// Bytes by entry: live ones, and those that each allocator holds.
fn page_rows(rows: &[Row]) -> String {
    let mut out = String::from(
        "| bytes per entry | live | held, glibc | held, mimalloc | held by glibc beyond live |\n|---|--:|--:|--:|--:|\n",
    );
    for map in Subject::ALL {
        let of = |allocator: &str| rows.iter().find(|row| row.map == map && row.allocator_name == allocator);
        let held = |row: Option<&Row>| {
            let told = row.and_then(|row| Some(each(row.figures.allocator?, row.figures.entries)));
            told.unwrap_or_else(|| "-".into())
        };
        let Some(system) = of("system") else { continue };
        let beyond = system.beyond(system.figures.allocator);
        out += &format!(
            "| {} | {} | {} | {} | {} |\n",
            map.name(),
            each(system.figures.live, system.figures.entries),
            held(Some(system)),
            held(of("mimalloc")),
            beyond.map_or_else(|| "-".into(), |share| format!("{:.0} %", 100.0 * share)),
        );
    }
    out
}

fn each(bytes: u64, entries: u64) -> String {
    format!("{:.1}", bytes as f64 / entries.max(1) as f64)
}

/// Runs the command.
///
/// # Errors
///
/// If the probe cannot be built or run.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    let allocators: &[&'static str] = if args.system { &["system"] } else { &["system", "mimalloc"] };
    let progress = Progress::new(allocators.len() * Subject::ALL.len());
    let mut rows = Vec::new();
    for &allocator_name in allocators {
        let probe = build(allocator_name)?;
        for map in Subject::ALL {
            progress.step(format!("{} with {allocator_name}", map.name()));
            let output = Command::new(&probe)
                .args([map.name(), &args.entries.to_string()])
                .output()
                .map_err(|error| format!("{}: {error}", probe.display()))?;
            let told = String::from_utf8_lossy(&output.stdout);
            let figures = serde_json::from_str(&told)
                .map_err(|error| format!("the probe said {told:?} of {}: {error}", map.name()))?;
            rows.push(Row { allocator_name: allocator_name.to_owned(), map, figures });
        }
    }
    drop(progress);
    let measured = Measured { rows };
    if args.record {
        let setting = Setting::new(vec![format!("--entries {}", args.entries)], false);
        let document = record::document(&setting, &measured)?;
        for path in record::write(&HEADING, &setting, &document, &render(&measured.rows))? {
            eprintln!("wrote {}", path.display());
        }
    }
    let text = if args.json {
        serde_json::to_string_pretty(&measured).map_err(|error| error.to_string())? + "\n"
    } else {
        render(&measured.rows)
    };
    Ok(Outcome { text, success: true })
}

fn build(allocator: &str) -> Result<std::path::PathBuf, String> {
    let probe = Path::new(env!("CARGO_MANIFEST_DIR")).join("probes/fragmentation");
    let mut arguments =
        vec!["--locked".into(), "--manifest-path".into(), probe.join("Cargo.toml").into_os_string()];
    // The same name in both builds: each has a folder of its own.
    arguments.extend(["--target-dir".into(), probe.join("target").join(allocator).into_os_string()]);
    if allocator == "mimalloc" {
        arguments.extend(["--features".into(), "mimalloc".into()]);
    }
    program::build(program::RELEASE, arguments, &[]).map_err(|error| {
        format!("the probe with {allocator}: {error} (mimalloc needs a C compiler; --system does without)")
    })
}

fn render(rows: &[Row]) -> String {
    let mut table = Table::new()
        .words("allocator")
        .words("map")
        .figures("entries")
        .figures("live B/entry")
        .figures("live / payload")
        .figures("held B/entry")
        .figures("beyond live")
        .figures("resident B/entry")
        .figures("beyond live");
    for row in rows {
        let Figures { entries, live, allocator, resident } = row.figures;
        let each = |bytes: u64| each(bytes, entries);
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".into());
        let percent = |share: Option<f64>| or_dash(share.map(|share| format!("{:+.1} %", 100.0 * share)));
        table.row(vec![
            row.allocator_name.clone(),
            row.map.name().into(),
            entries.to_string(),
            each(live),
            format!("{:.2}", live as f64 / (entries.max(1) * PAYLOAD) as f64),
            or_dash(allocator.map(each)),
            percent(row.beyond(allocator)),
            or_dash(resident.map(each)),
            percent(row.beyond(resident)),
        ]);
    }
    format!(
        "Sixteen maps <u64,u64> after eight rounds in which half of them shrink to a tenth and the others grow back.\n\
         Live: what the maps asked for. Held: the allocator's own figure. Beyond live: held less live, by live.\n{table}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragmentation_is_what_is_held_beyond_live() {
        let figures = Figures { entries: 100, live: 2_000, allocator: Some(2_500), resident: None };
        let row = Row { allocator_name: "system".into(), map: Subject::Slim, figures };
        assert_eq!((row.beyond(row.figures.allocator), row.beyond(None)), (Some(0.25), None));
        let text = render(std::slice::from_ref(&row));
        assert!(text.contains("+25.0 %") && text.contains("1.25") && text.contains('-'), "{text}");
        let of_page = page_rows(&[row]);
        assert!(of_page.ends_with("| slim | 20.0 | 25.0 | - | 25 % |\n"), "{of_page}");
    }
}
