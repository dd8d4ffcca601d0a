//! Answering the questions of a reconciliation.

use super::{Answer, Ask, FEW, Fetch, Found, MAX_ANSWER, MAX_HASHES, MAX_RANGES, Part, Short, WAYS, short};
use crate::index::{PAGE, Total};
use crate::item::{Item, Position, Range, hash};
use crate::store::Store;
use std::collections::HashMap;

/// Answers a question; `None` if it is not valid. Also returns the cost: how many pages and items were looked at.
pub fn answer(store: &Store, ask: &Ask) -> (Option<Answer>, u64) {
    match ask {
        Ask::Split(ranges) => {
            if ranges.len() > MAX_RANGES || !ranges.iter().all(Range::is_valid) {
                return (None, 1);
            }
            let mut cost = 0;
            let parts = ranges.iter().map(|range| {
                let (parts, looked) = split(store, range);
                cost += looked;
                parts
            });
            (Some(Answer::Parts(parts.collect())), cost)
        }
        Ask::Fetch(fetches) => {
            let hashes: usize = fetches.iter().map(|fetch| fetch.have.len()).sum();
            let valid = fetches.iter().all(|fetch| fetch.range.is_valid());
            if fetches.len() > MAX_RANGES || hashes > MAX_HASHES || !valid {
                return (None, 1);
            }
            let (mut found, mut cost, mut left) = (Vec::new(), 0, MAX_ANSWER);
            for fetch in fetches {
                let (one, looked) = fetch_one(store, fetch, &mut left, found.is_empty());
                cost += looked;
                let cut = one.open.is_some();
                found.push(one);
                if cut || left == 0 {
                    break;
                }
            }
            (Some(Answer::Found(found)), cost)
        }
    }
}

/// The hashes of what a store has in a range, and the range's total.
pub fn has(store: &Store, range: &Range) -> (Vec<Short>, Total) {
    let mut total = Total::default();
    let hashes = store.items(range).map(|(soul, key, value, state)| {
        let hash = hash(soul, key, value.as_ref(), state);
        total.add(&hash);
        short(&hash)
    });
    (hashes.collect(), total)
}

fn part(to: Option<Position>, total: &Total) -> Part {
    Part { to, count: total.count, fingerprint: total.fingerprint() }
}

/// Divides a range into parts of about as many items.
fn split(store: &Store, range: &Range) -> (Vec<Part>, u64) {
    let (all, mut cost) = store.range(range);
    if all.count <= FEW {
        return (vec![part(range.to.clone(), &all)], cost);
    }
    let each = all.count.div_ceil(WAYS as u64);
    let (mut parts, mut current): (Vec<Part>, _) = (Vec::new(), Total::default());
    if all.count > (WAYS * PAGE) as u64 {
        // Parts of whole pages.
        let mut starts = store.index().starts(range).peekable();
        let first = Range { from: range.from.clone(), to: starts.peek().map(|(start, _)| (*start).clone()) };
        let (total, looked) = store.range(&first);
        cost += looked;
        current.add_total(total);
        while let Some((start, page)) = starts.next() {
            cost += 1;
            if current.count >= each && parts.len() + 1 < WAYS {
                parts.push(part(Some(start.clone()), &current));
                current = Total::default();
            }
            if starts.peek().is_some() {
                current.add_total(*page);
            } else {
                let (total, looked) = store.range(&Range { from: start.clone(), to: range.to.clone() });
                cost += looked;
                current.add_total(total);
            }
        }
    } else {
        for (soul, key, value, state) in store.items(range) {
            cost += 1;
            if current.count >= each && parts.len() + 1 < WAYS {
                parts.push(part(Some(Position::new(soul, key)), &current));
                current = Total::default();
            }
            current.add(&hash(soul, key, value.as_ref(), state));
        }
    }
    parts.push(part(range.to.clone(), &current));
    (parts, cost)
}

/// Finds what the asker has not, up to `left` bytes.
fn fetch_one(store: &Store, fetch: &Fetch, left: &mut usize, first: bool) -> (Found, u64) {
    let Fetch { range, have } = fetch;
    let (total, mut cost) = store.range(range);
    let mut found = Found {
        items: Vec::new(),
        lacks: Vec::new(),
        open: None,
        count: total.count,
        fingerprint: total.fingerprint(),
    };
    let mut unseen: HashMap<&Short, u16> = have
        .iter()
        .enumerate()
        .map(|(place, short)| (short, u16::try_from(place).unwrap_or(u16::MAX)))
        .collect();
    for (soul, key, value, state) in store.items(range) {
        cost += 1;
        if unseen.remove(&short(&hash(soul, key, value.as_ref(), state))).is_some() {
            continue;
        }
        let item = Item::new(soul, key, value, state);
        let size = item.encoded_size();
        // At least one item is sent, so that a question always brings the asker on.
        if size > *left && !(first && found.items.is_empty()) {
            (*left, found.open) = (0, Some(item.at));
            break;
        }
        *left = left.saturating_sub(size);
        found.items.push(item);
    }
    if found.open.is_none() {
        found.lacks = unseen.into_values().collect();
        found.lacks.sort_unstable();
    }
    (found, cost)
}
