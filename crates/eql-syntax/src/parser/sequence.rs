//! `sequence`, `sample` and `join`: keys, the longest time, stages and what ends them.

use diagnostics::Span;

use super::{Parser, Place};
use crate::Dialect;
use crate::ast::{Alias, Expr, Maxspan, Sample, Sequence, Stage, StageOption};
use crate::diagnostics::ByAfterMaxspan;
use crate::token::{Keyword, TokenKind};

/// What a form allows behind its stages.
#[derive(Clone, Copy)]
pub(super) struct StageRules {
    /// `with runs=...`.
    pub(super) options: bool,
    /// `until [...]`.
    pub(super) until: bool,
    /// The least number of stages that the grammar wants.
    pub(super) least: usize,
    /// What can follow a stage, in words.
    pub(super) expected: &'static str,
}

const SEQUENCE: StageRules =
    StageRules { options: true, until: true, least: 1, expected: "`[`, `until` or `|`" };

impl Parser<'_> {
    /// `sequence ...`; the keyword is next.
    pub(super) fn sequence(&mut self) -> Sequence {
        let start = self.start();
        self.bump();
        let mut by = self.keys();
        let maxspan_start = self.start();
        let maxspan = self.maxspan();
        if maxspan.is_some() && by.is_empty() {
            by = self.late_keys(maxspan_start);
        }
        let (stages, until) = self.stages(SEQUENCE);
        Sequence { by, maxspan, stages, until, span: self.since(start) }
    }

    /// `sample ...` or `join ...`; the keyword is next.
    pub(super) fn sample(&mut self, rules: StageRules) -> Sample {
        let start = self.start();
        self.bump();
        let by = self.keys();
        let (stages, until) = self.stages(rules);
        Sample { by, stages, until, span: self.since(start) }
    }

    /// `by key, key`, if it is next.
    fn keys(&mut self) -> Vec<Expr> {
        if self.eat_word(Keyword::By) { self.open_list(Place::Key) } else { Vec::new() }
    }

    /// Keys behind `with maxspan` (spec 17); the endpoint takes them there too.
    fn late_keys(&mut self, maxspan_start: u32) -> Vec<Expr> {
        let maxspan = self.since(maxspan_start);
        let start = self.start();
        if !self.is_at_word(Keyword::By) {
            return Vec::new();
        }
        let by = self.keys();
        let span = self.since(start);
        let keys = span.slice(self.text).to_owned();
        if self.dialect == Dialect::Elasticsearch {
            self.report(&ByAfterMaxspan { maxspan, keys, span });
        }
        by
    }

    /// `with maxspan=number unit`, if `with` is next.
    fn maxspan(&mut self) -> Option<Maxspan> {
        if !self.eat_word(Keyword::With) {
            return None;
        }
        let maxspan = self.maxspan_value();
        if maxspan.is_none() {
            self.skip_to_stage();
        }
        maxspan
    }

    fn maxspan_value(&mut self) -> Option<Maxspan> {
        if !self.eat_word(Keyword::Maxspan) {
            self.unexpected("`maxspan`");
            return None;
        }
        if !self.eat(TokenKind::Assign) {
            self.unexpected("`=`");
            return None;
        }
        let start = self.start();
        let Some(number) = self.eat_number() else {
            self.unexpected("a time such as `30s`");
            return None;
        };
        let unit = self.is_at(TokenKind::Name) && !self.is_at_word(Keyword::By);
        let unit = unit.then(|| self.written().to_owned());
        if unit.is_some() {
            self.bump();
        }
        Some(Maxspan { number, unit, span: self.since(start) })
    }

    /// The stages, and the one behind `until`.
    fn stages(&mut self, rules: StageRules) -> (Vec<Stage>, Option<Box<Stage>>) {
        let mut stages = Vec::new();
        let mut reported = false;
        while !self.ends_stages() {
            if self.peek().is_some_and(TokenKind::opens_stage) {
                stages.push(self.stage(rules));
            } else {
                let first = stages.is_empty();
                self.unexpected_in_stages(if first { "`[`" } else { rules.expected });
                self.skip_to_stage();
                reported = true;
            }
        }
        if stages.len() < rules.least && !reported {
            self.unexpected(if stages.is_empty() {
                "a stage in `[...]`"
            } else {
                "another stage in `[...]`"
            });
        }
        let until = self.until(rules);
        (stages, until)
    }

    fn ends_stages(&self) -> bool {
        matches!(self.peek(), None | Some(TokenKind::Pipe)) || self.is_at_word(Keyword::Until)
    }

    fn unexpected_in_stages(&mut self, expected: &'static str) {
        let advice = match self.peek() {
            Some(TokenKind::Keyword(Keyword::By)) => Some("`by` stands once, before `with`"),
            Some(TokenKind::Keyword(Keyword::With)) => {
                Some("only a sequence has `with maxspan`, only its stages have `with runs`")
            }
            Some(TokenKind::Name) if self.written() == "as" => Some(
                "only stages of a sequence can have a name, and only in a query that is read with `--dialect endpoint`",
            ),
            Some(_) | None => None,
        };
        self.unexpected_with(expected, advice);
    }

    /// Skips to the next stage, `until`, pipe or the end.
    fn skip_to_stage(&mut self) {
        while !self.ends_stages() && !self.peek().is_some_and(TokenKind::opens_stage) {
            self.skip();
        }
    }

    /// `[filter] by key with runs=3`; the opener is next.
    fn stage(&mut self, rules: StageRules) -> Stage {
        let start = self.start();
        let (mut stage, _) = self.subquery();
        stage.by = self.keys();
        if rules.options && self.eat_word(Keyword::With) {
            stage.option = self.option();
        }
        if rules.options && self.is_at_alias() {
            stage.alias = self.alias();
        }
        stage.span = self.since(start);
        stage
    }

    /// `as` is no keyword, so it can be a name elsewhere.
    pub(super) fn is_at_alias(&self) -> bool {
        self.dialect == Dialect::Endpoint && self.is_at(TokenKind::Name) && self.written() == "as"
    }

    /// `as name`; `as` is next (spec 20.3).
    fn alias(&mut self) -> Option<Alias> {
        self.bump();
        let span = self.here();
        if !self.is_at(TokenKind::Name) {
            self.unexpected("a name for the event");
            self.skip_to_stage();
            return None;
        }
        let name = self.written().to_owned();
        self.bump();
        Some(Alias { name, span })
    }

    /// `name=number` behind `with`.
    fn option(&mut self) -> Option<StageOption> {
        let name_span = self.here();
        if self.is_at(TokenKind::Keyword(Keyword::Maxspan)) {
            let advice = "`with maxspan` stands before the first stage";
            self.unexpected_with("an option of the stage such as `runs=3`", Some(advice));
        } else if !self.is_at(TokenKind::Name) {
            self.unexpected("an option of the stage such as `runs=3`");
        } else {
            let name = self.written().to_owned();
            self.bump();
            return self.option_value(name, name_span);
        }
        self.skip_to_stage();
        None
    }

    fn option_value(&mut self, name: String, name_span: Span) -> Option<StageOption> {
        let equals = self.eat(TokenKind::Assign);
        let number_span = self.here();
        if let Some(number) = equals.then(|| self.eat_number()).flatten() {
            return Some(StageOption { name, name_span, number, number_span });
        }
        self.unexpected(if equals { "a number" } else { "`=`" });
        self.skip_to_stage();
        None
    }

    /// `until [...]`, the last of the stages.
    fn until(&mut self, rules: StageRules) -> Option<Box<Stage>> {
        if !self.is_at_word(Keyword::Until) {
            return None;
        }
        if !rules.until {
            let advice = "only sequences end with `until`";
            self.unexpected_with("`[` or the end of the query", Some(advice));
        }
        self.eat_word(Keyword::Until);
        if !self.peek().is_some_and(TokenKind::opens_stage) {
            self.unexpected("`[`");
            self.skip_to_stage();
        }
        let stage = self.peek().is_some_and(TokenKind::opens_stage).then(|| self.stage(rules));
        stage.filter(|_| rules.until).map(Box::new)
    }
}
