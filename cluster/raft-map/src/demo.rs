//! The command `demo`: a cluster of processes on this machine, whose leader is killed while a client writes.

use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use raft_map::Client;
use raft_map::wire::{Freshness, NodeStatus};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// How long the client writes before the leader is killed, and afterwards.
const WRITES: Duration = Duration::from_secs(3);
/// How long nodes may take to join, or to catch up.
const PATIENCE: Duration = Duration::from_secs(30);
const NODES: usize = 4;

/// One node. It is killed when it is dropped.
struct Node {
    id: usize,
    address: String,
    arguments: Vec<String>,
    log: PathBuf,
    child: Option<Child>,
}

impl Node {
    fn start(&mut self) -> Outcome<()> {
        let log = std::fs::File::options().create(true).append(true).open(&self.log)?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("serve").args(&self.arguments);
        self.child = Some(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn()?);
        Ok(())
    }

    fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    fn client(&self) -> Client {
        Client::new([self.address.clone()]).with_patience(PATIENCE)
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.kill();
    }
}

fn say(text: &str) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")
}

fn nodes(folder: &std::path::Path) -> Outcome<Vec<Node>> {
    // All are held until the last is known, so that no address is given twice.
    let mut ports = Vec::new();
    for _ in 0..NODES * 2 {
        ports.push(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?);
    }
    let mut addresses = Vec::new();
    for port in &ports {
        addresses.push(port.local_addr()?.to_string());
    }
    drop(ports);
    let seed = addresses[0].clone();
    let node = |(index, pair): (usize, &[String])| {
        let id = index + 1;
        let data = folder.join(id.to_string()).display().to_string();
        let number = id.to_string();
        let mut arguments =
            vec!["--id", &number, "--listen", &pair[0], "--metrics", &pair[1], "--data", &data];
        match id {
            1 => arguments.push("--bootstrap"),
            NODES => arguments.extend(["--join", &seed, "--learner"]),
            _ => arguments.extend(["--join", &seed]),
        }
        Node {
            id,
            address: pair[0].clone(),
            arguments: arguments.into_iter().map(str::to_owned).collect(),
            log: folder.join(format!("{id}.log")),
            child: None,
        }
    };
    Ok(addresses.chunks(2).enumerate().map(node).collect())
}

/// Runs the demonstration.
///
/// # Errors
///
/// If a process cannot be started, or the cluster does not do what it should.
pub(crate) async fn run() -> Outcome<()> {
    let folder = tempfile::tempdir()?;
    let mut nodes = nodes(folder.path())?;
    say("Three voters and a learner, each a process:")?;
    for node in &mut nodes {
        node.start()?;
        let metrics = node.arguments.iter().skip_while(|text| *text != "--metrics").nth(1);
        say(&format!(
            "  node {} at {}, http://{}/metrics",
            node.id,
            node.address,
            metrics.map_or("", |text| text)
        ))?;
    }
    let client = Client::new(nodes.iter().map(|node| node.address.clone())).with_patience(PATIENCE);
    let leader = wait_for_members(&client).await?;
    let before = write(&client, "before", WRITES).await?;
    say(&format!("{before} puts in {WRITES:?} by one client, each on the disks of two voters."))?;

    let Some(node) = nodes.iter_mut().find(|node| node.id as u64 == leader) else {
        return Err("the leader is none of the nodes".into());
    };
    node.kill();
    let killed = Instant::now();
    client.put(b"failover", b"1").await?;
    say(&format!(
        "The leader, node {leader}, was killed. The next put was acknowledged after {:.2?}.",
        killed.elapsed()
    ))?;
    let after = write(&client, "after", WRITES).await?;
    say(&format!("{after} puts in {WRITES:?} with two voters."))?;
    node.start()?;

    let expected = before + after + 1;
    for node in &nodes {
        let begun = Instant::now();
        loop {
            let found = count(&node.client()).await?;
            if found == expected {
                break;
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("node {} has {found} of {expected} entries", node.id).into());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        say(&format!("Node {} has all {expected} entries.", node.id))?;
    }
    Ok(())
}

/// Waits until all have joined. Returns the leader.
async fn wait_for_members(client: &Client) -> Outcome<u64> {
    let begun = Instant::now();
    loop {
        let NodeStatus { leader, members, .. } = client.status().await?;
        let voters = members.iter().filter(|(.., votes)| *votes).count();
        if let Some(leader) = leader
            && (members.len(), voters) == (NODES, NODES - 1)
        {
            say(&format!("All have joined. Node {leader} leads."))?;
            return Ok(leader);
        }
        if begun.elapsed() > PATIENCE {
            return Err("the nodes did not join".into());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn write(client: &Client, prefix: &str, time: Duration) -> Outcome<usize> {
    let begun = Instant::now();
    let mut puts = 0;
    while begun.elapsed() < time {
        client.put(format!("{prefix}-{puts:06}").as_bytes(), b"value").await?;
        puts += 1;
    }
    Ok(puts)
}

async fn count(client: &Client) -> Outcome<usize> {
    let mut range = raft_map::command::KeyRange::default();
    let mut found = 0;
    loop {
        let page = client.range(range.clone(), 1000, Freshness::Stale).await?;
        found += page.items.len();
        match page.resume {
            Some(start) => range.start = Some(start),
            None => return Ok(found),
        }
    }
}
