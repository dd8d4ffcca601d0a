//! `PartialEq`, `Eq` and `PartialOrd` of a key whose `Ord` a test has written.

/// Implements `PartialEq`, `Eq` and `PartialOrd` by the `Ord` of a type. So keys with an order that a test made up agree with it in all
/// comparisons, whatever it is.
///
/// ```
/// use std::cmp::Ordering;
///
/// struct ByLength(&'static str);
///
/// impl Ord for ByLength {
///     fn cmp(&self, other: &Self) -> Ordering {
///         self.0.len().cmp(&other.0.len())
///     }
/// }
/// testbed::compare_by_ord!(ByLength);
///
/// assert!(ByLength("ab") == ByLength("cd") && ByLength("ab") < ByLength("abc"));
/// ```
#[macro_export]
macro_rules! compare_by_ord {
    ($type:ty) => {
        impl PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                Ord::cmp(self, other).is_eq()
            }
        }
        impl Eq for $type {}
        impl PartialOrd for $type {
            fn partial_cmp(&self, other: &Self) -> Option<::core::cmp::Ordering> {
                Some(Ord::cmp(self, other))
            }
        }
    };
}
