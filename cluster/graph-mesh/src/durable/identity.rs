//! The key pair that names a peer.

use super::{DurableError, at};
use libp2p::identity::Keypair;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Reads the key pair of a folder, or makes one that only the owner of the file can read.
///
/// # Errors
///
/// If the file cannot be read or made, or is not a key pair.
pub fn identity(folder: &Path) -> Result<Keypair, DurableError> {
    let path = folder.join("identity");
    match fs::read(&path) {
        Ok(bytes) => Keypair::from_protobuf_encoding(&bytes).map_err(|_| DurableError::Identity),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let pair = Keypair::generate_ed25519();
            let bytes = pair.to_protobuf_encoding().map_err(|_| DurableError::Identity)?;
            // A crash must not leave half a key pair.
            let new = folder.join("identity.new");
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&new).map_err(at(&new))?;
            file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(at(&new))?;
            fs::rename(&new, &path).map_err(at(&path))?;
            Ok(pair)
        }
        Err(error) => Err(at(path)(error)),
    }
}
