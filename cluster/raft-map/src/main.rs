//! The command `raft-map`: a node, and requests to a cluster.

mod cli;
mod demo;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use raft_map::client::Client;
use raft_map::command::KeyRange;
use raft_map::node::Node;
use raft_map::wire::Freshness;
use tokio::signal::unix::{SignalKind, signal};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

use cli::{Cluster, Command, Read, Serve};

type Outcome = Result<ExitCode, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let command = cli::Cli::parse().command;
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("raft-map: {error}");
            return ExitCode::FAILURE;
        }
    };
    runtime.block_on(run(command)).unwrap_or_else(|error| {
        eprintln!("raft-map: {error}");
        ExitCode::FAILURE
    })
}

async fn run(command: Command) -> Outcome {
    match command {
        Command::Demo => demo::run().await.map(|()| ExitCode::SUCCESS),
        Command::Serve(serve) => run_node(serve).await,
        Command::Leave { cluster, id } => {
            client(cluster).leave(id).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Put { cluster, key, value } => {
            let replaced = client(cluster).put(key.as_bytes(), value.as_bytes()).await?;
            say(if replaced { "replaced" } else { "new" })
        }
        Command::Delete { cluster, key } => {
            let existed = client(cluster).delete(key.as_bytes()).await?;
            say(if existed { "deleted" } else { "not present" })
        }
        Command::Get { cluster, read, key } => {
            match client(cluster).get(key.as_bytes(), freshness(read)).await? {
                Some(value) => say(&String::from_utf8_lossy(&value)),
                None => Ok(ExitCode::FAILURE),
            }
        }
        Command::Range { cluster, read, start, end } => range(&client(cluster), read, start, end).await,
        Command::Status { cluster } => {
            let status = client(cluster).status().await?;
            let leader = status.leader.map_or_else(|| "unknown".to_owned(), |id| id.to_string());
            say(&format!("term {}, leader {leader}, {} entries", status.term, status.entries))?;
            for (id, address, votes) in status.members {
                say(&format!("node {id} at {address}, {}", if votes { "voter" } else { "learner" }))?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn say(text: &str) -> Outcome {
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}

fn client(cluster: Cluster) -> Client {
    Client::new(cluster.at).with_patience(cluster.patience)
}

fn freshness(read: Read) -> Freshness {
    if read.stale { Freshness::Stale } else { Freshness::Linearizable }
}

async fn range(client: &Client, read: Read, start: Option<String>, end: Option<String>) -> Outcome {
    let blob = |text: String| text.into_bytes().into_boxed_slice();
    let mut range = KeyRange { start: start.map(blob), end: end.map(blob) };
    loop {
        let page = client.range(range.clone(), 1000, freshness(read)).await?;
        for item in page.items {
            say(&format!(
                "{}\t{}",
                String::from_utf8_lossy(&item.key),
                String::from_utf8_lossy(&item.value)
            ))?;
        }
        match page.resume {
            Some(start) => range.start = Some(start),
            None => return Ok(ExitCode::SUCCESS),
        }
    }
}

async fn run_node(serve: Serve) -> Outcome {
    log(serve.log);
    let (bootstrap, seed, voter) = (serve.bootstrap, serve.join.clone(), !serve.learner);
    let node = Node::start(serve.options()).await?;
    if bootstrap {
        node.bootstrap().await?;
    }
    let mut terminate = signal(SignalKind::terminate())?;
    let join = async {
        if let Some(seed) = seed {
            node.join(seed, voter).await;
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        () = join => {}
        _ = terminate.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted?,
    }
    node.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// Logs to standard error. The libraries log every try to reach a node that is down, so of them only warnings are shown, and
/// of replication nothing, unless everything is asked for.
fn log(level: LevelFilter) {
    let targets = if level >= LevelFilter::DEBUG {
        Targets::new().with_default(level)
    } else {
        Targets::new()
            .with_default(level.min(LevelFilter::WARN))
            .with_target("openraft::replication", LevelFilter::OFF)
            .with_target("openraft::engine", LevelFilter::OFF)
            .with_target("openraft::core", LevelFilter::ERROR)
            .with_target("raft_map", level)
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    tracing_subscriber::registry().with(lines.with_filter(targets)).init();
}
