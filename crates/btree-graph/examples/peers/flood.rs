//! One message that floods a network of some shape, with every delivery counted.
//!
//! Each peer relays a message at most once, to all its neighbours but those that have seen it. The network has `links` links
//! between `n` peers. So a message crosses each link in both directions, except that no peer but the first sends it back to
//! whom it came from: **2 · links − (n − 1)** deliveries if all hops take the same time, and never more.
//!
//! A peer for which some of it overflowed gets it again from whom it came from first, and only from there.

use crate::random::Random;
use btree_graph::{
    DeferredLimit, Limits, Message, NodeUpdate, Peer, Progress, Received, Sender, State, Verdict,
};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// Which peers know each other.
#[derive(Clone, Debug)]
pub(crate) struct Network(Vec<BTreeSet<usize>>);

impl Network {
    /// A network of `peers` with those links. None of them links a peer to itself.
    pub(crate) fn new(peers: usize, links: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut neighbours = vec![BTreeSet::new(); peers];
        for (a, b) in links {
            neighbours[a].insert(b);
            neighbours[b].insert(a);
        }
        Network(neighbours)
    }

    /// Each peer knows all others.
    pub(crate) fn mesh(peers: usize) -> Self {
        Self::new(peers, (0..peers).flat_map(|a| (0..a).map(move |b| (a, b))))
    }

    /// Each peer knows the next one, and the one `chord` places on.
    pub(crate) fn ring(peers: usize, chord: usize) -> Self {
        Self::new(peers, (0..peers).flat_map(|a| [1, chord].map(|on| (a, (a + on) % peers))))
    }

    /// All peers know the first one only.
    pub(crate) fn star(peers: usize) -> Self {
        Self::new(peers, (1..peers).map(|a| (a, 0)))
    }

    pub(crate) fn peers(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn links(&self) -> u64 {
        self.0.iter().map(|neighbours| neighbours.len() as u64).sum::<u64>() / 2
    }

    /// The deliveries that flooding takes if each peer relays once.
    pub(crate) fn flooded(&self) -> u64 {
        2 * self.links() - (self.peers() as u64 - 1)
    }
}

/// What is sent through a network: one message of three keys, the latter two of them from the future.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flood {
    /// How far ahead the last key is, in milliseconds. The one before is half as far.
    pub(crate) ahead: u32,
    /// How many updates each peer has room to defer.
    pub(crate) room: usize,
    /// A delivery takes from 1 to so many milliseconds.
    pub(crate) longest_hop: u32,
    pub(crate) seed: u64,
}

/// What came of a flood.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Flooded {
    /// Copies of the message that a relay sent.
    pub(crate) deliveries: u64,
    /// Copies sent once more to a peer that had told of an overflow.
    pub(crate) redeliveries: u64,
    /// How often each peer relayed it.
    pub(crate) relays: Vec<u32>,
    /// Whether all peers have all keys.
    pub(crate) agree: bool,
}

/// A network that sends more than so many copies is in a storm.
const STORM: u64 = 100_000;

/// How long a sender waits that has been told of an overflow: twice as long each time, up to the longest.
const FIRST_RETRY: u32 = 100;
const LONGEST_RETRY: u32 = 4_500;

/// How many times a message is sent again to a peer without room until a state so far ahead is due, if the time under way
/// does not count.
pub(crate) fn retries(ahead: u32) -> u64 {
    let waits = (0..).map(|time| (FIRST_RETRY << time.min(16)).min(LONGEST_RETRY));
    let tried = waits.scan(0, |now, wait| {
        *now += wait;
        Some(*now)
    });
    1 + tried.take_while(|&now| now < ahead).count() as u64
}

/// A copy under way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Copy {
    at: u32,
    /// Copies that arrive at the same time arrive in the order in which they were sent.
    number: u64,
    from: usize,
    to: usize,
    /// Which copies of the message it is: of a relay by that peer, as the names of those that have seen it tell.
    seen_by: Vec<usize>,
    /// How many times it has been sent again.
    again: u32,
}

/// A message as those that have seen it pass it on.
fn copy_of(message: &Message, seen_by: &[usize]) -> Message {
    let seen_by = seen_by.iter().map(|peer| peer.to_string().into()).collect();
    Message { seen_by, ..message.clone() }
}

impl Flood {
    /// Lets the first peer write the message, and everything happen that follows.
    pub(crate) fn run(self, network: &Network) -> Flooded {
        let Flood { ahead, room, longest_hop, seed } = self;
        let limits = Limits { deferred: DeferredLimit::updates(room), ..Limits::default() };
        let peers = network.peers();
        let mut stations: Vec<Peer> =
            (0..peers).map(|number| Peer::new(&number.to_string(), limits)).collect();
        let node = NodeUpdate::new("soul")
            .with("now", 1, State::ZERO)
            .with("soon", 2, State::from(ahead / 2))
            .with("later", 3, State::from(ahead));
        let message = Message::put("m", [node]);
        let mut random = Random(seed);
        let mut hop = || 1 + random.below(longest_hop as usize) as u32;
        let mut flooded = Flooded { relays: vec![0; peers], ..Flooded::default() };
        // The first peer is as if it had sent the message to itself.
        let mut copies = BinaryHeap::from([Reverse(Copy {
            at: 0,
            number: 0,
            from: 0,
            to: 0,
            seen_by: Vec::new(),
            again: 0,
        })]);
        let mut planned = 0;
        let mut end = ahead;
        while let Some(Reverse(copy)) = copies.pop() {
            let Copy { at, from, to, ref seen_by, again, .. } = copy;
            end = end.max(at);
            let now = State::from(at);
            match stations[to].receive(Sender(from as u64 + 1), copy_of(&message, seen_by), now) {
                Received::Queued => {}
                // It was not the first copy to come: whoever sent that one sees to the retries.
                Received::TooSoon { .. } if again == 0 => continue,
                Received::TooSoon { again: at } => {
                    planned += 1;
                    copies.push(Reverse(Copy { at: at.get() as u32, number: planned, ..copy }));
                    continue;
                }
                _ => continue,
            }
            let (reply, relay) = loop {
                match stations[to].step(now) {
                    Progress::Merged => {}
                    Progress::Done { reply, relay, .. } => break (reply, relay),
                    progress => panic!("a message waits, and there is {progress:?}"),
                }
            };
            if let Some(relay) = relay {
                flooded.relays[to] += 1;
                let seen_by: Vec<usize> =
                    relay.seen_by.iter().map(|name| name.parse().expect("a number")).collect();
                for &next in network.0[to].iter().filter(|&next| *next != from && !seen_by.contains(next)) {
                    planned += 1;
                    flooded.deliveries += 1;
                    let (at, seen_by) = (at + hop(), seen_by.clone());
                    copies.push(Reverse(Copy { at, number: planned, from: to, to: next, seen_by, again: 0 }));
                }
            }
            if matches!(reply.verdict, Some(Verdict::Ok(Some(report))) if report.overflowed > 0) {
                planned += 1;
                flooded.redeliveries += u64::from(from != to);
                let wait = (FIRST_RETRY << again.min(16)).min(LONGEST_RETRY);
                let at = at + wait + if from == to { 0 } else { hop() };
                copies.push(Reverse(Copy { at, number: planned, again: again + 1, ..copy }));
            }
            if flooded.deliveries + flooded.redeliveries > STORM {
                return flooded;
            }
        }
        for peer in &mut stations {
            while peer.step(State::from(end)) != Progress::Idle {}
        }
        flooded.agree =
            stations.iter().all(|peer| peer.graph().node("soul").is_some_and(|node| node.len() == 3));
        flooded
    }
}
