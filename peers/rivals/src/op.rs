//! The operations: their names, and the order in which a round runs them.

use clap::ValueEnum;

/// An operation that is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Op {
    /// Inserts n new keys in random order into an empty map.
    InsertRandom,
    /// Inserts n new keys in ascending order into an empty map.
    InsertAscending,
    /// Inserts n new keys in descending order into an empty map.
    InsertDescending,
    /// Looks a key up that is there.
    GetHit,
    /// Looks a key up that is not there.
    GetMiss,
    /// Looks up keys that are there, sixteen in a call; std looks them up one by one.
    GetMany,
    /// Removes all keys in random order.
    RemoveRandom,
    /// Half gets of keys that are there, a quarter inserts of absent keys, a quarter removals.
    Mixed,
    /// Reads all entries by `for`, ascending.
    IterFor,
    /// Reads all entries by `for_each`, ascending.
    IterForEach,
    /// Reads all entries by `for`, descending.
    RevFor,
    /// Reads all entries by `for_each`, descending.
    RevForEach,
    /// Reads the hundred entries from a key that is there.
    Range100,
    /// Builds a map from ascending entries at once.
    Build,
    /// Clones a map.
    Clone,
    /// Drops a map.
    Drop,
    /// Appends a map whose keys are all greater.
    Append,
}

impl Op {
    /// The order of a report.
    pub const ALL: [Op; 17] = [
        Op::InsertRandom,
        Op::InsertAscending,
        Op::InsertDescending,
        Op::GetHit,
        Op::GetMiss,
        Op::GetMany,
        Op::RemoveRandom,
        Op::Mixed,
        Op::IterFor,
        Op::IterForEach,
        Op::RevFor,
        Op::RevForEach,
        Op::Range100,
        Op::Build,
        Op::Clone,
        Op::Drop,
        Op::Append,
    ];

    /// The order of a round. What only reads follows an insertion, whose maps it uses; what uses up the maps comes
    /// before the next one, so that growing them anew is a figure as well and no time is lost.
    pub const ROUND: [Op; 19] = [
        Op::InsertRandom,
        Op::GetHit,
        Op::GetMiss,
        Op::GetMany,
        Op::IterFor,
        Op::IterForEach,
        Op::RevFor,
        Op::RevForEach,
        Op::Range100,
        Op::Clone,
        Op::RemoveRandom,
        Op::InsertRandom,
        Op::Mixed,
        Op::InsertRandom,
        Op::Drop,
        Op::InsertAscending,
        Op::InsertDescending,
        Op::Build,
        Op::Append,
    ];

    /// The name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Op::InsertRandom => "insert-random",
            Op::InsertAscending => "insert-ascending",
            Op::InsertDescending => "insert-descending",
            Op::GetHit => "get-hit",
            Op::GetMiss => "get-miss",
            Op::GetMany => "get-many",
            Op::RemoveRandom => "remove-random",
            Op::Mixed => "mixed",
            Op::IterFor => "iter-for",
            Op::IterForEach => "iter-for-each",
            Op::RevFor => "rev-for",
            Op::RevForEach => "rev-for-each",
            Op::Range100 => "range100",
            Op::Build => "build",
            Op::Clone => "clone",
            Op::Drop => "drop",
            Op::Append => "append",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_run_in_a_round_and_has_its_name() {
        for op in Op::ALL {
            assert!(Op::ROUND.contains(&op), "{op:?}");
            assert_eq!(op.to_possible_value().unwrap().get_name(), op.name());
        }
        assert_eq!(Op::value_variants(), Op::ALL);
    }
}
