//! Comparing strings and strings of bytes without a call: eight bytes at a time.
//!
//! What is compared is always two Q, however K borrows them; so it is Q that is recognised, and its order is the library's.

use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::mem;

/// The order of two Q: what `Ord` says, for strings sooner.
#[inline(always)]
pub(super) fn order<Q: Ord + ?Sized>(a: &Q, b: &Q) -> Ordering {
    match (bytes_of(a), bytes_of(b)) {
        (Some(a), Some(b)) => order_of_bytes(a, b),
        _ => a.cmp(b),
    }
}

/// The bytes by which a Q is ordered, if it is a recognised type. Folds away.
#[inline(always)]
fn bytes_of<Q: ?Sized>(item: &Q) -> Option<&[u8]> {
    let id = typeid::of::<Q>();
    // SAFETY: in each arm Q is the type named, up to lifetimes (`typeid` does not tell those apart; what is borrowed from
    // the item is returned for no longer than the item is): a reference to it is a reference to that type.
    unsafe {
        if id == typeid::of::<str>() || id == typeid::of::<[u8]>() {
            Some(mem::transmute_copy::<&Q, &[u8]>(&item))
        } else if id == typeid::of::<String>() {
            Some(mem::transmute_copy::<&Q, &String>(&item).as_bytes())
        } else if id == typeid::of::<Vec<u8>>() {
            Some(mem::transmute_copy::<&Q, &Vec<u8>>(&item).as_slice())
        } else if id == typeid::of::<&str>() {
            Some(mem::transmute_copy::<&Q, &&str>(&item).as_bytes())
        } else if id == typeid::of::<&[u8]>() {
            Some(mem::transmute_copy::<&Q, &&[u8]>(&item))
        } else {
            None
        }
    }
}

/// The order of two strings of bytes.
#[inline(always)]
fn order_of_bytes(a: &[u8], b: &[u8]) -> Ordering {
    let both = a.len().min(b.len());
    let word =
        |bytes: &[u8], at: usize| bytes[at..].first_chunk().map_or(0, |word| u64::from_be_bytes(*word));
    if both >= 8 {
        let mut at = 0;
        // The last word may overlap the one before it, which was equal.
        loop {
            let (x, y) = (word(a, at), word(b, at));
            if x != y {
                return if x < y { Ordering::Less } else { Ordering::Greater };
            }
            if at == both - 8 {
                return a.len().cmp(&b.len());
            }
            at = (at + 8).min(both - 8);
        }
    }
    a.cmp(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::boxed::Box;
    use quickcheck::QuickCheck;

    #[test]
    fn strings_order_as_the_library_orders_them() {
        #[expect(clippy::needless_pass_by_value, reason = "quickcheck hands its inputs over")]
        fn alike(a: Vec<u8>, b: Vec<u8>, shared: Vec<u8>, few: bool) -> bool {
            let join = |tail: &[u8]| -> Vec<u8> {
                let tail = tail.iter().map(|byte| if few { byte % 2 } else { *byte });
                shared.iter().copied().chain(tail).collect()
            };
            let (a, b) = (join(&a), join(&b));
            let (s, t) = (String::from_utf8_lossy(&a).into_owned(), String::from_utf8_lossy(&b).into_owned());
            order(&a, &b) == a.cmp(&b)
                && order(&a[..], &b[..]) == a.cmp(&b)
                && order(&&a[..], &&b[..]) == a.cmp(&b)
                && order(&s, &t) == s.cmp(&t)
                && order(&s[..], &t[..]) == s.cmp(&t)
                && order(&&s[..], &&t[..]) == s.cmp(&t)
                && order(&a, &a).is_eq()
        }
        let tests = if cfg!(miri) { 6 } else { 5_000 };
        QuickCheck::new().tests(tests).quickcheck(alike as fn(Vec<u8>, Vec<u8>, Vec<u8>, bool) -> bool);
    }

    #[test]
    fn other_types_are_asked_themselves() {
        #[derive(PartialEq, Eq, PartialOrd, Ord)]
        struct Reversed(core::cmp::Reverse<Box<str>>);
        let of = |text: &str| Reversed(core::cmp::Reverse(text.into()));
        assert_eq!(order(&of("a"), &of("b")), Ordering::Greater);
        assert!(bytes_of(&of("a")).is_none() && bytes_of(&[1u16][..]).is_none() && bytes_of("a").is_some());
    }
}
