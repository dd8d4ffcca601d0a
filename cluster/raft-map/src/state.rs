//! What the log makes: the map, the sessions, and how far the log was applied.

use serde::{Deserialize, Serialize};

use crate::command::{Blob, Change, Command, Reply, Write};
use crate::layered::{Frozen, Layered};
use crate::sessions::{Sessions, Verdict};
use crate::types::{LogId, StoredMembership};

/// How many changes move to the base for each command that is applied after a freeze.
const SETTLED_PER_WRITE: usize = 4;

/// The state machine's state.
#[derive(Debug, Default)]
pub struct State {
    /// The entries.
    pub map: Layered,
    /// The sessions.
    pub sessions: Sessions,
    /// The last entry of the log that was applied.
    pub applied: Option<LogId>,
    /// The last membership that was applied.
    pub membership: StoredMembership,
}

/// The state at one moment.
#[derive(Clone, Debug)]
pub struct FrozenState {
    /// The entries.
    pub map: Frozen,
    /// The sessions.
    pub sessions: Sessions,
    /// Everything else.
    pub header: Header,
}

/// What a snapshot says about itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    /// The number of entries.
    pub entries: u64,
    /// The last entry of the log that is in it.
    pub applied: Option<LogId>,
    /// The membership.
    pub membership: StoredMembership,
    /// The clock of the sessions.
    pub clock: u64,
}

impl State {
    /// Freezes the state. The map is not copied. The sessions are, and their number is bounded.
    pub fn freeze(&self) -> FrozenState {
        FrozenState {
            map: self.map.freeze(),
            sessions: self.sessions.clone(),
            header: Header {
                entries: self.map.len() as u64,
                applied: self.applied,
                membership: self.membership.clone(),
                clock: self.sessions.clock(),
            },
        }
    }

    /// Applies a command of the log, unless its session says that it was applied before.
    pub fn apply(&mut self, write: Write) -> Reply {
        let reply = match (write.session, write.command) {
            (_, Command::OpenSession) => Reply::SessionOpened(self.sessions.open()),
            (None, _) => Reply::SessionExpired,
            (Some((id, sequence)), command) => match self.sessions.check(id, sequence) {
                Verdict::Answered(reply) => reply,
                Verdict::Apply => {
                    let reply = self.execute(command);
                    self.sessions.record(id, sequence, &reply);
                    reply
                }
            },
        };
        self.map.settle(SETTLED_PER_WRITE);
        reply
    }

    fn execute(&mut self, command: Command) -> Reply {
        match command {
            Command::OpenSession => Reply::SessionOpened(self.sessions.open()),
            Command::Put { key, value } => Reply::Put { replaced: self.map.insert(key, value) },
            Command::Delete { key } => Reply::Deleted { existed: self.map.remove(&key) },
            Command::CompareAndSet { key, expected, new } => {
                self.compare_and_set(key, expected.as_deref(), new)
            }
            Command::Batch(changes) => Reply::Batch {
                existed: changes
                    .into_iter()
                    .map(|change| match change {
                        Change::Put { key, value } => self.map.insert(key, value),
                        Change::Delete { key } => self.map.remove(&key),
                    })
                    .collect(),
            },
            Command::DeleteRange(range) => {
                Reply::RangeDeleted { count: self.map.remove_range(&range) as u64 }
            }
        }
    }

    fn compare_and_set(&mut self, key: Blob, expected: Option<&[u8]>, new: Option<Blob>) -> Reply {
        let actual = self.map.get(&key);
        if actual != expected {
            return Reply::NotSwapped { actual: actual.map(Into::into) };
        }
        match new {
            Some(value) => self.map.insert(key, value),
            None => self.map.remove(&key),
        };
        Reply::Swapped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob(text: &str) -> Blob {
        text.as_bytes().into()
    }

    fn put(session: u64, sequence: u64, value: &str) -> Write {
        Write {
            session: Some((session, sequence)),
            command: Command::Put { key: blob("k"), value: blob(value) },
        }
    }

    #[test]
    fn a_command_that_is_sent_twice_is_applied_once() {
        let mut state = State::default();
        let Reply::SessionOpened(a) = state.apply(Write { session: None, command: Command::OpenSession })
        else {
            panic!("no session")
        };
        let Reply::SessionOpened(b) = state.apply(Write { session: None, command: Command::OpenSession })
        else {
            panic!("no session")
        };
        assert_eq!(state.apply(put(a, 1, "first")), Reply::Put { replaced: false });
        assert_eq!(state.apply(put(b, 1, "second")), Reply::Put { replaced: true });
        assert_eq!(state.apply(put(a, 1, "first")), Reply::Put { replaced: false });
        assert_eq!(state.map.get(b"k"), Some(&b"second"[..]));
        assert_eq!(state.apply(put(99, 1, "third")), Reply::SessionExpired);
        assert_eq!(state.map.get(b"k"), Some(&b"second"[..]));
    }

    #[test]
    fn compare_and_set_stores_and_removes_only_what_was_expected() {
        let mut state = State::default();
        let mut swap = |expected: Option<&str>, new: Option<&str>| {
            state.execute(Command::CompareAndSet {
                key: blob("k"),
                expected: expected.map(blob),
                new: new.map(blob),
            })
        };
        assert_eq!(swap(Some("1"), Some("2")), Reply::NotSwapped { actual: None });
        assert_eq!(swap(None, Some("1")), Reply::Swapped);
        assert_eq!(swap(None, Some("2")), Reply::NotSwapped { actual: Some(blob("1")) });
        assert_eq!(swap(Some("1"), None), Reply::Swapped);
        assert_eq!(swap(None, None), Reply::Swapped);
        assert!(state.map.is_empty());
    }
}
