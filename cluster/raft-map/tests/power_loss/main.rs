//! The log after a loss of power, at every moment and with any part of what was not synced.

#![allow(clippy::result_large_err)]

mod disk;

use std::collections::BTreeMap;

use fastrand::Rng;
use openraft::storage::{RaftLogReader, RaftLogStorage, RaftLogStorageExt};
use openraft::{CommittedLeaderId, EntryPayload, Vote};
use raft_map::command::{Command, Proposal, Write};
use raft_map::log_store::LogStore;
use raft_map::types::{Entry, LogId};

use disk::Disk;

const NODE: u64 = 1;
const STEPS: u64 = 60;
/// Random losses for each moment, beside the loss of everything and of nothing.
const LOSSES: u64 = 3;

/// What a log holds, or must hold. Entries are kept here after they were purged.
#[derive(Clone, Debug, Default, PartialEq)]
struct Contents {
    vote: Option<Vote<u64>>,
    entries: BTreeMap<u64, Vec<u8>>,
}

/// What was acknowledged, and after how many operations of the disk.
struct Acknowledged {
    at: usize,
    contents: Contents,
}

fn id(term: u64, index: u64) -> LogId {
    LogId::new(CommittedLeaderId::new(term, 2), index)
}

fn entry(random: &mut Rng, term: u64, index: u64) -> Entry {
    let length = random.usize(..3000);
    let command = Command::Put { key: index.to_be_bytes()[..].into(), value: vec![7; length].into() };
    let writes = vec![Write { session: Some((1, index)), command }];
    Entry { log_id: id(term, index), payload: EntryPayload::Normal(Proposal { writes }) }
}

fn bytes(entry: &Entry) -> Vec<u8> {
    postcard::to_stdvec(entry).expect("an entry that can be encoded")
}

/// Does what Raft does with a log: appends, votes, cuts the end off, and purges. Returns what was acknowledged when.
async fn use_log(disk: &Disk, random: &mut Rng) -> (Vec<Acknowledged>, u64) {
    let mut log = LogStore::open_on(disk.clone(), NODE).expect("a new log");
    let mut contents = Contents::default();
    let mut acknowledged = vec![Acknowledged { at: disk.moment(), contents: contents.clone() }];
    let (mut term, mut next, mut purged) = (1, 1, 0);
    for _ in 0..STEPS {
        match random.u64(..10) {
            0..=5 => {
                let entries: Vec<_> =
                    (next..=next + random.u64(..4)).map(|index| entry(random, term, index)).collect();
                next += entries.len() as u64;
                contents.entries.extend(entries.iter().map(|entry| (entry.log_id.index, bytes(entry))));
                log.blocking_append(entries).await.expect("an append");
            }
            6 | 7 => {
                term += 1;
                let vote =
                    if random.u64(..2) == 0 { Vote::new(term, NODE) } else { Vote::new_committed(term, 2) };
                contents.vote = Some(vote);
                log.save_vote(&vote).await.expect("a vote");
            }
            8 if next > purged + 3 => {
                next -= random.u64(..3);
                contents.entries.split_off(&next);
                log.truncate(id(term, next)).await.expect("the end is cut off");
            }
            _ if next > purged + 6 => {
                purged += random.u64(..5);
                log.save_committed(Some(id(term, purged))).await.expect("a committed index");
                log.purge(id(term, purged)).await.expect("a purge");
            }
            _ => continue,
        }
        acknowledged.push(Acknowledged { at: disk.moment(), contents: contents.clone() });
    }
    (acknowledged, purged)
}

/// Opens a log, and returns what it holds and the index up to which it was purged.
async fn open(content: Vec<u8>) -> Result<(Contents, u64), String> {
    let mut log = LogStore::open_on(Disk::of(content), NODE).map_err(|error| error.to_string())?;
    let state = log.get_log_state().await.map_err(|error| error.to_string())?;
    let entries = log.try_get_log_entries(..).await.map_err(|error| error.to_string())?;
    let entries = entries.iter().map(|entry| (entry.log_id.index, bytes(entry))).collect();
    let vote = log.read_vote().await.map_err(|error| error.to_string())?;
    Ok((Contents { vote, entries }, state.last_purged_log_id.map_or(0, |id| id.index)))
}

/// Checks that the log holds what was acknowledged, and of the operation that was under way everything or nothing.
async fn check(content: Vec<u8>, allowed: &[Acknowledged], last_purged: u64) -> Result<(), String> {
    // redb panics at some files that no loss of power makes if syncs are kept.
    let opened = tokio::spawn(open(content)).await;
    let (found, purged) = opened.map_err(|error| error.to_string())??;
    if purged > last_purged {
        return Err(format!("purged up to {purged}, and no one asked for more than {last_purged}"));
    }
    let is_right = allowed.iter().any(|Acknowledged { contents, .. }| {
        found.vote == contents.vote && found.entries.iter().eq(contents.entries.range(purged + 1..))
    });
    if is_right {
        Ok(())
    } else {
        Err(format!("acknowledged entries or votes are lost, purged up to {purged}"))
    }
}

/// Loses power at every moment. Returns the number of losses, and the first that was not survived.
async fn lose_power(disk: &Disk, acknowledged: &[Acknowledged], purged: u64) -> (usize, Option<String>) {
    let mut losses = 0;
    for moment in acknowledged[0].at..=disk.moment() {
        // The operation that was acknowledged last, and the one under way.
        let last = acknowledged.partition_point(|acknowledged| acknowledged.at <= moment) - 1;
        let allowed = &acknowledged[last..acknowledged.len().min(last + 2)];
        for seed in 0..LOSSES + 2 {
            let mut random = Rng::with_seed(moment as u64 * 100 + seed);
            let kept_of_eight = [0, 8, 4, 1, 7][usize::try_from(seed).expect("a small number")];
            let content = disk.after_power_loss(moment, &mut || random.u64(..8) < kept_of_eight);
            losses += 1;
            if let Err(error) = check(content, allowed, purged).await {
                return (losses, Some(format!("after operation {moment}, loss {seed}: {error}")));
            }
        }
    }
    (losses, None)
}

#[tokio::test]
async fn acknowledged_entries_and_votes_survive_a_loss_of_power_at_every_moment() {
    let disk = Disk::default();
    let (acknowledged, purged) = use_log(&disk, &mut Rng::with_seed(1)).await;
    let (losses, fault) = lose_power(&disk, &acknowledged, purged).await;
    assert_eq!(fault, None);
    println!("{losses} losses of power survived, {} operations", acknowledged.len() - 1);
}

#[tokio::test]
async fn a_disk_that_ignores_syncs_loses_acknowledged_entries() {
    // Otherwise the test above would test nothing.
    let disk = Disk::that_ignores_syncs();
    let (acknowledged, purged) = use_log(&disk, &mut Rng::with_seed(1)).await;
    let (_, fault) = lose_power(&disk, &acknowledged, purged).await;
    assert!(fault.is_some());
}
