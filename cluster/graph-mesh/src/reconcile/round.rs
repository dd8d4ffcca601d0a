//! A round of reconciliation on the side of the asker.
//!
//! Nothing that the other peer says is believed: parts must divide the range that was asked for, items must be in it, and what a range was
//! said to have must have the fingerprint that was claimed with it. The list of ranges and their depth are bounded.

use super::{Answer, Ask, FEW, Fetch, Found, MAX_HASHES, MAX_RANGES, Part, WAYS, answer::has, short};
use crate::index::Total;
use crate::item::{Item, Position, Range, hash};
use crate::store::Store;
use std::collections::HashMap;

/// The most ranges that wait to be asked for.
const MAX_PENDING: usize = 16 << 10;

/// The most times that a range is split.
const MAX_DEPTH: u8 = 24;

/// How the other peer has broken the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The answer is not one to the question.
    #[error("the answer does not belong to the question")]
    Mismatch,
    /// Parts do not divide the range.
    #[error("the parts do not divide the range")]
    Parts,
    /// Ranges are split without end.
    #[error("ranges are split without end")]
    Endless,
    /// An item is outside the range that was asked for, twice, or not valid.
    #[error("an item is not valid, or outside the range")]
    Item,
    /// The fingerprint is not that of what the peer has.
    #[error("a fingerprint is wrong")]
    Fingerprint,
}

/// What a round has come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Questions.
    pub asks: u64,
    /// Items received.
    pub items: u64,
    /// Items that the other peer lacks.
    pub lacking: u64,
}

/// A round.
#[derive(Debug)]
pub struct Round {
    split: Vec<(Range, u8)>,
    fetch: Vec<Range>,
    asked: Option<Asked>,
    stats: Stats,
}

#[derive(Debug)]
enum Asked {
    Split(Vec<(Range, u8)>),
    Fetch(Vec<(Fetch, Total)>),
}

impl Round {
    /// A round over everything.
    pub fn new() -> Self {
        Self::over(Range::all())
    }

    /// A round over a range.
    pub fn over(range: Range) -> Self {
        Round { split: vec![(range, 0)], fetch: Vec::new(), asked: None, stats: Stats::default() }
    }

    /// A round that fetches what a small range has, without comparing sums.
    pub fn fetching(range: Range) -> Self {
        Round { split: Vec::new(), fetch: vec![range], asked: None, stats: Stats::default() }
    }

    /// What the round has come to.
    pub fn stats(&self) -> Stats {
        self.stats
    }

    /// The next question; `None` at the end of the round. A question that got no answer is asked again.
    pub fn next(&mut self, store: &Store) -> Option<Ask> {
        self.put_back();
        self.stats.asks += 1;
        if self.fetch.len() >= MAX_RANGES || self.split.is_empty() {
            let (mut fetches, mut hashes) = (Vec::new(), 0);
            while fetches.len() < MAX_RANGES
                && let Some(range) = self.fetch.pop()
            {
                let (mut have, mut total) = (Vec::new(), store.range(&range).0);
                if total.count <= 16 * FEW {
                    (have, total) = has(store, &range);
                }
                if hashes + have.len() > MAX_HASHES {
                    self.fetch.push(range);
                    break;
                }
                hashes += have.len();
                fetches.push((Fetch { range, have }, total));
            }
            if fetches.is_empty() {
                self.stats.asks -= 1;
                return None;
            }
            let ask = Ask::Fetch(fetches.iter().map(|(fetch, _)| fetch.clone()).collect());
            self.asked = Some(Asked::Fetch(fetches));
            return Some(ask);
        }
        let ranges = self.split.split_off(self.split.len().saturating_sub(MAX_RANGES));
        let ask = Ask::Split(ranges.iter().map(|(range, _)| range.clone()).collect());
        self.asked = Some(Asked::Split(ranges));
        Some(ask)
    }

    fn put_back(&mut self) {
        match self.asked.take() {
            None => {}
            Some(Asked::Split(ranges)) => self.split.extend(ranges),
            Some(Asked::Fetch(fetches)) => {
                self.fetch.extend(fetches.into_iter().map(|(fetch, _)| fetch.range));
            }
        }
    }

    /// Takes the answer to the last question, and returns the items to merge.
    ///
    /// # Errors
    ///
    /// If the answer breaks the protocol. The round is then of no further use.
    pub fn take(&mut self, store: &Store, answer: Answer) -> Result<Vec<Item>, Fault> {
        match (self.asked.take(), answer) {
            (Some(Asked::Split(ranges)), Answer::Parts(parts)) if ranges.len() == parts.len() => {
                for ((range, depth), parts) in ranges.into_iter().zip(parts) {
                    self.compare(store, range, depth, parts)?;
                }
                Ok(Vec::new())
            }
            (Some(Asked::Fetch(fetches)), Answer::Found(found))
                if !found.is_empty() && found.len() <= fetches.len() =>
            {
                let mut items = Vec::new();
                let mut found = found.into_iter();
                for (fetch, before) in fetches {
                    match found.next() {
                        None => self.fetch.push(fetch.range),
                        Some(found) => self.collect(store, &fetch, before, found, &mut items)?,
                    }
                }
                self.stats.items += items.len() as u64;
                Ok(items)
            }
            _ => Err(Fault::Mismatch),
        }
    }

