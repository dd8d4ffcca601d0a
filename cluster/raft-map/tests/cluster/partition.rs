//! Leaders that are cut off from the other nodes while clients write on both sides. Namespaces need root.

mod namespaces;

use std::time::{Duration, Instant};

use raft_map::Client;
use raft_map::client::ClientError;
use raft_map::wire::Freshness;

use crate::history::{Op, Ret, Value};
use crate::nodes::Cluster;
use crate::workload::{Verdict, Work, Workload, decode, encode, perform, seconds};
use namespaces::{Cut, Network};

const NODES: u64 = 4;
const VOTERS: [u64; 3] = [1, 2, 3];
const CLIENTS: u64 = 3;
/// How long a cut lasts at least: longer than a client of the other side waits for an answer.
const CUT: Duration = Duration::from_secs(7);
/// How long the whole cluster works between two cuts.
const WHOLE: Duration = Duration::from_secs(3);
/// The key that both sides write during a cut.
const KEY: &str = "both-sides";

/// Three voters and a learner, each in a namespace of its own.
async fn cluster_in(network: &Network) -> Cluster {
    let mut cluster = Cluster::empty(&["--snapshot-every", "500", "--keep", "100"]).await;
    let seed = network.address(1).to_string();
    for id in 1..=NODES {
        let arguments: &[&str] = match id {
            1 => &["--bootstrap"],
            NODES => &["--join", &seed, "--learner"],
            _ => &["--join", &seed],
        };
        cluster.add_in_namespace(id, &network.name(id), network.address(id), arguments);
    }
    for id in 1..=NODES {
        cluster.wait_for_member(id, id != NODES).await;
    }
    cluster
}

/// Writes to one node and reads from it, until `end`. Returns how often each was tried. All tries must fail.
async fn nothing_is_answered(work: &Work, client: &Client, end: Instant) -> usize {
    let mut tries = 0;
    for round in 0.. {
        if Instant::now() >= end {
            break;
        }
        let op = if round % 2 == 0 { Op::Put(work.number()) } else { Op::Get };
        let thread = work.number();
        work.history.invoked(KEY, thread, op.clone());
        let answer = perform(client, KEY, &op).await;
        assert!(
            matches!(answer, Err(ClientError::GaveUp { .. })),
            "a leader without a majority answers {answer:?} to {op:?}"
        );
        tries += 1;
    }
    tries
}

/// Writes to the majority, which has another leader. Returns the last acknowledged value.
async fn the_majority_goes_on(work: &Work, client: &Client, end: Instant) -> Value {
    let thread = work.number();
    loop {
        let value = work.number();
        work.history.invoked(KEY, thread, Op::Put(value));
        let existed = client.put(KEY.as_bytes(), &encode(value)).await.expect("the majority acknowledges");
        work.history.returned(KEY, thread, Ret::Existed(existed));
        if Instant::now() >= end {
            return value;
        }
        // The history of one key must stay short enough to be checked.
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

async fn cut_off_the_leader(network: &Network, cluster: &Cluster, work: &Work, cut: Cut) {
    let leader = cluster.wait_for_leader(NODES, &VOTERS).await;
    let others: Vec<u64> = VOTERS.into_iter().filter(|id| *id != leader).collect();
    // It has a session before the cut, so that its writes need no other entry of the log.
    let minority = cluster.client_of(leader).with_patience(Duration::from_secs(3));
    let (thread, before) = (work.number(), work.number());
    work.history.invoked(KEY, thread, Op::Put(before));
    let existed = minority.put(KEY.as_bytes(), &encode(before)).await.expect("the leader leads");
    work.history.returned(KEY, thread, Ret::Existed(existed));

    network.cut(leader, cut).expect("the network can be cut");
    let end = Instant::now() + CUT;
    let majority = Client::new(others.iter().map(|id| cluster.address(*id)));
    let writes = async {
        let new = cluster.wait_for_leader(others[0], &others).await;
        let value = the_majority_goes_on(work, &majority, end).await;
        (new, value)
    };
    // A leader that receives hears of the next one, and sends clients there. It must not answer by itself either way.
    let (tries, (new, after)) = if cut == Cut::Sent {
        (0, writes.await)
    } else {
        tokio::join!(nothing_is_answered(work, &minority, end), writes)
    };
    let seen = cluster.client_of(leader).get(KEY.as_bytes(), Freshness::Stale).await.expect("it runs");
    assert_ne!(decode(seen), Some(after), "the node was not cut off");
    network.heal(leader).expect("the network can be healed");
    let healed = Instant::now();
    let thread = work.number();
    work.history.invoked(KEY, thread, Op::Get);
    let ret = perform(&cluster.client_of(leader), KEY, &Op::Get).await.expect("an answer after healing");
    work.history.returned(KEY, thread, ret);
    println!(
        "{cut:?}: {tries} requests unanswered by node {leader}, node {new} led, fresh again {:.1} s after healing",
        healed.elapsed().as_secs_f64()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leader_that_is_cut_off_acknowledges_nothing_and_the_others_go_on() {
    let network = match Network::new(NODES) {
        Ok(network) => network,
        Err(missing) => {
            eprintln!("SKIPPED: nothing is known about partitions, which need root, ip and nft: {missing}");
            return;
        }
    };
    let cluster = cluster_in(&network).await;
    let workload = Workload::start((0..CLIENTS).map(|_| cluster.client()));
    let begun = Instant::now();
    for cut in [Cut::Both, Cut::Received, Cut::Sent].into_iter().cycle() {
        tokio::time::sleep(WHOLE).await;
        cut_off_the_leader(&network, &cluster, workload.shared(), cut).await;
        if cut == Cut::Sent && begun.elapsed() >= Duration::from_secs(seconds()) {
            break;
        }
    }
    let Verdict { operations, kept } = workload.finish(&cluster, 1..=NODES).await;
    println!("{operations} operations linearizable, {kept} writes kept");
}
