//! Whether resident memory is flat: at the end of a run no higher than when it had warmed up.
//!
//! 1. A sample is taken after every cycle, when all maps are gone. Of a long run not all are kept: when the room for them
//!    is full every second one goes, so that the samples themselves take no memory.
//! 2. The first quarter warms up: the allocator finds out how much it needs.
//! 3. The highest sample of the last quarter may exceed the highest of the second by [`SLACK`] and a twentieth.

/// Samples kept at most.
const ROOM: usize = 1024;

/// Fewer samples say nothing.
const FEWEST: usize = 8;

/// What an allocator may take more without being called a leak.
const SLACK: u64 = 1 << 20;

/// Samples of resident memory.
pub(super) struct Flat {
    samples: Vec<u64>,
    /// Only every so many calls are kept.
    every: usize,
    calls: usize,
    /// Whether the system did not tell.
    unknown: bool,
}

impl Flat {
    pub(super) fn new() -> Self {
        Flat { samples: Vec::with_capacity(ROOM), every: 1, calls: 0, unknown: false }
    }

    /// Takes a sample.
    pub(super) fn add(&mut self, bytes: Option<u64>) {
        let Some(bytes) = bytes else {
            self.unknown = true;
            return;
        };
        if self.calls.is_multiple_of(self.every) {
            if self.samples.len() == ROOM {
                let mut second = false;
                self.samples.retain(|_| {
                    second = !second;
                    second
                });
                self.every *= 2;
            }
            self.samples.push(bytes);
        }
        self.calls += 1;
    }

    /// The highest of the second and of the last quarter; `None` if there are too few samples.
    fn highest(&self) -> Option<(u64, u64)> {
        let quarter = self.samples.len() / 4;
        let highest = |samples: &[u64]| samples.iter().copied().max();
        if self.samples.len() < FEWEST {
            return None;
        }
        highest(&self.samples[quarter..2 * quarter]).zip(highest(&self.samples[3 * quarter..]))
    }

    /// Whether it is, as far as is known.
    pub(super) fn is_flat(&self) -> bool {
        self.highest().is_none_or(|(warm, last)| last <= warm + warm / 20 + SLACK)
    }

    /// What is known, in words.
    pub(super) fn told(&self) -> String {
        match self.highest() {
            _ if self.unknown => "SKIPPED: this system has no /proc/self/statm".into(),
            None => format!("not judged: {} samples, {FEWEST} at least", self.samples.len()),
            Some((warm, last)) => {
                let verdict = if self.is_flat() { "flat" } else { "GROWS" };
                format!(
                    "{verdict}, {} KiB after the first quarter, {} KiB in the last",
                    warm >> 10,
                    last >> 10
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(samples: impl Iterator<Item = u64>) -> Flat {
        let mut flat = Flat::new();
        samples.for_each(|sample| flat.add(Some(sample)));
        flat
    }

    #[test]
    fn a_slow_leak_is_told_from_noise() {
        let noisy = flat((0..100).map(|i| (50 << 20) + (i * 7919 % 100) * 4096));
        assert!(noisy.is_flat() && noisy.told().starts_with("flat"));
        let leaking = flat((0..100).map(|i| (50 << 20) + i * 100_000));
        assert!(!leaking.is_flat() && leaking.told().starts_with("GROWS"), "{}", leaking.told());
        let warming = flat((0..100).map(|i| (50 << 20) + i.min(20) * 500_000));
        assert!(warming.is_flat());
    }

    #[test]
    fn little_or_nothing_known_is_told() {
        assert!(flat(0..7).is_flat() && flat(0..7).told().starts_with("not judged"));
        let mut unknown = Flat::new();
        unknown.add(None);
        assert!(unknown.is_flat() && unknown.told().starts_with("SKIPPED"));
    }

    #[test]
    fn samples_of_a_long_run_take_no_more_room() {
        let long = flat((0..100_000).map(|i| i * 1_000));
        assert!(long.samples.len() <= ROOM && long.samples.capacity() == ROOM);
        assert!(long.samples.is_sorted() && !long.is_flat());
    }
}
