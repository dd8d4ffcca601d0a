//! The clock of a peer, corrected by the median of its peers' clocks.
//!
//! A state later than now is deferred, so a peer whose clock is an hour ahead would write what all others see an hour later. A peer
//! therefore compares its clock with those of its peers, and follows the median of all of them, its own included. With only one
//! peer there is no majority, and the clock stays as it is. A majority of wrong clocks moves the others.

use btree_graph::State;
use libp2p::PeerId;
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// Differences up to this many milliseconds are not corrected.
const SMALL: f64 = 500.0;

/// A clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Added to the system's clock, to test with a clock that is wrong.
    skew: f64,
    /// How far the clocks of peers are ahead of this one.
    ahead: BTreeMap<PeerId, f64>,
    correction: f64,
}

impl Clock {
    /// The system's clock, and `skew` milliseconds.
    pub fn new(skew: f64) -> Self {
        Clock { skew, ..Clock::default() }
    }

    /// The time without correction, in milliseconds since 1970: what the peer tells others.
    pub fn raw(&self) -> f64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.map_or(0.0, |since| since.as_secs_f64() * 1000.0) + self.skew
    }

    /// The time, corrected.
    pub fn now(&self) -> State {
        State::new(self.raw() + self.correction).unwrap_or(State::ZERO)
    }

    /// What is added to the clock.
    pub fn correction(&self) -> f64 {
        self.correction
    }

    /// Notes what the clock of a peer is, when this one's was `raw`.
    pub fn heard(&mut self, peer: PeerId, time: f64, raw: f64) {
        if (time - raw).is_finite() {
            self.ahead.insert(peer, time - raw);
            self.correct();
        }
    }

    /// Forgets a peer.
    pub fn forget(&mut self, peer: &PeerId) {
        self.ahead.remove(peer);
        self.correct();
    }

    fn correct(&mut self) {
        let mut all: Vec<f64> = self.ahead.values().copied().chain([0.0]).collect();
        all.sort_by(f64::total_cmp);
        let (low, high) = (all[(all.len() - 1) / 2], all[all.len() / 2]);
        // Between two middle ones, the one that moves the clock less.
        let median = if low.abs() <= high.abs() { low } else { high };
        self.correction = if self.ahead.len() < 2 || median.abs() <= SMALL { 0.0 } else { median };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_follows_the_median_of_at_least_three() {
        let mut clock = Clock::new(0.0);
        let peers: Vec<_> = (0..4).map(|_| PeerId::random()).collect();
        clock.heard(peers[0], -3_600_000.0, 0.0);
        assert!(clock.correction() == 0.0, "one peer is no majority");
        clock.heard(peers[1], -3_600_010.0, 0.0);
        assert_eq!(clock.correction(), -3_600_000.0);
        clock.heard(peers[2], 99.0, 0.0);
        assert!(clock.correction() == 0.0, "two against two");
        clock.heard(peers[3], -3_600_020.0, 0.0);
        assert_eq!(clock.correction(), -3_600_000.0);
        clock.heard(peers[3], f64::NAN, 0.0);
        clock.forget(&peers[0]);
        clock.forget(&peers[1]);
        clock.forget(&peers[3]);
        assert!(clock.correction() == 0.0);
    }

    #[test]
    fn two_wrong_clocks_of_five_move_nobody() {
        let mut clock = Clock::new(0.0);
        for time in [1e9, 1e9, 3.0, -4.0] {
            clock.heard(PeerId::random(), time, 0.0);
        }
        assert!(clock.correction() == 0.0);
    }
}
