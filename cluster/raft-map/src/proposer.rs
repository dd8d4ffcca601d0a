//! Puts the commands that are waiting at the same time into one entry of the log.
//!
//! An entry costs an `fsync` on a majority of nodes. While a few entries are on their way, commands queue, and the next entry
//! takes all of them, up to a limit of bytes.

use std::sync::Arc;

use openraft::BasicNode;
use openraft::error::{ClientWriteError, ForwardToLeader};
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::command::{MAX_COMMAND, Proposal, Reply, Write};
use crate::disk::Disk;
use crate::metrics::Metrics;
use crate::types::{NodeId, Raft};
use crate::wire::Failure;

/// The most commands that wait.
const QUEUE: usize = 8192;
/// The most commands in one entry.
const BATCH: usize = 1024;
/// The most entries that are proposed and not yet applied.
const IN_FLIGHT: usize = 4;
/// Bytes that a command takes beside its keys and values, generously.
const OVERHEAD: usize = 128;

type Waiting = (Write, oneshot::Sender<Result<Reply, Failure>>);

/// A handle to propose commands.
#[derive(Clone, Debug)]
pub(crate) struct Proposer {
    queue: mpsc::Sender<Waiting>,
}

impl Proposer {
    /// Starts the task that proposes. It ends with the last handle.
    pub(crate) fn start(raft: Raft, disk: Disk, metrics: Arc<Metrics>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(propose(raft, disk, metrics, waiting));
        Self { queue }
    }

    /// Proposes a command, and waits until it is applied.
    ///
    /// # Errors
    ///
    /// If it is too long, too many are waiting, this node does not lead, or its disk is full.
    pub(crate) async fn write(&self, write: Write) -> Result<Reply, Failure> {
        if !write.command.fits() {
            return Err(Failure::TooLarge);
        }
        let (answer, answered) = oneshot::channel();
        self.queue.try_send((write, answer)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => Failure::Busy,
            mpsc::error::TrySendError::Closed(_) => stopped(),
        })?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }
}

fn stopped() -> Failure {
    Failure::NotRunning("Raft has stopped".to_owned())
}

async fn propose(raft: Raft, disk: Disk, metrics: Arc<Metrics>, mut waiting: mpsc::Receiver<Waiting>) {
    let permits = Arc::new(Semaphore::new(IN_FLIGHT));
    let mut left_over = None;
    loop {
        let Ok(permit) = permits.clone().acquire_owned().await else { return };
        let first = match left_over.take() {
            Some(first) => first,
            None => match waiting.recv().await {
                Some(first) => first,
                None => return,
            },
        };
        let mut bytes = first.0.command.payload() + OVERHEAD;
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(next) = waiting.try_recv()
        {
            let size = next.0.command.payload() + OVERHEAD;
            if bytes + size > MAX_COMMAND {
                left_over = Some(next);
                break;
            }
            bytes += size;
            batch.push(next);
        }
        // Nobody waits any longer for commands that timed out in the queue.
        batch.retain(|(_, answer)| !answer.is_closed());
        let (writes, answers): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        if let Err(full) = disk.check(bytes as u64) {
            metrics.disk_full();
            refuse(answers, &full);
            continue;
        }
        match raft.client_write_ff(Proposal { writes }).await {
            Err(fatal) => refuse(answers, &Failure::NotRunning(fatal.to_string())),
            Ok(applied) => {
                tokio::spawn(async move {
                    match applied.await {
                        Ok(Ok(applied)) => {
                            for (reply, answer) in applied.data.replies.into_iter().zip(answers) {
                                // A client that has gone away needs no answer.
                                let _ = answer.send(Ok(reply));
                            }
                        }
                        Ok(Err(ClientWriteError::ForwardToLeader(to))) => refuse(answers, &not_leader(&to)),
                        Ok(Err(error)) => refuse(answers, &Failure::Members(error.to_string())),
                        Err(_) => refuse(answers, &stopped()),
                    }
                    drop(permit);
                });
            }
        }
    }
}

fn refuse(answers: Vec<oneshot::Sender<Result<Reply, Failure>>>, failure: &Failure) {
    for answer in answers {
        let _ = answer.send(Err(failure.clone()));
    }
}

/// Says who leads instead.
pub(crate) fn not_leader(to: &ForwardToLeader<NodeId, BasicNode>) -> Failure {
    Failure::NotLeader { leader: to.leader_node.as_ref().map(|node| node.addr.clone()) }
}
