//! openraft's suite for stores, over the log and the state machine.

#![allow(clippy::result_large_err)]

use std::path::Path;
use std::sync::Arc;

use openraft::testing::{StoreBuilder, Suite};
use openraft::{AnyError, ErrorSubject, ErrorVerb, StorageIOError};
use raft_map::log_store::LogStore;
use raft_map::metrics::Metrics;
use raft_map::store::Store;
use raft_map::types::{StorageError, TypeConfig};
use tempfile::TempDir;

struct Fresh;

fn failed(error: &(impl std::error::Error + 'static)) -> StorageError {
    StorageIOError::new(ErrorSubject::Store, ErrorVerb::Write, AnyError::new(error)).into()
}

fn open(directory: &Path) -> Result<(LogStore, Store), StorageError> {
    let log = LogStore::open(&directory.join("log"), 0).map_err(|error| failed(&error))?;
    let store = Store::open(directory, Arc::new(Metrics::default())).map_err(|error| failed(&error))?;
    Ok((log, store))
}

impl StoreBuilder<TypeConfig, LogStore, Store, TempDir> for Fresh {
    async fn build(&self) -> Result<(TempDir, LogStore, Store), StorageError> {
        let directory = tempfile::tempdir().map_err(|error| failed(&error))?;
        let (log, store) = open(directory.path())?;
        Ok((directory, log, store))
    }
}

#[test]
fn openrafts_suite_passes() -> Result<(), StorageError> {
    Suite::test_all(Fresh)
}
