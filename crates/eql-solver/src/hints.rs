//! What one field of an event says about another: names, paths and command lines go together.

use eql_hir::Predicate;
use event::{Document, FieldPath, Value};

use crate::Puzzle;
use crate::board::VariableId;
use crate::filler::Hints;
use crate::plausible::{Platform, base_name, path_to};
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
    let group = match (variable.name(), last_part(variable.name())) {
        ("host.os.type", _) => 0,
        (_, "command_line" | "args" | "extension") => 2,
        _ => 1,
    };
    let constants = variable.demands.iter().filter(|demand| demand.truth).filter_map(|demand| {
        match &*demand.predicate {
            Predicate::OneOf(list, _) => Some(list.len()),
            Predicate::Exists
            | Predicate::Range(..)
            | Predicate::Like(..)
            | Predicate::Regex(_)
            | Predicate::Prefix(..)
            | Predicate::Cidr(_) => None,
        }
    });
    (group, constants.min().unwrap_or(usize::MAX))
}

/// What the settled fields of the same event say about an unknown.
pub(crate) fn of(
    variables: &[Variable<'_>],
    values: &[Option<Vec<Value<'static>>>],
    puzzle: &Puzzle,
    id: VariableId,
) -> Hints {
    let Some((event, path)) = variables[id].places.first() else { return Hints::default() };
    let base = puzzle.events.get(*event).and_then(|wish| wish.base.as_ref());
    let known = Known { variables, values, base, event: *event };
    let platform = known.platform();
    let last = last_part(path.as_str());
    if !SPELLED.contains(&last) {
        return Hints { platform, ..Hints::default() };
    }
    let parent = path.as_str().strip_suffix(last).unwrap_or("");
    let sibling = |name: &str| known.text(&format!("{parent}{name}"));
    let file = || sibling("executable").or_else(|| sibling("path"));
    let name = sibling("name").or_else(|| file().map(|path| base_name(&path).to_owned()));
    let name = name.filter(|name| !name.is_empty());
    let hints = match last {
        "name" => Hints { whole: name.into_iter().collect(), ..Hints::default() },
        "executable" | "path" => Hints {
            whole: name.iter().map(|name| path_to(name, platform)).collect(),
            tail: name,
            ..Hints::default()
        },
        "extension" => {
            let extension = name.and_then(|name| Some(name.rsplit_once('.')?.1.to_owned()));
            Hints { whole: extension.into_iter().collect(), ..Hints::default() }
        }
        "command_line" => Hints { head: name, is_spaced: true, ..Hints::default() },
        _ => Hints::default(),
    };
    Hints { platform, ..hints }
}

/// What is settled of one event.
struct Known<'k> {
    variables: &'k [Variable<'k>],
    values: &'k [Option<Vec<Value<'static>>>],
    base: Option<&'k Document>,
    event: usize,
}

impl Known<'_> {
    /// The first text of a field.
    fn text(&self, path: &str) -> Option<String> {
        let is_it = |variable: &Variable<'_>| {
            variable.places.iter().any(|(of, it)| *of == self.event && it.as_str() == path)
        };
        let text = |values: &[Value<'_>]| values.first()?.as_str().map(str::to_owned);
        match self.variables.iter().position(is_it) {
            Some(found) => text(self.values[found].as_ref()?),
            None => text(&self.base?.values(&FieldPath::new(path))),
        }
    }

    /// By the operating system, else by the first path or name that gives it away.
    fn platform(&self) -> Option<Platform> {
        let named = self.text("host.os.type").map(|name| Platform::named(&name));
        let pairs = self.variables.iter().zip(self.values);
        let mut own = pairs
            .filter(|(variable, _)| variable.places.iter().any(|(of, _)| *of == self.event))
            .filter_map(|(_, values)| values.as_ref()?.first()?.as_str());
        named.or_else(|| own.find_map(Platform::of))
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
