//! The API, the metrics and the page, on a loopback port.
//!
//! | request | answer |
//! |---|---|
//! | `POST /put`, lines `["soul","key",value]` or `["soul","key",value,state]` | counts, once all of it is on disk |
//! | `GET /get?soul=S&key=K` | the value and its state |
//! | `GET /dump` | all items, a line each, in order |
//! | `POST /fold` | folds the log into the snapshot |
//! | `GET /status` | the status, in JSON |
//! | `GET /metrics` | the metrics, in Prometheus' text form |
//! | `GET /` | the page |
//!
//! A value is null, a bool, a number, a text, or `{"#":"soul"}` for a link.
//!
//! Whoever can open a connection may write, so the port must be one of loopback. A page of the web that is open in a browser on the same
//! machine can open connections, too. Therefore a write must have the type `application/x-ndjson`, which the browser does not send
//! for another site, and the host of a request must be an address or `localhost`.

mod line;
mod metrics;

use crate::item::Position;
use crate::node::{Command, Handle, PutError, Status, Write};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use std::net::{IpAddr, SocketAddr};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// The type of a write.
const LINES: &str = "application/x-ndjson";

/// The most bytes of a write.
const MAX_PUT: usize = 16 << 20;

/// Serves requests until the listener fails.
///
/// # Errors
///
/// If connections cannot be accepted.
pub async fn serve(listener: TcpListener, handle: Handle) -> std::io::Result<()> {
    let router = Router::new()
        .route("/", get(page))
        .route("/put", post(put).layer(DefaultBodyLimit::max(MAX_PUT)))
        .route("/get", get(read))
        .route("/dump", get(dump))
        .route("/fold", post(fold))
        .route("/status", get(status))
        .route("/metrics", get(metrics))
        .layer(from_fn(check_host))
        .with_state(handle);
    axum::serve(listener, router).await
}

/// Why a request has no other answer.
#[derive(Debug)]
struct Failed(StatusCode, String);

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let body = serde_json::json!({ "error": self.1 }).to_string();
        (self.0, [(CONTENT_TYPE, "application/json")], body + "\n").into_response()
    }
}

fn json(value: &impl serde::Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => ([(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => Failed(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

async fn check_host(request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let address = host.parse::<SocketAddr>().is_ok() || host.parse::<IpAddr>().is_ok();
    if address || name.parse::<IpAddr>().is_ok() || name == "localhost" {
        return next.run(request).await;
    }
    Failed(StatusCode::FORBIDDEN, "the host is not an address".into()).into_response()
}

/// Sends a command, and waits for its answer.
async fn ask<T>(handle: &Handle, command: impl FnOnce(oneshot::Sender<T>) -> Command) -> Result<T, Failed> {
    let ended = || Failed(StatusCode::SERVICE_UNAVAILABLE, "the peer has ended".into());
    let (reply, answer) = oneshot::channel();
    handle.commands.send(command(reply)).await.map_err(|_| ended())?;
    answer.await.map_err(|_| ended())
}

async fn put(State(handle): State<Handle>, headers: HeaderMap, body: Bytes) -> Result<Response, Failed> {
    if headers.get(CONTENT_TYPE).is_none_or(|value| value != LINES) {
        return Err(Failed(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("the content type must be {LINES}")));
    }
    let mut writes: Vec<Write> = Vec::new();
    for (number, text) in body.split(|byte| *byte == b'\n').enumerate() {
        if !text.trim_ascii().is_empty() {
            writes.push(line::parse(text).map_err(|reason| {
                Failed(StatusCode::BAD_REQUEST, format!("line {}: {reason}", number + 1))
            })?);
        }
    }
    let written = ask(&handle, |reply| Command::Put { writes, reply }).await?.map_err(|error| {
        let status = match error {
            PutError::Refused(_) | PutError::Future => StatusCode::BAD_REQUEST,
            PutError::Full => StatusCode::INSUFFICIENT_STORAGE,
            PutError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        };
        Failed(status, error.to_string())
    })?;
    let closed = |reason: &dyn std::fmt::Display| {
        Failed(StatusCode::INSUFFICIENT_STORAGE, format!("not on disk: {reason}"))
    };
    written.durable.await.map_err(|error| closed(&error))?.map_err(|error| closed(&error))?;
    let report = written.report;
    Ok(json(&serde_json::json!({
        "applied": report.applied, "historical": report.historical, "same": report.same,
    })))
}

#[derive(Deserialize)]
struct Key {
    soul: Box<str>,
    key: Box<str>,
}

async fn read(State(handle): State<Handle>, Query(at): Query<Key>) -> Result<Response, Failed> {
    let at = Position { soul: at.soul, key: at.key };
    let item = ask(&handle, |reply| Command::Get { at, reply }).await?;
    let item = item.ok_or_else(|| Failed(StatusCode::NOT_FOUND, "there is no such key".into()))?;
    Ok(json(&serde_json::json!({ "value": line::value(&item.content), "state": item.state })))
}

async fn dump(State(handle): State<Handle>) -> Response {
    let pages = futures::stream::unfold(Some(Position::default()), move |from| {
        let handle = handle.clone();
        async move {
            let from = from?;
            let page = match ask(&handle, |reply| Command::Dump { from, reply }).await {
                Ok(page) => page,
                Err(Failed(_, reason)) => return Some((Err(std::io::Error::other(reason)), None)),
            };
            let lines: String = page.items.iter().map(|item| line::format(item) + "\n").collect();
            Some((Ok(lines), page.next))
        }
    });
    ([(CONTENT_TYPE, LINES)], Body::from_stream(pages)).into_response()
}

async fn fold(State(handle): State<Handle>) -> Result<Response, Failed> {
    let failed = |reason: String| Failed(StatusCode::INSUFFICIENT_STORAGE, reason);
    let pending = ask(&handle, |reply| Command::Fold { reply }).await?;
    let folded = pending.await.map_err(|error| failed(error.to_string()))?;
    folded.map_err(|error| failed(error.to_string()))?;
    Ok(json(&serde_json::json!({ "folded": true })))
}

async fn current(handle: &Handle) -> Result<Status, Failed> {
    ask(handle, |reply| Command::Status { reply }).await
}

async fn status(State(handle): State<Handle>) -> Result<Response, Failed> {
    Ok(json(&current(&handle).await?))
}

async fn metrics(State(handle): State<Handle>) -> Result<Response, Failed> {
    let text = metrics::format(&current(&handle).await?);
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}

async fn page() -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], include_str!("http/page.html")).into_response()
}
