//! What a peer knows of another one.

use crate::bucket::Bucket;
use crate::config::Limits;
use crate::item::Position;
use crate::message::Hello;
use crate::reconcile::{Round, Stats};
use btree_graph::Sender;
use libp2p::request_response::OutboundRequestId;
use libp2p::{Multiaddr, PeerId};
use std::time::{Duration, Instant};

/// Another peer, while it is connected.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) sender: Sender,
    pub(super) address: Multiaddr,
    pub(super) since: Instant,
    /// What it was asked last, while there is no answer.
    pub(super) asked: Option<Asked>,
    /// Before that time it is asked nothing.
    pub(super) wait: Instant,
    /// When to compare again.
    pub(super) next_hello: Instant,
    pub(super) hello: Option<Hello>,
    /// The shortest time that an answer to a hello has taken.
    pub(super) answer_time: Option<Duration>,
    /// When it last had nothing that this peer does not have now.
    pub(super) caught_up: Option<Instant>,
    pub(super) is_equal: bool,
    pub(super) round: Option<Round>,
    /// When the round began.
    pub(super) round_at: Instant,
    /// Items that the round has changed, and those that are not due or had no capacity.
    pub(super) applied: u64,
    pub(super) held: u64,
    /// When to compare a part item by item, although the sums are equal, and where that part begins.
    pub(super) next_audit: Instant,
    pub(super) audit_from: Position,
    /// Rounds in a row that changed nothing.
    pub(super) useless: u32,
    pub(super) last_round: Stats,
    pub(super) rounds: u64,
    /// What it may still ask for.
    pub(super) cost: Bucket,
    pub(super) bytes: Bucket,
    pub(super) gossip: Bucket,
    /// Requests in a row that it made although it was told to wait.
    pub(super) impatient: u32,
    pub(super) sent: u64,
    pub(super) received: u64,
}

/// A peer that was connected.
#[derive(Debug)]
pub(super) struct Gone {
    pub(super) address: Multiaddr,
    pub(super) items: Option<u64>,
    /// When the connection ended.
    pub(super) at: Instant,
    /// When this peer had last caught up with it, or when it was connected.
    pub(super) caught_up: Instant,
}

impl Gone {
    pub(super) fn new(peer: Peer, now: Instant) -> Self {
        let Peer { address, hello, caught_up, since, is_equal, .. } = peer;
        let caught_up = if is_equal { now } else { caught_up.unwrap_or(since) };
        Gone { address, items: hello.map(|hello| hello.count), at: now, caught_up }
    }
}

/// What a peer has been asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Asked {
    pub(super) id: OutboundRequestId,
    pub(super) at: Instant,
    pub(super) what: What,
}

/// A kind of request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    /// A hello, and what this peer's clock was.
    Hello(f64),
    Ask,
    Chunk,
}

impl Peer {
    pub(super) fn new(id: PeerId, address: Multiaddr, limits: &Limits, now: Instant) -> Self {
        Peer {
            sender: Sender(number(id)),
            address,
            since: now,
            asked: None,
            wait: now,
            next_hello: now,
            hello: None,
            answer_time: None,
            caught_up: None,
            is_equal: false,
            round: None,
            round_at: now,
            applied: 0,
            held: 0,
            next_audit: now + limits.audit,
            audit_from: Position::default(),
            useless: 0,
            last_round: Stats::default(),
            rounds: 0,
            cost: Bucket::new(limits.cost, 4.0 * limits.cost, now),
            bytes: Bucket::new(limits.answer_bytes, 2.0 * limits.answer_bytes, now),
            gossip: Bucket::new(limits.gossip_bytes, 4.0 * limits.gossip_bytes, now),
            impatient: 0,
            sent: 0,
            received: 0,
        }
    }

    /// Begins a round.
    pub(super) fn begin(&mut self, round: Round, now: Instant) {
        (self.round, self.round_at, self.applied, self.held) = (Some(round), now, 0, 0);
    }

    /// How old what this peer has of it is, in seconds: 0 if both have the same.
    pub(super) fn behind(&self, now: Instant) -> f64 {
        let since = self.caught_up.unwrap_or(self.since);
        if self.is_equal { 0.0 } else { now.saturating_duration_since(since).as_secs_f64() }
    }
}

/// The number of a peer as a sender. Never that of the peer itself.
pub(super) fn number(id: PeerId) -> u64 {
    let hash = blake3::hash(&id.to_bytes());
    let mut number = [0; 8];
    number.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(number).max(Sender::LOCAL.0 + 1)
}
