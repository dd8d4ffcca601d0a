//! A running peer: one task that owns the swarm, the store and what is known of other peers.
//!
//! | file | does |
//! |---|---|
//! | `behaviour.rs` `muxer.rs` | builds the swarm; closes connections in time |
//! | `connect.rs` | dials, and dials again; blocks peers that break the protocol |
//! | `gossip.rs` | sends local writes, and merges those of others |
//! | `serve.rs` | answers requests, within the limits of each peer |
//! | `repair.rs` | asks: compares with a peer, and runs rounds of reconciliation |
//! | `join.rs` | fetches a snapshot |
//! | `command.rs` | writes, reads and status for the API |
//! | `peer.rs` `status.rs` | what is known of a peer, and of all |
//!
//! Invariants: a peer is asked one thing at a time. What is kept for a peer has a fixed limit. Nothing waits for the disk: the thread of
//! the log does.

mod behaviour;
mod command;
mod connect;
mod gossip;
mod join;
mod muxer;
mod peer;
mod repair;
mod serve;
mod status;

pub use command::{Command, Dumped, Got, PutError, Write, Written};
pub use status::{Counters, GoneStatus, PeerStatus, Status};

use crate::clock::Clock;
use crate::config::{Config, StartError};
use crate::durable::{Journal, identity};
use crate::item::Item;
use crate::message::TOPIC;
use crate::store::{Merged, Store};
use behaviour::{Behaviour, BehaviourEvent};
use btree_graph::{Sender, State};
use connect::Target;
use join::Joining;
use libp2p::futures::StreamExt;
use libp2p::swarm::SwarmEvent;
use libp2p::{Multiaddr, PeerId, Swarm, gossipsub};
use peer::{Gone, Peer};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// How often a peer looks after what is due.
const TICK: Duration = Duration::from_millis(20);

/// Updates that are merged in a tick because they are due.
const DUE: usize = 2048;

/// A running peer.
pub struct Node {
    config: Config,
    swarm: Swarm<Behaviour>,
    topic: gossipsub::IdentTopic,
    store: Store,
    journal: Journal,
    clock: Clock,
    peers: BTreeMap<PeerId, Peer>,
    /// Peers that were connected: the last few of them.
    gone: BTreeMap<PeerId, Gone>,
    targets: Vec<Target>,
    /// Peers that are blocked, and until when.
    blocked: BTreeMap<PeerId, Instant>,
    /// Local writes that have not been sent yet.
    outgoing: Vec<Item>,
    joining: Option<Joining>,
    counters: Counters,
    /// For waiting times, and for what is lost on purpose.
    random: fastrand::Rng,
    started: Instant,
    commands: mpsc::Receiver<Command>,
}

/// How to reach a running peer.
#[derive(Clone, Debug)]
pub struct Handle {
    /// Commands.
    pub commands: mpsc::Sender<Command>,
    /// The id of the peer.
    pub id: PeerId,
}

impl Node {
    /// Opens the folder of a peer and listens.
    ///
    /// # Errors
    ///
    /// If the folder or an address cannot be used.
    pub fn start(config: Config) -> Result<(Self, Handle), StartError> {
        let mut store = Store::new(config.limits.store);
        let journal = Journal::open(&config.data, config.limits.fold_at, |item| {
            // What is on disk was due when it was written.
            if let Err(error) = store.merge(Sender::LOCAL, item, State::MAX) {
                tracing::warn!(%error, "an item of the folder is left out");
            }
        })?;
        let pair = identity(&config.data)?;
        let id = pair.public().to_peer_id();
        let mut swarm = behaviour::swarm(pair, &config)?;
        let topic = gossipsub::IdentTopic::new(TOPIC);
        let subscribed = swarm.behaviour_mut().gossip.subscribe(&topic);
        subscribed.map_err(|error| StartError::Engine(error.to_string()))?;
        for address in &config.listen {
            let wrong = |error: &dyn std::fmt::Display| StartError::Address {
                address: address.to_string(),
                reason: error.to_string(),
            };
            swarm.listen_on(address.clone()).map_err(|error| wrong(&error))?;
        }
        let (sender, commands) = mpsc::channel(64);
        let now = Instant::now();
        let targets = config.connect.iter().map(|address| Target::new(address.clone(), now)).collect();
        tracing::info!(%id, items = store.total().count, "started");
        let node = Node {
            clock: Clock::new(config.skew),
            random: fastrand::Rng::new(),
            config,
            swarm,
            topic,
            store,
            journal,
            peers: BTreeMap::new(),
            gone: BTreeMap::new(),
            targets,
            blocked: BTreeMap::new(),
            outgoing: Vec::new(),
            joining: None,
            counters: Counters::default(),
            started: now,
            commands,
        };
        Ok((node, Handle { commands: sender, id }))
    }

    /// Runs until all handles are gone. Then writes what waits, and ends.
    pub async fn run(mut self) {
        let mut tick = tokio::time::interval(TICK);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                event = self.swarm.select_next_some() => self.event(event),
                command = self.commands.recv() => match command {
                    Some(command) => self.command(command),
                    None => break,
                },
                step = join::next(&mut self.joining) => self.joined(step),
                _ = tick.tick() => self.tick(),
            }
        }
        self.flush();
    }

    fn event(&mut self, event: SwarmEvent<BehaviourEvent>) {
        match event {
            SwarmEvent::Behaviour(BehaviourEvent::Gossip(gossipsub::Event::Message {
                propagation_source,
                message_id,
                message,
            })) => self.gossip(propagation_source, &message_id, &message),
            SwarmEvent::Behaviour(BehaviourEvent::Exchange(event)) => self.exchange(event),
            SwarmEvent::NewListenAddr { address, .. } => tracing::info!(%address, "listening"),
            SwarmEvent::ConnectionEstablished { peer_id, connection_id, endpoint, .. } => {
                self.connected(peer_id, connection_id, endpoint.get_remote_address());
            }
            SwarmEvent::ConnectionClosed { peer_id, num_established, .. } => {
                self.disconnected(peer_id, num_established);
            }
            SwarmEvent::OutgoingConnectionError { connection_id, error, .. } => {
                self.not_connected(connection_id, &error);
            }
            _ => {}
        }
    }

    fn tick(&mut self) {
        let now = Instant::now();
        self.flush();
        if self.store.next_due().is_some_and(|due| due <= self.clock.now()) {
            let merged = self.store.run_due(DUE, self.clock.now());
            self.keep(merged);
        }
        self.dial(now);
        let ids: Vec<PeerId> = self.peers.keys().copied().collect();
        for id in ids {
            self.advance(id, now);
        }
    }

    /// Counts what has been merged, and logs it.
    fn keep(&mut self, merged: Merged) {
        self.counters.applied += merged.report.applied;
        self.counters.known += merged.report.historical + merged.report.same;
        self.counters.deferred += merged.report.deferred;
        self.counters.overflowed += merged.report.overflowed;
        self.counters.refused += merged.refused;
        self.journal.note(merged.applied);
    }

    /// The addresses that the peer listens on.
    fn listeners(&self) -> Vec<Multiaddr> {
        self.swarm.listeners().cloned().collect()
    }
}
