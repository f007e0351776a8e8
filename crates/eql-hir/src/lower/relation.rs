//! `descendant of [...]` and its kin (spec 6.8, 20.4).

use eql_syntax::Dialect;
use eql_syntax::ast::{self, Expr};
use event::Relation;

use super::Lowering;
use super::name::Scope;
use super::truth::Truth;
use crate::Test;
use crate::diagnostics as found;

impl Lowering<'_> {
    /// The truth of a relation between processes; `None` after a finding.
    pub(super) fn relation(&mut self, expr: &Expr, relation: &ast::Relation) -> Option<Truth> {
        let kind = self.relation_kind(expr, relation)?;
        // The filter is about another event: what is named around it is out of its reach.
        let inner = Scope { out_of_reach: self.scope.event_names(), ..Scope::default() };
        let outer = std::mem::replace(&mut self.scope, inner);
        let filter = self.filter(&relation.stage.filter);
        self.scope = outer;
        Some(self.leaf(Test::Related(kind, Box::new(filter)), expr))
    }

    /// Which relation it is; `None` after a finding.
    pub(super) fn relation_kind(
        &mut self,
        expr: &Expr,
        relation: &ast::Relation,
    ) -> Option<Relation> {
        let (name, span) = (relation.name.clone(), expr.span);
        if self.context.dialect == Dialect::Elasticsearch {
            self.report(&found::ProcessRelation { name, span });
            return None;
        }
        let known = Relation::ALL.into_iter().find(|known| known.name() == relation.name);
        if known.is_none() || relation.stage.missing {
            let missing = relation.stage.missing;
            self.report(&found::UnknownRelation { name, missing, span });
            return None;
        }
        known
    }
}
