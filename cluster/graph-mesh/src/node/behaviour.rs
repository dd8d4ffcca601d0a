//! The parts of libp2p that a peer is made of, and their limits.

use super::muxer::Impatient;
use crate::config::{Config, StartError};
use crate::message::{Codec, PROTOCOL};
use libp2p::core::muxing::StreamMuxerBox;
use libp2p::core::transport::Boxed;
use libp2p::core::upgrade::Version;
use libp2p::identity::Keypair;
use libp2p::request_response::ProtocolSupport;
use libp2p::swarm::NetworkBehaviour;
use libp2p::{
    PeerId, Swarm, SwarmBuilder, Transport, allow_block_list, connection_limits, gossipsub, identify, noise,
    request_response, tcp, yamux,
};
use std::time::Duration;

/// How long a peer has for an answer.
pub(super) const REQUEST_TIMEOUT: Duration = Duration::from_secs(6);

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);

/// The most bytes of a gossip message.
const MAX_GOSSIP: usize = 64 << 10;

/// Requests of one connection at a time.
const STREAMS: usize = 8;

/// Connections to one peer: both may have dialled, and an old one may not have been closed yet.
const PER_PEER: u32 = 4;

/// The behaviour of a peer.
#[derive(NetworkBehaviour)]
pub(super) struct Behaviour {
    pub(super) limits: connection_limits::Behaviour,
    pub(super) blocked: allow_block_list::Behaviour<allow_block_list::BlockedPeers>,
    pub(super) gossip: gossipsub::Behaviour,
    pub(super) exchange: request_response::Behaviour<Codec>,
    pub(super) identify: identify::Behaviour,
}

/// What connections are: TCP, noise and yamux.
fn transport(pair: &Keypair) -> Result<Boxed<(PeerId, Impatient)>, Box<dyn std::error::Error + Send + Sync>> {
    let tcp = tcp::tokio::Transport::new(tcp::Config::default().nodelay(true));
    let encrypted = tcp.upgrade(Version::V1Lazy).authenticate(noise::Config::new(pair)?);
    let connections = encrypted.multiplex(yamux::Config::default());
    Ok(connections.map(|(id, muxer), _| (id, Impatient::new(StreamMuxerBox::new(muxer)))).boxed())
}

/// Builds the swarm of a peer.
pub(super) fn swarm(pair: Keypair, config: &Config) -> Result<Swarm<Behaviour>, StartError> {
    let engine = |error: &dyn std::fmt::Display| StartError::Engine(error.to_string());
    let gossip = gossipsub::ConfigBuilder::default()
        .max_transmit_size(MAX_GOSSIP)
        .validation_mode(gossipsub::ValidationMode::Strict)
        // What is not valid is not passed on: each peer tells the engine what it thinks of a message.
        .validate_messages()
        .heartbeat_interval(Duration::from_millis(700))
        .build()
        .map_err(|error| engine(&error))?;
    let gossip = gossipsub::Behaviour::new(gossipsub::MessageAuthenticity::Signed(pair.clone()), gossip)
        .map_err(|error| engine(&error))?;
    let limits = connection_limits::ConnectionLimits::default()
        .with_max_pending_incoming(Some(config.limits.connections))
        .with_max_established(Some(config.limits.connections))
        .with_max_established_per_peer(Some(PER_PEER));
    let exchange = request_response::Config::default()
        .with_request_timeout(REQUEST_TIMEOUT)
        .with_max_concurrent_streams(STREAMS);
    let behaviour = Behaviour {
        limits: connection_limits::Behaviour::new(limits),
        blocked: allow_block_list::Behaviour::default(),
        gossip,
        exchange: request_response::Behaviour::with_codec(
            Codec,
            [(PROTOCOL, ProtocolSupport::Full)],
            exchange,
        ),
        identify: identify::Behaviour::new(identify::Config::new("/graph-mesh/1".into(), pair.public())),
    };
    let swarm = SwarmBuilder::with_existing_identity(pair)
        .with_tokio()
        .with_other_transport(transport)
        .map_err(|error| engine(&error))?
        .with_behaviour(|_| behaviour)
        .map_err(|error| engine(&error))?
        .with_swarm_config(|config| config.with_idle_connection_timeout(Duration::from_secs(3600)))
        .with_connection_timeout(CONNECT_TIMEOUT)
        .build();
    Ok(swarm)
}
