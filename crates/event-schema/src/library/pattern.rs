//! Index patterns: which names both of two have.

/// Whether some index name fits both patterns, in which `*` stands for any text.
pub(super) fn overlap(one: &str, other: &str) -> bool {
    begins_alike(one, other) && meets(one.as_bytes(), other.as_bytes())
}

/// Whether the texts before the first `*` of each are no contradiction: most patterns differ there.
fn begins_alike(one: &str, other: &str) -> bool {
    let begin = |pattern: &str| pattern.find('*').unwrap_or(pattern.len());
    let length = begin(one).min(begin(other));
    one.as_bytes()[..length] == other.as_bytes()[..length]
}

/// Row by row over the bytes of `other`: whether what is left of each can be the same text.
fn meets(one: &[u8], other: &[u8]) -> bool {
    // reach[j]: the rest of `one` that is looked at, and `other[j..]`, have a text in common.
    let mut reach: Vec<bool> =
        (0..=other.len()).map(|start| other[start..].iter().all(|byte| *byte == b'*')).collect();
    for byte in one.iter().rev() {
        let below = reach.clone();
        for start in (0..=other.len()).rev() {
            let next = other.get(start);
            reach[start] = match (byte, next) {
                (b'*', None) => below[start],
                (b'*', Some(_)) | (_, Some(b'*')) => below[start] || reach[start + 1],
                (_, Some(next)) => byte == next && below[start + 1],
                (_, None) => false,
            };
        }
    }
    reach[0]
}

/// The package and the dataset that a pattern is about, as far as it says them: `logs-aws.cloudtrail-*` has both.
pub(super) fn package(pattern: &str) -> Option<&str> {
    let (_, rest) = pattern.split_once('-')?;
    let end = rest.find(['.', '-', '*']).unwrap_or(rest.len());
    // `logs-okta*` can be another package only in theory.
    (end > 0).then(|| &rest[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_overlap_where_a_name_fits_both() {
        for (one, other, expected) in [
            ("logs-*", "logs-aws.cloudtrail-*", true),
            ("logs-endpoint.events.*", "logs-endpoint.events.process-*", true),
            ("logs-endpoint.events.process*", "logs-endpoint.events.process-*", true),
            ("logs-endpoint.events.file-*", "logs-endpoint.events.process-*", false),
            ("winlogbeat-*", "winlogbeat-*", true),
            ("winlogbeat-*", "logs-*", false),
            ("*", "x", true),
            ("", "*", true),
            ("a", "", false),
            ("*a", "b*", true),
        ] {
            assert_eq!(overlap(one, other), expected, "{one} {other}");
            assert_eq!(overlap(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn a_pattern_names_its_package() {
        for (pattern, expected) in [
            ("logs-aws.cloudtrail-*", Some("aws")),
            ("logs-okta*", Some("okta")),
            ("logs-*", None),
            ("*", None),
            ("logs-fortinet_fortigate.log-*", Some("fortinet_fortigate")),
        ] {
            assert_eq!(package(pattern), expected, "{pattern}");
        }
    }
}
