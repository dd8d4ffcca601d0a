//! The command line, and what it asks for: shapes, sizes, operations, contenders and rounds.

use crate::entrants::{self, Kind, OURS, PHASES, RIVALS, SHAPES, STD, Shape};
use crate::op::Op;

/// What to run.
#[derive(clap::Parser, Clone, Debug, Default)]
pub struct Args {
    /// Run fewer shapes, sizes and rounds; takes under a minute.
    #[arg(long, conflicts_with = "full")]
    pub quick: bool,
    /// Run every size of every shape, up to ten million entries for `<u64,u64>`, and more rounds.
    #[arg(long)]
    pub full: bool,
    /// Run only this shape; may be repeated.
    #[arg(long, ignore_case = true, value_parser = SHAPES)]
    pub shape: Vec<String>,
    /// Run only this operation; may be repeated.
    #[arg(long, value_enum)]
    pub op: Vec<Op>,
    /// Run only maps of this many entries; may be repeated.
    #[arg(long)]
    pub n: Vec<usize>,
    /// Run only this contender and std; may be repeated.
    #[arg(long)]
    pub contender: Vec<String>,
    /// Also run the other layouts of this repository's map.
    #[arg(long)]
    pub phases: bool,
    /// The number of rounds, instead of one that depends on the size.
    #[arg(long)]
    pub rounds: Option<usize>,
}

/// What shall be run, checked.
#[derive(Clone, Debug)]
pub struct Plan {
    args: Args,
}

/// The sizes of small maps, beside those of the shape.
const SMALL: [usize; 6] = [1, 2, 3, 4, 8, 32];
/// The shapes of which small maps are run, unless `--full`.
const SMALL_SHAPES: [&str; 3] = ["u64", "string", "blob"];
/// The sizes at which keys are compared that differ only in how long that takes; all below [`LARGE`] with `--full`.
const KEY_SIZES: [usize; 2] = [1_000, 100_000];
/// The sizes of a complete run.
const SIZES: [usize; 6] = [16, 100, 1_000, 10_000, 100_000, 1_000_000];
/// The sizes of a quick run.
const QUICK_SIZES: [usize; 4] = [4, 16, 1_000, 100_000];
/// The shapes of a quick run.
const QUICK_SHAPES: [&str; 2] = ["u64", "string"];
/// From here on only the integers, unless `--full`.
const LARGE: usize = 1_000_000;
/// Only for the integers, with `--full`.
const HUGE: usize = 10_000_000;

impl Plan {
    /// Checks what is asked for.
    ///
    /// # Errors
    ///
    /// Names what is unknown or missing.
    pub fn new(mut args: Args) -> Result<Self, String> {
        for shape in &mut args.shape {
            shape.make_ascii_lowercase();
        }
        if args.n.contains(&0) {
            return Err("--n 0: an empty map is not timed".into());
        }
        for name in &args.contender {
            if let Some(why) = entrants::missing(name) {
                return Err(why.into());
            }
            let known = || [STD, OURS].into_iter().chain(RIVALS).chain(PHASES);
            if !known().any(|known| known == name) {
                return Err(format!(
                    "no contender {name}; there are {}",
                    known().collect::<Vec<_>>().join(", ")
                ));
            }
        }
        Ok(Plan { args })
    }

    /// The sizes at which a shape is run; none if the shape is not.
    pub fn sizes<S: Shape>(&self) -> Vec<usize> {
        let args = &self.args;
        let wanted = match &args.shape[..] {
            [] => !args.quick || QUICK_SHAPES.contains(&S::NAME),
            shapes => shapes.iter().any(|name| name == S::NAME),
        };
        if !wanted {
            return Vec::new();
        }
        if !args.n.is_empty() {
            return args.n.clone();
        }
        let words = S::NAME == "u64";
        let small = S::KIND == Kind::Map && (args.full || SMALL_SHAPES.contains(&S::NAME));
        let mut sizes = match S::KIND {
            _ if args.quick => QUICK_SIZES.to_vec(),
            Kind::Keys if !args.full => KEY_SIZES.to_vec(),
            Kind::Map if small => [&SMALL[..], &SIZES].concat(),
            _ => SIZES.to_vec(),
        };
        sizes.sort_unstable();
        // Long texts a million times, in every contender at once, are more than many a machine has memory for.
        let large = words || (args.full && S::KIND != Kind::Keys);
        sizes.retain(|&n| n < LARGE || large);
        sizes.extend((args.full && words).then_some(HUGE));
        sizes
    }

