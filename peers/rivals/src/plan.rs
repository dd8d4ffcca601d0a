//! The command line, and what it asks for: shapes, sizes, operations, contenders and rounds.

use crate::entrants::{self, OURS, PHASES, RIVALS, SHAPES, STD};
use crate::input::SMALLEST;
use crate::op::Op;

/// What to run.
#[derive(clap::Parser, Clone, Debug, Default)]
pub struct Args {
    /// Fewer shapes, sizes and rounds: under a minute.
    #[arg(long, conflicts_with = "full")]
    pub quick: bool,
    /// All sizes for all shapes, ten million for `<u64,u64>`, and more rounds.
    #[arg(long)]
    pub full: bool,
    /// Only this shape (u64, u32, string, str, blob, pair); may be repeated.
    #[arg(long, ignore_case = true, value_parser = SHAPES)]
    pub shape: Vec<String>,
    /// Only this operation; may be repeated.
    #[arg(long, value_enum)]
    pub op: Vec<Op>,
    /// Only maps of this many entries; may be repeated.
    #[arg(long)]
    pub n: Vec<usize>,
    /// Only this contender and std; may be repeated.
    #[arg(long)]
    pub contender: Vec<String>,
    /// The other layouts of this repository's map as well.
    #[arg(long)]
    pub phases: bool,
    /// Rounds, instead of as many as the size allows.
    #[arg(long)]
    pub rounds: Option<usize>,
}

/// What shall be run, checked.
#[derive(Clone, Debug)]
pub struct Plan {
    args: Args,
}

/// The sizes of a complete run.
const SIZES: [usize; 6] = [16, 100, 1_000, 10_000, 100_000, 1_000_000];
/// The sizes of a quick run.
const QUICK_SIZES: [usize; 3] = [16, 1_000, 100_000];
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
        if let Some(n) = args.n.iter().find(|&&n| n < SMALLEST) {
            return Err(format!("--n {n}: the smallest map that is timed has {SMALLEST} entries"));
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
    pub fn sizes(&self, shape: &str) -> Vec<usize> {
        let args = &self.args;
        let wanted = match &args.shape[..] {
            [] => !args.quick || QUICK_SHAPES.contains(&shape),
            shapes => shapes.iter().any(|name| name == shape),
        };
        if !wanted {
            return Vec::new();
        }
        if !args.n.is_empty() {
            return args.n.clone();
        }
        let words = shape == "u64";
        let sizes = if args.quick { &QUICK_SIZES[..] } else { &SIZES };
        let huge = (args.full && words).then_some(HUGE);
        let fits = |&n: &usize| n < LARGE || words || args.full;
        sizes.iter().copied().filter(fits).chain(huge).collect()
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

    /// Whether an operation is run.
    pub fn wants(&self, op: Op) -> bool {
        self.args.op.is_empty() || self.args.op.contains(&op)
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

    fn plan(args: Args) -> Plan {
        Plan::new(args).unwrap()
    }

    #[test]
    fn sizes_follow_the_flags() {
        let default = plan(Args::default());
        assert_eq!(default.sizes("u64"), SIZES);
        assert_eq!(default.sizes("pair"), SIZES[..5]);
        let quick = plan(Args { quick: true, ..Args::default() });
        assert_eq!(quick.sizes("string"), QUICK_SIZES);
        assert!(quick.sizes("pair").is_empty());
        let full = plan(Args { full: true, ..Args::default() });
        assert_eq!(full.sizes("pair"), SIZES);
        assert_eq!(full.sizes("u64").last(), Some(&HUGE));
        let named = plan(Args { quick: true, shape: vec!["PAIR".into()], n: vec![77], ..Args::default() });
        assert_eq!(named.sizes("pair"), [77]);
        assert!(named.sizes("u64").is_empty());
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
        assert!(Plan::new(Args { n: vec![0], ..Args::default() }).unwrap_err().contains("smallest"));
        assert!(
            Plan::new(Args { contender: vec!["x".into()], ..Args::default() })
                .unwrap_err()
                .contains("bbtree")
        );
    }
}
