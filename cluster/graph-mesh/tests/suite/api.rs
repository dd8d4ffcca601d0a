//! The API, the metrics and the page, by HTTP.

use crate::daemon::{Start, data, mesh, until, until_equal};
use std::collections::{HashMap, HashSet};

#[test]
fn writes_are_read_back_and_bad_requests_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let daemon = Start::new(folder.path()).with(&["--max-items", "4"]).run();
    daemon.put(&["[\"mark\",\"name\",\"Mark\"]".into(), "[\"mark\",\"boss\",{\"#\":\"amber\"},5]".into()]);
    let boss = daemon.get("/get?soul=mark&key=boss");
    assert_eq!((boss.status, boss.body.as_str()), (200, "{\"state\":5.0,\"value\":{\"#\":\"amber\"}}"));
    assert_eq!(daemon.get("/get?soul=mark&key=age").status, 404);
    assert_eq!(daemon.get("/nothing").status, 404);
    let put =
        |body: &str| daemon.request("POST", "/put", "content-type: application/x-ndjson\r\n", body).unwrap();
    for (body, reason) in [
        ("[\"s\",\"k\"]", "line 1: a line must be"),
        ("[\"s\",\"k\",1]\n[\"s\",\"k\",[]]", "line 2: a list is not a value"),
        ("[\"s\",\"k\",1,99999999999999]", "later than now"),
        ("[\"s\",\"_\",1]", "the key `_`"),
        ("[\"s\",\"k\",{\"#\":\"\"}]", "empty soul"),
    ] {
        let answer = put(body);
        assert!(answer.status == 400 && answer.body.contains(reason), "{body}: {answer:?}");
    }
    let long = put(&format!("[\"{}\",\"k\",1]", "s".repeat(2000)));
    assert!(long.status == 400 && long.body.contains("1024 bytes"), "{long:?}");
    assert_eq!(daemon.status()["items"], 2, "a write is merged as a whole or not at all");
    let full = put("[\"a\",\"k\",1]\n[\"b\",\"k\",1]\n[\"c\",\"k\",1]");
    assert!(full.status == 507 && full.body.contains("full"), "{full:?}");
    // What a page of another site could send.
    let foreign = daemon.request("POST", "/put", "content-type: text/plain\r\n", "[\"s\",\"k\",1]").unwrap();
    assert_eq!(foreign.status, 415);
    assert_eq!(daemon.request("GET", "/dump", "host: example.com\r\n", "").unwrap().status, 403);
}

#[test]
fn writes_of_one_key_without_states_are_in_the_order_they_were_made() {
    let folder = tempfile::tempdir().unwrap();
    let daemon = Start::new(folder.path()).run();
    let lines: Vec<_> = (0..500).map(|n| format!("[\"s\",\"k\",{}]", 1000 - n)).collect();
    daemon.put(&lines);
    for n in 0..20 {
        daemon.put(&[format!("[\"s\",\"k\",{}]", 400 - n)]);
    }
    assert!(daemon.get("/get?soul=s&key=k").body.ends_with("\"value\":381.0}"));
}

#[test]
fn metrics_and_status_show_peers_and_what_they_know() {
    let folder = tempfile::tempdir().unwrap();
    let daemons = mesh(3, folder.path(), &[]);
    daemons[0].put(&["[\"s\",\"k\",1]".into()]);
    until_equal(&daemons.iter().collect::<Vec<_>>(), 1);
    let ids: Vec<_> = daemons.iter().map(|daemon| daemon.id.clone()).collect();
    for daemon in &daemons {
        // Each peer knows whom each other one knows.
        until("neighbours are known", || {
            let status = daemon.status();
            let peers = status["peers"].as_array()?;
            let all = peers.iter().all(|peer| {
                let known = ids
                    .iter()
                    .filter(|id| peer["neighbours"].as_array().unwrap().contains(&(**id).clone().into()));
                peer["equal"] == true && peer["items"] == 1 && known.count() == 2
            });
            all.then_some(())
        });
        let answer = daemon.get("/metrics");
        assert!(answer.head.contains("text/plain; version=0.0.4"), "{}", answer.head);
        let mut values = HashMap::new();
        let (mut typed, mut helped) = (HashMap::new(), HashSet::new());
        for line in answer.body.lines() {
            if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').unwrap();
                assert!(typed.insert(name, kind).is_none(), "{name} has two types");
            } else if let Some(rest) = line.strip_prefix("# HELP ") {
                let (name, help) = rest.split_once(' ').unwrap();
                assert!(help.ends_with('.') && helped.insert(name), "{name}: {help}");
            } else {
                let (name, value) = line.rsplit_once(' ').unwrap();
                let family = name.split('{').next().unwrap();
                assert!(
                    typed.contains_key(family) && helped.contains(family),
                    "{family} has no type or no help"
                );
                assert!(
                    values.insert(name.to_owned(), value.parse::<f64>().unwrap()).is_none(),
                    "{name} twice"
                );
            }
        }
        assert_eq!((values["graph_mesh_items"], values["graph_mesh_peers"]), (1.0, 2.0));
        for id in ids.iter().filter(|id| **id != daemon.id) {
            assert_eq!(values[&format!("graph_mesh_behind_seconds{{peer=\"{id}\"}}")], 0.0);
            assert_eq!(values[&format!("graph_mesh_peer_items{{peer=\"{id}\"}}")], 1.0);
        }
        for name in ["deferred", "overflowed", "repair_rounds", "gossip_received_bytes", "requests", "faults"]
        {
            assert!(values.contains_key(&format!("graph_mesh_{name}_total")), "{name}");
        }
    }
}

#[test]
fn a_peer_that_has_gone_is_shown_as_gone_until_it_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut daemons = mesh(2, folder.path(), &[]);
    let second = daemons.pop().unwrap();
    let first = &daemons[0];
    assert!(first.status()["gone"].as_array().unwrap().is_empty());
    let id = second.id.clone();
    second.kill();
    let gone = until("it has gone", || first.status()["gone"].get(0).cloned());
    assert_eq!(gone["id"], id);
    assert!(first.get("/metrics").body.contains("\ngraph_mesh_gone_peers 1\n"));
    let later = until("time goes on", || {
        let status = first.status();
        (status["gone"][0]["seconds"].as_f64() > gone["seconds"].as_f64()).then_some(status)
    });
    assert_eq!(later["peers"], serde_json::json!([]));
    // An address that nobody listens at.
    let addresses = [first.address(), "/ip4/127.0.0.1/tcp/1".to_owned()];
    let back = Start::new(&data(folder.path(), 1)).connect(&addresses).run();
    until("it is back", || first.status()["gone"].as_array().unwrap().is_empty().then_some(()));
    assert_eq!(back.id, id);
    until("one address is not reached", || {
        (back.status()["unreached"] == serde_json::json!(["/ip4/127.0.0.1/tcp/1"])).then_some(())
    });
}

#[test]
fn the_page_is_html_that_needs_nothing_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let answer = Start::new(folder.path()).run().get("/");
    assert!(answer.status == 200 && answer.head.contains("text/html"), "{}", answer.head);
    assert!(answer.body.contains("fetch(\"/status\")"), "it reads the status");
    for foreign in ["http:", "https:", "//cdn", "@import"] {
        assert!(!answer.body.contains(foreign), "{foreign}");
    }
}
