//! Conditions as text: the logic between leaves, which is two-valued.

use eql_hir::{Condition, LeafId};

/// How a language writes logic. Every text that it gives can stand beside any operator.
pub trait Logic {
    /// A leaf, as an expression that is true or false and never null.
    fn leaf(&mut self, id: LeafId) -> String;

    /// Always or never.
    fn constant(&mut self, value: bool) -> String {
        if value { "TRUE".to_owned() } else { "FALSE".to_owned() }
    }

    /// The opposite.
    fn not(&mut self, inner: String) -> String {
        format!("(NOT {inner})")
    }

    /// All of two or more.
    fn all(&mut self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" AND "))
    }

    /// Some of two or more.
    fn any(&mut self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" OR "))
    }
}

/// A condition in a language.
///
/// ```
/// use eql_hir::{Condition, LeafId};
/// use rule_export::condition::{Logic, render};
/// struct Numbers;
/// impl Logic for Numbers {
///     fn leaf(&mut self, id: LeafId) -> String {
///         format!("x{}", id.0)
///     }
/// }
/// let leaf = |id| Condition::Leaf(LeafId(id));
/// let condition = Condition::And(vec![leaf(0), Condition::Not(Box::new(leaf(1)))]);
/// assert_eq!(render(&condition, &mut Numbers), "(x0 AND (NOT x1))");
/// ```
pub fn render(condition: &Condition, logic: &mut impl Logic) -> String {
    match condition {
        Condition::Constant(value) => logic.constant(*value),
        Condition::Leaf(id) => logic.leaf(*id),
        Condition::Not(inner) => {
            let inner = render(inner, logic);
            logic.not(inner)
        }
        Condition::And(parts) => {
            let parts = parts.iter().map(|part| render(part, logic)).collect();
            logic.all(parts)
        }
        Condition::Or(parts) => {
            let parts = parts.iter().map(|part| render(part, logic)).collect();
            logic.any(parts)
        }
    }
}

/// What must hold together, in the order of the text; none where all passes. Languages write each on a line of its own.
pub fn conjuncts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::Constant(true) => Vec::new(),
        Condition::And(parts) => parts.iter().flat_map(conjuncts).collect(),
        Condition::Constant(false) | Condition::Leaf(_) | Condition::Not(_) | Condition::Or(_) => {
            vec![condition]
        }
    }
}
