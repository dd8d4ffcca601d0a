//! The ways between peers: direct, or through a relay that delays.

use super::namespaces::Network;
use crate::delay::relay;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

/// Where a peer reaches an address of the mesh: there, or at a relay to it in the peer's namespace.
pub(super) fn reach(network: &Network, number: usize, to: SocketAddr, far: Duration) -> SocketAddr {
    if far.is_zero() {
        return to;
    }
    let relay = network.within(number, || relay(to, far / 2)).expect("the namespace is there");
    relay.expect("a relay")
}

pub(super) fn mesh_address(network: &Network, number: usize, port: u16) -> SocketAddr {
    SocketAddr::new(network.mesh(number).parse().expect("an address"), port)
}

/// Sends bytes from one peer's namespace to another's and back, each by itself, on the way that the peers use. Returns the shortest
/// round trip in milliseconds.
pub(super) fn round_trip(network: &Network, (from, to): (usize, usize), far: Duration) -> f64 {
    let address = mesh_address(network, to, 4001);
    let listener = network.within(to, || TcpListener::bind(address)).expect("the namespace is there");
    let listener = listener.expect("a port");
    let near = reach(network, from, address, far);
    let probe = || -> std::io::Result<f64> {
        let mut stream =
            network.within(from, || TcpStream::connect(near)).expect("the namespace is there")?;
        let mut echo = listener.accept()?.0;
        stream.set_nodelay(true)?;
        echo.set_nodelay(true)?;
        let mut shortest = f64::MAX;
        for byte in 0..10 {
            let (started, mut back) = (Instant::now(), [0]);
            stream.write_all(&[byte])?;
            echo.read_exact(&mut back)?;
            echo.write_all(&back)?;
            stream.read_exact(&mut back)?;
            assert_eq!(back, [byte]);
            shortest = shortest.min(started.elapsed().as_secs_f64() * 1000.0);
        }
        Ok(shortest)
    };
    probe().expect("what is sent comes back")
}
