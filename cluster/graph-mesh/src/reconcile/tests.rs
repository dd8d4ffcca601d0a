//! Tests of reconciliation between stores in memory.

use super::*;
use crate::store::{Store, StoreLimits};
use btree_graph::{Sender, State};
use quickcheck::{Arbitrary, Gen, quickcheck};

const NOW: State = State::MAX;

fn item(soul: u32, key: u32, text: &str, state: f64) -> Item {
    let at = Position::new(&format!("soul{soul:05}"), &format!("key{key:03}"));
    Item { at, content: crate::item::Content::Text(text.into()), state }
}

fn store(items: impl IntoIterator<Item = Item>) -> Store {
    let mut store = Store::new(StoreLimits::default());
    for item in items {
        store.merge(Sender::LOCAL, item, NOW).unwrap();
    }
    store
}

fn bytes(message: &impl Serialize) -> usize {
    postcard::to_allocvec(message).unwrap().len()
}

/// Lets `to` ask `from` for everything; returns the bytes of all messages and the questions.
fn pull(to: &mut Store, from: &Store) -> (usize, Stats) {
    let (mut round, mut sent) = (Round::new(), 0);
    while let Some(ask) = round.next(to) {
        let (answer, _) = answer(from, &ask);
        let answer = answer.expect("a valid question");
        assert!(bytes(&answer) <= MAX_ANSWER + (64 << 10), "{}", bytes(&answer));
        sent += bytes(&ask) + bytes(&answer);
        let items = round.take(to, answer).unwrap();
        to.merge_all(Sender(1), items, NOW);
        assert!(round.stats().asks < 10_000);
    }
    (sent, round.stats())
}

#[derive(Clone, Debug)]
struct Items(Vec<(u8, u8, u8, u8)>);

impl Arbitrary for Items {
    fn arbitrary(g: &mut Gen) -> Self {
        let len = usize::arbitrary(g) % 600;
        Items((0..len).map(|_| Arbitrary::arbitrary(g)).collect())
    }
}

fn build(items: &Items) -> impl Iterator<Item = Item> {
    items.0.iter().map(|&(soul, key, text, state)| {
        item(soul.into(), u32::from(key) % 16, &text.to_string(), f64::from(state % 4))
    })
}

quickcheck! {
    fn stores_with_random_differences_become_equal(common: Items, left: Items, right: Items) -> bool {
        let mut a = store(build(&common).chain(build(&left)));
        let mut b = store(build(&common).chain(build(&right)));
        pull(&mut a, &b);
        pull(&mut b, &a);
        a.assert_invariants();
        a.graph() == b.graph() && a.total() == b.total()
    }

    fn sums_are_those_of_a_store_built_from_scratch(items: Items, cuts: Vec<(u8, u8)>) -> bool {
        let built = store(build(&items));
        built.assert_invariants();
        let (mut reversed, all) = (Store::new(StoreLimits::default()), build(&items).collect::<Vec<_>>());
        for item in all.into_iter().rev() {
            reversed.merge(Sender::LOCAL, item, NOW).unwrap();
        }
        let mut cuts: Vec<_> = cuts.iter().map(|&(soul, key)| item(soul.into(), key.into(), "", 0.0).at).collect();
        cuts.sort();
        cuts.dedup();
        cuts.windows(2).all(|ends| {
            let range = Range { from: ends[0].clone(), to: Some(ends[1].clone()) };
            let scanned = crate::index::scan(built.graph(), &range).0;
            built.range(&range).0 == scanned && reversed.range(&range).0 == scanned
        }) && built.total() == reversed.total()
    }
}

#[test]
fn bytes_are_proportional_to_the_differences() {
    let all = || (0..20_000).map(|soul| item(soul, 0, "some text of a usual length", 1.0));
    let mut figures = Vec::new();
    for differences in [1, 10, 100] {
        let mut a = store(all());
        let b = store(all().chain((0..differences).map(|n| item(n * 193, 0, "another text", 2.0))));
        let (sent, stats) = pull(&mut a, &b);
        assert_eq!((a.total(), stats.items), (b.total(), u64::from(differences)));
        figures.push(sent);
    }
    let everything: usize = all().map(|item| bytes(&item)).sum();
    eprintln!("bytes for 1, 10 and 100 of 20,000: {figures:?}; everything is {everything}");
    assert!(figures[0] < everything / 50 && figures[2] < 110 * figures[0], "{figures:?}");
}

