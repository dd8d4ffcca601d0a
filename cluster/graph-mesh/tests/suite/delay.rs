//! A relay that delays what it passes on: the network between machines that are far from each other.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a connection may take to be made, as in the daemon.
const CONNECT: Duration = Duration::from_secs(3);

/// Pieces of 64 KiB at most that are on their way in one direction. Their sender waits if there are more.
const ON_THE_WAY: usize = 256;

/// Starts a relay to an address, and returns its own, on the loopback of the network namespace that the calling thread is in. Each
/// direction takes `delay` longer. The relay ends with the process.
pub(crate) fn relay(to: SocketAddr, delay: Duration) -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let own = listener.local_addr()?;
    // Threads are in the namespace of the thread that starts them.
    thread::spawn(move || {
        for near in listener.incoming().flatten() {
            thread::spawn(move || {
                if let Ok(far) = TcpStream::connect_timeout(&to, CONNECT) {
                    pass_on(&near, &far, delay);
                    pass_on(&far, &near, delay);
                }
            });
        }
    });
    Ok(own)
}

/// An address as libp2p writes it.
pub(crate) fn multiaddr(address: SocketAddr) -> String {
    format!("/ip4/{}/tcp/{}", address.ip(), address.port())
}

/// Passes on what comes, each piece that much later.
fn pass_on(from: &TcpStream, to: &TcpStream, delay: Duration) {
    let (Ok(mut from), Ok(mut to)) = (from.try_clone(), to.try_clone()) else { return };
    let (sender, pieces) = mpsc::sync_channel::<(Instant, Vec<u8>)>(ON_THE_WAY);
    thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            if sender.send((Instant::now() + delay, buffer[..length].to_vec())).is_err() {
                break;
            }
        }
    });
    thread::spawn(move || {
        let _ = to.set_nodelay(true);
        for (due, piece) in pieces {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if to.write_all(&piece).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}
