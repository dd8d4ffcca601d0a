//! The status of a peer: counts, and what it knows of others.

use super::Node;
use libp2p::PeerId;
use serde::Serialize;
use std::time::Instant;

/// What a peer has counted since it was started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// Keys written through the API.
    pub local: u64,
    /// Updates that were applied.
    pub applied: u64,
    /// Updates that said nothing new.
    pub known: u64,
    /// Updates that were deferred until they are due.
    pub deferred: u64,
    /// Updates that were not due or not known, and for which there was no capacity.
    pub overflowed: u64,
    /// Updates that were not valid.
    pub refused: u64,
    /// Gossip messages published.
    pub gossip_sent: u64,
    /// Their bytes.
    pub gossip_sent_bytes: u64,
    /// Gossip messages that could not be published.
    pub gossip_unsent: u64,
    /// Gossip messages received.
    pub gossip_received: u64,
    /// Their bytes.
    pub gossip_received_bytes: u64,
    /// Gossip messages lost on purpose.
    pub gossip_dropped: u64,
    /// Gossip messages ignored because there were too many.
    pub gossip_ignored: u64,
    /// Requests received.
    pub requests: u64,
    /// Responses sent.
    pub responses: u64,
    /// Requests that had no response.
    pub unanswered: u64,
    /// Requests that were answered with "busy".
    pub busy: u64,
    /// Answers "busy" received.
    pub told_to_wait: u64,
    /// Rounds of repair.
    pub rounds: u64,
    /// Parts that were compared item by item.
    pub audits: u64,
    /// Items that repair brought.
    pub repair_items: u64,
    /// Bytes of questions and answers sent.
    pub repair_sent_bytes: u64,
    /// Bytes of answers received.
    pub repair_received_bytes: u64,
    /// Snapshots fetched and merged.
    pub joins: u64,
    /// Items of snapshots.
    pub snapshot_items: u64,
    /// Bytes of snapshots sent.
    pub snapshot_sent_bytes: u64,
    /// Bytes of snapshots received.
    pub snapshot_received_bytes: u64,
    /// Peers that have connected.
    pub connections: u64,
    /// Peers that were blocked because they broke the protocol.
    pub faults: u64,
}

/// The status of a peer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Status {
    /// Its id.
    pub id: String,
    /// The addresses it listens on.
    pub listen: Vec<String>,
    /// Seconds since it was started.
    pub uptime: f64,
    /// How many items it has.
    pub items: u64,
    /// How many nodes.
    pub nodes: u64,
    /// Bytes of their names and texts.
    pub bytes: u64,
    /// Pages of the index.
    pub pages: u64,
    /// The fingerprint of all items.
    pub fingerprint: String,
    /// Updates that are not due yet.
    pub waiting: u64,
    /// What is added to the clock, in milliseconds.
    pub clock_correction: f64,
    /// Bytes that wait to be written.
    pub backlog: u64,
    /// Bytes of the log.
    pub log_bytes: u64,
    /// How often the log was folded.
    pub folds: u64,
    /// How often writing has failed.
    pub log_errors: u64,
    /// Whether a snapshot is being fetched.
    pub joining: bool,
    /// Counts.
    pub counters: Counters,
    /// The peers that are connected.
    pub peers: Vec<PeerStatus>,
    /// Peers that were connected, and are not now.
    pub gone: Vec<GoneStatus>,
    /// Addresses to connect to that nobody has answered at yet.
    pub unreached: Vec<String>,
    /// The peers that are blocked.
    pub blocked: Vec<String>,
}

/// What is known of a peer that was connected.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoneStatus {
    /// Its id.
    pub id: String,
    /// Its address.
    pub address: String,
    /// How many items it said to have.
    pub items: Option<u64>,
    /// For how many seconds it has not been connected.
    pub seconds: f64,
    /// How old what this peer has of it is, in seconds.
    pub behind: f64,
}

/// What is known of another peer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeerStatus {
    /// Its id.
    pub id: String,
    /// Its address.
    pub address: String,
    /// How many items it said to have.
    pub items: Option<u64>,
    /// Whether it had the same when it was asked last.
    pub equal: bool,
    /// The shortest time that an answer to a hello has taken on this connection, in seconds.
    pub answer_time: Option<f64>,
    /// How old what this peer has of it is, in seconds: 0 if both have the same.
    pub behind: f64,
    /// Items that the last round brought.
    pub fetched: u64,
    /// Items that it lacked in the last round.
    pub lacking: u64,
    /// Rounds of repair.
    pub rounds: u64,
    /// Whether a round is under way.
    pub repairing: bool,
    /// Bytes of answers sent to it.
    pub sent: u64,
    /// Bytes of gossip and of answers received from it.
    pub received: u64,
    /// The ids of the peers it is connected to.
    pub neighbours: Vec<String>,
}

impl Node {
    pub(super) fn status(&self) -> Status {
        let now = Instant::now();
        let total = self.store.total();
        let peers = self.peers.iter().map(|(id, peer)| PeerStatus {
            id: id.to_string(),
            address: peer.address.to_string(),
            items: peer.hello.as_ref().map(|hello| hello.count),
            equal: peer.is_equal,
            answer_time: peer.answer_time.map(|time| time.as_secs_f64()),
            behind: peer.behind(now),
            fetched: peer.last_round.items,
            lacking: peer.last_round.lacking,
            rounds: peer.rounds,
            repairing: peer.round.is_some(),
            sent: peer.sent,
            received: peer.received,
            neighbours: peer
                .hello
                .iter()
                .flat_map(|hello| &hello.neighbours)
                .filter_map(|id| PeerId::from_bytes(id).ok())
                .map(|id| id.to_string())
                .collect(),
        });
        let gone = self.gone.iter().map(|(id, gone)| GoneStatus {
            id: id.to_string(),
            address: gone.address.to_string(),
            items: gone.items,
            seconds: now.saturating_duration_since(gone.at).as_secs_f64(),
            behind: now.saturating_duration_since(gone.caught_up).as_secs_f64(),
        });
        Status {
            id: self.swarm.local_peer_id().to_string(),
            listen: self.listeners().iter().map(ToString::to_string).collect(),
            uptime: now.saturating_duration_since(self.started).as_secs_f64(),
            items: total.count,
            nodes: self.store.graph().len() as u64,
            bytes: self.store.bytes(),
            pages: self.store.index().pages() as u64,
            fingerprint: total.fingerprint().iter().map(|byte| format!("{byte:02x}")).collect(),
            waiting: self.store.waiting() as u64,
            clock_correction: self.clock.correction(),
            backlog: self.journal.backlog(),
            log_bytes: self.journal.logged(),
            folds: self.journal.folds(),
            log_errors: self.journal.errors(),
            joining: self.joining.is_some(),
            counters: self.counters,
            peers: peers.collect(),
            gone: gone.collect(),
            unreached: self.unreached().map(ToString::to_string).collect(),
            blocked: self.blocked.keys().map(ToString::to_string).collect(),
        }
    }
}
