//! The metrics in Prometheus' text form.

use crate::node::{Counters, Status};
use std::fmt::Write;

/// Formats the metrics.
pub(super) fn format(status: &Status) -> String {
    let mut out = Out(String::new());
    let Counters {
        local,
        applied,
        known,
        deferred,
        overflowed,
        refused,
        gossip_sent,
        gossip_sent_bytes,
        gossip_unsent,
        gossip_received,
        gossip_received_bytes,
        gossip_dropped,
        gossip_ignored,
        requests,
        responses,
        unanswered,
        busy,
        told_to_wait,
        rounds,
        audits,
        repair_items,
        repair_sent_bytes,
        repair_received_bytes,
        joins,
        snapshot_items,
        snapshot_sent_bytes,
        snapshot_received_bytes,
        connections,
        faults,
    } = status.counters;
    for (name, help, value) in [
        ("local_writes", "Keys written through the API.", local),
        ("applied", "Updates that were applied.", applied),
        ("known", "Updates that said nothing new.", known),
        ("deferred", "Updates that were deferred until they are due.", deferred),
        ("overflowed", "Updates for which there was no capacity.", overflowed),
        ("refused", "Updates that were not valid.", refused),
        ("gossip_sent", "Gossip messages published.", gossip_sent),
        ("gossip_sent_bytes", "Bytes of gossip messages published.", gossip_sent_bytes),
        ("gossip_unsent", "Gossip messages that could not be published.", gossip_unsent),
        ("gossip_received", "Gossip messages received.", gossip_received),
        ("gossip_received_bytes", "Bytes of gossip messages received.", gossip_received_bytes),
        ("gossip_dropped", "Gossip messages lost on purpose.", gossip_dropped),
        ("gossip_ignored", "Gossip messages ignored because there were too many.", gossip_ignored),
        ("requests", "Requests received.", requests),
        ("responses", "Responses sent.", responses),
        ("unanswered", "Requests without a response.", unanswered),
        ("busy", "Requests of peers that had used up their share.", busy),
        ("told_to_wait", "Requests that others refused for that reason.", told_to_wait),
        ("repair_rounds", "Rounds of repair.", rounds),
        ("audits", "Parts that were compared item by item.", audits),
        ("repair_items", "Items that repair brought.", repair_items),
        ("repair_sent_bytes", "Bytes of questions and answers sent.", repair_sent_bytes),
        ("repair_received_bytes", "Bytes of answers received.", repair_received_bytes),
        ("joins", "Snapshots fetched and merged.", joins),
        ("snapshot_items", "Items of snapshots.", snapshot_items),
        ("snapshot_sent_bytes", "Bytes of snapshots sent.", snapshot_sent_bytes),
        ("snapshot_received_bytes", "Bytes of snapshots received.", snapshot_received_bytes),
        ("connections", "Peers that have connected.", connections),
        ("faults", "Peers that broke the protocol.", faults),
        ("log_errors", "Transactions and folds that failed.", status.log_errors),
        ("folds", "Times that the log was folded into the snapshot.", status.folds),
    ] {
        out.one(&format!("{name}_total"), "counter", help, value as f64);
    }
    for (name, help, value) in [
        ("items", "Items in the store.", status.items as f64),
        ("nodes", "Nodes in the store.", status.nodes as f64),
        ("bytes", "Bytes of names and texts in the store.", status.bytes as f64),
        ("waiting", "Updates that are not due yet.", status.waiting as f64),
        ("backlog_bytes", "Bytes that wait to be written.", status.backlog as f64),
        ("log_bytes", "Bytes of the log.", status.log_bytes as f64),
        ("peers", "Peers that are connected.", status.peers.len() as f64),
        ("gone_peers", "Peers that were connected and are not now.", status.gone.len() as f64),
        ("unreached_addresses", "Addresses that nobody has answered at yet.", status.unreached.len() as f64),
        ("blocked_peers", "Peers that are blocked.", status.blocked.len() as f64),
        ("clock_correction_seconds", "What is added to the clock.", status.clock_correction / 1000.0),
        ("uptime_seconds", "Seconds since the start.", status.uptime),
    ] {
        out.one(name, "gauge", help, value);
    }
    out.head(
        "behind_seconds",
        "gauge",
        "How old what this peer has of another one is; 0 if both have the same.",
    );
    for peer in &status.peers {
        out.sample("behind_seconds", &peer.id, peer.behind);
    }
    for peer in &status.gone {
        out.sample("behind_seconds", &peer.id, peer.behind);
    }
    out.head("answer_seconds", "gauge", "The shortest time that an answer of a peer has taken.");
    for peer in &status.peers {
        if let Some(seconds) = peer.answer_time {
            out.sample("answer_seconds", &peer.id, seconds);
        }
    }
    out.head("peer_items", "gauge", "Items of a peer.");
    for peer in &status.peers {
        out.sample("peer_items", &peer.id, peer.items.unwrap_or(0) as f64);
    }
    out.0
}

struct Out(String);

impl Out {
    // Writing to a string does not fail.
    fn head(&mut self, name: &str, kind: &str, help: &str) {
        let _ = writeln!(self.0, "# HELP graph_mesh_{name} {help}\n# TYPE graph_mesh_{name} {kind}");
    }

    fn one(&mut self, name: &str, kind: &str, help: &str, value: f64) {
        self.head(name, kind, help);
        let _ = writeln!(self.0, "graph_mesh_{name} {value}");
    }

    /// Ids of peers have letters and digits only.
    fn sample(&mut self, name: &str, peer: &str, value: f64) {
        let _ = writeln!(self.0, "graph_mesh_{name}{{peer=\"{peer}\"}} {value}");
    }
}
