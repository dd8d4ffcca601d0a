//! Random numbers that are the same on every machine: SplitMix64 (Steele, Lea and Flood, 2014).

/// What the state grows by from one number to the next.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The stream that `seed` begins. Fixtures of snapshots are made of such streams, so they must stay what they are.
    pub const fn new(seed: u64) -> Self {
        Random { state: seed }
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(STEP);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// The `at`th number from here, without those before it: 1 for the next. Another `at` gives another number.
    pub const fn nth(&self, at: u64) -> u64 {
        Random { state: self.state.wrapping_add(at.wrapping_sub(1).wrapping_mul(STEP)) }.next()
    }

    /// A number below `end`.
    ///
    /// # Panics
    ///
    /// If `end` is 0.
    pub const fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// An index of a list of `len` items.
    ///
    /// # Panics
    ///
    /// If `len` is 0.
    pub const fn index(&mut self, len: usize) -> usize {
        self.below(len as u64) as usize
    }

    /// A number from 0 up to 1, without 1.
    pub const fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Puts the items into a random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.index(i + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_stream_and_another_another() {
        let stream = |seed| {
            let mut random = Random::new(seed);
            [(); 8].map(|()| random.below(1_000))
        };
        assert_eq!(stream(1), stream(1));
        assert_ne!(stream(1), stream(2));
        assert!(stream(3).iter().all(|&number| number < 1_000));
        assert_eq!(Random::new(0).next(), 0xe220_a839_7b1d_cdaf, "the first number of its reference program");
    }

    #[test]
    fn the_nth_number_is_that_of_the_stream() {
        let mut random = Random::new(9);
        let ahead = [1, 2, 3].map(|at| random.nth(at));
        assert_eq!(ahead, [(); 3].map(|()| random.next()));
    }

    #[test]
    fn a_shuffled_list_has_the_same_items() {
        let mut items = core::array::from_fn::<usize, 50, _>(|i| i);
        Random::new(1).shuffle(&mut items);
        assert_ne!(items, core::array::from_fn(|i| i));
        items.sort_unstable();
        assert_eq!(items, core::array::from_fn(|i| i));
    }

    #[test]
    fn shares_are_below_one_and_spread() {
        let mut random = Random::new(7);
        let shares = [(); 100].map(|()| random.share());
        assert!(shares.iter().all(|share| (0.0..1.0).contains(share)));
        assert!(shares.iter().any(|&share| share < 0.2) && shares.iter().any(|&share| share > 0.8));
    }
}
