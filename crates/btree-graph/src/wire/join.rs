//! Joining the keys of a node with their states, which stand apart from them on the wire.

use crate::Update;
use alloc::boxed::Box;
use alloc::vec::Vec;

/// Puts each state into the update of its key. Of a state twice, the last one counts.
///
/// Computes in **O(n)** time if both are in the same order, as writers have them; **O(n log n)** if not.
pub(super) fn join(fields: &mut [Update], mut states: Vec<(Box<str>, f64)>) {
    let same_order =
        fields.len() == states.len() && fields.iter().zip(&states).all(|(field, state)| field.key == state.0);
    if same_order {
        for (field, (_, state)) in fields.iter_mut().zip(states) {
            field.state = Some(state);
        }
        return;
    }
    // Stable, so that the last of equal keys stays last.
    states.sort_by(|a, b| a.0.cmp(&b.0));
    for field in fields {
        let behind = states.partition_point(|(key, _)| *key <= field.key);
        let last = behind.checked_sub(1).map(|last| &states[last]);
        field.state = last.filter(|(key, _)| *key == field.key).map(|&(_, state)| state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;

    fn joined(fields: &[&str], states: &[(&str, f64)]) -> Vec<Option<f64>> {
        let value = || Value::Null.into();
        let mut fields: Vec<_> =
            fields.iter().map(|&key| Update { key: key.into(), value: value(), state: None }).collect();
        join(&mut fields, states.iter().map(|&(key, state)| (key.into(), state)).collect());
        fields.into_iter().map(|field| field.state).collect()
    }

    #[test]
    fn keys_find_their_states_in_any_order() {
        assert_eq!(joined(&["b", "a"], &[("b", 2.0), ("a", 1.0)]), [Some(2.0), Some(1.0)]);
        assert_eq!(joined(&["b", "a"], &[("a", 1.0), ("b", 2.0)]), [Some(2.0), Some(1.0)]);
        assert_eq!(joined(&["b", "", "c"], &[("", 0.0), ("b", 2.0)]), [Some(2.0), Some(0.0), None]);
        assert_eq!(joined(&["b"], &[("a", 1.0), ("c", 3.0)]), [None]);
        assert_eq!(joined(&["a"], &[]), [None]);
    }

    #[test]
    fn the_last_of_equal_keys_counts() {
        assert_eq!(joined(&["a"], &[("a", 1.0), ("a", 2.0)]), [Some(2.0)]);
        assert_eq!(joined(&["b", "a"], &[("a", 1.0), ("b", 3.0), ("a", 2.0)]), [Some(3.0), Some(2.0)]);
    }
}
