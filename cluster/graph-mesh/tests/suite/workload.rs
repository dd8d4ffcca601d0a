//! Writes by chance, with states of their own, so that any order of delivery has one result.

use serde_json::json;

/// The first state. Long ago, so that no clock is behind it.
pub(crate) const EPOCH: u64 = 1_700_000_000_000;

/// Numbers by chance: the same for the same seed.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// Writes of some keys of some nodes. Some have the same key, and some of these the same state.
    pub(crate) fn writes(&mut self, count: usize, souls: u64) -> Vec<String> {
        let mut write = || {
            let (soul, key) = (format!("soul{}", self.below(souls)), format!("key{}", self.below(5)));
            let state = EPOCH + self.below(1000);
            let value = match self.below(6) {
                0 => json!(null),
                1 => json!(self.below(2) == 0),
                2 => json!(self.below(1000) as f64 / 8.0),
                3 => json!({ "#": format!("soul{}", self.below(souls)) }),
                _ => json!(format!("text {}", self.below(1000))),
            };
            json!([soul, key, value, state]).to_string()
        };
        (0..count).map(|_| write()).collect()
    }
}
