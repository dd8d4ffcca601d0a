//! A network of namespaces: two bridges with a link between them that can be cut, and a third bridge to reach all peers.
//!
//! ```text
//! peers 0, 1 ── bridge a ──link── bridge b ── peers 2, 3, 4      10.77.n.x, with loss
//! all peers ─── bridge c ── this process                        10.78.n.x, without
//! ```

use machine::{free_number, run_line};

/// A network. It is taken down when it is dropped.
pub(super) struct Network {
    /// What tells it from the networks of other runs.
    number: u8,
    peers: usize,
}

/// Moves this thread to a network namespace.
#[cfg(target_os = "linux")]
fn enter(path: &str) -> Result<(), String> {
    use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};
    use std::os::fd::AsFd;
    let file = std::fs::File::open(path).map_err(|error| format!("{path}: {error}"))?;
    move_into_link_name_space(file.as_fd(), Some(LinkNameSpaceType::Network))
        .map_err(|error| format!("{path}: {error}"))
}

#[cfg(not(target_os = "linux"))]
fn enter(path: &str) -> Result<(), String> {
    Err(format!("{path}: network namespaces need Linux"))
}

impl Network {
    /// Builds a network.
    ///
    /// Returns what is missing if this machine cannot have one: root, `ip`, or `nft`.
    pub(super) fn new(peers: usize) -> Result<Self, String> {
        let number = free_number("gm")?;
        let network = Network { number, peers };
        network.build().expect("the network is built");
        Ok(network)
    }

    fn build(&self) -> Result<(), String> {
        let n = self.number;
        for bridge in ["a", "b", "c"] {
            run_line(&format!("ip link add gm{n}{bridge} type bridge"))?;
            run_line(&format!("ip link set gm{n}{bridge} up"))?;
        }
        run_line(&format!("ip addr add 10.78.{n}.1/24 dev gm{n}c"))?;
        run_line(&format!("ip link add gm{n}la type veth peer name gm{n}lb"))?;
        for side in ["a", "b"] {
            run_line(&format!("ip link set gm{n}l{side} master gm{n}{side} up"))?;
        }
        for peer in 0..self.peers {
            let name = self.name(peer);
            run_line(&format!("ip netns add {name}"))?;
            let side = if peer < 2 { "a" } else { "b" };
            for (kind, bridge, net) in [("m", side, 77), ("c", "c", 78)] {
                run_line(&format!("ip link add gm{n}{kind}{peer} type veth peer name {kind}0 netns {name}"))?;
                run_line(&format!("ip link set gm{n}{kind}{peer} master gm{n}{bridge} up"))?;
                run_line(&format!("ip -n {name} addr add 10.{net}.{n}.{}/24 dev {kind}0", peer + 10))?;
                run_line(&format!("ip -n {name} link set {kind}0 up"))?;
            }
            run_line(&format!("ip -n {name} link set lo up"))?;
        }
        Ok(())
    }

    /// The namespace of a peer.
    pub(super) fn name(&self, peer: usize) -> String {
        format!("gm{}p{peer}", self.number)
    }

    /// The address that other peers reach it at.
    pub(super) fn mesh(&self, peer: usize) -> String {
        format!("10.77.{}.{}", self.number, peer + 10)
    }

    /// The address that this process reaches it at.
    pub(super) fn control(&self, peer: usize) -> String {
        format!("10.78.{}.{}", self.number, peer + 10)
    }

    /// Does something in a thread that is in the namespace of a peer. The threads that it starts are in it as well.
    pub(super) fn within<T: Send>(&self, peer: usize, work: impl FnOnce() -> T + Send) -> Result<T, String> {
        let path = format!("/var/run/netns/{}", self.name(peer));
        std::thread::scope(|scope| {
            let thread = scope.spawn(|| enter(&path).map(|()| work()));
            thread.join().map_err(|_| "a thread has panicked".to_owned())?
        })
    }

    /// The bytes that all peers have sent to each other, with all headers, but without the packets that were lost on purpose.
    pub(super) fn sent_bytes(&self) -> u64 {
        let sent = |peer| {
            let devices = self.within(peer, || std::fs::read_to_string("/proc/thread-self/net/dev"));
            let devices = devices.expect("the namespace is there").expect("a list of devices");
            let counts =
                devices.lines().find_map(|line| line.trim().strip_prefix("m0:")).expect("the device");
            // Eight counts of what was received come first.
            counts.split_whitespace().nth(8).and_then(|bytes| bytes.parse::<u64>().ok()).expect("a number")
        };
        (0..self.peers).map(sent).sum()
    }

    /// Loses that many of a hundred packets between peers.
    pub(super) fn lose(&self, percent: u32) -> Result<(), String> {
        for peer in 0..self.peers {
            let nft = format!("ip netns exec {} nft", self.name(peer));
            run_line(&format!("{nft} add table inet loss"))?;
            run_line(&format!("{nft} add chain inet loss out {{ type filter hook output priority 0 ; }}"))?;
            run_line(&format!(
                "{nft} add rule inet loss out oifname m0 numgen random mod 100 < {percent} counter drop"
            ))?;
        }
        Ok(())
    }

    /// Cuts or heals the link between the bridges.
    pub(super) fn cut(&self, cut: bool) -> Result<(), String> {
        let state = if cut { "down" } else { "up" };
        run_line(&format!("ip link set gm{}la {state}", self.number))
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        let n = self.number;
        for peer in 0..self.peers {
            // Sockets that are not closed keep a namespace, and with it the links, for minutes.
            for kind in ["m", "c"] {
                let _ = run_line(&format!("ip link del gm{n}{kind}{peer}"));
            }
            let _ = run_line(&format!("ip netns del {}", self.name(peer)));
        }
        for link in ["la", "a", "b", "c"] {
            let _ = run_line(&format!("ip link del gm{n}{link}"));
        }
    }
}
