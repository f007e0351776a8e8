//! What one field of an event says about another: names, paths and command lines go together.

use event::Value;

use crate::board::VariableId;
use crate::filler::Hints;
use crate::plausible::{base_name, path_to};
use crate::variable::Variable;

/// The fields of one thing that are spelled from each other, by the last part of their paths.
const SPELLED: [&str; 6] = ["name", "executable", "path", "command_line", "args", "extension"];

/// The order in which unknowns are settled: what leaves least open first, command lines last.
pub(crate) fn order(variables: &[Variable<'_>]) -> Vec<VariableId> {
    let mut order: Vec<VariableId> = (0..variables.len()).collect();
    order.sort_by_key(|&id| (rank(&variables[id]), id));
    order
}

fn rank(variable: &Variable<'_>) -> (usize, usize) {
    let last = last_part(variable.name());
    let line = usize::from(matches!(last, "command_line" | "args" | "extension"));
    let constants = variable.demands.iter().filter(|demand| demand.truth).filter_map(|demand| {
        match &*demand.predicate {
            eql_hir::Predicate::OneOf(list, _) => Some(list.len()),
            _ => None,
        }
    });
    (line, constants.min().unwrap_or(usize::MAX))
}

/// What the settled fields of the same event say about an unknown.
pub(crate) fn of(
    variables: &[Variable<'_>],
    values: &[Option<Vec<Value<'static>>>],
    id: VariableId,
) -> Hints {
    let Some((event, path)) = variables[id].places.first() else { return Hints::default() };
    let last = last_part(path.as_str());
    if !SPELLED.contains(&last) {
        return Hints::default();
    }
    let parent = path.as_str().strip_suffix(last).unwrap_or("");
    let sibling = |name: &str| {
        let path = format!("{parent}{name}");
        let is_it = |variable: &Variable<'_>| {
            variable.places.iter().any(|(of, it)| of == event && it.as_str() == path)
        };
        let found = variables.iter().position(is_it)?;
        values[found].as_ref()?.first()?.as_str().map(str::to_owned)
    };
    let file = || sibling("executable").or_else(|| sibling("path"));
    let name = || sibling("name").or_else(|| file().map(|path| base_name(&path).to_owned()));
    let named = || name().filter(|name| !name.is_empty());
    match last {
        "name" => Hints { whole: named().into_iter().collect(), ..Hints::default() },
        "executable" | "path" => Hints {
            whole: named().iter().map(|name| path_to(name)).collect(),
            tail: named(),
            ..Hints::default()
        },
        "extension" => {
            let extension = named().and_then(|name| Some(name.rsplit_once('.')?.1.to_owned()));
            Hints { whole: extension.into_iter().collect(), ..Hints::default() }
        }
        "command_line" => Hints { head: named(), is_spaced: true, ..Hints::default() },
        _ => Hints::default(),
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