    /// Rounds whose figures count.
    pub fn rounds(&self, n: usize) -> usize {
        let by_mode = |quick, default, full| match self.args {
            Args { quick: true, .. } => quick,
            Args { full: true, .. } => full,
            _ => default,
        };
        self.args.rounds.unwrap_or_else(|| match n {
            0..=20_000 => by_mode(5, 9, 21),
            20_001..=200_000 => by_mode(5, 5, 9),
            _ => by_mode(3, 3, 5),
        })
    }

    /// Whether there is a round before those that count.
    pub fn warms_up(&self, n: usize) -> bool {
        n <= 20_000
    }

    /// Whether an operation is run on maps of `n` entries.
    pub fn wants(&self, op: Op, n: usize) -> bool {
        let bearable = n < HUGE || !op.needs_maps();
        op.suits(n) && (self.args.op.contains(&op) || (self.args.op.is_empty() && bearable))
    }

    /// Whether a contender takes part.
    pub fn invites(&self, name: &str) -> bool {
        let named = self.args.contender.iter().any(|contender| contender == name);
        let open = self.args.contender.is_empty() && !PHASES.contains(&name);
        named || open || name == STD || (self.args.phases && PHASES.contains(&name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entrants::{Pairs, Paths, Texts, WordSet, Words};

    fn plan(args: Args) -> Plan {
        Plan::new(args).unwrap()
    }

    #[test]
    fn sizes_follow_the_flags() {
        let default = plan(Args::default());
        assert_eq!(default.sizes::<Words>(), [1, 2, 3, 4, 8, 16, 32, 100, 1_000, 10_000, 100_000, 1_000_000]);
        assert_eq!(default.sizes::<Pairs>(), SIZES[..5]);
        assert_eq!(default.sizes::<Paths>(), KEY_SIZES);
        assert_eq!(default.sizes::<WordSet>(), SIZES[..5]);
        let quick = plan(Args { quick: true, ..Args::default() });
        assert_eq!(quick.sizes::<Texts>(), QUICK_SIZES);
        assert!(quick.sizes::<Pairs>().is_empty());
        let full = plan(Args { full: true, ..Args::default() });
        assert_eq!(full.sizes::<Pairs>().first(), Some(&1));
        assert_eq!(full.sizes::<Pairs>().last(), Some(&1_000_000));
        assert_eq!(full.sizes::<Paths>(), SIZES[..5]);
        assert_eq!(full.sizes::<Words>().last(), Some(&HUGE));
        let named = plan(Args { quick: true, shape: vec!["PAIR".into()], n: vec![77], ..Args::default() });
        assert_eq!(named.sizes::<Pairs>(), [77]);
        assert!(named.sizes::<Words>().is_empty());
    }

    #[test]
    fn operations_are_run_where_they_make_sense_and_are_bearable() {
        let default = plan(Args::default());
        assert!(default.wants(Op::Window, 100_000) && !default.wants(Op::Window, 1));
        assert!(!default.wants(Op::Window, HUGE) && default.wants(Op::GetHit, HUGE));
        let named = plan(Args { op: vec![Op::Window], ..Args::default() });
        assert!(named.wants(Op::Window, HUGE) && !named.wants(Op::GetHit, HUGE));
    }

    #[test]
    fn phases_take_part_only_when_asked() {
        let default = plan(Args::default());
        assert!(default.invites(STD) && default.invites(OURS) && default.invites("bbtree"));
        assert!(!default.invites("packed"));
        assert!(plan(Args { phases: true, ..Args::default() }).invites("packed"));
        let named = plan(Args { contender: vec!["packed".into()], ..Args::default() });
        assert!(named.invites("packed") && named.invites(STD) && !named.invites(OURS));
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(Plan::new(Args { n: vec![0], ..Args::default() }).unwrap_err().contains("empty"));
        assert!(
            Plan::new(Args { contender: vec!["x".into()], ..Args::default() })
                .unwrap_err()
                .contains("bbtree")
        );
    }
}
