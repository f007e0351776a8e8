//! What a row measures: numbers with their units, and the limits that they are held to.

use std::borrow::Cow;

/// What came of a row.
#[derive(Clone, PartialEq, Default, Debug)]
pub(super) struct Outcome {
    /// The figures, the one with limits first.
    pub(super) figures: Vec<Figure>,
    /// What was not measured, and why.
    pub(super) skipped: Vec<String>,
}

impl Outcome {
    /// All was measured.
    pub(super) fn measured(figures: Vec<Figure>) -> Self {
        Self { figures, skipped: Vec::new() }
    }

    /// Nothing was.
    pub(super) fn skipped(reason: impl Into<String>) -> Self {
        Self { figures: Vec::new(), skipped: vec![reason.into()] }
    }
}

/// One number.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Figure {
    /// What it is.
    pub(super) what: Cow<'static, str>,
    pub(super) value: f64,
    /// Such as `events/s`; `x` is a ratio.
    pub(super) unit: &'static str,
    pub(super) limits: Option<Limits>,
}

/// What a figure is held to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Limits {
    pub(super) floor: f64,
    pub(super) goal: f64,
    pub(super) better: Better,
}

/// Which way a figure gets better.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Better {
    More,
    Less,
}

impl Figure {
    /// A number without limits.
    pub(super) fn new(what: impl Into<Cow<'static, str>>, value: f64, unit: &'static str) -> Self {
        Self { what: what.into(), value, unit, limits: None }
    }

    /// The number that the row is about.
    pub(super) fn held_to(self, better: Better, floor: f64, goal: f64) -> Self {
        Self { limits: Some(Limits { floor, goal, better }), ..self }
    }

    pub(super) fn misses_floor(&self) -> bool {
        self.limits.is_some_and(|limits| !limits.better.reaches(self.value, limits.floor))
    }

    /// `goal`, `floor` or `MISSED`; nothing where there are no limits.
    pub(super) fn standing(&self) -> &'static str {
        match self.limits {
            None => "",
            Some(limits) if limits.better.reaches(self.value, limits.goal) => "goal",
            Some(limits) if limits.better.reaches(self.value, limits.floor) => "floor",
            Some(_) => "MISSED",
        }
    }
}

impl Better {
    fn reaches(self, value: f64, limit: f64) -> bool {
        match self {
            Self::More => value >= limit,
            Self::Less => value <= limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_stands_by_its_limits() {
        let ratio = |value| Figure::new("ratio", value, "x").held_to(Better::More, 0.3, 0.45);
        let standings = [0.5, 0.3, 0.29].map(|value| ratio(value).standing());
        assert_eq!(standings, ["goal", "floor", "MISSED"]);
        let memory = |value| Figure::new("memory", value, "MB").held_to(Better::Less, 100.0, 40.0);
        let standings = [40.0, 99.0, 101.0].map(|value| memory(value).standing());
        assert_eq!(standings, ["goal", "floor", "MISSED"]);
        assert!(memory(101.0).misses_floor() && !memory(99.0).misses_floor());
        assert!(!Figure::new("rate", 0.0, "events/s").misses_floor());
    }
}
