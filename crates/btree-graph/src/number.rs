//! Finite numbers, and states made of them.
//!
//! Invariant: both are finite and never minus zero. So equality and order are total, and equal numbers have the same bits.

use core::cmp::Ordering;
use core::fmt;

/// A finite `f64`; minus zero is zero.
///
/// ```
/// use btree_graph::Number;
///
/// let half = Number::new(0.5).unwrap();
/// assert!(half < Number::from(1_u32));
/// assert_eq!(Number::new(-0.0), Number::new(0.0));
/// assert_eq!(Number::new(f64::NAN), None);
/// ```
#[derive(Clone, Copy)]
pub struct Number(f64);

impl Number {
    /// Zero.
    pub const ZERO: Number = Number(0.0);

    /// Makes a number, if it is finite.
    #[inline]
    #[must_use]
    pub const fn new(number: f64) -> Option<Self> {
        // Adding zero turns minus zero into zero and changes nothing else.
        if number.is_finite() { Some(Number(number + 0.0)) } else { None }
    }

    /// Returns the number.
    #[inline]
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for Number {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        // The same as numeric order, for want of NaN and of minus zero.
        self.0.total_cmp(&other.0)
    }
}

impl core::hash::Hash for Number {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl From<u32> for Number {
    fn from(number: u32) -> Self {
        Number(f64::from(number))
    }
}

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Number(f64::from(number))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The time of a write, by the writer's clock: finite, usually in milliseconds since 1970. The current time is also a state.
///
/// ```
/// use btree_graph::State;
///
/// assert!(State::new(1.0).unwrap() < State::new(1.5).unwrap());
/// assert_eq!(State::new(f64::INFINITY), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State(Number);

impl State {
    /// State zero.
    pub const ZERO: State = State(Number::ZERO);

    /// The latest state.
    pub const MAX: State = State(Number(f64::MAX));

    /// Makes a state, if it is finite.
    #[inline]
    #[must_use]
    pub const fn new(state: f64) -> Option<Self> {
        match Number::new(state) {
            Some(number) => Some(State(number)),
            None => None,
        }
    }

    /// Returns the state as a number.
    #[inline]
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0.get()
    }
}

impl From<u32> for State {
    fn from(state: u32) -> Self {
        State(state.into())
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_numeric_and_total() {
        let ascending = [f64::MIN, -1.0, -f64::MIN_POSITIVE, 0.0, f64::MIN_POSITIVE, 1.0, f64::MAX];
        for (i, &a) in ascending.iter().enumerate() {
            for (j, &b) in ascending.iter().enumerate() {
                let (a, b) = (Number::new(a).unwrap(), Number::new(b).unwrap());
                assert_eq!(a.cmp(&b), i.cmp(&j));
                assert_eq!(a == b, i == j);
            }
        }
    }

    #[test]
    fn zeros_are_one_number() {
        let zeros = [Number::new(-0.0).unwrap(), Number::new(0.0).unwrap()];
        assert_eq!(zeros[0].cmp(&zeros[1]), Ordering::Equal);
        assert!(zeros[0].get().is_sign_positive());
    }

    #[test]
    fn what_is_not_finite_is_refused() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!((Number::new(number), State::new(number)), (None, None));
        }
    }
}
