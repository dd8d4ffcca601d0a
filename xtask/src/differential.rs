//! `cargo xtask differential`: the same random program on std's maps and sets and on ours, and what they did compared.
//!
//! The work is done by the package `differential`, which is compiled for it; its main file tells how. Here it is built,
//! given the options and run. A difference fails the command.

use crate::{Outcome, program};
use std::process::{Command, Stdio};

/// The options of `differential`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How long to go on.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
    /// So many programs instead of so many seconds.
    #[arg(long, value_name = "N", conflicts_with = "seconds", value_parser = clap::value_parser!(u64).range(1..))]
    programs: Option<u64>,
    /// The seed of the first program; the others follow it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One layout only, such as `slim` or `slim-tiny`.
    #[arg(long)]
    layout: Option<String>,
    /// One collection only.
    #[arg(long, value_parser = ["map", "set", "multimap"])]
    collection: Option<String>,
    /// For which operations the order of drops is compared.
    #[arg(long, default_value = "promised", value_parser = ["promised", "all", "none"])]
    orders: String,
    /// One JSON document instead of a table.
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
    let driver = program::build(["--locked", "--package", "differential"], &[])?;
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
