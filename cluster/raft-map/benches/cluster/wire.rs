//! Bytes on the wire for each put, as TCP carries them.

use std::time::Duration;

use raft_map::Client;

use crate::nodes::{Cluster, free_address};
use crate::relay::Relay;

const PUTS: u64 = 2000;
const VALUE: usize = 100;

pub(crate) async fn measure() {
    println!("\nBytes of TCP payload for a put of 16 + {VALUE} bytes, heartbeats and answers included\n");
    println!("| clients | client and leader | leader and two followers | of an idle second |");
    println!("|--:|--:|--:|--:|");
    for clients in [1, 64] {
        let mut cluster = Cluster::of_voters(1, &["--log", "error"]).await;
        let seed = cluster.address(1);
        let mut followers = Vec::new();
        for id in 2..=3 {
            let listen = free_address();
            let relay = Relay::to(listen).await;
            cluster.add_at(id, listen, &["--join", &seed, "--advertise", &relay.address()]);
            cluster.wait_for_member(id, true).await;
            followers.push(relay);
        }
        let front = Relay::to(seed.parse().expect("an address")).await;
        let carried = || followers.iter().map(Relay::carried).sum::<u64>();
        let before = carried();
        tokio::time::sleep(Duration::from_secs(5)).await;
        let idle = (carried() - before) / 5;

        let (before, before_front) = (carried(), front.carried());
        let tasks: Vec<_> = (0..clients)
            .map(|id: u64| {
                let client = Client::new([front.address()]);
                tokio::spawn(async move {
                    for n in 0..PUTS / clients {
                        let key = [id.to_be_bytes(), n.to_be_bytes()].concat();
                        client.put(&key, &[7; VALUE]).await.expect("a put");
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("a client");
        }
        let puts = PUTS / clients * clients;
        println!(
            "| {clients} | {} | {} | {idle} |",
            (front.carried() - before_front) / puts,
            (carried() - before) / puts
        );
    }
}
