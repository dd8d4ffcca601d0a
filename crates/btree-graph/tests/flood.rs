//! Deliveries of a message that floods a network whose peers have no room for all of it.

#![allow(dead_code, reason = "the example uses more of it")]

#[path = "../examples/peers/flood.rs"]
mod flood;
#[path = "../examples/peers/random.rs"]
mod random;

use flood::{Flood, Flooded, Network, retries};
use quickcheck::quickcheck;

/// Networks with the deliveries that one message takes.
fn shapes() -> [(Network, u64); 3] {
    [(Network::mesh(10), 81), (Network::ring(40, 7), 121), (Network::star(20), 19)]
}

#[test]
fn a_message_that_overflows_everywhere_floods_as_often_as_one_that_does_not() {
    for (network, deliveries) in shapes() {
        assert_eq!(network.flooded(), deliveries);
        let n = network.peers();
        for (ahead, room) in [(2_000, 0), (2_000, 1), (2_000, 2), (0, 0), (90, 0), (60_000, 0)] {
            let flooded = Flood { ahead, room, longest_hop: 1, seed: 1 }.run(&network);
            // With room for one, the second finds it when the first is due.
            let each = match room {
                _ if ahead == 0 => 0,
                0 => retries(ahead),
                1 => retries(ahead / 2),
                _ => 0,
            };
            let again = (n - 1) as u64 * each;
            let relays = vec![1; n];
            assert_eq!(flooded, Flooded { deliveries, redeliveries: again, relays, agree: true });
        }
    }
}

#[test]
fn redeliveries_grow_with_the_logarithm_of_the_time_to_wait() {
    let counts = [50, 100, 101, 300, 2_000, 60_000].map(retries);
    // 0.1, 0.3, 0.7, 1.5, 3.1, 6.3 s, then one each 4.5 s.
    assert_eq!(counts, [1, 1, 2, 2, 5, 6 + 12]);
}

quickcheck! {
    /// In any network, with any delays and any room, each peer relays once, and all end with all keys.
    fn a_peer_relays_a_message_once_whatever_overflows(
        parents: Vec<u8>, chords: Vec<(u8, u8)>, ahead: u16, room: u8, longest_hop: u8, seed: u64
    ) -> bool {
        let peers = parents.len().min(40) + 1;
        let tree = parents.iter().take(40).enumerate().map(|(i, &parent)| (i + 1, usize::from(parent) % (i + 1)));
        let chords = chords.iter().map(|&(a, b)| (usize::from(a) % peers, usize::from(b) % peers));
        let network = Network::new(peers, tree.chain(chords.filter(|(a, b)| a != b)));
        let (room, longest_hop) = (usize::from(room % 4), u32::from(longest_hop % 64) + 1);
        let flooded = Flood { ahead: ahead.into(), room, longest_hop, seed }.run(&network);
        let most = (peers - 1) as u64 * retries(ahead.into());
        flooded.agree
            && flooded.relays.iter().all(|&relays| relays == 1)
            && flooded.deliveries <= network.flooded()
            && flooded.redeliveries <= most
    }
}
