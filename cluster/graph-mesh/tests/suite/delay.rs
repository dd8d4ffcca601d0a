//! A relay that delays what it passes on: the network between machines that are far from each other.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// Starts a relay to an address such as `/ip4/127.0.0.1/tcp/4000`, and returns its own. It ends with the process.
pub(crate) fn relay(to: &str, delay: Duration) -> String {
    let port: u16 = to.rsplit('/').next().and_then(|port| port.parse().ok()).expect("a port");
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let own = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (Ok(near), Ok(far)) = (stream, TcpStream::connect(("127.0.0.1", port))) else { continue };
            for (from, to) in [(&near, &far), (&far, &near)] {
                if let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) {
                    pass_on(from, to, delay);
                }
            }
        }
    });
    format!("/ip4/127.0.0.1/tcp/{own}")
}

/// Passes on what comes, each piece that much later.
fn pass_on(mut from: TcpStream, mut to: TcpStream, delay: Duration) {
    let (sender, pieces) = mpsc::channel::<(Instant, Vec<u8>)>();
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
