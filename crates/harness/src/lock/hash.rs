//! Elastic's hash of a shipped rule: SHA-256 of base64 of its JSON as Python writes it.

use std::collections::BTreeMap;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rule_export::python;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// How much of a hash tells whether a key changed, in bytes.
const SHORT: usize = 6;

/// The hash of a rule, in hexadecimal.
pub(super) fn of(shipped: &Map<String, Value>) -> String {
    hex(&Sha256::digest(STANDARD.encode(python::compact_object(shipped))))
}

/// A short hash of the value of each key.
pub(super) fn of_keys(shipped: &Map<String, Value>) -> BTreeMap<String, String> {
    let short = |value: &Value| hex(&Sha256::digest(python::compact(value))[..SHORT]);
    shipped.iter().map(|(key, value)| (key.clone(), short(value))).collect()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
