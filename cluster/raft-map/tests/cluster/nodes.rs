//! Nodes as processes: starting, killing, asking.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use machine::{Memory, memory};
use raft_map::Client;
use raft_map::command::KeyRange;
use raft_map::wire::{Freshness, Item};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Mutex, MutexGuard};

/// When a test gives up. It is no bound that must hold: it means that something does not work at all.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Clusters run one after the other, so that one does not slow down another.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

/// The nodes of one cluster. All are killed when it is dropped.
pub(crate) struct Cluster {
    nodes: BTreeMap<u64, Process>,
    directory: TempDir,
    arguments: Vec<String>,
    _turn: MutexGuard<'static, ()>,
}

struct Process {
    address: SocketAddr,
    metrics: SocketAddr,
    data: PathBuf,
    arguments: Vec<String>,
    /// The network namespace that it runs in, if not that of the tests.
    namespace: Option<String>,
    child: Option<Child>,
}

/// Returns an address that nobody listens at.
pub(crate) fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("an address")
}

impl Cluster {
    /// Returns a cluster without nodes, whose nodes get these arguments.
    pub(crate) async fn empty(arguments: &[&str]) -> Self {
        Self {
            nodes: BTreeMap::new(),
            directory: tempfile::tempdir().expect("a directory"),
            arguments: arguments.iter().map(ToString::to_string).collect(),
            _turn: ONE_AT_A_TIME.lock().await,
        }
    }

    /// Returns a cluster of this many voters, which have joined.
    pub(crate) async fn of_voters(voters: u64, arguments: &[&str]) -> Self {
        let mut cluster = Self::empty(arguments).await;
        cluster.add(1, &["--bootstrap"]);
        for id in 2..=voters {
            cluster.join(id, &[]);
        }
        for id in 2..=voters {
            cluster.wait_for_member(id, true).await;
        }
        cluster
    }

    /// Starts a node in a new directory.
    pub(crate) fn add(&mut self, id: u64, arguments: &[&str]) {
        let data = self.directory.path().join(id.to_string());
        self.add_in(id, &data, arguments);
    }

    /// Starts a node in this directory.
    pub(crate) fn add_in(&mut self, id: u64, data: &Path, arguments: &[&str]) {
        self.add_process(id, free_address(), data, arguments, None);
    }

    /// Starts a node in a new directory, listening at this address.
    pub(crate) fn add_at(&mut self, id: u64, address: SocketAddr, arguments: &[&str]) {
        let data = self.directory.path().join(id.to_string());
        self.add_process(id, address, &data, arguments, None);
    }

    /// Starts a node in a new directory and in this network namespace. Its metrics can be read only there.
    pub(crate) fn add_in_namespace(&mut self, id: u64, name: &str, address: SocketAddr, arguments: &[&str]) {
        let data = self.directory.path().join(id.to_string());
        self.add_process(id, address, &data, arguments, Some(name.to_owned()));
    }

    fn add_process(
        &mut self,
        id: u64,
        address: SocketAddr,
        data: &Path,
        arguments: &[&str],
        namespace: Option<String>,
    ) {
        let process = Process {
            address,
            metrics: free_address(),
            data: data.to_owned(),
            arguments: arguments.iter().map(ToString::to_string).collect(),
            namespace,
            child: None,
        };
        self.nodes.insert(id, process);
        self.start(id);
    }

    /// Starts a node that joins the first one.
    pub(crate) fn join(&mut self, id: u64, arguments: &[&str]) {
        let seed = self.address(1);
        self.add(id, &[&["--join", &seed], arguments].concat());
    }