#[test]
fn parts_divide_their_range_and_have_the_sums_of_their_items() {
    let b = store((0..5000).map(|soul| item(soul, soul % 7, "text", 1.0)));
    b.assert_invariants();
    let at = |soul: u32| item(soul, 3, "", 0.0).at;
    let between = |from, to| Range { from: at(from), to: Some(at(to)) };
    let after = Range { from: at(700), to: None };
    for range in
        [Range::all(), after, between(1, 4999), between(100, 2600), between(100, 900), between(5, 20)]
    {
        let (all, _) = crate::index::scan(b.graph(), &range);
        let Some(Answer::Parts(parts)) = answer(&b, &Ask::Split(vec![range.clone()])).0 else { panic!() };
        let (mut from, mut count) = (range.from, 0);
        assert!(parts[0].len() <= WAYS && (parts[0].len() > 5 || all.count <= FEW), "{}", parts[0].len());
        for part in &parts[0] {
            let own = Range { from, to: part.to.clone() };
            let (total, _) = crate::index::scan(b.graph(), &own);
            assert_eq!((part.count, part.fingerprint), (total.count, total.fingerprint()), "{own:?}");
            assert!(
                total.count > 0 && total.count <= all.count / 8 + FEW,
                "{} of {}",
                total.count,
                all.count
            );
            (from, count) = (part.to.clone().unwrap_or_default(), count + part.count);
        }
        assert_eq!((count, &parts[0].last().unwrap().to), (all.count, &range.to));
    }
}

#[test]
fn a_node_with_many_keys_is_split_between_its_keys() {
    let mut a = store((0..900).map(|key| item(7, key, "text", 1.0)));
    let b = store((0..900).map(|key| item(7, key, "text", 1.0)).chain([item(7, 500, "other", 2.0)]));
    let (sent, stats) = pull(&mut a, &b);
    assert_eq!((a.total(), stats.items), (b.total(), 1));
    assert!(sent < 6000, "{sent}");
}

#[test]
fn answers_are_cut_and_leave_an_open_range() {
    let large = "x".repeat(30_000);
    let b = store((0..60).map(|soul| item(soul, 0, &large, 1.0)));
    let mut a = store([]);
    let (_, stats) = pull(&mut a, &b);
    assert_eq!((a.total(), stats.items), (b.total(), 60));
    assert!(stats.asks >= 4, "{stats:?}");
}

#[test]
fn wrong_answers_are_faults() {
    let b = store((0..500).map(|soul| item(soul, 0, "text", 1.0)));
    let a = store([]);
    let first = |change: &dyn Fn(&mut Vec<Part>)| {
        let mut round = Round::new();
        let ask = round.next(&a).unwrap();
        let Some(Answer::Parts(mut parts)) = answer(&b, &ask).0 else { panic!() };
        change(&mut parts[0]);
        round.take(&a, Answer::Parts(parts)).unwrap_err()
    };
    assert_eq!(first(&|parts| parts.clear()), Fault::Parts);
    assert_eq!(first(&|parts| parts.swap(0, 1)), Fault::Parts);
    assert_eq!(first(&|parts| drop(parts.pop())), Fault::Parts);
    assert_eq!(first(&|parts| parts.extend(vec![parts[0].clone(); WAYS])), Fault::Parts);
    let second = |change: &dyn Fn(&mut Found)| {
        let mut round = Round::new();
        loop {
            let ask = round.next(&a).unwrap();
            let mut answer = answer(&b, &ask).0.unwrap();
            if let Answer::Found(found) = &mut answer {
                change(&mut found[0]);
                return round.take(&a, answer);
            }
            round.take(&a, answer).unwrap();
        }
    };
    assert!(second(&|_| {}).is_ok());
    assert_eq!(second(&|found| found.fingerprint[0] ^= 1), Err(Fault::Fingerprint));
    assert_eq!(second(&|found| found.count += 1), Err(Fault::Fingerprint));
    assert_eq!(second(&|found| drop(found.items.pop())), Err(Fault::Fingerprint));
    assert_eq!(second(&|found| found.items[0].at.soul = "".into()), Err(Fault::Item));
    assert_eq!(second(&|found| found.items.swap(0, 1)), Err(Fault::Item));
    assert_eq!(second(&|found| found.items[0].state = f64::NAN), Err(Fault::Item));
    assert_eq!(second(&|found| found.lacks.push(0)), Err(Fault::Mismatch));
    assert_eq!(second(&|found| found.open = Some(Position::default())), Err(Fault::Parts));
}

#[test]
fn parts_without_end_are_a_fault() {
    let a = store([]);
    let mut round = Round::new();
    let end = loop {
        let Some(Ask::Split(ranges)) = round.next(&a) else { panic!("nothing is ever fetched") };
        let parts = ranges.iter().map(|range| {
            let key = format!("{}0", range.from.key);
            let middle = Position::new(&range.from.soul, &key);
            let part = |to| Part { to, count: 1000, fingerprint: [0; 16] };
            vec![part(Some(middle)), part(range.to.clone())]
        });
        if let Err(fault) = round.take(&a, Answer::Parts(parts.collect())) {
            break fault;
        }
        assert!(round.stats().asks < 1000);
    };
    assert!(matches!(end, Fault::Endless | Fault::Parts), "{end:?}");
}
