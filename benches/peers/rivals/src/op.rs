//! The operations: their names, where each makes sense, and the order in which a round runs them.

use clap::ValueEnum;

macro_rules! ops {
    ($($(#[$doc:meta])* $op:ident $name:literal)*) => {
        /// An operation that is timed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
        pub enum Op {
            $($(#[$doc])* #[value(name = $name)] $op,)*
        }

        impl Op {
            /// The name on the command line and in reports.
            pub fn name(self) -> &'static str {
                match self {
                    $(Op::$op => $name,)*
                }
            }
        }
    };
}

// In the order of a report.
ops! {
    /// Inserts n new keys in random order into an empty map.
    InsertRandom "insert-random"
    /// Inserts n new keys in ascending order into an empty map.
    InsertAscending "insert-ascending"
    /// Inserts n new keys in descending order into an empty map.
    InsertDescending "insert-descending"
    /// Looks a key up that is there.
    GetHit "get-hit"
    /// Looks a key up that is not there.
    GetMiss "get-miss"
    /// Looks up keys that are there, the k-th with a chance of 1/k: few keys are asked for often.
    GetZipf "get-zipf"
    /// Looks up keys that are there, sixteen in a call; std looks them up one by one.
    GetMany "get-many"
    /// The last entry up to a key that is not there.
    Floor "floor"
    /// The first entry from a key on that is not there.
    Ceiling "ceiling"
    /// Counts words in an empty map by `entry`, drawn as in `get-zipf`.
    Entry "entry"
    /// Removes all keys in random order.
    RemoveRandom "remove-random"
    /// Removes all keys in ascending order.
    RemoveAscending "remove-ascending"
    /// Removes all keys in descending order.
    RemoveDescending "remove-descending"
    /// Takes the first entry until the map is empty.
    PopFirst "pop-first"
    /// Takes the last entry until the map is empty.
    PopLast "pop-last"
    /// Inserts a key and takes the first entry, again and again: a priority queue.
    Queue "queue"
    /// Inserts behind all keys and takes the first entry, again and again: a sliding window.
    Window "window"
    /// Half gets of keys that are there, a quarter inserts of absent keys, a quarter removals.
    Mixed "mixed"
    /// Reads all entries by `for`, ascending.
    IterFor "iter-for"
    /// Reads all entries by `for_each`, ascending.
    IterForEach "iter-for-each"
    /// Reads all entries by `for`, descending.
    RevFor "rev-for"
    /// Reads all entries by `for_each`, descending.
    RevForEach "rev-for-each"
    /// Changes all values by `for` over `iter_mut`.
    IterMut "iter-mut"
    /// Takes a map apart by `into_iter`.
    IntoIter "into-iter"
    /// Reads the hundred entries from a key that is there.
    Range100 "range100"
    /// Builds a map from ascending entries at once: by `collect`, unless the map has a faster way.
    Build "build"
    /// Collects entries in random order.
    CollectRandom "collect-random"
    /// Collects ascending entries of which the last belongs into the middle.
    CollectNearly "collect-nearly"
    /// Collects entries in random order, of which a third have the key of another.
    CollectDuplicates "collect-duplicates"
    /// Makes a map of an array of ascending entries.
    FromArray "from-array"
    /// Clones a map.
    Clone "clone"
    /// Drops a map.
    Drop "drop"
    /// Appends a map whose keys are all greater.
    Append "append"
    /// Appends a map of a tenth of the entries, whose keys lie between the others.
    AppendInterleaved "append-interleaved"
    /// Keeps every other entry, as chance has it, by `retain`.
    Retain "retain"
    /// Takes out every other entry, as chance has it, by `extract_if`.
    ExtractIf "extract-if"
    /// Takes out the first ten entries, or an eighth of a small map, again and again; std takes them one by one.
    DrainFront "drain-front"
    /// Takes out ten adjacent entries, or an eighth of a small map, all over it; std removes them one by one.
    DrainRange "drain-range"
    /// Splits a map behind its first ten entries, or an eighth of a small map, again and again.
    SplitHead "split-off-head"
    /// Splits a map before its last ten entries, or an eighth of a small map, again and again.
    SplitTail "split-off-tail"
    /// Splits a map, its halves and their halves into sixteen parts.
    SplitMiddle "split-off-middle"
    /// Reads the union of two sets that share half of their elements.
    Union "union"
    /// Reads the union of a set and one of a hundredth of its size.
    UnionSmall "union-small"
    /// Reads the intersection of two sets that share half of their elements.
    Intersection "intersection"
    /// Reads the intersection of a set and one of a hundredth of its size.
    IntersectionSmall "intersection-small"
    /// Reads the difference of two sets that share half of their elements.
    Difference "difference"
    /// Reads the difference of a set and one of a hundredth of its size.
    DifferenceSmall "difference-small"
    /// Reads the difference of a set of a hundredth of the size and a set.
    DifferenceLarge "difference-large"
    /// Reads the symmetric difference of two sets that share half of their elements.
    Symmetric "symmetric"
    /// Asks whether a set is part of an equal one; it is.
    Subset "subset"
    /// Asks whether a set of a hundredth of the size is part of a set; it is.
    SubsetSmall "subset-small"
}

/// Below this size only some operations are run.
pub const USUAL: usize = 16;

/// The sizes of arrays that are made into maps.
pub const ARRAYS: [usize; 3] = [1, 4, 16];

impl Op {
    /// The order of a round on maps. What only reads follows an insertion, whose maps it uses; what uses up the maps
    /// comes before the next one, so that growing them anew is a figure as well and no time is lost.
    pub const ROUND: [Op; 43] = [
        Op::InsertRandom,
        Op::GetHit,
        Op::GetMiss,
        Op::GetZipf,
        Op::GetMany,
        Op::Floor,
        Op::Ceiling,
        Op::IterFor,
        Op::IterForEach,
        Op::RevFor,
        Op::RevForEach,
        Op::IterMut,
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
        Op::CollectRandom,
        Op::CollectNearly,
        Op::CollectDuplicates,
        Op::FromArray,
        Op::Append,
        Op::AppendInterleaved,
        Op::Entry,
        Op::RemoveAscending,
        Op::RemoveDescending,
        Op::PopFirst,
        Op::PopLast,
        Op::Queue,
        Op::Window,
        Op::IntoIter,
        Op::Retain,
        Op::ExtractIf,
        Op::DrainFront,
        Op::DrainRange,
        Op::SplitHead,
        Op::SplitTail,
        Op::SplitMiddle,
    ];

    /// The order of a round on maps whose keys differ from another shape's in nothing but how long they take to
    /// compare: what compares few or none is left out.
    pub const COMPARING: [Op; 23] = [
        Op::InsertRandom,
        Op::GetHit,
        Op::GetMiss,
        Op::GetZipf,
        Op::GetMany,
        Op::Floor,
        Op::Ceiling,
        Op::Range100,
        Op::RemoveRandom,
        Op::InsertRandom,
        Op::Mixed,
        Op::InsertAscending,
        Op::InsertDescending,
        Op::Build,
        Op::CollectRandom,
        Op::CollectNearly,
        Op::CollectDuplicates,
        Op::AppendInterleaved,
        Op::Entry,
        Op::Queue,
        Op::DrainRange,
        Op::SplitHead,
        Op::SplitMiddle,
    ];

    /// The order of a round on sets.
    pub const SETS: [Op; 10] = [
        Op::Union,
        Op::UnionSmall,
        Op::Intersection,
        Op::IntersectionSmall,
        Op::Difference,
        Op::DifferenceSmall,
        Op::DifferenceLarge,
        Op::Symmetric,
        Op::Subset,
        Op::SubsetSmall,
    ];

    /// Whether the operation uses up maps that no other one of a round would use up, so that a round takes much longer
    /// if they are huge.
    pub fn needs_maps(self) -> bool {
        matches!(
            self,
            Op::CollectRandom
                | Op::CollectNearly
                | Op::CollectDuplicates
                | Op::AppendInterleaved
                | Op::RemoveAscending
                | Op::RemoveDescending
                | Op::PopFirst
                | Op::PopLast
                | Op::Queue
                | Op::Window
                | Op::IntoIter
                | Op::Retain
                | Op::ExtractIf
                | Op::DrainFront
                | Op::DrainRange
                | Op::SplitHead
                | Op::SplitTail
                | Op::SplitMiddle
        )
    }

    /// Whether the operation makes sense on maps of `n` entries.
    pub fn suits(self, n: usize) -> bool {
        match self {
            Op::FromArray => ARRAYS.contains(&n),
            Op::InsertRandom
            | Op::InsertAscending
            | Op::InsertDescending
            | Op::GetHit
            | Op::GetMiss
            | Op::RemoveRandom
            | Op::RemoveAscending
            | Op::RemoveDescending
            | Op::PopFirst
            | Op::PopLast
            | Op::IterFor
            | Op::IntoIter
            | Op::Build
            | Op::CollectRandom
            | Op::CollectDuplicates
            | Op::Clone
            | Op::Drop => n > 0,
            _ => n >= USUAL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_is_run_in_a_round_and_has_its_name() {
        for op in Op::value_variants() {
            assert_ne!(Op::ROUND.contains(op), Op::SETS.contains(op), "{op:?}");
            assert_eq!(op.to_possible_value().unwrap().get_name(), op.name());
        }
        assert!(Op::COMPARING.iter().all(|op| Op::ROUND.contains(op)));
    }

    #[test]
    fn every_operation_suits_some_size_and_none_suits_nothing() {
        for op in Op::value_variants() {
            assert!(!op.suits(0) && op.suits(USUAL), "{op:?}");
        }
    }
}
