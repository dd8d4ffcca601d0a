//! Connections that are closed after a while, even if the other end does not hear of it.
//!
//! A connection counts as open until its last bytes are sent. If the network is cut, that is when TCP sends them again, which may be a minute
//! after the network has healed. Until then the swarm reports no end, and the peer would not dial again.

use libp2p::core::muxing::{StreamMuxer, StreamMuxerBox, StreamMuxerEvent};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// How long a connection may take to be closed.
const PATIENCE: Duration = Duration::from_secs(1);

/// A connection that does not wait long to be closed.
pub(super) struct Impatient {
    inner: StreamMuxerBox,
    closing: Option<Pin<Box<Sleep>>>,
}

impl Impatient {
    pub(super) fn new(inner: StreamMuxerBox) -> Self {
        Impatient { inner, closing: None }
    }
}

impl StreamMuxer for Impatient {
    type Substream = <StreamMuxerBox as StreamMuxer>::Substream;
    type Error = io::Error;

    fn poll_inbound(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<Self::Substream>> {
        Pin::new(&mut self.inner).poll_inbound(cx)
    }

    fn poll_outbound(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<Self::Substream>> {
        Pin::new(&mut self.inner).poll_outbound(cx)
    }

    fn poll_close(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let closed = Pin::new(&mut self.inner).poll_close(cx);
        if closed.is_ready() {
            return closed;
        }
        let timer = self.closing.get_or_insert_with(|| Box::pin(sleep(PATIENCE)));
        // The socket is closed when the connection is dropped.
        timer.as_mut().poll(cx).map(Ok)
    }

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<StreamMuxerEvent>> {
        Pin::new(&mut self.inner).poll(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use libp2p::core::muxing::{StreamMuxerExt, SubstreamBox};

    /// A connection that is never closed.
    struct Stuck;

    impl StreamMuxer for Stuck {
        type Substream = SubstreamBox;
        type Error = io::Error;

        fn poll_inbound(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<SubstreamBox>> {
            Poll::Pending
        }

        fn poll_outbound(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<SubstreamBox>> {
            Poll::Pending
        }

        fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Pending
        }

        fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<StreamMuxerEvent>> {
            Poll::Pending
        }
    }

    #[tokio::test]
    async fn a_connection_whose_other_end_is_silent_is_closed_all_the_same() {
        let closed = Impatient::new(StreamMuxerBox::new(Stuck)).close();
        tokio::time::timeout(60 * PATIENCE, closed).await.expect("it does not wait for ever").unwrap();
    }
}
