//! Texts of a wildcard pattern.

use eql_functions::wildcard::Segment;

use crate::filler::Filler;

/// A pattern with what stands at each of its parts.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    segments: Vec<Segment>,
    parts: Vec<String>,
}

impl Filled {
    /// The pattern with each wildcard filled.
    pub(crate) fn new(segments: &[Segment], filler: &mut Filler<'_>) -> Self {
        let mut parts: Vec<String> = Vec::new();
        for (index, segment) in segments.iter().enumerate() {
            let right = segments.get(index + 1).map(|next| next.literal().unwrap_or(""));
            let left = parts.last().map_or("", String::as_str);
            let part = match segment {
                Segment::Literal(text) => text.clone(),
                Segment::One => filler.one(right).to_string(),
                Segment::Run => filler.run(left, right),
            };
            parts.push(part);
        }
        Self { segments: segments.to_vec(), parts }
    }

    /// The same with nothing for each `*`.
    pub(crate) fn emptied(mut self) -> Self {
        for run in self.runs() {
            self.parts[run].clear();
        }
        self
    }

    /// The places of its `*`.
    pub(crate) fn runs(&self) -> Vec<usize> {
        let places = self.segments.iter().enumerate();
        places.filter(|(_, segment)| **segment == Segment::Run).map(|(place, _)| place).collect()
    }

    /// The text.
    pub(crate) fn text(&self) -> String {
        self.parts.concat()
    }

    /// The same with other text for the `*` at a place.
    pub(crate) fn with(&self, run: usize, text: String) -> Self {
        let mut changed = self.clone();
        if let Some(part) = changed.parts.get_mut(run) {
            *part = text;
        }
        changed
    }

    /// What stands at a place.
    pub(crate) fn part(&self, place: usize) -> &str {
        self.parts.get(place).map_or("", String::as_str)
    }

    /// Its last parts, one, two and so on, and the whole: what may have to be put into another text.
    pub(crate) fn cores(&self, most: usize) -> Vec<String> {
        let is_run = |segment: Option<&Segment>| usize::from(segment == Some(&Segment::Run));
        let first = is_run(self.segments.first());
        let end = self.parts.len().saturating_sub(is_run(self.segments.last())).max(first);
        let tails = (first..end).rev().take(most).map(|from| self.parts[from..end].concat());
        tails.chain([self.text()]).filter(|core| !core.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Dice;
    use crate::filler::{Hints, STYLES};
    use eql_functions::Case;
    use eql_functions::wildcard::WildcardPattern;

    #[test]
    fn texts_match_in_every_style() {
        let hints = Hints { tail: Some("tool.exe".into()), ..Hints::default() };
        for pattern in ["?:\\Windows\\*\\a?b*", "*", "*.exe", "/srv/*/x", "a", "", "*a*b*"] {
            let pattern = WildcardPattern::parse(pattern);
            for style in 0..STYLES {
                let mut filler = Filler::new(&hints, style, &Dice::new(3));
                let filled = Filled::new(pattern.segments(), &mut filler);
                assert!(pattern.matches(&filled.text(), Case::Sensitive), "{}", filled.text());
                assert!(pattern.matches(&filled.emptied().text(), Case::Sensitive));
            }
        }
    }

    #[test]
    fn a_path_ends_with_the_name_that_is_known() {
        let hints = Hints { tail: Some("tool.exe".into()), ..Hints::default() };
        let mut filler = Filler::new(&hints, 0, &Dice::new(3));
        let pattern = WildcardPattern::parse("?:\\Windows\\*");
        let text = Filled::new(pattern.segments(), &mut filler).text();
        assert_eq!(text, "C:\\Windows\\tool.exe");
    }
}
