//! Answering requests, within the limits of each peer.

use super::Node;
use crate::message::{CHUNK, Hello, MAX_NEIGHBOURS, Malformed, Request, Response};
use crate::reconcile::{MAX_ANSWER, answer};
use libp2p::PeerId;
use libp2p::request_response::{Event, Message, OutboundFailure};
use std::io::ErrorKind;
use std::time::Instant;

/// Requests in a row that a peer may make although it was told to wait.
const IMPATIENCE: u32 = 64;

/// What a request costs, whatever it is.
const REQUEST: u64 = 64;

impl Node {
    pub(super) fn exchange(&mut self, event: Event<Result<Request, Malformed>, Response>) {
        match event {
            Event::Message { peer, message: Message::Request { request, channel, .. }, .. } => {
                let response = match request {
                    Ok(request) => self.serve(peer, request),
                    Err(malformed) => return self.fault(peer, &malformed),
                };
                let Some(response) = response else { return };
                self.counters.responses += 1;
                // The channel is closed if the peer has gone.
                let _ = self.swarm.behaviour_mut().exchange.send_response(channel, response);
            }
            Event::Message { peer, message: Message::Response { request_id, response }, .. } => {
                self.answered(peer, request_id, response);
            }
            Event::OutboundFailure { peer, request_id, error, .. } => {
                tracing::debug!(%peer, %error, "no answer");
                self.counters.unanswered += 1;
                match error {
                    OutboundFailure::Io(error) if error.kind() == ErrorKind::InvalidData => {
                        self.fault(peer, &error);
                    }
                    OutboundFailure::UnsupportedProtocols => self.fault(peer, &"it is no peer of a mesh"),
                    _ => self.unanswered(peer, request_id),
                }
            }
            Event::InboundFailure { peer, error, .. } => tracing::debug!(%peer, %error, "not answered"),
            Event::ResponseSent { .. } => {}
        }
    }

    /// The response to a request; `None` if it breaks the protocol.
    fn serve(&mut self, id: PeerId, request: Request) -> Option<Response> {
        let now = Instant::now();
        self.counters.requests += 1;
        let peer = self.peers.get_mut(&id)?;
        if let Some(wait) = peer.cost.wait(now).max(peer.bytes.wait(now)) {
            peer.impatient += 1;
            self.counters.busy += 1;
            if peer.impatient > IMPATIENCE {
                self.fault(id, &"it asks although it was told to wait");
                return None;
            }
            return Some(Response::Busy { wait: u32::try_from(wait.as_millis()).unwrap_or(u32::MAX).max(1) });
        }
        peer.impatient = 0;
        peer.cost.use_up(REQUEST);
        match request {
            Request::Hello(hello) => {
                if hello.neighbours.len() > MAX_NEIGHBOURS {
                    self.fault(id, &"it has too many neighbours");
                    return None;
                }
                self.heard(id, hello, now);
                Some(Response::Hello(self.hello()))
            }
            Request::Ask(ask) => {
                let (answer, cost) = answer(&self.store, &ask);
                let peer = self.peers.get_mut(&id)?;
                peer.cost.use_up(cost);
                let Some(answer) = answer else {
                    self.fault(id, &"a question is not valid");
                    return None;
                };
                let size = size_of(&answer);
                peer.bytes.use_up(size);
                peer.sent += size;
                self.counters.repair_sent_bytes += size;
                Some(Response::Answer(answer))
            }
            Request::Chunk { id: snapshot, offset } => {
                let file = self.journal.snapshot().filter(|file| file.id() == snapshot);
                let Some(bytes) = file.and_then(|file| file.chunk(offset, CHUNK).ok()) else {
                    return Some(Response::Gone);
                };
                let peer = self.peers.get_mut(&id)?;
                peer.bytes.use_up(bytes.len() as u64);
                peer.sent += bytes.len() as u64;
                self.counters.snapshot_sent_bytes += bytes.len() as u64;
                Some(Response::Chunk(bytes))
            }
        }
    }

    /// What this peer tells of itself.
    pub(super) fn hello(&self) -> Hello {
        let total = self.store.total();
        Hello {
            time: self.clock.raw(),
            count: total.count,
            fingerprint: total.fingerprint(),
            neighbours: self.peers.keys().take(MAX_NEIGHBOURS).map(|id| id.to_bytes().into()).collect(),
            snapshot: self.journal.snapshot().map(|snapshot| snapshot.id()),
            joining: self.joining.is_some(),
        }
    }
}

/// The bytes of an answer. What it takes to encode one is bounded by its length.
fn size_of(answer: &crate::reconcile::Answer) -> u64 {
    let size = postcard::experimental::serialized_size(answer).unwrap_or(MAX_ANSWER);
    size as u64
}
