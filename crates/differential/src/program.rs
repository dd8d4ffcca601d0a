//! Random programs: lists of operations with their arguments, made from a seed.

use crate::item::Danger;
use std::fmt;
use testbed::Random;

/// What is promised of an operation beside its result, and so compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    /// Keys and values are dropped in std's order; otherwise the same ones are, in any order.
    pub(crate) ordered: bool,
    /// The slim layout, which is the default, drops in std's order.
    pub(crate) slim: bool,
    /// A comparison that panics changes nothing.
    pub(crate) whole: bool,
    /// After any other panic the contents are std's.
    pub(crate) settled: bool,
    /// std has it on nightly only, or not at all: here it is made of other calls. So comparisons are not compared, and
    /// only closures panic.
    pub(crate) modelled: bool,
    /// Of two equal elements std gives the one or the other, by the sizes of its sets: so who is cloned is not compared.
    pub(crate) either: bool,
    /// A comparison that panics breaks std's collection, which must not be used then: so std's does not panic.
    pub(crate) broken_in_std: bool,
    /// Comparisons are bounded by their number in std: false where ours compares for another purpose.
    pub(crate) counted: bool,
}

impl Operation {
    /// An operation that promises nothing.
    pub(crate) const fn named(name: &'static str) -> Self {
        Operation {
            name,
            ordered: false,
            slim: false,
            whole: false,
            settled: false,
            modelled: false,
            either: false,
            broken_in_std: false,
            counted: true,
        }
    }
}

/// Makes the enumeration of a collection's operations, each with what is promised of it.
macro_rules! operations {
    ($(#[$doc:meta])* $set:ident { $($operation:ident [$($promise:ident)*]),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $set { $($operation),* }

        impl $set {
            /// All of them, in the order of programs' numbers.
            pub(crate) const ALL: &'static [$set] = &[$($set::$operation),*];
            /// What each promises.
            pub(crate) const TABLE: &'static [$crate::program::Operation] = &[$({
                #[allow(unused_mut, reason = "some promise nothing")]
                let mut operation = $crate::program::Operation::named(stringify!($operation));
                $(operation.$promise = true;)*
                // What is modelled compares as the model does.
                operation.counted = !operation.modelled;
                operation
            }),*];
        }
    };
}
pub(crate) use operations;

/// An operation and its arguments, of which each takes what it needs.
#[derive(Clone, Copy)]
pub(crate) struct Op {
    /// Index in the table of the collection.
    pub(crate) kind: usize,
    pub(crate) name: &'static str,
    /// Ranks of keys.
    pub(crate) a: u32,
    pub(crate) b: u32,
    /// A small count.
    pub(crate) count: u32,
    /// Ends to step from, entries to choose, kinds of bounds.
    pub(crate) bits: u32,
    pub(crate) fuse: Option<(Danger, u32)>,
}

impl fmt::Debug for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Op { name, a, b, count, bits, fuse, .. } = self;
        write!(f, "{name} a={a} b={b} count={count} bits={bits:#x}")?;
        match fuse {
            Some((danger, nth)) => write!(f, ", {danger:?} number {nth} panics"),
            None => Ok(()),
        }
    }
}

impl Op {
    /// Whether the operation's closure chooses the key of that rank: all, half, a quarter or a sixteenth of them.
    pub(crate) fn chooses(&self, rank: u32) -> bool {
        let mask = [0, 1, 3, 15][(self.bits >> 30) as usize];
        ((rank.wrapping_mul(0x9e37_79b9) >> 16) ^ self.bits) & mask == 0
    }
}

/// A list of operations on keys below a limit.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) universe: u32,
    pub(crate) ops: Vec<Op>,
}

impl Program {
    /// The program of a seed. The first operation of a table is the one that fills, and is taken more often.
    pub(crate) fn random(seed: u64, table: &[Operation]) -> Self {
        let mut random = Random::new(seed);
        let mut below = |limit: u32| u32::try_from(random.below(u64::from(limit))).expect("below a u32");
        let universe = [6, 40, 300, 2000][below(4) as usize];
        let length = 5 + below(60);
        let ops = (0..length).map(|at| {
            let kind = if at == 0 || below(12) == 0 { 0 } else { below(table.len() as u32) as usize };
            let danger = [
                Danger::Call,
                Danger::Compare,
                Danger::CloneKey,
                Danger::CloneValue,
                Danger::DropKey,
                Danger::DropValue,
            ][below(if table[kind].modelled { 1 } else { 6 }) as usize];
            let nth = if below(2) == 0 { below(4) } else { below(universe) };
            Op {
                kind,
                name: table[kind].name,
                a: below(universe),
                b: below(universe),
                count: if below(2) == 0 { below(8) } else { below(universe) },
                bits: below(u32::MAX),
                fuse: (at != 0 && below(4) == 0).then_some((danger, nth)),
            }
        });
        Program { universe, ops: ops.collect() }
    }
}
