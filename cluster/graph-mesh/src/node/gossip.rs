//! Gossip: local writes travel in batches, and those of others are merged and passed on if they are valid.

use super::Node;
use crate::item::Item;
use crate::message::{MAX_BATCH, batch, decode, encode};
use libp2p::PeerId;
use libp2p::gossipsub::{Message, MessageAcceptance, MessageId};
use std::time::Instant;

impl Node {
    /// Sends the local writes that have not been sent. What does not get out is left to repair.
    pub(super) fn flush(&mut self) {
        if self.outgoing.is_empty() {
            return;
        }
        let mut items = std::mem::take(&mut self.outgoing);
        items.reverse();
        while !items.is_empty() {
            let bytes = encode(&batch(&mut items));
            let size = bytes.len() as u64;
            match self.swarm.behaviour_mut().gossip.publish(self.topic.clone(), bytes) {
                Ok(_) => {
                    self.counters.gossip_sent += 1;
                    self.counters.gossip_sent_bytes += size;
                }
                Err(error) => {
                    tracing::debug!(%error, "a batch is not sent");
                    self.counters.gossip_unsent += 1;
                }
            }
        }
    }

    pub(super) fn gossip(&mut self, from: PeerId, id: &MessageId, message: &Message) {
        let acceptance = self.merge_gossip(from, message);
        self.swarm.behaviour_mut().gossip.report_message_validation_result(id, &from, acceptance);
    }

    fn merge_gossip(&mut self, from: PeerId, message: &Message) -> MessageAcceptance {
        let now = Instant::now();
        let size = message.data.len() as u64;
        self.counters.gossip_received += 1;
        self.counters.gossip_received_bytes += size;
        if self.config.drop_gossip > 0.0 && self.random.f64() < self.config.drop_gossip {
            self.counters.gossip_dropped += 1;
            return MessageAcceptance::Ignore;
        }
        let Some(peer) = self.peers.get_mut(&from) else { return MessageAcceptance::Ignore };
        peer.received += size;
        let full = self.journal.backlog() > self.config.limits.backlog;
        if peer.gossip.wait(now).is_some() || full {
            self.counters.gossip_ignored += 1;
            return MessageAcceptance::Ignore;
        }
        peer.gossip.use_up(size);
        let sender = peer.sender;
        let items = (message.data.len() <= MAX_BATCH).then(|| decode::<Vec<Item>>(&message.data)).flatten();
        let Some(items) = items else {
            self.fault(from, &"a gossip message is not a batch");
            return MessageAcceptance::Reject;
        };
        let merged = self.store.merge_all(sender, items, self.clock.now());
        let (refused, overflowed) = (merged.refused, merged.report.overflowed);
        self.keep(merged);
        if refused > 0 {
            self.fault(from, &"a gossip message has an item that is not valid");
            return MessageAcceptance::Reject;
        }
        // Clocks differ, so this is nobody's fault; but it is not passed on.
        if overflowed > 0 { MessageAcceptance::Ignore } else { MessageAcceptance::Accept }
    }
}
