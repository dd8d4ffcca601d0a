//! A token bucket: how much of something a peer may use in a while.

use std::time::{Duration, Instant};

/// A bucket that fills at a rate, up to a burst. It may be overdrawn by one use, whose size is known only afterwards.
#[derive(Clone, Copy, Debug)]
pub struct Bucket {
    tokens: f64,
    rate: f64,
    burst: f64,
    at: Instant,
}

impl Bucket {
    /// A full bucket.
    pub fn new(rate: f64, burst: f64, now: Instant) -> Self {
        Bucket { tokens: burst, rate, burst, at: now }
    }

    /// How long to wait until something may be used; `None` if it may be used now.
    pub fn wait(&mut self, now: Instant) -> Option<Duration> {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.tokens = (self.tokens + passed * self.rate).min(self.burst);
        self.at = now;
        let wait = -self.tokens / self.rate;
        (self.tokens < 0.0).then(|| Duration::try_from_secs_f64(wait).unwrap_or(Duration::MAX))
    }

    /// Uses that much.
    pub fn use_up(&mut self, tokens: u64) {
        self.tokens -= tokens as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_its_burst_and_then_its_rate() {
        let start = Instant::now();
        let mut bucket = Bucket::new(10.0, 100.0, start);
        bucket.use_up(100);
        assert_eq!(bucket.wait(start), None);
        bucket.use_up(50);
        assert_eq!(bucket.wait(start), Some(Duration::from_secs(5)));
        assert_eq!(bucket.wait(start + Duration::from_secs(4)), Some(Duration::from_secs(1)));
        assert_eq!(bucket.wait(start + Duration::from_secs(5)), None);
        assert_eq!(bucket.wait(start + Duration::from_secs(500)), None);
        bucket.use_up(101);
        assert!(bucket.wait(start + Duration::from_secs(500)).is_some(), "no more than the burst is saved");
    }
}
