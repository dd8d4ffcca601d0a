//! `cargo xtask measure build-costs`: the costs of compiling a program with our maps, compared with std's.
//!
//! One program in `xtask/probes/build-costs` is compiled with std's maps and with ours. The two versions differ in one `use`. Only the
//! compilation of the program is measured. Its dependencies are built before.
//!
//! Invariants: the two versions are compiled in turn, by one compiler, with cargo's default profiles. The least of several rounds
//! counts, because other load only adds to a measurement.

mod compile;
mod frames;
mod text;
mod verdict;

use crate::Outcome;
use crate::progress::Progress;
use crate::record::{self, Heading, Setting};
use compile::{Build, Maps, Profile, Sample};
use serde::Deserialize;
use std::path::Path;
use verdict::Costs;

/// What to measure.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Fail if ours costs more than the permitted multiple of std's.
    #[arg(long)]
    check: bool,
    /// With --check: do not fail because of the time, which depends on the machine and on what else runs there.
    #[arg(long, requires = "check")]
    without_time: bool,
    /// How often to compile each version.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Write a dated record into docs/records.
    #[arg(long)]
    record: bool,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
}

const HEADING: Heading =
    Heading { name: "build-costs", title: "Build costs", command: "cargo xtask measure build-costs" };

/// How often a check that would fail measures again.
const MORE: usize = 2;

/// Runs the command.
///
/// # Errors
///
/// If a program does not compile, or its figures cannot be read.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    let mut costs = Costs::default();
    measure(&mut costs, args.rounds, !args.check)?;
    // A machine that does something else may take long three times in a row; more rounds tell.
    for _ in 0..if args.check { MORE } else { 0 } {
        if costs.refused(!args.without_time).is_empty() {
            break;
        }
        measure(&mut costs, args.rounds, false)?;
    }
    let told = text::table(&costs);
    let document = serde_json::to_string_pretty(&costs).map_err(|error| error.to_string())? + "\n";
    if args.record {
        let setting = Setting::new(vec![format!("--rounds {}", args.rounds)], false);
        let document = record::document(&setting, &costs)?;
        for path in record::write(&HEADING, &setting, &document, &told)? {
            eprintln!("wrote {}", path.display());
        }
    }
    let refused = costs.refused(!args.without_time);
    let success = !args.check || refused.is_empty();
    let mut text = if args.json { document } else { told };
    if args.check && !args.json {
        text += &text::verdict(&refused);
    }
    Ok(Outcome { text, success })
}

/// A dated record of this command.
#[derive(Debug, Deserialize)]
struct Record {
    setting: Setting,
    #[serde(flatten)]
    costs: Costs,
}

/// A row of the newest record.
#[derive(Debug)]
pub(crate) struct Row {
    /// What was compiled how, and which figure of that it is.
    pub(crate) name: String,
    pub(crate) std: String,
    pub(crate) ours: String,
    /// Ours over std's.
    pub(crate) ratio: f64,
}

/// When and where the newest record was made, and its rows; `None` without a record.
///
/// # Errors
///
/// If the record cannot be read.
pub(crate) fn newest() -> Result<Option<(Setting, Vec<Row>)>, String> {
    let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
    let Some(Record { setting, costs }) = record::newest(&records, HEADING.name)? else { return Ok(None) };
    let rows = text::rows(&costs).map(|(profile, figure, std, ours)| Row {
        name: format!("{profile}: {}", figure.name()),
        std: figure.told(std),
        ours: figure.told(ours),
        ratio: ours / std,
    });
    Ok(Some((setting, rows.collect())))
}

/// The table of the newest record, for a page.
///
/// # Errors
///
/// If there is no record, or it cannot be read.
pub(crate) fn page_table() -> Result<String, String> {
    let (setting, rows) =
        newest()?.ok_or("there is no record; `cargo xtask measure build-costs --record` makes one")?;
    let mut table = String::from("| | std | ours | ratio |\n|---|--:|--:|--:|\n");
    for Row { name, std, ours, ratio } in rows {
        table += &format!("| {name} | {std} | {ours} | {ratio:.2} |\n");
    }
    Ok(format!("{table}\nFrom the record of {}.\n", setting.told()))
}

/// What a figure may be of std's, as a page says it.
pub(crate) fn bound() -> String {
    verdict::BOUND.to_string()
}

/// What the program's file may be of the one on std's maps.
pub(crate) fn bound_of_file() -> String {
    verdict::BOUND_OF_FILE.to_string()
}

/// Compiles both programs in both profiles, `rounds` times in turn; with `all`, also what takes builds of its own.
fn measure(costs: &mut Costs, rounds: u32, all: bool) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let progress = Progress::new(2 * (1 + 2 * rounds as usize + if all { 4 } else { 0 }));
    for profile in Profile::ALL {
        progress.step(format!("{profile}: the crates below"));
        let build = Build::new(&root, profile)?;
        for _ in 0..rounds {
            for maps in Maps::ALL {
                progress.step(format!("{profile}: the program on {maps}"));
                let sample = build.compile(maps)?;
                costs.add(profile, maps, sample);
            }
        }
        if all {
            for maps in Maps::ALL {
                progress.step(format!("{profile}: LLVM lines on {maps}"));
                costs.add(profile, maps, Sample::of_llvm_lines(build.llvm_lines(maps)));
                progress.step(format!("{profile}: stack frames on {maps}"));
                costs.add(profile, maps, Sample::of_frame(build.largest_frame(maps)));
            }
        }
    }
    Ok(())
}
