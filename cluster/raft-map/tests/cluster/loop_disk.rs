//! File systems of their own on loop devices, which can lose what was not synced, and limits of what a process writes to one. All
//! of it needs root.

use std::fs::{self, File};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use machine::run;
use tempfile::TempDir;

/// An ext4 in a file.
pub(crate) struct LoopDisk {
    directory: TempDir,
}

impl LoopDisk {
    /// Makes one, and mounts it. Returns what is missing if this machine cannot.
    pub(crate) fn mount(megabytes: u64) -> Result<Self, String> {
        let disk = Self { directory: tempfile::tempdir().map_err(|error| error.to_string())? };
        let file = File::create(disk.image()).map_err(|error| error.to_string())?;
        file.set_len(megabytes << 20).map_err(|error| error.to_string())?;
        fs::create_dir(disk.path()).map_err(|error| error.to_string())?;
        run(Command::new("mkfs.ext4").args(["-q", "-F", "-E", "nodiscard"]).arg(disk.image()))?;
        disk.mount_image()?;
        Ok(disk)
    }

    fn mount_image(&self) -> Result<(), String> {
        // Nothing reaches the device because time passes, only because somebody asks for it.
        run(Command::new("mount").args(["-o", "loop,commit=3600"]).arg(self.image()).arg(self.path()))
    }

    /// Copies what has reached the device. What is only in the file system's cache is not copied.
    pub(crate) fn copy_device(&self) -> Result<(), String> {
        run(Command::new("cp").arg("--sparse=always").arg(self.image()).arg(self.copy()))
    }

    /// Replaces the content of the device by the copy. Nobody may use the disk.
    pub(crate) fn restore_device(&self) -> Result<(), String> {
        run(Command::new("umount").arg(self.path()))?;
        fs::rename(self.copy(), self.image()).map_err(|error| error.to_string())?;
        self.mount_image()
    }

    fn copy(&self) -> PathBuf {
        self.directory.path().join("copy")
    }

    fn image(&self) -> PathBuf {
        self.directory.path().join("image")
    }

    /// Where it is mounted.
    pub(crate) fn path(&self) -> PathBuf {
        self.directory.path().join("mounted")
    }

    fn device(&self) -> (u32, u32) {
        let device = fs::metadata(self.path()).expect("a mounted directory").dev();
        (rustix::fs::major(device), rustix::fs::minor(device))
    }
}

impl Drop for LoopDisk {
    fn drop(&mut self) {
        // Nodes that were killed a moment ago may still hold files. A lazy unmount waits for nobody.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// A limit of the writes that the processes of a group make on one disk a second, by the kernel's control groups.
pub(crate) struct Brake {
    group: PathBuf,
    limit: Limit,
}

/// Where the limit is written.
#[derive(Clone, Copy)]
enum Limit {
    First { device: (u32, u32) },
    Second { device: (u32, u32) },
}

impl Brake {
    /// Makes a group without limits. Returns what is missing if this machine cannot have one, or if limits have no effect.
    pub(crate) fn of(disk: &LoopDisk) -> Result<Self, String> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("raft-map-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let device = disk.device();
        let first = Path::new("/sys/fs/cgroup/blkio");
        let second = Path::new("/sys/fs/cgroup");
        let failed = |what: &Path, error: std::io::Error| format!("{}: {error}", what.display());
        let (group, limit) = if first.is_dir() {
            (first.join(name), Limit::First { device })
        } else {
            let switch = second.join("cgroup.subtree_control");
            fs::write(&switch, "+io").map_err(|error| failed(&switch, error))?;
            (second.join(name), Limit::Second { device })
        };
        fs::create_dir(&group).map_err(|error| failed(&group, error))?;
        let brake = Self { group, limit };
        brake.try_set(Some(10))?;
        brake.probe(&disk.path())?;
        brake.try_set(None)?;
        Ok(brake)
    }

    /// Writes eight times with a limit of ten a second. It takes almost a second where limits have an effect.
    fn probe(&self, directory: &Path) -> Result<(), String> {
        let write = "echo $$ > \"$0\" && exec dd if=/dev/zero of=\"$1\" bs=4096 count=8 oflag=dsync";
        let begun = Instant::now();
        let file = directory.join("probe");
        run(Command::new("sh").args(["-c", write]).arg(self.group.join("cgroup.procs")).arg(&file))?;
        if begun.elapsed() < Duration::from_millis(400) {
            return Err("limits of control groups have no effect on loop devices".to_owned());
        }
        fs::remove_file(file).map_err(|error| error.to_string())
    }

    fn try_set(&self, writes: Option<u32>) -> Result<(), String> {
        let (file, text) = match (self.limit, writes) {
            (Limit::First { device: (major, minor) }, writes) => {
                let writes = writes.unwrap_or(0);
                ("blkio.throttle.write_iops_device", format!("{major}:{minor} {writes}"))
            }
            (Limit::Second { device: (major, minor) }, Some(writes)) => {
                ("io.max", format!("{major}:{minor} wiops={writes}"))
            }
            (Limit::Second { device: (major, minor) }, None) => {
                ("io.max", format!("{major}:{minor} wiops=max"))
            }
        };
        let file = self.group.join(file);
        fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))
    }

    /// Puts a process into the group.
    pub(crate) fn hold(&self, process: u32) {
        fs::write(self.group.join("cgroup.procs"), process.to_string()).expect("a running process");
    }

    /// Lets the group write so many times a second, or without a limit.
    pub(crate) fn set(&self, writes: Option<u32>) {
        self.try_set(writes).expect("a limit");
    }
}

impl Drop for Brake {
    fn drop(&mut self) {
        let _ = self.try_set(None);
        let _ = fs::remove_dir(&self.group);
    }
}
