//! Finds where a JSON value ends, without reading what it says.
//!
//! It follows quotes, escapes and the depth of brackets, and stops at line breaks too: whether a value may go on
//! past one is for the caller to say.

/// Where in a value the scan stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scanner {
    depth: usize,
    in_string: bool,
    escaped: bool,
    last: u8,
}

/// Why a scan stopped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Stop {
    /// The value is over.
    Closed,
    /// A line ends inside the value.
    LineBreak,
    /// A line ends inside a string, which JSON forbids.
    LineBreakInString,
}

impl Scanner {
    /// Scans on to the next stop: how many bytes there are up to and with it, and what it is.
    pub(crate) fn scan(&mut self, bytes: &[u8]) -> Option<(usize, Stop)> {
        let mut at = 0;
        while at < bytes.len() {
            let stop = if self.in_string {
                self.string(bytes, &mut at)
            } else {
                self.structure(bytes[at])
            };
            at += 1;
            if let Some(stop) = stop {
                return Some((at, stop));
            }
        }
        None
    }

    /// How many brackets are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The last byte outside of strings that is not white space.
    pub(crate) fn last(&self) -> u8 {
        self.last
    }

    fn structure(&mut self, byte: u8) -> Option<Stop> {
        match byte {
            b'\n' => return Some(Stop::LineBreak),
            b' ' | b'\t' | b'\r' => return None,
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.last = byte;
        (matches!(byte, b'}' | b']') && self.depth == 0).then_some(Stop::Closed)
    }

    /// Passes over a string up to its quote; `at` is left on the byte that ended the pass.
    fn string(&mut self, bytes: &[u8], at: &mut usize) -> Option<Stop> {
        if !self.escaped {
            *at += bytes[*at..].iter().take_while(|byte| !is_special(**byte)).count();
        }
        let byte = *bytes.get(*at)?;
        if byte == b'\n' {
            self.escaped = false;
            return Some(Stop::LineBreakInString);
        }
        if std::mem::take(&mut self.escaped) {
            return None;
        }
        self.escaped = byte == b'\\';
        self.in_string = byte != b'"';
        (!self.in_string && self.depth == 0).then_some(Stop::Closed)
    }
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stops(text: &str) -> Vec<(usize, Stop)> {
        let mut scanner = Scanner::default();
        let mut at = 0;
        let mut stops = Vec::new();
        while let Some((count, stop)) = scanner.scan(&text.as_bytes()[at..]) {
            at += count;
            stops.push((at, stop));
        }
        stops
    }

    #[test]
    fn brackets_in_strings_do_not_count() {
        assert_eq!(stops(r#"{"a}":["]\"}"]} "#), [(15, Stop::Closed)]);
        assert_eq!(stops(r#""a\\""#), [(5, Stop::Closed)]);
        assert_eq!(stops(r#"{"a": 1"#), []);
    }

    #[test]
    fn line_breaks_are_told_apart() {
        assert_eq!(stops("{\n\"a\n"), [(2, Stop::LineBreak), (5, Stop::LineBreakInString)]);
    }

    #[test]
    fn a_scan_goes_on_where_the_bytes_were_cut() {
        let text = br#"{"a":"x\"}","b":[{}]}"#;
        for cut in 0..text.len() {
            let mut scanner = Scanner::default();
            assert_eq!(scanner.scan(&text[..cut]), None, "{cut}");
            assert_eq!(scanner.scan(&text[cut..]), Some((text.len() - cut, Stop::Closed)), "{cut}");
        }
    }
}
