//! What the charts read of a record of `compare`.

use crate::compare::lines::{Bytes, Time};
use crate::record::Setting;
use serde::Deserialize;

/// What a record of `compare` holds.
#[derive(Debug, Deserialize)]
pub(super) struct Record {
    pub(super) setting: Setting,
    #[serde(default)]
    pub(super) times: Vec<Time>,
    #[serde(default)]
    pub(super) bytes: Vec<Bytes>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::newest;
    use std::path::Path;

    #[test]
    fn the_committed_record_is_read() {
        let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
        let record = newest::<Record>(&records, "compare").unwrap().expect("there is a record");
        assert!(!record.times.is_empty() && record.setting.told().contains("rustc"));
        assert!(newest::<Record>(&records, "nothing").unwrap().is_none());
    }
}
