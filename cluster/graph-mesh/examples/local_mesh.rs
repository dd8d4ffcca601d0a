//! A mesh of five peers on this machine, which write all the time, with a page for each of them.
//!
//! `cargo run -p graph-mesh --example local_mesh`, and open the pages that it names. `--seconds 10` ends it after a while.

use clap::Parser;
use graph_mesh::config::{Config, Limits};
use graph_mesh::http;
use graph_mesh::item::{Content, Position};
use graph_mesh::node::{Command, Handle, Node, Status, Write};
use libp2p::Multiaddr;
use std::error::Error;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

#[derive(Parser)]
struct Options {
    /// How many peers
    #[arg(long, default_value_t = 5)]
    peers: usize,
    /// Keys that each peer writes in a second
    #[arg(long, default_value_t = 50)]
    rate: usize,
    /// The part of all gossip messages that is lost
    #[arg(long, default_value_t = 0.2)]
    drop_gossip: f64,
    /// When to end; never if there is none
    #[arg(long)]
    seconds: Option<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(std::io::stderr).init();
    let options = Options::parse();
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(run(&options, folder.path()))
}

async fn run(options: &Options, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut handles: Vec<Handle> = Vec::new();
    let mut addresses: Vec<Multiaddr> = Vec::new();
    for number in 0..options.peers {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let http = listener.local_addr()?;
        let config = Config {
            listen: vec!["/ip4/127.0.0.1/tcp/0".parse()?],
            connect: addresses.clone(),
            data: folder.join(number.to_string()),
            http,
            repair: Some(Duration::from_secs(1)),
            join: true,
            drop_gossip: options.drop_gossip,
            skew: 0.0,
            limits: Limits::default(),
        };
        let (node, handle) = Node::start(config)?;
        tokio::spawn(node.run());
        tokio::spawn(http::serve(listener, handle.clone()));
        let address = loop {
            if let Some(address) = status(&handle).await?.listen.first() {
                break address.parse()?;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        addresses.push(address);
        println!("peer {number} has its page at http://{http}/");
        handles.push(handle);
    }
    for (number, handle) in handles.iter().enumerate() {
        tokio::spawn(write(number, handle.clone(), options.rate));
    }
    let mut seconds = 0;
    while options.seconds.is_none_or(|end| seconds < end) {
        tokio::time::sleep(Duration::from_secs(1)).await;
        seconds += 1;
        let mut line = format!("{seconds:4} s");
        for handle in &handles {
            let status = status(handle).await?;
            let behind = status.peers.iter().map(|peer| peer.behind).fold(0.0, f64::max);
            line += &format!(" | {} items, {behind:.1} s behind", status.items);
        }
        println!("{line}");
    }
    Ok(())
}

async fn status(handle: &Handle) -> Result<Status, Box<dyn Error>> {
    let (reply, answer) = oneshot::channel();
    handle.commands.send(Command::Status { reply }).await?;
    Ok(answer.await?)
}

/// Writes for ever: some keys of some nodes, and links between them.
async fn write(number: usize, handle: Handle, rate: usize) {
    let mut count = number;
    loop {
        let writes = (0..rate.div_ceil(10)).map(|_| {
            count += 7;
            let soul = format!("node{}", count % 5000);
            let content = match count % 3 {
                0 => Content::Link(format!("node{}", count * 31 % 5000).into()),
                1 => Content::Number(count as f64),
                _ => Content::Text(format!("written by peer {number}").into()),
            };
            Write { at: Position::new(&soul, &format!("key{}", count % 4)), content, state: None }
        });
        let (writes, (reply, answer)) = (writes.collect(), oneshot::channel());
        if handle.commands.send(Command::Put { writes, reply }).await.is_err() {
            return;
        }
        match answer.await {
            Ok(Ok(written)) => {
                if let Ok(Err(error)) = written.durable.await {
                    tracing::error!(%error, "a write is not on disk");
                }
            }
            Ok(Err(error)) => tracing::warn!(%error, "a write is refused"),
            Err(_) => return,
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
