//! A peer that speaks the protocols of the mesh, and says in them whatever a test wants.

use graph_mesh::message::{PROTOCOL, Request, Response, TOPIC, decode, encode};
use libp2p::futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, StreamExt};
use libp2p::request_response::{self, Event, Message, ProtocolSupport};
use libp2p::swarm::{NetworkBehaviour, SwarmEvent};
use libp2p::{Multiaddr, StreamProtocol, SwarmBuilder, gossipsub, noise, tcp, yamux};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::mpsc;

/// What is sent as a request.
#[derive(Clone, Debug)]
pub(super) enum Say {
    Bytes(Vec<u8>),
    /// Bytes without end.
    Endless,
}

type Answerer = Box<dyn FnMut(&Request) -> Option<Response> + Send>;

enum Command {
    Ask(Say),
    Gossip(Vec<u8>),
}

/// A hostile peer. It ends when it is dropped.
pub(super) struct Hostile {
    pub(super) id: String,
    commands: mpsc::UnboundedSender<Command>,
    asked: Arc<AtomicU64>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Hostile {
    /// Connects, and waits until gossip can be sent. Requests are answered by `answer`; not at all if it returns `None`.
    pub(super) fn connect(
        address: &str,
        answer: impl FnMut(&Request) -> Option<Response> + Send + 'static,
    ) -> Self {
        let address: Multiaddr = address.parse().unwrap();
        let (commands, receiver) = mpsc::unbounded_channel();
        let (ready, is_ready) = std::sync::mpsc::channel();
        let asked = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&asked);
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(run(address, receiver, Box::new(answer), &ready, &count));
        });
        let id = is_ready.recv_timeout(crate::daemon::patience()).expect("it is connected");
        Hostile { id, commands, asked, thread: Some(thread) }
    }

    pub(super) fn ask(&self, say: Say) {
        self.send(Command::Ask(say));
    }

    pub(super) fn gossip(&self, bytes: Vec<u8>) {
        self.send(Command::Gossip(bytes));
    }

    /// How many requests have come.
    pub(super) fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    fn send(&self, command: Command) {
        assert!(self.commands.send(command).is_ok(), "the hostile peer runs");
    }
}

impl Drop for Hostile {
    fn drop(&mut self) {
        let (closed, _) = mpsc::unbounded_channel();
        self.commands = closed;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[derive(Clone, Default)]
struct Raw;

impl request_response::Codec for Raw {
    type Protocol = StreamProtocol;
    type Request = Say;
    type Response = Vec<u8>;

    async fn read_request<T: AsyncRead + Unpin + Send>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
    ) -> io::Result<Say> {
        let mut bytes = Vec::new();
        io.read_to_end(&mut bytes).await?;
        Ok(Say::Bytes(bytes))
    }

    async fn read_response<T: AsyncRead + Unpin + Send>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
    ) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        io.read_to_end(&mut bytes).await?;
        Ok(bytes)
    }

    async fn write_request<T: AsyncWrite + Unpin + Send>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        say: Say,
    ) -> io::Result<()> {
        match say {
            Say::Bytes(bytes) => io.write_all(&bytes).await,
            Say::Endless => loop {
                io.write_all(&[0; 4096]).await?;
            },
        }
    }

    async fn write_response<T: AsyncWrite + Unpin + Send>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        bytes: Vec<u8>,
    ) -> io::Result<()> {
        io.write_all(&bytes).await
    }
}

#[derive(NetworkBehaviour)]
struct Behaviour {
    gossip: gossipsub::Behaviour,
    exchange: request_response::Behaviour<Raw>,
}

async fn run(
    address: Multiaddr,
    mut commands: mpsc::UnboundedReceiver<Command>,
    mut answer: Answerer,
    ready: &std::sync::mpsc::Sender<String>,
    asked: &AtomicU64,
) {
    let mut swarm = SwarmBuilder::with_new_identity()
        .with_tokio()
        .with_tcp(tcp::Config::default(), noise::Config::new, yamux::Config::default)
        .unwrap()
        .with_behaviour(|pair| {
            let config = gossipsub::ConfigBuilder::default().max_transmit_size(1 << 20).build().unwrap();
            let author = gossipsub::MessageAuthenticity::Signed(pair.clone());
            let exchange = request_response::Config::default().with_max_concurrent_streams(1000);
            Behaviour {
                gossip: gossipsub::Behaviour::new(author, config).unwrap(),
                exchange: request_response::Behaviour::with_codec(
                    Raw,
                    [(PROTOCOL, ProtocolSupport::Full)],
                    exchange,
                ),
            }
        })
        .unwrap()
        .with_swarm_config(|config| config.with_idle_connection_timeout(crate::daemon::patience()))
        .build();
    let topic = gossipsub::IdentTopic::new(TOPIC);
    swarm.behaviour_mut().gossip.subscribe(&topic).unwrap();
    swarm.dial(address).unwrap();
    let mut victim = None;
    loop {
        tokio::select! {
            event = swarm.select_next_some() => match event {
                SwarmEvent::ConnectionEstablished { peer_id, .. } => victim = Some(peer_id),
                SwarmEvent::Behaviour(BehaviourEvent::Gossip(gossipsub::Event::Subscribed { .. })) => {
                    let _ = ready.send(swarm.local_peer_id().to_string());
                }
                SwarmEvent::Behaviour(BehaviourEvent::Exchange(Event::Message {
                    message: Message::Request { request: Say::Bytes(bytes), channel, .. }, ..
                })) => {
                    asked.fetch_add(1, Ordering::Relaxed);
                    let request = decode::<Request>(&bytes).expect("the victim keeps to the protocol");
                    if let Some(response) = answer(&request) {
                        let _ = swarm.behaviour_mut().exchange.send_response(channel, encode(&response));
                    } else {
                        // The stream stays open until the victim gives up.
                        std::mem::forget(channel);
                    }
                }
                _ => {}
            },
            command = commands.recv() => match (command, victim) {
                (Some(Command::Ask(say)), Some(victim)) => {
                    swarm.behaviour_mut().exchange.send_request(&victim, say);
                }
                (Some(Command::Gossip(bytes)), _) => {
                    let _ = swarm.behaviour_mut().gossip.publish(topic.clone(), bytes);
                }
                (Some(_), None) => {}
                (None, _) => break,
            },
        }
    }
}
