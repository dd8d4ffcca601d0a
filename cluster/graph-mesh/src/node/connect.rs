//! Connections: dialling the addresses that a peer was told, again and again, and blocking peers that break the protocol.

use super::Node;
use super::peer::{Gone, Peer};
use libp2p::swarm::dial_opts::DialOpts;
use libp2p::swarm::{ConnectionId, DialError};
use libp2p::{Multiaddr, PeerId};
use std::time::{Duration, Instant};

/// The first time to wait before dialling again, and the last.
const BACKOFF: (Duration, Duration) = (Duration::from_millis(250), Duration::from_secs(4));

/// The most peers that are remembered after they have gone.
const MAX_GONE: usize = 32;

/// An address to be connected to.
#[derive(Debug)]
pub(super) struct Target {
    address: Multiaddr,
    /// The peer that answered there.
    peer: Option<PeerId>,
    dialling: Option<ConnectionId>,
    next: Instant,
    backoff: Duration,
    /// It is the peer's own address.
    own: bool,
}

impl Target {
    pub(super) fn new(address: Multiaddr, now: Instant) -> Self {
        Target { address, peer: None, dialling: None, next: now, backoff: BACKOFF.0, own: false }
    }

    fn failed(&mut self, now: Instant, chance: f64) {
        self.dialling = None;
        // Two peers that dial each other must not do so at the same moments for ever.
        self.next = now + self.backoff.mul_f64(0.5 + chance);
        self.backoff = (2 * self.backoff).min(BACKOFF.1);
    }
}

impl Node {
    /// Dials what is not connected and due, and unblocks whose time is over.
    pub(super) fn dial(&mut self, now: Instant) {
        while let Some(id) = self.blocked.iter().find(|(_, until)| **until <= now).map(|(id, _)| *id) {
            self.blocked.remove(&id);
            self.swarm.behaviour_mut().blocked.unblock_peer(id);
        }
        for target in &mut self.targets {
            let connected = target.peer.is_some_and(|peer| self.peers.contains_key(&peer));
            if target.own || connected || target.dialling.is_some() || target.next > now {
                continue;
            }
            let options = DialOpts::unknown_peer_id().address(target.address.clone()).build();
            let id = options.connection_id();
            match self.swarm.dial(options) {
                Ok(()) => target.dialling = Some(id),
                Err(error) => {
                    tracing::debug!(address = %target.address, %error, "not dialled");
                    target.failed(now, self.random.f64());
                }
            }
        }
    }

    pub(super) fn connected(&mut self, id: PeerId, connection: ConnectionId, address: &Multiaddr) {
        let now = Instant::now();
        for target in self.targets.iter_mut().filter(|target| target.dialling == Some(connection)) {
            (target.dialling, target.peer, target.backoff) = (None, Some(id), BACKOFF.0);
        }
        self.gone.remove(&id);
        let Node { peers, config, counters, .. } = self;
        peers.entry(id).or_insert_with(|| {
            tracing::info!(peer = %id, %address, "connected");
            counters.connections += 1;
            Peer::new(id, address.clone(), &config.limits, now)
        });
        self.advance(id, now);
    }

    pub(super) fn disconnected(&mut self, id: PeerId, left: u32) {
        if left > 0 {
            return;
        }
        let now = Instant::now();
        if let Some(peer) = self.peers.remove(&id) {
            tracing::info!(peer = %id, "disconnected");
            self.store.forget(peer.sender);
            self.clock.forget(&id);
            self.join_lost(id);
            self.remember(id, peer, now);
        }
        for target in self.targets.iter_mut().filter(|target| target.peer == Some(id)) {
            target.failed(now, self.random.f64());
        }
    }

    /// Remembers a peer that has gone, for the status. Peers that are blocked are listed as such.
    fn remember(&mut self, id: PeerId, peer: Peer, now: Instant) {
        if self.blocked.contains_key(&id) {
            return;
        }
        self.gone.insert(id, Gone::new(peer, now));
        if self.gone.len() > MAX_GONE
            && let Some(oldest) = self.gone.iter().min_by_key(|(_, gone)| gone.at).map(|(id, _)| *id)
        {
            self.gone.remove(&oldest);
        }
    }

    /// The addresses that no peer has answered at yet.
    pub(super) fn unreached(&self) -> impl Iterator<Item = &Multiaddr> {
        self.targets
            .iter()
            .filter(|target| !target.own && target.peer.is_none())
            .map(|target| &target.address)
    }

    pub(super) fn not_connected(&mut self, connection: ConnectionId, error: &DialError) {
        let now = Instant::now();
        for target in self.targets.iter_mut().filter(|target| target.dialling == Some(connection)) {
            tracing::debug!(address = %target.address, %error, "not connected");
            target.own = matches!(error, DialError::LocalPeerId { .. });
            target.failed(now, self.random.f64());
        }
    }

    /// Drops a peer that has broken the protocol, and blocks it for a while.
    pub(super) fn fault(&mut self, id: PeerId, reason: &dyn std::fmt::Display) {
        if self.blocked.contains_key(&id) {
            return;
        }
        tracing::warn!(peer = %id, %reason, "blocked");
        self.counters.faults += 1;
        // Ids cost nothing, so there may be any number of them.
        if self.blocked.len() < 4096 {
            self.blocked.insert(id, Instant::now() + self.config.limits.block);
            // Closes its connections as well.
            self.swarm.behaviour_mut().blocked.block_peer(id);
        } else {
            let _ = self.swarm.disconnect_peer_id(id);
        }
    }
}
