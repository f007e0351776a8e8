//! The types that the fields of a query had when it was lowered, so that it can be lowered again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use diagnostics::Parsed;
use eql_hir::{Context, Query};
use eql_syntax::Dialect;
use event_schema::{Catalogue, Schema};
use pack::RuleQuery;

use crate::{LoadOptions, Rule};

/// The catalogues of a rule, with a note of all that they were asked and knew.
struct Noting {
    schema: Schema,
    known: Mutex<BTreeMap<String, String>>,
}

impl Catalogue for Noting {
    fn declared(&self, name: &str) -> Option<&str> {
        let declared = self.schema.declared(name);
        // An object says nothing of a query, and every field has some above it.
        if let Some(declared) = declared.filter(|declared| *declared != "object") {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(name.to_owned(), declared.to_owned());
        }
        declared
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.schema.names())
    }
}

/// The types of a pack, as the only catalogue.
struct Recorded(BTreeMap<String, String>);

impl Catalogue for Recorded {
    fn declared(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    fn names(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        Box::new(self.0.keys().map(String::as_str))
    }
}

/// Every name that lowering the query of a rule asks its catalogues for, with what they say: the lists of a schema folder
/// if there is one, else those that are embedded.
pub(super) fn asked(
    rule: &Rule,
    category_field: &str,
    options: &LoadOptions,
) -> BTreeMap<String, String> {
    let query = &rule.text.text;
    let schema = options.lists.as_ref().map_or_else(Schema::ecs, |lists| {
        let tree = eql_syntax::parse_dialect(query, options.dialect).tree;
        lists.fields(&rule.file, Some(&tree)).schema()
    });
    let noting = Arc::new(Noting { schema, known: Mutex::default() });
    let schema = Schema::new(vec![Box::new(Arc::clone(&noting))]);
    crate::read::lower(query, category_field, &schema, options.dialect);
    noting.known.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// A query of a pack, lowered again as it was when the pack was made: with the types of the pack. `dialect` is that of
/// the pack's provenance; a word that is none is the default. What is wrong with the query of a damaged or strange pack
/// is in the findings.
pub fn lower(source: &RuleQuery, dialect: &str) -> Parsed<Query> {
    let known = Dialect::ALL.into_iter().find(|known| known.name() == dialect);
    let dialect = known.unwrap_or_default();
    let schema = Schema::new(vec![Box::new(Recorded(source.types.clone()))]);
    let parsed = eql_syntax::parse_dialect(&source.query, dialect);
    let context = Context { schema: &schema, category_field: &source.category_field, dialect };
    let lowered = eql_hir::lower(&parsed.tree, &context);
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(lowered.diagnostics);
    Parsed { tree: lowered.tree, diagnostics }
}
