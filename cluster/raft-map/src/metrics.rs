//! Counters and times, in the text form of Prometheus.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

use crate::types::NodeId;

/// A wait for the state that is counted as a stall.
pub const STALL: Duration = Duration::from_millis(10);

/// The metrics of one node.
#[derive(Debug)]
pub struct Metrics {
    registry: Mutex<Registry>,
    writes: Counter,
    stalls: Counter,
    held: Histogram,
    longest_hold: Gauge<f64, AtomicU64>,
    freeze: Histogram,
    snapshot: Histogram,
    installed: Counter,
    refused_messages: Counter,
    chunks: Counter,
    chunk_bytes: Counter,
    refused_full: Counter,
    restarts: Counter,
    sent: Counter,
    received: Counter,
    gauges: Gauges,
}

/// What is read when the metrics are asked for.
#[derive(Debug, Default)]
struct Gauges {
    applied: Gauge,
    term: Gauge,
    leader: Gauge,
    is_leader: Gauge,
    entries: Gauge,
    unsettled: Gauge,
    running: Gauge,
}

/// The state of a node when its metrics are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// The index of the last entry that was applied.
    pub applied: u64,
    /// The term.
    pub term: u64,
    /// The leader, if known.
    pub leader: Option<NodeId>,
    /// Whether this node leads.
    pub leads: bool,
    /// The number of entries of the map.
    pub entries: usize,
    /// The number of changes that are not in the base yet.
    pub unsettled: usize,
    /// Whether Raft is running.
    pub running: bool,
}

fn gauge(value: impl TryInto<i64>) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}

impl Default for Metrics {
    fn default() -> Self {
        let times = || Histogram::new(exponential_buckets(0.000_001, 4.0, 14));
        let mut metrics = Self {
            registry: Mutex::new(Registry::with_prefix("raft_map")),
            writes: Counter::default(),
            stalls: Counter::default(),
            held: times(),
            longest_hold: Gauge::default(),
            freeze: times(),
            snapshot: times(),
            installed: Counter::default(),
            refused_messages: Counter::default(),
            chunks: Counter::default(),
            chunk_bytes: Counter::default(),
            refused_full: Counter::default(),
            restarts: Counter::default(),
            sent: Counter::default(),
            received: Counter::default(),
            gauges: Gauges::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = self.registry.get_mut().unwrap_or_else(PoisonError::into_inner);
        let gauges = &self.gauges;
        registry.register("applied_index", "Index of the last applied log entry", gauges.applied.clone());
        registry.register("term", "Current term", gauges.term.clone());
        registry.register("leader", "Number of the leader, or -1", gauges.leader.clone());
        registry.register("is_leader", "1 if this node leads", gauges.is_leader.clone());
        registry.register("entries", "Entries of the map", gauges.entries.clone());
        registry.register("unsettled", "Changes that are not in the base yet", gauges.unsettled.clone());
        registry.register("running", "1 if Raft is running", gauges.running.clone());
        registry.register("writes", "Commands applied", self.writes.clone());
        registry.register("stalls", "Holds of the state of more than 10 ms", self.stalls.clone());
        registry.register("hold_seconds", "Time to get and hold the state for a change", self.held.clone());
        registry.register("longest_hold_seconds", "The longest of these", self.longest_hold.clone());
        registry.register("freeze_seconds", "Time to freeze the state", self.freeze.clone());
        registry.register("snapshot_seconds", "Time to write a snapshot", self.snapshot.clone());
        registry.register("snapshots_installed", "Snapshots installed", self.installed.clone());
        registry.register(
            "messages_refused",
            "Messages with a wrong checksum or form",
            self.refused_messages.clone(),
        );
        registry.register("snapshot_chunks_received", "Chunks of snapshots received", self.chunks.clone());
        registry.register("snapshot_bytes_received", "Bytes of snapshots received", self.chunk_bytes.clone());
        registry.register(
            "disk_full_refusals",
            "Requests refused for lack of room",
            self.refused_full.clone(),
        );
        registry.register("restarts", "Restarts of Raft after a failure of the disk", self.restarts.clone());
        registry.register("message_bytes_sent", "Bytes of messages sent to other nodes", self.sent.clone());
        registry.register("message_bytes_received", "Bytes of messages received", self.received.clone());
    }

    /// Counts one change of the state, which took so long to be let in and made.
    pub fn held(&self, time: Duration) {
        self.held.observe(time.as_secs_f64());
        if time >= STALL {
            self.stalls.inc();
        }
        // Only the state machine's thread and the settling one come here, so a lost update is rare and harmless.
        if time.as_secs_f64() > self.longest_hold.get() {
            self.longest_hold.set(time.as_secs_f64());
        }
    }

    /// Counts commands.
    pub fn applied(&self, commands: usize) {
        self.writes.inc_by(commands as u64);
    }

    /// Counts a freeze.
    pub fn frozen(&self, time: Duration) {
        self.freeze.observe(time.as_secs_f64());
    }

    /// Counts a snapshot that was written.
    pub fn snapshot_written(&self, time: Duration) {
        self.snapshot.observe(time.as_secs_f64());
    }

    /// Counts a snapshot that was installed.
    pub fn snapshot_installed(&self) {
        self.installed.inc();
    }

    /// Counts a message that was refused.
    pub fn message_refused(&self) {
        self.refused_messages.inc();
    }

    /// Counts a chunk of a snapshot.
    pub fn chunk(&self, bytes: usize) {
        self.chunks.inc();
        self.chunk_bytes.inc_by(bytes as u64);
    }

    /// Counts a request that was refused for lack of room.
    pub fn disk_full(&self) {
        self.refused_full.inc();
    }

    /// Counts a restart of Raft.
    pub fn restarted(&self) {
        self.restarts.inc();
    }

    /// Counts bytes of a message to another node.
    pub fn sent(&self, bytes: usize) {
        self.sent.inc_by(bytes as u64);
    }

    /// Counts bytes of a message from anybody.
    pub fn received(&self, bytes: usize) {
        self.received.inc_by(bytes as u64);
    }

    /// Returns all metrics as text.
    ///
    /// # Errors
    ///
    /// If they cannot be formatted.
    pub fn text(&self, reading: Reading) -> Result<String, std::fmt::Error> {
        let gauges = &self.gauges;
        gauges.applied.set(gauge(reading.applied));
        gauges.term.set(gauge(reading.term));
        gauges.leader.set(reading.leader.map_or(-1, gauge));
        gauges.is_leader.set(i64::from(reading.leads));
        gauges.entries.set(gauge(reading.entries));
        gauges.unsettled.set(gauge(reading.unsettled));
        gauges.running.set(i64::from(reading.running));
        let mut text = String::new();
        encode(&mut text, &self.registry.lock().unwrap_or_else(PoisonError::into_inner))?;
        Ok(text)
    }
}
