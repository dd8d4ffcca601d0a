//! `cargo xtask compare`: our map compared with std's and with other crates, in time or in bytes.
//!
//! This command builds and runs the programs of the workspace `benches/peers/`, which measure, and prints their figures as tables. One run
//! is one process on one machine, so compare ratios, not nanoseconds.

mod above;
mod bytes;
pub(crate) mod lines;
mod names;
pub(crate) mod rivals;
pub(crate) mod slower;
mod times;

use crate::progress::Progress;
use crate::{Outcome, program, record};
use clap::builder::PossibleValuesParser;
use lines::{Line, Reading};
use serde::Serialize;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// std's name in the programs' output.
const STD: &str = "std";

/// Our map's name there.
const OURS: &str = "ours";

/// Our other layouts' names there.
const PHASES: [&str; 4] = ["baseline", "packed", "inline", "pooled"];

/// What a run has told, and what to think of it.
#[derive(Serialize)]
struct Judged<'a> {
    #[serde(flatten)]
    reading: &'a Reading,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<above::Verdict>,
}

/// What to compare.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Run two shapes and four sizes only; takes a minute or two.
    #[arg(long, conflicts_with = "full")]
    quick: bool,
    /// Run every size of every shape, up to ten million entries for `<u64,u64>`; takes hours.
    #[arg(long)]
    full: bool,
    /// Run only this shape; may be repeated.
    #[arg(long, value_name = "NAME", conflicts_with = "bytes", ignore_case = true, value_parser = PossibleValuesParser::new(names::SHAPES))]
    shape: Vec<String>,
    /// Run only this operation, such as get-hit; may be repeated. A wrong name is answered with all names.
    #[arg(long, value_name = "NAME", conflicts_with = "bytes", hide_possible_values = true, value_parser = PossibleValuesParser::new(names::OPS))]
    op: Vec<String>,
    /// Run only maps of this many entries; may be repeated.
    #[arg(long, value_name = "N", value_parser = crate::above_zero)]
    n: Vec<usize>,
    /// Run only this contender and std; may be repeated.
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(names::CONTENDERS))]
    contender: Vec<String>,
    /// Also run the other layouts of our map.
    #[arg(long)]
    phases: bool,
    /// The number of rounds, instead of one that depends on the size.
    #[arg(long, value_name = "N", conflicts_with = "bytes", value_parser = crate::above_zero)]
    rounds: Option<usize>,
    /// Compare handle and heap instead of time.
    #[arg(long)]
    bytes: bool,
    /// Compile for the processor of this machine (`target-cpu=native`).
    #[arg(long)]
    native: bool,
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
    /// Also write a dated record into docs/records.
    #[arg(long)]
    record: bool,
}

impl Args {
    /// What the programs are told.
    fn passed_on(&self) -> Vec<String> {
        let mut arguments = Vec::new();
        let flags =
            [("--quick", self.quick && !self.bytes), ("--full", self.full), ("--phases", self.phases)];
        arguments.extend(flags.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag.to_owned()));
        let mut option = |name: &str, value: String| arguments.extend([name.to_owned(), value]);
        self.shape.iter().for_each(|shape| option("--shape", shape.clone()));
        self.op.iter().for_each(|op| option("--op", op.clone()));
        self.n.iter().for_each(|n| option("--n", n.to_string()));
        self.contender.iter().for_each(|name| option("--contender", name.clone()));
        self.rounds.iter().for_each(|rounds| option("--rounds", rounds.to_string()));
        arguments
    }
}