    /// Compares the parts of a range with what the store has.
    fn compare(&mut self, store: &Store, range: Range, depth: u8, parts: Vec<Part>) -> Result<(), Fault> {
        let count = parts.len();
        if count == 0 || count > WAYS || parts.last().is_some_and(|part| part.to != range.to) {
            return Err(Fault::Parts);
        }
        let mut from = range.from;
        for Part { to, count: items, fingerprint } in parts {
            let part = Range { from, to };
            if !part.is_valid() || (count == 1 && items > FEW) {
                return Err(Fault::Parts);
            }
            let Range { to, .. } = &part;
            let within = match (to, &range.to) {
                (Some(to), Some(end)) => to <= end,
                (Some(_) | None, None) => true,
                (None, Some(_)) => false,
            };
            if !within {
                return Err(Fault::Parts);
            }
            from = to.clone().unwrap_or_default();
            let own = store.range(&part).0;
            if items == 0 || (own.count == items && own.fingerprint() == fingerprint) {
                continue;
            }
            if items <= FEW {
                self.fetch.push(part);
            } else if depth < MAX_DEPTH {
                self.split.push((part, depth + 1));
            } else {
                return Err(Fault::Endless);
            }
        }
        if self.split.len() + self.fetch.len() > MAX_PENDING { Err(Fault::Endless) } else { Ok(()) }
    }

    /// Checks what a range was said to have, and takes its items.
    fn collect(
        &mut self,
        store: &Store,
        fetch: &Fetch,
        before: Total,
        found: Found,
        items: &mut Vec<Item>,
    ) -> Result<(), Fault> {
        let Fetch { range, have } = fetch;
        let mut last: Option<&Position> = None;
        let mut sent = Total::default();
        for item in &found.items {
            let (value, state) = item.checked().map_err(|_| Fault::Item)?;
            let ascends = last.is_none_or(|last| item.at > *last);
            if !ascends || !range.contains(&item.at.soul, &item.at.key) {
                return Err(Fault::Item);
            }
            last = Some(&item.at);
            sent.add(&hash(&item.at.soul, &item.at.key, value, state));
        }
        if let Some(open) = found.open {
            // The rest of the range must be smaller than the range.
            let ahead = open > range.from && range.contains(&open.soul, &open.key);
            if !ahead || last.is_some_and(|last| open <= *last) {
                return Err(Fault::Parts);
            }
            self.fetch.push(Range { from: open, to: range.to.clone() });
        } else {
            self.verify(store, fetch, before, sent, &found.lacks, found.count, found.fingerprint)?;
        }
        self.stats.lacking += found.lacks.len().min(have.len()) as u64;
        items.extend(found.items);
        Ok(())
    }

    /// Checks that a fingerprint is that of the items sent and of those that both have.
    #[expect(clippy::too_many_arguments, reason = "both sides of one comparison")]
    fn verify(
        &self,
        store: &Store,
        fetch: &Fetch,
        before: Total,
        sent: Total,
        lacks: &[u16],
        count: u64,
        fingerprint: [u8; 16],
    ) -> Result<(), Fault> {
        let Fetch { range, have } = fetch;
        let ascending = lacks.is_sorted_by(|a, b| a < b);
        if !ascending || lacks.last().is_some_and(|last| usize::from(*last) >= have.len()) {
            return Err(Fault::Mismatch);
        }
        let mut total = sent;
        if !have.is_empty() {
            // What the store has now may be more than when it was asked: only the items that it told count.
            let told: HashMap<_, _> = have.iter().zip(0_u16..).collect();
            let (mut common, mut known) = (Total::default(), 0);
            for (soul, key, value, state) in store.items(range) {
                let hash = hash(soul, key, value.as_ref(), state);
                let short = short(&hash);
                if let Some(place) = told.get(&short) {
                    known += 1;
                    if lacks.binary_search(place).is_err() {
                        common.add(&hash);
                    }
                }
            }
            // Items that have been overwritten since cannot be checked.
            if known != have.len() {
                return Ok(());
            }
            total.add_total(common);
        } else if before.count > 0 {
            return Ok(());
        }
        let right = total.count == count && total.fingerprint() == fingerprint;
        if right { Ok(()) } else { Err(Fault::Fingerprint) }
    }
}

impl Default for Round {
    fn default() -> Self {
        Self::new()
    }
}
