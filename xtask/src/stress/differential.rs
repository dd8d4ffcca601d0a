//! `cargo xtask stress differential`: runs the same random programs on std's maps and sets and on ours, and compares the results.
//!
//! This command builds the package `differential`, which does the work, and runs it with the same options. Its main file describes the
//! method. A difference fails the command.

use crate::{Outcome, program};
use std::process::{Command, Stdio};

/// The options of `differential`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many seconds to run.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// How many programs to run, instead of a time.
    #[arg(long, value_name = "N", conflicts_with = "seconds", value_parser = clap::value_parser!(u64).range(1..))]
    programs: Option<u64>,
    /// The seed of the first program; each further program has the next seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Test only this layout, such as `slim` or `slim-tiny`.
    #[arg(long)]
    layout: Option<String>,
    /// Test only this collection.
    #[arg(long, value_parser = ["map", "set", "multimap"])]
    collection: Option<String>,
    /// The operations for which the order of drops is compared.
    #[arg(long, default_value = "promised", value_parser = ["promised", "all", "none"])]
    orders: String,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
}

impl Args {
    /// What the driver is given.
    fn passed_on(&self) -> Vec<String> {
        let mut passed = vec![format!("--seed={}", self.seed), format!("--orders={}", self.orders)];
        passed.push(match self.programs {
            Some(programs) => format!("--programs={programs}"),
            None => format!("--seconds={}", self.seconds),
        });
        passed.extend(self.layout.iter().map(|layout| format!("--layout={layout}")));
        passed.extend(self.collection.iter().map(|collection| format!("--collection={collection}")));
        passed.extend(self.json.then(|| "--json".into()));
        passed
    }
}

/// Runs the command.
///
/// # Errors
///
/// If the driver cannot be built or run.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    let driver = program::build("xtask", ["--locked", "--package", "differential"], &[])?;
    let output = Command::new(&driver)
        .args(args.passed_on())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{}: {error}", driver.display()))?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(Outcome { text, success: output.status.success() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    #[test]
    fn options_are_passed_on() {
        let passed = |line: &str| {
            let words = ["differential"].into_iter().chain(line.split_whitespace());
            Line::try_parse_from(words).ok().map(|line| line.args.passed_on().join(" "))
        };
        assert_eq!(passed(""), Some("--seed=1 --orders=promised --seconds=60".into()));
        let again = "--programs 1 --seed 9 --collection map --layout slim-tiny";
        let want = "--seed=9 --orders=promised --programs=1 --layout=slim-tiny --collection=map";
        assert_eq!(passed(again), Some(want.into()));
        assert_eq!(passed("--programs 1 --seconds 2"), None);
    }
}
