//! What a cluster does when nothing fails.

use raft_map::client::ClientError;
use raft_map::command::{Change, Command, KeyRange, MAX_VALUE};
use raft_map::wire::{Failure, Freshness};

use crate::nodes::{Cluster, all};

fn keys(range: std::ops::Range<u32>) -> impl Iterator<Item = String> {
    range.map(|n| format!("key-{n:04}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_works_through_every_node() {
    let mut cluster = Cluster::of_voters(3, &[]).await;
    cluster.join(4, &["--learner"]);
    cluster.wait_for_member(4, false).await;
    for id in 1..=4 {
        let client = cluster.client_of(id);
        assert!(!client.put(b"a", b"1").await.unwrap());
        assert!(client.put(b"a", b"2").await.unwrap());
        assert_eq!(client.get(b"a", Freshness::Linearizable).await.unwrap().as_deref(), Some(&b"2"[..]));
        let actual = client.compare_and_set(b"a", Some(b"1"), Some(b"3")).await.unwrap();
        assert_eq!(actual, Err(Some(b"2"[..].into())));
        assert_eq!(client.compare_and_set(b"a", Some(b"2"), None).await.unwrap(), Ok(()));
        assert!(!client.delete(b"a").await.unwrap());

        let put = |key: String| Change::Put { key: key.into_bytes().into(), value: b"v"[..].into() };
        let existed = client.batch(keys(0..2500).map(put).collect()).await.unwrap();
        assert_eq!(existed, vec![false; 2500]);
        let start = Some(b"key-0010"[..].into());
        let page = client.range(KeyRange { start, end: None }, 10, Freshness::Linearizable).await.unwrap();
        let found: Vec<_> =
            page.items.iter().map(|item| String::from_utf8_lossy(&item.key).into_owned()).collect();
        assert_eq!(found, keys(10..20).collect::<Vec<_>>());
        assert_eq!(page.resume.as_deref(), Some(&b"key-0020"[..]));
        assert_eq!(all(&client, Freshness::Linearizable).await.len(), 2500);
        let end = Some(b"key-2000"[..].into());
        assert_eq!(client.delete_range(KeyRange { start: None, end }).await.unwrap(), 2000);
        assert_eq!(client.delete_range(KeyRange::default()).await.unwrap(), 500);
    }
    assert_eq!(cluster.wait_until_equal(4).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_large_commands_are_refused_and_the_largest_are_not() {
    let mut cluster = Cluster::of_voters(1, &[]).await;
    cluster.join(2, &["--learner"]);
    let client = cluster.client();
    let value = vec![7; MAX_VALUE + 1];
    let refused = client.put(b"k", &value).await;
    assert!(matches!(refused, Err(ClientError::Refused(Failure::TooLarge))), "{refused:?}");
    // So many entries do not fit into one message to the learner.
    for n in 0..20_u8 {
        client.put(&[n], &value[..MAX_VALUE]).await.unwrap();
    }
    let items = cluster.wait_until_equal(2).await;
    assert_eq!(items.len(), 20);
    assert!(items.iter().all(|item| item.value.len() == MAX_VALUE));
    assert_eq!(client.write(Command::Delete { key: [9][..].into() }).await.ok(), {
        Some(raft_map::command::Reply::Deleted { existed: true })
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn nodes_leave_and_the_last_voter_does_not() {
    let cluster = Cluster::of_voters(3, &[]).await;
    let client = cluster.client();
    client.put(b"k", b"v").await.unwrap();
    let leader = cluster.leader().await;
    // The leader leaves first, so another one must take over.
    client.leave(leader).await.unwrap();
    let rest: Vec<u64> = (1..=3).filter(|id| *id != leader).collect();
    let client = raft_map::Client::new(rest.iter().map(|id| cluster.address(*id)));
    assert_eq!(client.get(b"k", Freshness::Linearizable).await.unwrap().as_deref(), Some(&b"v"[..]));
    client.leave(rest[0]).await.unwrap();
    let last = cluster.client_of(rest[1]);
    assert!(last.put(b"k", b"w").await.unwrap());
    let refused = last.leave(rest[1]).await;
    assert!(matches!(refused, Err(ClientError::Refused(Failure::Members(_)))), "{refused:?}");
    let members = last.status().await.unwrap().members;
    assert_eq!(members.iter().map(|(id, ..)| *id).collect::<Vec<_>>(), [rest[1]]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_directory_is_not_opened_for_another_node() {
    let mut cluster = Cluster::of_voters(1, &[]).await;
    cluster.client().put(b"k", b"v").await.unwrap();
    cluster.kill(1);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_raft-map"))
        .args(["serve", "--id", "2", "--listen", "127.0.0.1:0", "--data"])
        .arg(cluster.data(1))
        .output()
        .unwrap();
    assert!(!output.status.success());
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("the directory holds the log of node 1"), "{message}");
}
