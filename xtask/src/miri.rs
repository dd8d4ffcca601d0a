//! `cargo xtask miri`: the tests in Miri, under both models of borrows and on other targets, and which unsafe code they reach.
//!
//! 1. [`jobs`] lists what is interpreted, and what is left out, each with a reason.
//! 2. [`interpret`] builds every test binary once and runs the jobs side by side, one process a core: Miri interprets all
//!    threads of a program on one.
//! 3. [`coverage`] builds the same tests, with the same sizes, for this machine, and tells which of the unsafe blocks that
//!    [`blocks`] finds they execute.
//! 4. [`results`] is what both found, as text, as JSON and as a dated record.

mod blocks;
mod coverage;
mod exceptions;
mod interpret;
mod jobs;
mod output;
mod results;
mod toolchain;

use crate::Outcome;
use crate::record::{self, Heading, Setting};
use interpret::Model;
use results::Results;
use std::path::{Path, PathBuf};
use std::thread;
use toolchain::{Need, Nightly};

/// What to interpret, and what to count.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The rules by which borrows are checked. Without it, both, or none if only coverage is asked for.
    #[arg(long, value_enum)]
    model: Option<Models>,
    /// The target to interpret, such as i686-unknown-linux-gnu or s390x-unknown-linux-gnu, instead of this machine's; may
    /// be given more than once.
    #[arg(long, value_name = "TRIPLE")]
    target: Vec<String>,
    /// Build the tests natively, with the sizes that they have in Miri, and list the unsafe blocks that they do not reach.
    #[arg(long)]
    coverage: bool,
    /// Run only the jobs whose name contains this; may be given more than once.
    #[arg(long, value_name = "NAME")]
    job: Vec<String>,
    /// How many processes run side by side, instead of one a core.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    processes: Option<u16>,
    /// Write a dated record into docs/records; what this run did not do stays as the newest record has it, also jobs.
    #[arg(long)]
    record: bool,
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
}

/// Models of borrows, as an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Models {
    /// Stacked Borrows.
    Stacked,
    /// Tree Borrows.
    Tree,
    /// One after the other.
    Both,
}

impl Models {
    fn each(self) -> &'static [Model] {
        match self {
            Models::Stacked => &[Model::Stacked],
            Models::Tree => &[Model::Tree],
            Models::Both => &[Model::Stacked, Model::Tree],
        }
    }
}

const HEADING: Heading =
    Heading { name: "miri", title: "Tests in Miri, and unsafe blocks reached", command: "cargo xtask miri" };

/// Runs the command.
///
/// # Errors
///
/// If the toolchain lacks something, a test binary does not build, or a tool cannot be run.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    let models = models(args.model, args.coverage);
    let mut needs = Vec::new();
    if !models.is_empty() {
        needs.extend([Need::Miri, Need::Source]);
    }
    if args.coverage {
        needs.push(Need::LlvmTools);
    }
    let nightly = Nightly::find(&root(), &needs)?;
    let named = |name: &str| args.job.is_empty() || args.job.iter().any(|part| name.contains(part.as_str()));
    let processes = args.processes.map_or_else(cores, usize::from);
    let mut results = Results::default();
    for target in targets(&args.target, &nightly) {
        for &model in models {
            results.runs.push(interpret::run(&nightly, model, &target, processes, named)?);
        }
    }
    if args.coverage {
        results.coverage = Some(coverage::run(&nightly, named)?);
    }
    if args.record {
        write_record(&results, args)?;
    }
    let text = if args.json { results.json()? } else { results.to_string() };
    Ok(Outcome { text, success: results.success() })
}

/// The models to run: what is asked for, or both unless only coverage is.
fn models(asked: Option<Models>, coverage: bool) -> &'static [Model] {
    match asked {
        Some(models) => models.each(),
        None if coverage => &[],
        None => Models::Both.each(),
    }
}

fn targets(asked: &[String], nightly: &Nightly) -> Vec<String> {
    if asked.is_empty() { vec![nightly.host.clone()] } else { asked.to_vec() }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Writes what was found into docs/records, beside what the newest record tells of other models and targets.
fn write_record(results: &Results, args: &Args) -> Result<(), String> {
    let mut all = newest()?.unwrap_or_default();
    all.replace(results);
    let mut arguments = Vec::new();
    if let Some(model) = args.model {
        arguments.push(format!("--model {model:?}").to_lowercase());
    }
    arguments.extend(args.target.iter().map(|target| format!("--target {target}")));
    arguments.extend(args.job.iter().map(|job| format!("--job {job}")));
    if args.coverage {
        arguments.push("--coverage".into());
    }
    arguments.push("--record".into());
    let setting = Setting::new(arguments, false);
    let document = record::document(&setting, &all)?;
    for path in record::write(&HEADING, &setting, &document, &all.to_string())? {
        eprintln!("wrote {}", path.display());
    }
    Ok(())
}

/// What the newest record tells; `None` without a record.
fn newest() -> Result<Option<Results>, String> {
    record::newest(&root().join("docs/records"), HEADING.name)
}

/// The table of the newest record, for a page.
///
/// # Errors
///
/// If there is no record, or it cannot be read.
pub(crate) fn page_table() -> Result<String, String> {
    let results = newest()?.ok_or("there is no record; `cargo xtask miri --coverage --record` makes one")?;
    Ok(results.page_table())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_alone_interprets_nothing() {
        assert_eq!(models(None, false), [Model::Stacked, Model::Tree]);
        assert!(models(None, true).is_empty());
        assert_eq!(models(Some(Models::Tree), true), [Model::Tree]);
    }
}
