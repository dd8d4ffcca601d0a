//! Asking: a peer compares what it has with each neighbour, and fetches what differs.
//!
//! 1. A *hello* is sent once in a while. If both tell the same fingerprint, there is nothing to do.
//! 2. If not, a round of reconciliation begins, one question at a time.
//! 3. After a round that changed nothing the peer waits, twice as long for each further one. The other side may lack something, or it may
//!    have what is not due here yet, or it may claim what is not so.
//! 4. With a peer that has the same sums, a part is compared item by item once in a while. So two sets that somebody has constructed to
//!    have the same sum are found as well, after some time.

use super::Node;
use super::behaviour::REQUEST_TIMEOUT;
use super::peer::{Asked, What};
use crate::item::{Position, Range};
use crate::message::{Hello, MAX_NEIGHBOURS, Request, Response};
use crate::reconcile::{Answer, Round};
use libp2p::PeerId;
use libp2p::request_response::OutboundRequestId;
use std::time::{Duration, Instant};

/// Rounds at a time: peers that have the same are not asked for the same at once. A round that has lasted for `LONG` does not count, so
/// that a slow peer keeps nobody else from being asked.
const ROUNDS: usize = 2;

/// How long a round counts.
const LONG: Duration = Duration::from_secs(5);

/// The most items of a part that is compared item by item.
const AUDIT: usize = 512;

/// How often peers tell each other what they have if they do not repair.
const GREETING: Duration = Duration::from_secs(1);

/// The most doublings of the time between rounds that change nothing.
const DOUBLINGS: u32 = 3;

/// The most questions of a round that change nothing. A peer that lacks much makes many of them, until it has caught up itself.
const FRUITLESS: u64 = 64;

