//! A relay between nodes, which counts bytes, flips some, and may stop.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// Bytes between two flipped ones, so that each is in a message of its own.
const BETWEEN_FLIPS: u64 = 256 << 10;

/// Hands bytes to one node, and its answers back.
#[derive(Clone)]
pub(crate) struct Relay {
    address: SocketAddr,
    control: Arc<Control>,
}

#[derive(Default)]
struct Control {
    /// Bytes that went to the node.
    carried: AtomicU64,
    /// Bytes that came back.
    returned: AtomicU64,
    stop_at: Mutex<Option<u64>>,
    held: AtomicBool,
    released: Notify,
    flips: Mutex<Flips>,
}

/// Bytes to flip: a bit in the first byte of the pattern, so many times.
#[derive(Default)]
struct Flips {
    pattern: Vec<u8>,
    left: u32,
    next_at: u64,
}

impl Relay {
    /// Listens, and connects to `target` for each connection.
    pub(crate) async fn to(target: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let control = Arc::new(Control::default());
        let relay = Self { address, control: control.clone() };
        tokio::spawn(async move {
            while let Ok((from, _)) = listener.accept().await {
                let Ok(to) = TcpStream::connect(target).await else { continue };
                // Without this, small messages wait for each other's acknowledgements.
                let _ = (from.set_nodelay(true), to.set_nodelay(true));
                let ((from_read, from_write), (to_read, to_write)) = (from.into_split(), to.into_split());
                tokio::spawn(forward(from_read, to_write, control.clone()));
                tokio::spawn(backward(to_read, from_write, control.clone()));
            }
        });
        relay
    }

    pub(crate) fn address(&self) -> String {
        self.address.to_string()
    }

    /// The bytes that went both ways.
    pub(crate) fn carried(&self) -> u64 {
        self.control.carried.load(Ordering::Relaxed) + self.control.returned.load(Ordering::Relaxed)
    }

    /// Flips a bit where `pattern` is met, `times` times.
    pub(crate) fn flip(&self, pattern: &[u8], times: u32) {
        *self.control.flips.lock().unwrap() = Flips { pattern: pattern.to_vec(), left: times, next_at: 0 };
    }

    /// How many bits are yet to be flipped.
    pub(crate) fn flips_left(&self) -> u32 {
        self.control.flips.lock().unwrap().left
    }

    /// Stops after so many bytes.
    pub(crate) fn stop_after(&self, bytes: u64) {
        let carried = self.control.carried.load(Ordering::Relaxed);
        *self.control.stop_at.lock().unwrap() = Some(carried + bytes);
    }

    /// Whether bytes are waiting because the relay stopped.
    pub(crate) fn is_held(&self) -> bool {
        self.control.held.load(Ordering::Relaxed)
    }

    /// Goes on.
    pub(crate) fn release(&self) {
        *self.control.stop_at.lock().unwrap() = None;
        self.control.released.notify_waiters();
    }
}

impl Control {
    fn is_stopped(&self) -> bool {
        let carried = self.carried.load(Ordering::Relaxed);
        self.stop_at.lock().unwrap().is_some_and(|at| carried >= at)
    }

    fn flip(&self, bytes: &mut [u8]) {
        let carried = self.carried.load(Ordering::Relaxed);
        let mut flips = self.flips.lock().unwrap();
        if flips.left == 0 || carried < flips.next_at {
            return;
        }
        let found = bytes.windows(flips.pattern.len()).position(|window| window == flips.pattern);
        if let Some(at) = found {
            bytes[at] ^= 1;
            flips.left -= 1;
            flips.next_at = carried + BETWEEN_FLIPS;
        }
    }
}

async fn forward(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, control: Arc<Control>) {
    let mut buffer = vec![0; 16 << 10];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        let released = control.released.notified();
        if control.is_stopped() {
            control.held.store(true, Ordering::Relaxed);
            released.await;
        }
        control.flip(&mut buffer[..length]);
        control.carried.fetch_add(length as u64, Ordering::Relaxed);
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}

async fn backward(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, control: Arc<Control>) {
    let mut buffer = vec![0; 16 << 10];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        control.returned.fetch_add(length as u64, Ordering::Relaxed);
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
