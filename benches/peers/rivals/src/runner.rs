//! Runs one operation on one contender's maps and times it.
//!
//! Invariants: inside a timed block nothing is made but what the operation makes; what an operation returns is summed,
//! so that it cannot be left out; a sample is never shorter than [`SHORTEST`], one of cuts than [`BRIEF`]. Time is the processor's in this thread:
//! what others do meanwhile on the machine is not in it.

mod change;
mod cut;
mod read;
mod sets;
mod whole;

use crate::contender::Contender;
use crate::input::Input;
use crate::op::Op;
use crate::shape::{Key, Value, mix};
use cpu_time::ThreadTime;
pub use sets::SetRunner;
use std::marker::PhantomData;
use std::time::Duration;

/// A sample is made of blocks until they have taken this long.
pub const SHORTEST: Duration = Duration::from_micros(200);

/// The same for cuts, of which a map has no more than some.
pub const BRIEF: Duration = Duration::from_micros(50);

/// Entries in all maps of a block that makes or changes maps.
const ENTRIES: usize = 1 << 14;

/// One measurement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Nanoseconds of one operation; of one entry where an operation takes a whole map.
    pub nanos: f64,
    /// A word that depends on every result; the same in every contender.
    pub checksum: u64,
}

/// A contender in a race, whatever its type.
pub trait Race {
    /// Runs `op`; `None` if the map has no such operation.
    fn run(&mut self, op: Op) -> Option<Sample>;

    /// Lets the maps go.
    fn rest(&mut self);
}

/// A contender's maps and what they are fed with.
pub struct Runner<'a, K, V, M> {
    input: &'a Input<K, V>,
    /// Maps that hold the input, grown by random inserts; none when they have been used up.
    grown: Vec<M>,
    marker: PhantomData<fn() -> M>,
}

/// What a timed block took, how many operations it ran and what came of them.
struct Block {
    took: Duration,
    operations: usize,
    checksum: u64,
}

impl Block {
    /// Times `work`; the result of `work` is handed to `check` outside the time.
    fn time<R>(operations: usize, work: impl FnOnce() -> R, check: impl FnOnce(R) -> u64) -> Self {
        let start = ThreadTime::now();
        let result = work();
        let took = start.elapsed();
        Block { took, operations, checksum: check(result) }
    }
}

impl<'a, K: Key, V: Value, M: Contender<K, V>> Runner<'a, K, V, M> {
    /// A contender without maps.
    pub fn new(input: &'a Input<K, V>) -> Self {
        Runner { input, grown: Vec::new(), marker: PhantomData }
    }

    /// How many maps a block needs so that it is no matter of nanoseconds.
    fn copies(&self) -> usize {
        ENTRIES.div_ceil(self.input.n)
    }

    /// Sees to it that there are grown maps.
    fn grow(&mut self) {
        if self.grown.is_empty() {
            self.insert_random(0);
        }
    }

    /// The grown maps, to be used up.
    fn take(&mut self) -> Vec<M> {
        self.grow();
        std::mem::take(&mut self.grown)
    }
}

impl<K: Key, V: Value, M: Contender<K, V>> Race for Runner<'_, K, V, M> {
    fn run(&mut self, op: Op) -> Option<Sample> {
        let input = self.input;
        match op {
            Op::InsertRandom => sample(|block| Some(self.insert_random(block))),
            Op::InsertAscending => sample(|_| Some(self.insert_in_order(&input.ascending))),
            Op::InsertDescending => sample(|_| Some(self.insert_in_order(&input.descending))),
            Op::GetHit => sample(|round| Some(self.get(&input.hits, round))),
            Op::GetMiss => sample(|round| Some(self.get(&input.misses, round))),
            Op::GetZipf => sample(|round| Some(self.get(&input.zipf, round))),
            Op::GetMany => sample(|round| self.get_many(&input.hits, round)),
            Op::Floor => sample(|round| self.neighbours(&input.misses, round, M::floor)),
            Op::Ceiling => sample(|round| self.neighbours(&input.misses, round, M::ceiling)),
            Op::Entry => sample(|_| self.count()),
            Op::RemoveRandom => sample(|block| Some(self.remove_random(block))),
            Op::RemoveAscending => sample(|_| Some(self.remove_in_order(&input.ascending))),
            Op::RemoveDescending => sample(|_| Some(self.remove_in_order(&input.descending))),
            Op::PopFirst => sample(|_| self.pop_all(M::pop_first)),
            Op::PopLast => sample(|_| self.pop_all(M::pop_last)),
            Op::Queue => sample(|_| self.queue()),
            Op::Window => sample(|_| self.window()),
            Op::Mixed => sample(|_| Some(self.mixed())),
            Op::IterFor => sample(|_| self.iterate(|map| Some(map.sum_for()))),
            Op::IterForEach => sample(|_| self.iterate(|map| Some(map.sum_for_each()))),
            Op::RevFor => sample(|_| self.iterate(M::sum_rev_for)),
            Op::RevForEach => sample(|_| self.iterate(M::sum_rev_for_each)),
            Op::IterMut => sample(|_| self.stir()),
            Op::IntoIter => sample(|_| self.take_apart()),
            Op::Range100 => sample(|round| Some(self.ranges(round))),
            Op::Build => sample(|_| self.build()),
            Op::CollectRandom => sample(|block| self.collect(|copy| input.shuffled(block << 16 | copy))),
            Op::CollectNearly => sample(|_| self.collect(|_| input.nearly_ascending())),
            Op::CollectDuplicates => {
                sample(|block| self.collect(|copy| input.duplicates(block << 16 | copy)))
            }
            Op::FromArray => sample(|_| self.of_arrays()),
            Op::Clone => sample(|_| self.duplicate()),
            Op::Drop => sample(|_| Some(self.drop_all())),
            Op::Append => sample(|_| self.append_behind()),
            Op::AppendInterleaved => sample(|_| self.append_between()),
            Op::Retain => sample(|_| self.retain()),
            Op::ExtractIf => sample(|_| self.extract()),
            Op::DrainFront => brief(|_| self.drain_fronts()),
            Op::DrainRange => brief(|_| self.drain_ranges()),
            Op::SplitHead => brief(|_| self.split_heads()),
            Op::SplitTail => brief(|_| self.split_tails()),
            Op::SplitMiddle => brief(|_| self.split_middles()),
            _ => None,
        }
    }

    fn rest(&mut self) {
        self.grown.clear();
    }
}

/// Runs blocks until they have taken [`SHORTEST`].
fn sample(block: impl FnMut(usize) -> Option<Block>) -> Option<Sample> {
    sample_of(SHORTEST, block)
}

/// Runs blocks until they have taken [`BRIEF`].
fn brief(block: impl FnMut(usize) -> Option<Block>) -> Option<Sample> {
    sample_of(BRIEF, block)
}

fn sample_of(shortest: Duration, mut block: impl FnMut(usize) -> Option<Block>) -> Option<Sample> {
    let Block { mut took, mut operations, checksum } = block(0)?;
    let mut round = 0;
    while took < shortest {
        round += 1;
        let next = block(round)?;
        took += next.took;
        operations += next.operations;
        assert_eq!(next.checksum, checksum, "a block repeated gives what it gave before");
    }
    Some(Sample { nanos: took.as_nanos() as f64 / operations as f64, checksum })
}

/// A hash over all entries in the order of the map.
fn digest<K: Key, V: Value, M: Contender<K, V>>(map: &M) -> u64 {
    let mut hash = 0;
    map.visit(&mut |key, value| hash = mix(key.digest(hash), value.word()));
    hash
}
