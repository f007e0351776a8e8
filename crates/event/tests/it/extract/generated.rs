//! Generated documents, whole and damaged.

use proptest::prelude::*;
use testkit::Rng;

use super::spelled;
use super::twin::Twin;

const PATHS: &[&str] = &[
    "a",
    "b",
    "a.b",
    "a.b.c",
    "b.a",
    "a.a",
    "a.process",
    "process.parent",
    "process.parent.a",
    "process",
    "é.a",
    "",
    ".",
    "a.",
    ".a",
    "a..b",
    "..",
    "a",
    "c.c.c",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_document_has_the_same_values(tree in spelled::object(), seed in any::<u64>()) {
        let text = tree.spell(&mut Rng::new(seed));
        prop_assert!(Twin::new(PATHS).agrees(text.as_bytes()), "{text}");
    }

    #[test]
    fn damage_is_seen_alike(tree in spelled::object(), seed in any::<u64>()) {
        let mut rng = Rng::new(seed);
        let text = tree.spell(&mut rng).into_bytes();
        let mut twin = Twin::new(PATHS);
        for _ in 0..40 {
            let mut damaged = text.clone();
            for _ in 0..=rng.below(3) {
                damage(&mut damaged, &mut rng);
            }
            twin.agrees(&damaged);
        }
    }
}

const BYTES: &[u8] = b"\"\\{}[]:,.-+eE0123456789tfnu \n\t\x00\x1f/aDd8cC\x80\xc3\xff";

/// Changes one byte, adds one, or cuts a piece.
fn damage(text: &mut Vec<u8>, rng: &mut Rng) {
    let at = rng.below(text.len() + 1);
    match rng.below(5) {
        0 => text.truncate(at),
        1 => text.insert(at, *rng.pick(BYTES)),
        2 if at < text.len() => text[at] ^= 1 << rng.below(8),
        3 if at < text.len() => text[at] = *rng.pick(BYTES),
        _ => {
            let end = (at + rng.below(4)).min(text.len());
            text.drain(at..end);
        }
    }
}