impl Node {
    /// Asks a peer what is next, if it is not being asked already.
    pub(super) fn advance(&mut self, id: PeerId, now: Instant) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        if peer.asked.is_some() || peer.wait > now {
            return;
        }
        let (request, what) = if let Some(request) = self.next_chunk(id) {
            (request, What::Chunk)
        } else if let Some(ask) = self.next_question(id, now) {
            (Request::Ask(ask), What::Ask)
        } else {
            let Some(peer) = self.peers.get_mut(&id) else { return };
            if peer.next_hello > now {
                return;
            }
            peer.next_hello = now + self.config.repair.unwrap_or(GREETING);
            let hello = self.hello();
            let raw = hello.time;
            (Request::Hello(hello), What::Hello(raw))
        };
        if what == What::Ask {
            let size = postcard::experimental::serialized_size(&request).unwrap_or_default() as u64;
            self.counters.repair_sent_bytes += size;
        }
        let request = self.swarm.behaviour_mut().exchange.send_request(&id, Ok(request));
        if let Some(peer) = self.peers.get_mut(&id) {
            peer.asked = Some(Asked { id: request, at: now, what });
        }
    }

    fn next_question(&mut self, id: PeerId, now: Instant) -> Option<crate::reconcile::Ask> {
        // What is fetched has to be written.
        if self.journal.backlog() > self.config.limits.backlog {
            return None;
        }
        let peer = self.peers.get_mut(&id)?;
        let round = peer.round.as_mut()?;
        let fruitless = round.stats().asks > FRUITLESS + 2 * peer.applied;
        if let Some(ask) = (!fruitless).then(|| round.next(&self.store)).flatten() {
            return Some(ask);
        }
        peer.last_round = round.stats();
        peer.round = None;
        if !fruitless && peer.held == 0 {
            peer.caught_up = Some(peer.round_at);
        }
        peer.rounds += 1;
        let useless = peer.applied == 0 && !peer.is_equal;
        peer.useless = if useless { peer.useless + 1 } else { 0 };
        let interval = self.config.repair.unwrap_or(GREETING);
        peer.next_hello =
            if peer.applied > 0 { now } else { now + interval * 2_u32.pow(peer.useless.min(DOUBLINGS)) };
        self.counters.rounds += 1;
        tracing::debug!(peer = %id, stats = ?peer.last_round, applied = peer.applied, "a round has ended");
        None
    }

    /// Takes note of a hello.
    pub(super) fn heard(&mut self, id: PeerId, hello: Hello, now: Instant) {
        let own = self.store.total();
        let Some(peer) = self.peers.get_mut(&id) else { return };
        peer.is_equal = own.count == hello.count && own.fingerprint() == hello.fingerprint;
        if peer.is_equal {
            peer.caught_up = Some(now);
            peer.useless = 0;
        }
        if peer.hello.as_ref().is_none_or(|before| before.fingerprint != hello.fingerprint) {
            // It has something new, but it may say so whenever it likes.
            peer.useless = peer.useless.min(1);
        }
        peer.hello = Some(hello);
    }

    /// Takes the response of a peer.
    pub(super) fn answered(&mut self, id: PeerId, request: OutboundRequestId, response: Response) {
        let now = Instant::now();
        let Some(peer) = self.peers.get_mut(&id) else { return };
        let Some(asked) = peer.asked.take_if(|asked| asked.id == request) else { return };
        match (asked.what, response) {
            (_, Response::Busy { wait }) => {
                self.counters.told_to_wait += 1;
                peer.wait = now + Duration::from_millis(wait.into()).min(Duration::from_secs(10));
            }
            (What::Hello(raw), Response::Hello(hello)) => {
                if hello.neighbours.len() > MAX_NEIGHBOURS {
                    return self.fault(id, &"it has too many neighbours");
                }
                let took = now.saturating_duration_since(asked.at);
                peer.answer_time = Some(peer.answer_time.map_or(took, |shortest| shortest.min(took)));
                let half = took.as_secs_f64() * 500.0;
                self.clock.heard(id, hello.time, raw + half);
                self.heard(id, hello, now);
                self.begin(id);
            }
            (What::Ask, Response::Answer(answer)) => self.take(id, answer),
            (What::Chunk, Response::Chunk(bytes)) => self.take_chunk(id, &bytes),
            (What::Chunk, Response::Gone) => self.join_lost(id),
            _ => return self.fault(id, &"a response does not belong to its request"),
        }
        self.advance(id, now);
    }

    /// Begins a round, or to fetch a snapshot, if the peer has something else.
    fn begin(&mut self, id: PeerId) {
        if self.config.repair.is_none() || self.begin_join(id) {
            return;
        }
        let joining = self.joining.is_some();
        let now = Instant::now();
        let rounds =
            self.peers.values().filter(|peer| peer.round.is_some() && peer.round_at + LONG > now).count();
        let Some(peer) = self.peers.get_mut(&id) else { return };
        if peer.is_equal && peer.round.is_none() && !joining && peer.next_audit <= now {
            peer.next_audit = now + self.config.limits.audit;
            let mut range = Range { from: std::mem::take(&mut peer.audit_from), to: None };
            range.to = self.store.items(&range).nth(AUDIT).map(|(soul, key, ..)| Position::new(soul, key));
            // After the last part comes the first one.
            peer.audit_from = range.to.clone().unwrap_or_default();
            peer.begin(Round::fetching(range), now);
            self.counters.audits += 1;
            return;
        }
        let worth_it = peer.hello.as_ref().is_some_and(|hello| hello.count > 0 && !hello.joining);
        if !peer.is_equal && worth_it && peer.round.is_none() && !joining && rounds < ROUNDS {
            peer.begin(Round::new(), now);
        }
    }

    fn take(&mut self, id: PeerId, answer: Answer) {
        let size = postcard::experimental::serialized_size(&answer).unwrap_or_default() as u64;
        self.counters.repair_received_bytes += size;
        let Some(peer) = self.peers.get_mut(&id) else { return };
        peer.received += size;
        let sender = peer.sender;
        let Some(round) = &mut peer.round else { return };
        match round.take(&self.store, answer) {
            Ok(items) => {
                self.counters.repair_items += items.len() as u64;
                let merged = self.store.merge_all(sender, items, self.clock.now());
                peer.applied += merged.report.applied;
                peer.held += merged.report.deferred + merged.report.overflowed;
                self.keep(merged);
            }
            Err(fault) => {
                peer.round = None;
                self.fault(id, &fault);
            }
        }
    }

    /// Takes note that a request has no response.
    pub(super) fn unanswered(&mut self, id: PeerId, request: OutboundRequestId) {
        let Some(peer) = self.peers.get_mut(&id) else { return };
        let Some(asked) = peer.asked.take_if(|asked| asked.id == request) else { return };
        let now = Instant::now();
        peer.wait = now + Duration::from_millis(200);
        // A connection whose other end does not answer may be cut. A new one tells sooner than the old one.
        if now.saturating_duration_since(asked.at) + Duration::from_secs(1) >= REQUEST_TIMEOUT {
            tracing::info!(peer = %id, "does not answer");
            let _ = self.swarm.disconnect_peer_id(id);
        }
    }
}
