//! Histories of one key, and whether they are linearizable, as `stateright` decides it.

use std::collections::BTreeMap;
use std::sync::Mutex;

use stateright::semantics::{ConsistencyTester, LinearizabilityTester, SequentialSpec};

/// A value, written once at most.
pub(crate) type Value = u64;

/// What a client does with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    Put(Value),
    Delete,
    Get,
    CompareAndSet(Option<Value>, Value),
}

/// What it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ret {
    /// Whether the key was present before.
    Existed(bool),
    Value(Option<Value>),
    Swapped,
    /// The present value.
    NotSwapped(Option<Value>),
}

/// One key, as it should be.
#[derive(Clone, Debug, Default)]
struct Register(Option<Value>);

impl SequentialSpec for Register {
    type Op = Op;
    type Ret = Ret;

    fn invoke(&mut self, op: &Op) -> Ret {
        match op {
            Op::Put(value) => Ret::Existed(self.0.replace(*value).is_some()),
            Op::Delete => Ret::Existed(self.0.take().is_some()),
            Op::Get => Ret::Value(self.0),
            Op::CompareAndSet(expected, new) if self.0 == *expected => {
                self.0 = Some(*new);
                Ret::Swapped
            }
            Op::CompareAndSet(..) => Ret::NotSwapped(self.0),
        }
    }
}

enum Event {
    Invoked(Op),
    Returned(Ret),
}

/// What clients did with some keys, in the order in which they began and ended it.
#[derive(Default)]
pub(crate) struct History {
    events: Mutex<BTreeMap<String, Vec<(u64, Event)>>>,
}

impl History {
    /// Client `thread` sends `op`.
    pub(crate) fn invoked(&self, key: &str, thread: u64, op: Op) {
        self.push(key, thread, Event::Invoked(op));
    }

    /// Client `thread` has its answer. A client that has none must not send anything more under the same number.
    pub(crate) fn returned(&self, key: &str, thread: u64, ret: Ret) {
        self.push(key, thread, Event::Returned(ret));
    }

    fn push(&self, key: &str, thread: u64, event: Event) {
        self.events.lock().unwrap().entry(key.to_owned()).or_default().push((thread, event));
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        self.events.lock().unwrap().keys().cloned().collect()
    }

    /// Returns the number of operations, and the keys whose histories are not linearizable.
    pub(crate) fn check(self) -> (usize, Vec<String>) {
        let events = self.events.into_inner().unwrap();
        // The tester recurses once for each operation.
        let checker = std::thread::Builder::new().stack_size(512 << 20).spawn(move || {
            let (mut operations, mut wrong) = (0, Vec::new());
            for (key, events) in events {
                let mut tester = LinearizabilityTester::new(Register::default());
                for (thread, event) in events {
                    match event {
                        Event::Invoked(op) => tester.on_invoke(thread, op),
                        Event::Returned(ret) => tester.on_return(thread, ret),
                    }
                    .expect("a history in which each client waits for its answers");
                }
                operations += tester.len();
                if !tester.is_consistent() {
                    wrong.push(key);
                }
            }
            (operations, wrong)
        });
        checker.expect("a thread").join().expect("a verdict")
    }
}

#[test]
fn the_checker_accepts_overlapping_writes_in_either_order() {
    let history = History::default();
    history.invoked("k", 1, Op::Put(1));
    history.invoked("k", 2, Op::Put(2));
    history.returned("k", 1, Ret::Existed(true));
    history.returned("k", 2, Ret::Existed(false));
    history.invoked("k", 1, Op::Get);
    history.returned("k", 1, Ret::Value(Some(1)));
    assert_eq!(history.check(), (3, vec![]));
}

#[test]
fn the_checker_refuses_a_lost_write_and_a_write_applied_twice() {
    let history = History::default();
    history.invoked("lost", 1, Op::Put(1));
    history.returned("lost", 1, Ret::Existed(false));
    history.invoked("lost", 2, Op::Get);
    history.returned("lost", 2, Ret::Value(None));
    // The first write comes again after the second one.
    for (thread, op, ret) in [
        (1, Op::Put(1), Ret::Existed(false)),
        (2, Op::CompareAndSet(Some(1), 2), Ret::Swapped),
        (1, Op::Get, Ret::Value(Some(1))),
    ] {
        history.invoked("twice", thread, op);
        history.returned("twice", thread, ret);
    }
    assert_eq!(history.check(), (5, vec!["lost".to_owned(), "twice".to_owned()]));
}
