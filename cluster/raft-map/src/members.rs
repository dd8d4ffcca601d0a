//! Nodes that join and leave.

use std::collections::{BTreeMap, BTreeSet};

use openraft::error::{ClientWriteError, RaftError};
use openraft::{BasicNode, ChangeMembers};

use crate::proposer::not_leader;
use crate::shared::Running;
use crate::types::NodeId;
use crate::wire::{Failure, Response};

type Changed<T> = Result<T, RaftError<NodeId, ClientWriteError<NodeId, BasicNode>>>;

/// Adds a node as a learner, waits until it has caught up, and then lets it vote if it wants to.
///
/// A node that is a member already stays one, so a request may be sent again.
pub(crate) async fn join(
    running: &Running,
    id: NodeId,
    address: String,
    voter: bool,
) -> Result<Response, Failure> {
    let (known, votes) = {
        let metrics = running.raft.metrics();
        let metrics = metrics.borrow();
        let membership = metrics.membership_config.membership();
        let known = membership.get_node(&id).map(|node| node.addr.clone());
        (known, membership.voter_ids().any(|voter| voter == id))
    };
    match known {
        Some(known) if known != address => {
            return Err(Failure::Members(format!("node {id} is a member, at {known}")));
        }
        Some(_) => {}
        None => done(running.raft.add_learner(id, BasicNode::new(address), true).await)?,
    }
    if voter && !votes {
        change(running, ChangeMembers::AddVoterIds(BTreeSet::from([id]))).await?;
    }
    Ok(Response::MembersChanged)
}

/// Removes a node. A node that is no member is not an error, so a request may be sent again.
pub(crate) async fn leave(running: &Running, id: NodeId) -> Result<Response, Failure> {
    let voters: BTreeMap<NodeId, bool> = {
        let metrics = running.raft.metrics();
        let metrics = metrics.borrow();
        let membership = metrics.membership_config.membership();
        let voters: BTreeSet<_> = membership.voter_ids().collect();
        membership.nodes().map(|(id, _)| (*id, voters.contains(id))).collect()
    };
    if voters.get(&id) == Some(&true) {
        if voters.values().filter(|votes| **votes).count() == 1 {
            return Err(Failure::Members(format!("node {id} is the only voter")));
        }
        change(running, ChangeMembers::RemoveVoters(BTreeSet::from([id]))).await?;
    } else if voters.contains_key(&id) {
        change(running, ChangeMembers::RemoveNodes(BTreeSet::from([id]))).await?;
    }
    Ok(Response::MembersChanged)
}

/// Changes the members. A voter that is removed does not stay as a learner.
async fn change(running: &Running, change: ChangeMembers<NodeId, BasicNode>) -> Result<(), Failure> {
    done(running.raft.change_membership(change, false).await)
}

fn done<T>(changed: Changed<T>) -> Result<(), Failure> {
    match changed {
        Ok(_) => Ok(()),
        Err(RaftError::APIError(ClientWriteError::ForwardToLeader(to))) => Err(not_leader(&to)),
        Err(RaftError::APIError(error)) => Err(Failure::Members(error.to_string())),
        Err(RaftError::Fatal(fatal)) => Err(Failure::NotRunning(fatal.to_string())),
    }
}
