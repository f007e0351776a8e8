//! Whether a text matches the parts of a pattern.

use crate::Case;

/// A state of matching: what is left is the segments from one on and the text from a byte on.
#[derive(Clone, Copy)]
struct Place {
    segment: usize,
    byte: usize,
}

/// What a match looks at on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look<'t> {
    /// A text is compared with a literal from its start.
    Start(&'t str, &'t str),
    /// A text is compared with a literal at its end.
    End(&'t str, &'t str),
    /// A literal is searched for; so many bytes are behind its start when it is found or not.
    Search(usize),
}

impl Look<'_> {
    /// How many bytes of the text are looked at: a comparison ends at the first that differs.
    pub fn bytes(self, case: Case) -> usize {
        match self {
            Self::Start(text, literal) => case.ascii_agreement(text, literal),
            Self::End(text, literal) => {
                let tail = text.len().checked_sub(literal.len()).and_then(|at| text.get(at..));
                tail.map_or(0, |tail| case.ascii_agreement(tail, literal))
            }
            Self::Search(bytes) => bytes,
        }
    }
}

/// A part of a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'p> {
    /// These characters.
    Literal(&'p str),
    /// One character of any kind.
    One,
    /// Any number of characters.
    Run,
}

/// The parts of a pattern, in normal form.
pub(super) trait Parts {
    fn count(&self) -> usize;

    /// The part at a place, from 0.
    fn part(&self, place: usize) -> Option<Part<'_>>;
}

/// Whether the whole of `text` matches.
///
/// Takes at most time proportional to the product of both lengths, and no memory: only the last run needs to be tried
/// again, since an earlier one can leave to it whatever it could take itself.
pub(super) fn matches_parts(
    parts: impl Parts,
    text: &str,
    case: Case,
    mut look: impl FnMut(Look<'_>),
) -> bool {
    // Most patterns that do not match fail here, and most others are decided.
    let count = parts.count();
    if let Some(Part::Literal(end)) = parts.part(count.wrapping_sub(1)) {
        look(Look::End(text, end));
        let ends = case.ascii_ends_with(text, end);
        if !ends || count == 2 && parts.part(0) == Some(Part::Run) {
            return ends;
        }
    }
    Match { parts, text, case, look }.matches()
}

/// One pattern on its way over one text.
struct Match<'t, P, L> {
    parts: P,
    text: &'t str,
    case: Case,
    look: L,
}

impl<P: Parts, L: FnMut(Look<'_>)> Match<'_, P, L> {
    fn matches(&mut self) -> bool {
        let mut place = Place { segment: 0, byte: 0 };
        let mut retry = None;
        loop {
            if self.parts.part(place.segment) == Some(Part::Run) {
                place.segment += 1;
                if place.segment == self.parts.count() {
                    return true;
                }
                retry = Some(place);
            } else if let Some(next) = self.step(place) {
                place = next;
            } else if place.segment == self.parts.count() && place.byte == self.text.len() {
                return true;
            } else {
                let Some(later) = retry.and_then(|place| self.later(place)) else {
                    return false;
                };
                (place, retry) = (later, Some(later));
            }
        }
    }

    /// The place behind one literal or `?`.
    fn step(&mut self, place: Place) -> Option<Place> {
        let rest = self.text.get(place.byte..)?;
        let taken = match self.parts.part(place.segment)? {
            Part::Literal(literal) => {
                (self.look)(Look::Start(rest, literal));
                self.case.ascii_starts_with(rest, literal).then_some(literal.len())?
            }
            Part::One => rest.chars().next()?.len_utf8(),
            Part::Run => 0,
        };
        Some(Place { segment: place.segment + 1, byte: place.byte + taken })
    }

    /// The next place at which what stands behind a run can begin, at least one character further on.
    fn later(&mut self, place: Place) -> Option<Place> {
        let byte = place.byte + self.text.get(place.byte..)?.chars().next()?.len_utf8();
        let skipped = match self.parts.part(place.segment)? {
            Part::Literal(literal) => {
                let rest = self.text.get(byte..)?;
                let found = self.case.ascii_find(rest, literal);
                (self.look)(Look::Search(found.unwrap_or(rest.len())));
                found?
            }
            Part::One | Part::Run => 0,
        };
        Some(Place { segment: place.segment, byte: byte + skipped })
    }
}
