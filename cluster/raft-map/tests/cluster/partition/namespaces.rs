//! A network of namespaces: each node in one of its own, all on one bridge, which this process reaches them through.
//!
//! Packets between two nodes are dropped by rules in the namespace of one of them. This process is never cut off.

use std::net::{Ipv4Addr, SocketAddr};

use machine::{free_number, run_line};

/// The port of every node.
const PORT: u16 = 7100;

/// Which packets of a node are lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// Those to the other nodes, and from them.
    Both,
    /// Those from the other nodes, so that it sends, and receives nothing.
    Received,
    /// Those to the other nodes, so that it receives, and sends nothing.
    Sent,
}

/// A network. It is taken down when it is dropped.
pub(super) struct Network {
    /// What tells it from the networks of other runs.
    number: u8,
    nodes: u64,
}

impl Network {
    /// Builds a network for the nodes from 1 on.
    ///
    /// Returns what is missing if this machine cannot have one: root, `ip`, or `nft`.
    pub(super) fn new(nodes: u64) -> Result<Self, String> {
        let number = free_number("rm")?;
        let network = Self { number, nodes };
        network.build().expect("the network is built");
        Ok(network)
    }

    fn build(&self) -> Result<(), String> {
        let n = self.number;
        run_line(&format!("ip link add rm{n}b type bridge"))?;
        run_line(&format!("ip link set rm{n}b up"))?;
        run_line(&format!("ip addr add 10.79.{n}.1/24 dev rm{n}b"))?;
        for node in 1..=self.nodes {
            let name = self.name(node);
            run_line(&format!("ip netns add {name}"))?;
            run_line(&format!("ip link add rm{n}v{node} type veth peer name v0 netns {name}"))?;
            run_line(&format!("ip link set rm{n}v{node} master rm{n}b up"))?;
            run_line(&format!("ip -n {name} addr add {}/24 dev v0", self.ip(node)))?;
            run_line(&format!("ip -n {name} link set v0 up"))?;
            run_line(&format!("ip -n {name} link set lo up"))?;
        }
        Ok(())
    }

    /// The namespace of a node.
    pub(super) fn name(&self, node: u64) -> String {
        format!("rm{}n{node}", self.number)
    }

    fn ip(&self, node: u64) -> Ipv4Addr {
        Ipv4Addr::new(10, 79, self.number, 10 + u8::try_from(node).expect("few nodes"))
    }

    /// Where a node listens.
    pub(super) fn address(&self, node: u64) -> SocketAddr {
        (self.ip(node), PORT).into()
    }

    /// Cuts a node off from all other nodes.
    pub(super) fn cut(&self, node: u64, cut: Cut) -> Result<(), String> {
        let nft = format!("ip netns exec {} nft", self.name(node));
        run_line(&format!("{nft} add table ip cut"))?;
        for (direction, hook, address) in [(Cut::Received, "input", "saddr"), (Cut::Sent, "output", "daddr")]
        {
            if cut != Cut::Both && cut != direction {
                continue;
            }
            run_line(&format!("{nft} add chain ip cut {hook} {{ type filter hook {hook} priority 0 ; }}"))?;
            for other in (1..=self.nodes).filter(|other| *other != node) {
                run_line(&format!(
                    "{nft} add rule ip cut {hook} ip {address} {} counter drop",
                    self.ip(other)
                ))?;
            }
        }
        Ok(())
    }

    /// Heals a cut.
    pub(super) fn heal(&self, node: u64) -> Result<(), String> {
        run_line(&format!("ip netns exec {} nft delete table ip cut", self.name(node)))
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        let n = self.number;
        for node in 1..=self.nodes {
            // Sockets that are not closed keep a namespace, and with it the link, for minutes.
            let _ = run_line(&format!("ip link del rm{n}v{node}"));
            let _ = run_line(&format!("ip netns del {}", self.name(node)));
        }
        let _ = run_line(&format!("ip link del rm{n}b"));
    }
}
