//! Generates the gRPC service. Its messages are not protocol buffers, so there is no `.proto` file and no `protoc`.

use tonic_build::manual::{Builder, Method, Service};

fn main() {
    let method = |name: &str, route: &str, comment: &str| {
        Method::builder()
            .name(name)
            .route_name(route)
            .comment(comment)
            .input_type("crate::wire::Sealed")
            .output_type("crate::wire::Sealed")
            .codec_path("crate::wire::SealedCodec")
            .build()
    };
    let service = Service::builder()
        .name("RaftMap")
        .package("raftmap.v1")
        .comment("A node of a cluster.")
        .method(method("append_entries", "AppendEntries", "Raft: entries, or a heartbeat."))
        .method(method("vote", "Vote", "Raft: a request for a vote."))
        .method(method("install_snapshot", "InstallSnapshot", "Raft: a chunk of a snapshot."))
        .method(method("call", "Call", "A request of a client."))
        .build();
    Builder::new().compile(&[service]);
    println!("cargo::rerun-if-changed=build.rs");
}