    /// Starts a node again in its directory.
    pub(crate) fn start(&mut self, id: u64) {
        let log = self.log(id);
        let node = self.nodes.get_mut(&id).expect("a node of this number");
        assert!(node.child.is_none(), "node {id} is running");
        let log = File::options().create(true).append(true).open(log).expect("a file for the log");
        let program = env!("CARGO_BIN_EXE_raft-map");
        let mut command = match &node.namespace {
            Some(namespace) => {
                let mut command = Command::new("ip");
                // It becomes the program, and does not start it beside itself.
                command.args(["netns", "exec", namespace, program]);
                command
            }
            None => Command::new(program),
        };
        let child = command
            .args(["serve", "--id", &id.to_string(), "--listen", &node.address.to_string()])
            .args(["--metrics", &node.metrics.to_string(), "--data"])
            .arg(&node.data)
            .args(&self.arguments)
            .args(&node.arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn();
        node.child = Some(child.expect("a process"));
    }

    /// Kills a node at once.
    pub(crate) fn kill(&mut self, id: u64) {
        let mut child = self.nodes.get_mut(&id).and_then(|node| node.child.take()).expect("a running node");
        child.kill().expect("a process to kill");
        child.wait().expect("a process to wait for");
    }

    pub(crate) fn address(&self, id: u64) -> String {
        self.nodes[&id].address.to_string()
    }

    pub(crate) fn data(&self, id: u64) -> &Path {
        &self.nodes[&id].data
    }

    fn log(&self, id: u64) -> PathBuf {
        self.directory.path().join(format!("{id}.log"))
    }

    /// Returns a client that knows all nodes.
    pub(crate) fn client(&self) -> Client {
        Client::new(self.nodes.values().map(|node| node.address.to_string()))
    }

    /// Returns a client that knows one node.
    pub(crate) fn client_of(&self, id: u64) -> Client {
        Client::new([self.address(id)])
    }

    /// The value of a metric of a node, if it answers.
    pub(crate) async fn metric(&self, id: u64, name: &str) -> Option<f64> {
        let text = self.metrics(id).await?;
        let prefix = format!("raft_map_{name} ");
        text.lines().find_map(|line| line.strip_prefix(&prefix))?.parse().ok()
    }

    /// The metrics page of a node, if it answers.
    pub(crate) async fn metrics(&self, id: u64) -> Option<String> {
        let mut stream = TcpStream::connect(self.nodes[&id].metrics).await.ok()?;
        stream.write_all(b"GET /metrics HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n").await.ok()?;
        let mut text = String::new();
        stream.read_to_string(&mut text).await.ok()?;
        Some(text)
    }

    /// The process of a running node.
    pub(crate) fn process(&self, id: u64) -> u32 {
        self.nodes[&id].child.as_ref().expect("a running node").id()
    }

    /// The most memory that a running node has had, in bytes.
    pub(crate) fn peak_memory(&self, id: u64) -> u64 {
        memory(self.process(id), Memory::Peak)
    }

    /// The node that leads, as it says itself.
    pub(crate) async fn leader(&self) -> u64 {
        let begun = Instant::now();
        loop {
            for (id, node) in &self.nodes {
                if node.child.is_some() && self.metric(*id, "is_leader").await == Some(1.0) {
                    return *id;
                }
            }
            assert!(begun.elapsed() < PATIENCE, "no leader");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until a node says that one of these leads, and returns it.
    pub(crate) async fn wait_for_leader(&self, asked: u64, among: &[u64]) -> u64 {
        let begun = Instant::now();
        loop {
            let leader = self.client_of(asked).status().await.expect("a status").leader;
            if let Some(leader) = leader.filter(|leader| among.contains(leader)) {
                return leader;
            }
            assert!(begun.elapsed() < PATIENCE, "node {asked} takes {leader:?} for the leader");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a metric of a node is as it should be.
    pub(crate) async fn wait_for_metric(&self, id: u64, name: &str, is_right: impl Fn(f64) -> bool) {
        let begun = Instant::now();
        loop {
            let value = self.metric(id, name).await;
            if value.is_some_and(&is_right) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "{name} of node {id} is {value:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until a node is a member.
    pub(crate) async fn wait_for_member(&self, id: u64, voter: bool) {
        let begun = Instant::now();
        loop {
            let members = self.client().status().await.expect("a status").members;
            if members.iter().any(|(member, _, votes)| (*member, *votes) == (id, voter)) {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "node {id} did not join: {members:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until a node has all entries that the leader has, and returns them.
    pub(crate) async fn wait_until_equal(&self, id: u64) -> Vec<Item> {
        let begun = Instant::now();
        loop {
            let expected = all(&self.client(), Freshness::Linearizable).await;
            let found = all(&self.client_of(id), Freshness::Stale).await;
            if expected == found {
                return expected;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "node {id} has {} of {} entries",
                found.len(),
                expected.len()
            );
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// Reads all entries, page by page.
pub(crate) async fn all(client: &Client, freshness: Freshness) -> Vec<Item> {
    let mut range = KeyRange::default();
    let mut items = Vec::new();
    loop {
        let page = client.range(range.clone(), 1000, freshness).await.expect("a page");
        items.extend(page.items);
        match page.resume {
            Some(start) => range.start = Some(start),
            None => return items,
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for (id, node) in &mut self.nodes {
            if let Some(mut child) = node.child.take() {
                // It may have ended by itself.
                let _ = child.kill();
                let _ = child.wait();
            }
            if std::thread::panicking() {
                let log = self.directory.path().join(format!("{id}.log"));
                let log = fs::read_to_string(log).unwrap_or_default();
                let lines: Vec<_> = log.lines().rev().take(30).collect();
                eprintln!("--- the last lines of node {id}");
                lines.iter().rev().for_each(|line| eprintln!("{line}"));
            }
        }
    }
}