/// Runs the command.
///
/// # Errors
///
/// If a program cannot be built or run, or the record cannot be written.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    let reading = read(&build(args)?, &args.passed_on())?;
    let mut text = if args.bytes { bytes::render(&reading) } else { times::render(&reading) };
    for missing in &reading.missing {
        text += &format!("missing: {missing}\n");
    }
    let mut arguments = args.passed_on();
    arguments.extend(args.bytes.then(|| "--bytes".to_owned()));
    let setting = record::Setting::new(arguments, args.native);
    let verdict = (!args.bytes).then(|| above::verdict(&reading));
    let document = record::document(&setting, &Judged { reading: &reading, verdict })?;
    if args.record {
        let alone = args.contender.iter().all(|name| name == "ours") && !args.contender.is_empty();
        let name = match args.bytes {
            true => "compare-bytes",
            // Without rivals it takes the place of no record of them.
            false if alone => slower::KIND,
            false => "compare",
        };
        let heading = record::Heading { name, title: "Peers", command: "cargo xtask compare" };
        for path in record::write(&heading, &setting, &document, &text)? {
            eprintln!("wrote {}", path.display());
        }
    }
    let text = if args.json { document } else { text };
    Ok(Outcome { text, success: reading.disagreements.is_empty() })
}

/// The ratio above which a cell is clearly above std, as a page says it.
pub(crate) fn clear_ratio() -> String {
    (1.0 + above::MARGIN).to_string()
}

/// Builds the program that does the work.
fn build(args: &Args) -> Result<PathBuf, String> {
    let peers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/peers");
    let target = peers.join(if args.native { "target/native" } else { "target" });
    let mut arguments = vec!["--ignore-rust-version".into(), "--locked".into(), "--manifest-path".into()];
    arguments.push(peers.join("Cargo.toml").into_os_string());
    arguments.extend(["--target-dir".into(), target.into_os_string(), "--bin".into()]);
    arguments.push(if args.bytes { "peers-bytes" } else { "peers" }.into());
    if args.phases || args.contender.iter().any(|name| PHASES.contains(&name.as_str())) {
        arguments.extend(["--features".into(), "phases".into()]);
    }
    // Most of the build is the maps of others; who asks for none need not wait for them.
    let own = |name: &String| [STD, OURS].contains(&name.as_str()) || PHASES.contains(&name.as_str());
    if !args.contender.is_empty() && args.contender.iter().all(own) {
        arguments.push("--no-default-features".into());
    }
    let native = args.native.then(|| ("RUSTFLAGS", "-Ctarget-cpu=native".to_owned()));
    eprintln!("building the contenders (minutes, the first time)");
    program::build(program::RELEASE, arguments, native.as_slice())
}

/// Runs the program and reads what it prints while it does.
fn read(program: &Path, arguments: &[String]) -> Result<Reading, String> {
    let cannot = |error: std::io::Error| format!("{}: {error}", program.display());
    // A rival may panic, which is told in a line; where it did is of no use here.
    let mut running = Command::new(program)
        .args(arguments)
        .env("RUST_BACKTRACE", "0")
        .stdout(Stdio::piped())
        .spawn()
        .map_err(cannot)?;
    let output = running.stdout.take().expect("the output is a pipe");
    let mut reading = Reading::default();
    let mut progress = None;
    for line in BufReader::new(output).lines() {
        match lines::parse(&line.map_err(cannot)?)? {
            Line::Plan { steps, missing } => {
                progress = Some(Progress::new(steps));
                reading.missing = missing;
            }
            Line::Step { what } => {
                if let Some(progress) = &progress {
                    progress.step(what);
                }
            }
            Line::Time(time) => reading.times.push(time),
            Line::Bytes(bytes) => reading.bytes.push(bytes),
            Line::Disagreement(cell) => reading.disagreements.push(cell),
        }
    }
    let status = running.wait().map_err(cannot)?;
    if status.success() || !reading.disagreements.is_empty() {
        Ok(reading)
    } else {
        Err(format!("{} failed: {status}", program.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn selections_are_passed_on_and_the_rest_is_not() {
        let given = ["", "--quick", "--native", "--json", "--op", "get-hit", "--op", "mixed", "--n", "16"];
        let args = Cli::parse_from(given).args;
        assert_eq!(args.passed_on(), ["--quick", "--op", "get-hit", "--op", "mixed", "--n", "16"]);
        assert!(Cli::try_parse_from(["", "--quick", "--full"]).is_err());
        assert!(Cli::try_parse_from(["", "--bytes", "--op", "get-hit"]).is_err());
    }
}
