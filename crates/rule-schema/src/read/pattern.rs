//! The forms that strings of the format have (rule-format §2.4).
//!
//! What Elastic's expressions accept is accepted here, so a date may be the 99th of a month; only two accidents
//! of Python's expressions are not copied: digits of other scripts, and a newline at the end.

/// `2026/01/31`: four, two and two digits.
pub(super) fn is_date(text: &str) -> bool {
    let shape = b"0000/00/00";
    text.len() == shape.len()
        && text.bytes().zip(shape).all(|(byte, &wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            _ => byte == wanted,
        })
}

/// `9.3` or `9.3.0`: two or more numbers; from the third on, letters, `_` and `-` may follow the digits.
pub(super) fn is_version(text: &str) -> bool {
    let mut parts = text.split('.');
    let both = [parts.next(), parts.next()];
    both.iter().all(|part| part.is_some_and(is_number)) && parts.all(is_number_with_suffix)
}

/// Five groups of lower-case hexadecimal digits. Two ids of Elastic's, published before the form was checked,
/// have a digit too many.
pub(super) fn is_uuid(text: &str) -> bool {
    const KNOWN_BAD: [&str; 2] =
        ["119c8877-8613-416d-a98a-96b6664ee73a5", "7eb54028-ca72-4eb7-8185-b6864572347db"];
    let groups = text.split('-').map(|group| is_hex(group).then_some(group.len()));
    groups.eq([8, 4, 4, 4, 12].map(Some)) || KNOWN_BAD.contains(&text)
}

/// `5m`: a number and `s`, `m`, `h` or `d`.
pub(super) fn is_interval(text: &str) -> bool {
    text.strip_suffix(['s', 'm', 'h', 'd']).is_some_and(is_number)
}

/// At least three characters on one line, from a letter or digit to one of these or a bracket.
pub(super) fn is_name(text: &str) -> bool {
    let ends = |char: char| char.is_ascii_alphanumeric() || "[]()".contains(char);
    text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.ends_with(ends)
        && text.chars().nth(2).is_some()
        && !text.contains('\n')
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number_with_suffix(text: &str) -> bool {
    let word = |char: char| char.is_alphanumeric() || char == '_' || char == '-';
    text.starts_with(|first: char| first.is_ascii_digit()) && text.chars().all(word)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The pages of one kind of ATT&CK or ATLAS entry. In a form, `0` stands for any digits, and each `.` of a host
/// for any character, as Elastic's expressions have it.
pub(super) struct Pages {
    /// What they are about.
    pub(super) kind: &'static str,
    attack: &'static str,
    atlas: &'static str,
}

pub(super) const TACTIC: Pages = Pages {
    kind: "tactic",
    attack: "https://attack.mitre.org/tactics/TA0/",
    atlas: "https://atlas.mitre.org/tactics/AML.TA0/",
};

pub(super) const TECHNIQUE: Pages = Pages {
    kind: "technique",
    attack: "https://attack.mitre.org/techniques/T0/",
    atlas: "https://atlas.mitre.org/techniques/AML.T0/",
};

pub(super) const SUBTECHNIQUE: Pages = Pages {
    kind: "sub-technique",
    attack: "https://attack.mitre.org/techniques/T0/0/",
    atlas: "https://atlas.mitre.org/techniques/AML.T0.0/",
};

impl Pages {
    /// The forms of their addresses.
    pub(super) fn forms(&self) -> [&'static str; 2] {
        [self.attack, self.atlas]
    }

    /// Whether an address is such a page. The slash at its end may be left out (statement L18).
    pub(super) fn has(&self, address: &str) -> bool {
        let address = address.strip_suffix('/').unwrap_or(address);
        [self.attack, self.atlas].iter().any(|form| fits(address, form.trim_end_matches('/')))
    }

    /// The form for people, with `<n>` for digits.
    pub(super) fn attack_form(&self) -> String {
        self.attack.replace('0', "<n>")
    }
}

/// The host of a page; its dots match anything.
const HOST: usize = "https://attack.mitre.org".len();

fn fits(address: &str, form: &str) -> bool {
    let mut rest = address;
    for (place, wanted) in form.char_indices() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let taken = match wanted {
            '0' if digits > 0 => digits,
            '.' if place < HOST => rest.chars().next().map_or(0, char::len_utf8),
            _ if rest.starts_with(wanted) => 1,
            _ => 0,
        };
        if taken == 0 {
            return false;
        }
        rest = &rest[taken..];
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_elastic() {
        for (accepts, good, bad) in [
            (
                is_date as fn(&str) -> bool,
                ["2026/01/31", "2024/99/99"].as_slice(),
                ["2026-01-31", "2026/1/31", "", "2026/01/311", "２026/01/31"].as_slice(),
            ),
            (
                is_version,
                &["9.3", "9.3.0", "8.19.0-rc1", "1.2.3.4_x"],
                &["9", "9.", "9.x", "v9.3", "9.3.", "9.3.-1", "", "9.3-rc"],
            ),
            (
                is_uuid,
                &["0a1b2c3d-0000-4000-8000-00000000000f", "7eb54028-ca72-4eb7-8185-b6864572347db"],
                &["0A1B2C3D-0000-4000-8000-00000000000F", "0a1b2c3d", "", "----", "é-é-é-é-é"],
            ),
            (is_interval, &["5m", "0m", "120s"], &["5", "m", "5w", "-5m", "5M", ""]),
            (is_name, &["A b", "Rule (x)", "9.9]"], &["Ab", "-ab", "ab.", "", "a\nb", "äbc"]),
        ] {
            for text in good {
                assert!(accepts(text), "{text}");
            }
            for text in bad {
                assert!(!accepts(text), "{text}");
            }
        }
    }

    #[test]
    fn pages_of_attack_and_atlas() {
        for (pages, good, bad) in [
            (
                TACTIC,
                [
                    "https://attack.mitre.org/tactics/TA0002/",
                    "https://atlas.mitre.org/tactics/AML.TA0001",
                ],
                [
                    "https://attack.mitre.org/tactics/TA/",
                    "https://attack.mitre.org/tactics/TA0002//",
                ],
            ),
            (
                TECHNIQUE,
                [
                    "https://attackxmitre.org/techniques/T1047/",
                    "https://atlas.mitre.org/techniques/AML.T0051/",
                ],
                ["https://atlas.mitre.org/techniques/AMLxT0051/", "T1047"],
            ),
            (
                SUBTECHNIQUE,
                [
                    "https://attack.mitre.org/techniques/T1059/001/",
                    "https://atlas.mitre.org/techniques/AML.T0051.000/",
                ],
                [
                    "https://attack.mitre.org/techniques/T1059/",
                    "https://attack.mitre.org/techniques/T1059.001/",
                ],
            ),
        ] {
            for address in good {
                assert!(pages.has(address), "{address}");
            }
            for address in bad {
                assert!(!pages.has(address), "{address}");
            }
        }
    }
}
