//! The last answer of each session, so that a command that is sent again is not applied again.
//!
//! A session is identified by the index and place of the entry that opened it, so no two sessions share a number. The
//! number of sessions is bounded: the one that was unused for longest is forgotten, the same on every node, and a
//! command in a forgotten session is refused rather than applied twice.

use std::sync::Arc;

use btree_map::BPlusTreeMap;
use serde::{Deserialize, Serialize};

use crate::command::Reply;

/// The most sessions that are remembered.
pub const MAX_SESSIONS: usize = 1024;

/// What is remembered of one session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// The number of the last command that was applied.
    pub sequence: u64,
    /// When it was applied, in commands of all sessions.
    pub used: u64,
    /// Its answer. Shared with copies that are frozen, because an answer may hold a value.
    pub reply: Option<Arc<Reply>>,
}

/// What to do with a command of a session.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is new.
    Apply,
    /// It has this answer already, or is refused with it.
    Answered(Reply),
}

/// All sessions.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    by_id: BPlusTreeMap<u64, Session>,
    /// The ids, from the longest unused. `used` is unique.
    by_use: BPlusTreeMap<u64, u64>,
    clock: u64,
}

impl Sessions {
    /// Opens a session with a new number.
    pub fn open(&mut self) -> u64 {
        if self.by_id.len() >= MAX_SESSIONS
            && let Some((_, id)) = self.by_use.pop_first()
        {
            self.by_id.remove(&id);
        }
        self.clock += 1;
        let id = self.clock;
        self.by_id.insert(id, Session { sequence: 0, used: self.clock, reply: None });
        self.by_use.insert(self.clock, id);
        id
    }

    /// Looks at a command before it is applied.
    pub fn check(&self, id: u64, sequence: u64) -> Verdict {
        match self.by_id.get(&id) {
            None => Verdict::Answered(Reply::SessionExpired),
            Some(session) if sequence > session.sequence => Verdict::Apply,
            Some(Session { sequence: last, reply: Some(reply), .. }) if sequence == *last => {
                Verdict::Answered(Reply::clone(reply))
            }
            Some(_) => Verdict::Answered(Reply::StaleSequence),
        }
    }

    /// Remembers the answer to a command that was applied.
    pub fn record(&mut self, id: u64, sequence: u64, reply: &Reply) {
        let Some(session) = self.by_id.get_mut(&id) else { return };
        self.by_use.remove(&session.used);
        self.clock += 1;
        *session = Session { sequence, used: self.clock, reply: Some(Arc::new(reply.clone())) };
        self.by_use.insert(self.clock, id);
    }

    /// The clock, for a snapshot.
    pub fn clock(&self) -> u64 {
        self.clock
    }

    /// The sessions, for a snapshot.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &Session)> {
        self.by_id.iter().map(|(id, session)| (*id, session))
    }

    /// Puts a session of a snapshot back.
    pub fn restore(&mut self, id: u64, session: Session) {
        self.by_use.insert(session.used, id);
        self.by_id.insert(id, session);
    }

    /// Puts the clock of a snapshot back.
    pub fn restore_clock(&mut self, clock: u64) {
        self.clock = clock;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_that_is_sent_again_has_its_first_answer() {
        let mut sessions = Sessions::default();
        let id = sessions.open();
        assert_eq!(sessions.check(id, 1), Verdict::Apply);
        sessions.record(id, 1, &Reply::Put { replaced: false });
        assert_eq!(sessions.check(id, 1), Verdict::Answered(Reply::Put { replaced: false }));
        sessions.record(id, 4, &Reply::Swapped);
        assert_eq!(sessions.check(id, 3), Verdict::Answered(Reply::StaleSequence));
        assert_eq!(sessions.check(id, 5), Verdict::Apply);
        assert_eq!(sessions.check(id + 1, 1), Verdict::Answered(Reply::SessionExpired));
    }

    #[test]
    fn the_longest_unused_session_is_forgotten_and_refused() {
        let mut sessions = Sessions::default();
        let first = sessions.open();
        let second = sessions.open();
        for _ in 2..MAX_SESSIONS {
            sessions.open();
        }
        sessions.record(first, 1, &Reply::Swapped);
        sessions.open();
        assert_eq!(sessions.iter().count(), MAX_SESSIONS);
        assert_eq!(sessions.check(first, 1), Verdict::Answered(Reply::Swapped));
        assert_eq!(sessions.check(second, 1), Verdict::Answered(Reply::SessionExpired));
    }
}
