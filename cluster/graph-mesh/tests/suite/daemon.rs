//! A daemon as a process, and a client of its API.

use machine::{Memory, memory};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long something may take that should take seconds. What takes longer has failed.
pub(crate) fn patience() -> Duration {
    Duration::from_secs(if is_long() { 900 } else { 60 })
}

/// A daemon. It is killed when it is dropped.
pub(crate) struct Daemon {
    child: Child,
    pub(crate) http: SocketAddr,
    pub(crate) id: String,
}

/// How to start a daemon.
pub(crate) struct Start {
    program: Vec<String>,
    arguments: Vec<String>,
}

/// An answer of the API.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Start {
    pub(crate) fn new(data: &Path) -> Self {
        let data = data.to_str().expect("a path in UTF-8");
        let program = vec![env!("CARGO_BIN_EXE_graph-mesh").to_owned()];
        Start { program, arguments: vec!["--data".into(), data.into()] }
    }

    pub(crate) fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments.extend(arguments.iter().map(ToString::to_string));
        self
    }

    pub(crate) fn connect(mut self, addresses: &[String]) -> Self {
        for address in addresses {
            self.arguments.extend(["--connect".into(), address.clone()]);
        }
        self
    }

    /// Runs it through another program, such as `ip netns exec`.
    pub(crate) fn through(mut self, program: &[&str]) -> Self {
        self.program.splice(0..0, program.iter().map(ToString::to_string));
        self
    }

    pub(crate) fn run(&self) -> Daemon {
        let mut command = Command::new(&self.program[0]);
        command.args(&self.program[1..]).args(&self.arguments).stdout(Stdio::piped());
        command.env("GRAPH_MESH_LOG", std::env::var("GRAPH_MESH_LOG").unwrap_or("warn".into()));
        let mut child = command.spawn().expect("the daemon starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut next = |name: &str| -> String {
            let line = lines.next().and_then(Result::ok).unwrap_or_default();
            line.strip_prefix(name).unwrap_or_else(|| panic!("no {name:?} but {line:?}")).trim().to_owned()
        };
        let (http, id) = (next("http").parse().expect("an address"), next("peer"));
        Daemon { child, http, id }
    }

    /// What it says if it does not start.
    pub(crate) fn fails(&self) -> String {
        let mut command = Command::new(&self.program[0]);
        let output =
            command.args(&self.program[1..]).args(&self.arguments).output().expect("the daemon starts");
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

impl Daemon {
    pub(crate) fn request(
        &self,
        method: &str,
        path: &str,
        head: &str,
        body: &str,
    ) -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&self.http, patience())?;
        stream.set_read_timeout(Some(patience()))?;
        let length = body.len();
        let host = if head.contains("host:") { String::new() } else { format!("host: {}\r\n", self.http) };
        write!(stream, "{method} {path} HTTP/1.0\r\n{host}content-length: {length}\r\n{head}\r\n{body}")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Ok(Answer { status, head: head.into(), body: body.into() })
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.request("GET", path, "", "").expect("an answer")
    }

    /// Writes lines; they are acknowledged.
    pub(crate) fn put(&self, lines: &[String]) {
        let answer = self.try_put(lines).expect("an answer");
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    pub(crate) fn try_put(&self, lines: &[String]) -> std::io::Result<Answer> {
        self.request("POST", "/put", "content-type: application/x-ndjson\r\n", &lines.join("\n"))
    }

    pub(crate) fn status(&self) -> Value {
        serde_json::from_str(&self.get("/status").body).expect("a status")
    }

    pub(crate) fn counter(&self, name: &str) -> u64 {
        self.status()["counters"][name].as_u64().unwrap_or_else(|| panic!("no counter {name}"))
    }

    pub(crate) fn dump(&self) -> String {
        self.get("/dump").body
    }

    /// An address that it listens on.
    pub(crate) fn address(&self) -> String {
        until("it listens", || self.status()["listen"][0].as_str().map(ToOwned::to_owned))
    }

    pub(crate) fn peers(&self) -> usize {
        self.status()["peers"].as_array().map_or(0, Vec::len)
    }

    /// The number of its process.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn is_running(&mut self) -> bool {
        self.child.try_wait().expect("its state").is_none()
    }

    /// Kills it as a power cut would: no signal that it could catch.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it has ended");
    }

    /// The most memory that it has had, in bytes.
    pub(crate) fn peak_memory(&self) -> u64 {
        memory(self.process(), Memory::Peak)
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks until there is an answer.
pub(crate) fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(start.elapsed() < patience(), "not within {:?}: {what}", patience());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Waits until all daemons have the same, and that many items; returns how long it took.
pub(crate) fn until_equal(daemons: &[&Daemon], items: u64) -> Duration {
    let start = Instant::now();
    until("all are equal", || {
        let all: Vec<_> = daemons.iter().map(|daemon| daemon.status()).collect();
        let equal = all
            .iter()
            .all(|status| status["items"] == items && status["fingerprint"] == all[0]["fingerprint"]);
        equal.then_some(())
    });
    start.elapsed()
}

/// How fast each other peer has answered at best, in seconds.
pub(crate) fn answer_times(status: &Value) -> Vec<f64> {
    let peers = status["peers"].as_array().expect("a list");
    peers.iter().filter_map(|peer| peer["answer_time"].as_f64()).collect()
}

/// Starts daemons that are all connected to each other.
pub(crate) fn mesh(count: usize, folder: &Path, arguments: &[&str]) -> Vec<Daemon> {
    let mut daemons: Vec<Daemon> = Vec::new();
    for number in 0..count {
        let addresses: Vec<_> = daemons.iter().map(Daemon::address).collect();
        daemons.push(Start::new(&data(folder, number)).with(arguments).connect(&addresses).run());
    }
    until("all are connected", || daemons.iter().all(|daemon| daemon.peers() == count - 1).then_some(()));
    daemons
}

/// The folder of a daemon.
pub(crate) fn data(folder: &Path, number: usize) -> PathBuf {
    folder.join(number.to_string())
}

/// Prints a line, even if the test passes.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Whether the long runs are asked for.
pub(crate) fn is_long() -> bool {
    std::env::var_os("GRAPH_MESH_LONG").is_some()
}
