//! Puts the commands that are waiting at the same time into one entry of the log.
//!
//! An entry costs an `fsync` on a majority of nodes. While a few entries are on their way, commands queue, and the next entry
//! takes all of them, up to a limit of bytes.

use std::sync::Arc;
use std::time::Duration;

use openraft::BasicNode;
use openraft::error::{ClientWriteError, ForwardToLeader};
use openraft::raft::ClientWriteResult;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use crate::command::{MAX_COMMAND, Proposal, Reply, Write};
use crate::disk::Disk;
use crate::metrics::Metrics;
use crate::types::{NodeId, Raft, TypeConfig};
use crate::wire::Failure;

/// The most commands that wait.
const QUEUE: usize = 8192;
/// The most bytes of commands that wait.
const QUEUE_BYTES: usize = 64 << 20;
/// The most commands in one entry.
const BATCH: usize = 1024;
/// The most entries that are proposed and not yet applied.
const IN_FLIGHT: usize = 4;
/// Bytes that a command takes beside its keys and values, generously.
const OVERHEAD: usize = 128;
/// How long openraft has to answer commands of a leader that was deposed.
const DEPOSED: Duration = Duration::from_secs(1);

type Answer = oneshot::Sender<Result<Reply, Failure>>;

/// A command in the queue.
#[derive(Debug)]
struct Waiting {
    write: Write,
    answer: Answer,
    /// Its part of the bytes that may wait.
    _room: OwnedSemaphorePermit,
}

/// A handle to propose commands.
#[derive(Clone, Debug)]
pub(crate) struct Proposer {
    queue: mpsc::Sender<Waiting>,
    room: Arc<Semaphore>,
}

fn size(write: &Write) -> usize {
    write.command.payload() + OVERHEAD
}

impl Proposer {
    /// Starts the task that proposes. It ends with the last handle.
    pub(crate) fn start(raft: Raft, disk: Disk, metrics: Arc<Metrics>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        tokio::spawn(propose(raft, disk, metrics, waiting));
        Self { queue, room: Arc::new(Semaphore::new(QUEUE_BYTES)) }
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
        let bytes = u32::try_from(size(&write)).map_err(|_| Failure::TooLarge)?;
        let room = self.room.clone().try_acquire_many_owned(bytes).map_err(|_| Failure::Busy)?;
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Waiting { write, answer, _room: room }).map_err(|error| match error {
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
        let mut bytes = size(&first.write);
        let mut batch = vec![first];
        while batch.len() < BATCH
            && let Ok(next) = waiting.try_recv()
        {
            let size = size(&next.write);
            if bytes + size > MAX_COMMAND {
                left_over = Some(next);
                break;
            }
            bytes += size;
            batch.push(next);
        }
        // Nobody waits any longer for commands that timed out in the queue.
        batch.retain(|waiting| !waiting.answer.is_closed());
        let (writes, answers): (Vec<_>, Vec<_>) =
            batch.into_iter().map(|waiting| (waiting.write, waiting.answer)).unzip();
        if let Err(full) = disk.check(bytes as u64) {
            metrics.disk_full();
            refuse(answers, &full);
            continue;
        }
        let term = raft.metrics().borrow().current_term;
        match raft.client_write_ff(Proposal { writes }).await {
            Err(fatal) => refuse(answers, &Failure::NotRunning(fatal.to_string())),
            Ok(applied) => {
                let raft = raft.clone();
                tokio::spawn(async move {
                    tokio::select! {
                        biased;
                        applied = applied => answer(applied, answers),
                        () = no_longer_leads(&raft, term) => refuse(answers, &Failure::TimedOut),
                    }
                    drop(permit);
                });
            }
        }
    }
}

/// Waits until this node does not lead in `term`, and then for the answers that openraft gives in this case.
///
/// It gives none if the entry is replaced by a snapshot. Then the permit of the entry would never be free again.
async fn no_longer_leads(raft: &Raft, term: u64) {
    let mut metrics = raft.metrics();
    // An error means that Raft has stopped.
    let _ = metrics
        .wait_for(|metrics| metrics.current_term != term || metrics.current_leader != Some(metrics.id))
        .await;
    drop(metrics);
    tokio::time::sleep(DEPOSED).await;
}

fn answer<E>(applied: Result<ClientWriteResult<TypeConfig>, E>, answers: Vec<Answer>) {
    match applied {
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
}

fn refuse(answers: Vec<Answer>, failure: &Failure) {
    for answer in answers {
        let _ = answer.send(Err(failure.clone()));
    }
}

/// Says who leads instead.
pub(crate) fn not_leader(to: &ForwardToLeader<NodeId, BasicNode>) -> Failure {
    Failure::NotLeader { leader: to.leader_node.as_ref().map(|node| node.addr.clone()) }
}
