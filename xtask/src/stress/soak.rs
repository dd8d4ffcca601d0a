//! `cargo xtask stress soak`: random operations on many maps of all layouts, for a given time.
//!
//! The work is divided into cycles. In a cycle, every layout has many maps of different sizes, which grow, shrink, split and merge at
//! random ([`herd`]), and pools are filled and emptied ([`pools`]). The command checks the following:
//!
//! 1. *During a cycle*, the bytes that the maps report equal those that the meter counts, and all invariants hold.
//! 2. *At the end of a cycle*, when all maps are dropped, live bytes and blocks are the same as at its beginning.
//! 3. *Over all cycles*, the resident memory of the process does not grow ([`flat`]), on systems that report it.
//!
//! All operations follow from a seed, which is printed, so a failure can be repeated.

mod cycle;
mod flat;
mod herd;
mod pools;
mod resident;

use crate::progress::Progress;
use crate::{Outcome, require_meter};
use cycle::Cycle;
use flat::Flat;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// The options of `soak`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How many minutes to run.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
    /// How many operations to run, instead of a time.
    #[arg(long, value_name = "N", conflicts_with = "minutes", value_parser = clap::value_parser!(u64).range(1..))]
    operations: Option<u64>,
    /// The seed of the random numbers.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Operations of a cycle.
const CYCLE: usize = 200_000;

/// When to stop.
enum Until {
    Time(Duration),
    Operations(usize),
}

impl Until {
    /// How far along the run is, and the whole way.
    fn way(&self, begun: Instant, operations: usize) -> (usize, usize) {
        let seconds = |time: Duration| usize::try_from(time.as_secs()).unwrap_or(usize::MAX);
        match self {
            Until::Time(limit) => (seconds(begun.elapsed()), seconds(*limit)),
            Until::Operations(limit) => (operations, *limit),
        }
    }
}

/// Runs the command.
///
/// # Errors
///
/// If nobody counts allocations.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    require_meter(alloc_meter::is_installed())?;
    let until = match args.operations {
        Some(operations) => Until::Operations(usize::try_from(operations).unwrap_or(usize::MAX)),
        None => Until::Time(Duration::from_secs(60 * args.minutes)),
    };
    let begun = Instant::now();
    let soaked = soak(&until, args.seed, CYCLE, &mut |_| ());
    let took = begun.elapsed().as_secs();
    Ok(match soaked {
        Ok(soaked) => Outcome { text: soaked.told(took), success: soaked.flat.is_flat() },
        Err(error) => Outcome {
            text: format!("soak: FAILED after {took} s, seed {}: {error}\n", args.seed),
            success: false,
        },
    })
}

/// What a run has come to.
struct Soaked {
    cycles: usize,
    operations: usize,
    /// The most bytes that the maps held at once.
    most: u64,
    flat: Flat,
}

impl Soaked {
    fn told(&self, seconds: u64) -> String {
        let verdict = if self.flat.is_flat() { "passed" } else { "FAILED" };
        let mut text = format!(
            "soak: {verdict}, {} operations in {} cycles, {seconds} s\n  \
             live bytes and blocks were back at the start after every cycle; the maps held {} bytes at most\n",
            self.operations, self.cycles, self.most
        );
        let _ = writeln!(text, "  resident memory: {}", self.flat.told());
        text
    }
}

/// Soaks. `meddle` is called in every cycle while its maps are there, with the number of the cycle.
fn soak(until: &Until, seed: u64, length: usize, meddle: &mut dyn FnMut(usize)) -> Result<Soaked, String> {
    let progress = Progress::new(until.way(Instant::now(), 0).1);
    let begun = Instant::now();
    let mut soaked = Soaked { cycles: 0, operations: 0, most: 0, flat: Flat::new() };
    loop {
        let (done, whole) = until.way(begun, soaked.operations);
        progress.at(done, format!("cycle {}, {} operations", soaked.cycles, soaked.operations));
        if done >= whole {
            return Ok(soaked);
        }
        let number = soaked.cycles;
        let Cycle { most } = cycle::run(seed.wrapping_add(number as u64), length, &mut || meddle(number))
            .map_err(|error| format!("cycle {number}: {error}"))?;
        soaked.cycles += 1;
        soaked.operations += length;
        soaked.most = soaked.most.max(most);
        soaked.flat.add(resident::bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_soak_ends_where_it_began() {
        let soaked = soak(&Until::Operations(60_000), 7, 5_000, &mut |_| ()).unwrap();
        assert_eq!((soaked.cycles, soaked.operations), (12, 60_000));
        assert!(soaked.most > 100_000, "{} bytes", soaked.most);
        assert!(soaked.told(1).contains("60000 operations in 12 cycles"));
    }

    #[test]
    fn a_leaked_block_is_caught_in_its_cycle() {
        let mut leak = |cycle| {
            if cycle == 2 {
                std::mem::forget(std::hint::black_box(Box::new([0_u8; 40])));
            }
        };
        let error =
            soak(&Until::Operations(20_000), 7, 4_000, &mut leak).err().expect("40 bytes are missing");
        assert!(error.starts_with("cycle 2:") && error.contains("+40 bytes"), "{error}");
    }

    #[test]
    fn a_run_has_its_length_from_minutes_or_operations() {
        let begun = Instant::now();
        assert_eq!(Until::Operations(9).way(begun, 4), (4, 9));
        assert_eq!(Until::Time(Duration::from_secs(120)).way(begun, 4), (0, 120));
    }
}
