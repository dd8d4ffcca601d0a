//! Writes by chance, with states of their own, so that any order of delivery has one result.

use serde_json::json;
use testbed::Random;

/// The first state. Long ago, so that no clock is behind it.
pub(crate) const EPOCH: u64 = 1_700_000_000_000;

/// Writes of some keys of some nodes. Some have the same key, and some of these the same state.
pub(crate) fn writes_of(random: &mut Random, count: usize, souls: u64) -> Vec<String> {
    let mut write = || {
        let (soul, key) = (format!("soul{}", random.below(souls)), format!("key{}", random.below(5)));
        let state = EPOCH + random.below(1000);
        let value = match random.below(6) {
            0 => json!(null),
            1 => json!(random.below(2) == 0),
            2 => json!(random.below(1000) as f64 / 8.0),
            3 => json!({ "#": format!("soul{}", random.below(souls)) }),
            _ => json!(format!("text {}", random.below(1000))),
        };
        json!([soul, key, value, state]).to_string()
    };
    (0..count).map(|_| write()).collect()
}
