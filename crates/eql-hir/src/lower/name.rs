//! What a name stands for: a field of the event, of an event matched before, or something below an element.

use diagnostics::Span;
use eql_syntax::ast::{Expr, ExprKind, FieldName, Segment, Variable};
use event::Source;

use super::Lowering;
use crate::diagnostics as found;

/// A name as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Name<'a> {
    /// `process.name`, or `event0.process.name` behind `[...] as event0`.
    Field(&'a FieldName),
    /// `$entry.name`
    Variable(&'a Variable),
}

/// What a name stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Resolved {
    /// Where the value is read.
    pub(super) source: Source,
    /// The path there; empty for an element itself.
    pub(super) path: String,
    /// The path that a schema knows it by.
    pub(super) schema_path: String,
}

impl<'a> Name<'a> {
    /// The name that an expression is, if it is nothing but a name.
    pub(super) fn of(expr: &'a Expr) -> Option<Self> {
        match &expr.kind {
            ExprKind::Field(field) => Some(Self::Field(field)),
            ExprKind::Variable(variable) => Some(Self::Variable(variable)),
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::Str(_)
            | ExprKind::Call(_)
            | ExprKind::Negative(_)
            | ExprKind::Positive(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Comparison(..)
            | ExprKind::In(_)
            | ExprKind::Match(_)
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Relation(_)
            | ExprKind::Error => None,
        }
    }

    /// Its path as written, for messages.
    pub(super) fn path(self) -> String {
        match self {
            Self::Field(field) => field.path(),
            Self::Variable(variable) if variable.segments.is_empty() => {
                format!("${}", variable.name)
            }
            Self::Variable(variable) => format!("${}.{}", variable.name, variable.path()),
        }
    }

    /// Whether a part of it is `[0]`.
    pub(super) fn is_indexed(self) -> bool {
        let segments = match self {
            Self::Field(field) => &field.segments,
            Self::Variable(variable) => &variable.segments,
        };
        segments.iter().any(|segment| matches!(segment, Segment::Index(_)))
    }
}

/// What the names at a place of the query can refer to beside the event (spec 20).
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Names of the events of earlier stages, with the place of the stage among the positive ones.
    pub(super) aliases: Vec<(String, u32)>,
    /// The name of the event itself.
    pub(super) own: Option<String>,
    /// Names of events that cannot be read here.
    pub(super) out_of_reach: Vec<String>,
    /// Variables of the searches around the place with the paths of their arrays, the outermost first.
    pub(super) variables: Vec<(String, String)>,
}

impl Scope {
    /// All names of events.
    pub(super) fn event_names(&self) -> Vec<String> {
        let names = self.aliases.iter().map(|(name, _)| name);
        names.chain(&self.own).chain(&self.out_of_reach).cloned().collect()
    }
}

impl Lowering<'_> {
    /// What a name stands for; `None` after a finding.
    pub(super) fn resolve(&mut self, name: Name<'_>, span: Span) -> Option<Resolved> {
        match name {
            Name::Variable(variable) => self.resolve_variable(variable, span),
            Name::Field(field) => self.resolve_field(field, span),
        }
    }

    fn resolve_variable(&mut self, variable: &Variable, span: Span) -> Option<Resolved> {
        let known = self.scope.variables.iter().rposition(|(name, _)| *name == variable.name);
        let Some(depth) = known else {
            self.report(&found::UnknownVariable { name: variable.name.clone(), span });
            return None;
        };
        let path = variable.path();
        let array = &self.scope.variables[depth].1;
        let schema_path = if path.is_empty() { array.clone() } else { format!("{array}.{path}") };
        let source = Source::Element(u32::try_from(depth).unwrap_or(u32::MAX));
        Some(Resolved { source, path, schema_path })
    }

    /// A path whose first part is the name of a stage's event is a field of that event (spec 20.3).
    fn resolve_field(&mut self, field: &FieldName, span: Span) -> Option<Resolved> {
        let path = field.path();
        let Some((first, rest)) = path.split_once('.') else { return Some(of_event(path)) };
        if self.scope.own.as_deref() == Some(first) {
            return Some(of_event(rest.to_owned()));
        }
        if self.scope.out_of_reach.iter().any(|name| name == first) {
            self.report(&found::EventOutOfReach { name: first.to_owned(), span });
            return None;
        }
        let alias = self.scope.aliases.iter().rev().find(|(name, _)| name == first);
        if let Some(&(_, stage)) = alias {
            let path = rest.to_owned();
            return Some(Resolved {
                source: Source::Stage(stage),
                schema_path: path.clone(),
                path,
            });
        }
        Some(of_event(path))
    }
}

fn of_event(path: String) -> Resolved {
    Resolved { source: Source::Event, schema_path: path.clone(), path }
}
