//! What clients ask for, what they are answered, and what the log holds.

use serde::{Deserialize, Serialize};

/// A key or a value.
///
/// A boxed slice is two words where a `Vec` is three, so an entry of the map takes 16 bytes less.
pub type Blob = Box<[u8]>;

/// The longest key, in bytes.
pub const MAX_KEY: usize = 64 << 10;
/// The longest value, in bytes.
pub const MAX_VALUE: usize = 1 << 20;
/// The most bytes of keys and values in one command.
pub const MAX_COMMAND: usize = 3 << 20;

/// Keys from `start`, inclusive, to `end`, exclusive. An absent bound is no bound.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRange {
    /// The first key, if the range has a start.
    #[serde(with = "serde_bytes")]
    pub start: Option<Blob>,
    /// The key behind the last, if the range has an end.
    #[serde(with = "serde_bytes")]
    pub end: Option<Blob>,
}

/// One change in a [`Command::Batch`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// Stores a value for a key.
    Put {
        /// The key.
        #[serde(with = "serde_bytes")]
        key: Blob,
        /// The value.
        #[serde(with = "serde_bytes")]
        value: Blob,
    },
    /// Removes a key.
    Delete {
        /// The key.
        #[serde(with = "serde_bytes")]
        key: Blob,
    },
}

/// A command of a client. Each is applied whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Opens a session, in which later commands are applied once however often they are sent.
    OpenSession,
    /// Stores a value for a key.
    Put {
        /// The key.
        #[serde(with = "serde_bytes")]
        key: Blob,
        /// The value.
        #[serde(with = "serde_bytes")]
        value: Blob,
    },
    /// Removes a key.
    Delete {
        /// The key.
        #[serde(with = "serde_bytes")]
        key: Blob,
    },
    /// Stores or removes a value if the present one is as expected.
    CompareAndSet {
        /// The key.
        #[serde(with = "serde_bytes")]
        key: Blob,
        /// The value that must be there. `None` means that the key must be absent.
        #[serde(with = "serde_bytes")]
        expected: Option<Blob>,
        /// The value to store. `None` removes the key.
        #[serde(with = "serde_bytes")]
        new: Option<Blob>,
    },
    /// Applies changes in order, with no other command between them.
    Batch(Vec<Change>),
    /// Removes all keys of a range.
    DeleteRange(KeyRange),
}

impl Command {
    /// The bytes of its keys and values.
    pub fn payload(&self) -> usize {
        let opt = |b: &Option<Blob>| b.as_ref().map_or(0, |b| b.len());
        match self {
            Self::OpenSession => 0,
            Self::Put { key, value } => key.len() + value.len(),
            Self::Delete { key } => key.len(),
            Self::CompareAndSet { key, expected, new } => key.len() + opt(expected) + opt(new),
            Self::Batch(changes) => changes.iter().map(|c| 16 + c.payload()).sum(),
            Self::DeleteRange(range) => opt(&range.start) + opt(&range.end),
        }
    }

    /// Whether every key, every value and the whole are within the limits.
    pub fn fits(&self) -> bool {
        let value_fits = |v: &Option<Blob>| v.as_ref().is_none_or(|v| v.len() <= MAX_VALUE);
        let key_fits = |k: &Option<Blob>| k.as_ref().is_none_or(|k| k.len() <= MAX_KEY);
        let parts_fit = match self {
            Self::OpenSession => true,
            Self::Put { key, value } => key.len() <= MAX_KEY && value.len() <= MAX_VALUE,
            Self::Delete { key } => key.len() <= MAX_KEY,
            Self::CompareAndSet { key, expected, new } => {
                key.len() <= MAX_KEY && value_fits(expected) && value_fits(new)
            }
            Self::Batch(changes) => changes.iter().all(Change::fits),
            Self::DeleteRange(range) => key_fits(&range.start) && key_fits(&range.end),
        };
        parts_fit && self.payload() <= MAX_COMMAND
    }
}

impl Change {
    fn payload(&self) -> usize {
        match self {
            Self::Put { key, value } => key.len() + value.len(),
            Self::Delete { key } => key.len(),
        }
    }

    fn fits(&self) -> bool {
        match self {
            Self::Put { key, value } => key.len() <= MAX_KEY && value.len() <= MAX_VALUE,
            Self::Delete { key } => key.len() <= MAX_KEY,
        }
    }
}

/// The answer to a [`Command`] that is in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// The new session.
    SessionOpened(u64),
    /// A value was stored.
    Put {
        /// Whether the key had a value before.
        replaced: bool,
    },
    /// A key was removed, if it was present.
    Deleted {
        /// Whether the key was present.
        existed: bool,
    },
    /// The values were equal, and the new one is in place.
    Swapped,
    /// The present value is not the expected one. Nothing was changed.
    NotSwapped {
        /// The present value.
        #[serde(with = "serde_bytes")]
        actual: Option<Blob>,
    },
    /// All changes were applied.
    Batch {
        /// For each change, whether the key was present before it.
        existed: Vec<bool>,
    },
    /// The keys of a range were removed.
    RangeDeleted {
        /// How many there were.
        count: u64,
    },
    /// The session is not known: it was never opened, or it was the longest unused of too many. Nothing was changed.
    SessionExpired,
    /// A later command of the session was applied before. Nothing was changed.
    StaleSequence,
}

/// A command, and where it is in its session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// The session and the number of the command in it. Numbers increase. Only [`Command::OpenSession`] has none.
    pub session: Option<(u64, u64)>,
    /// The command.
    pub command: Command,
}

/// One entry of the log: commands that were waiting at the same time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The commands, applied in order.
    pub writes: Vec<Write>,
}

/// The answers to the commands of a [`Proposal`], in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// One answer for each command.
    pub replies: Vec<Reply>,
}
