//! Scripts of a puzzle: values are changed until each has its truth.

use event::Value;

use crate::board::VariableId;
use crate::regex_words::other_case;
use crate::run::Run;
use crate::scripts;
use crate::settle::Effort;
use crate::shape::Twist;
use crate::{Cause, Shape, Unsolved};

/// How many guesses may build on one another.
const DEPTH: usize = 2;

/// How many guesses are tried for one script, in all.
const TRIES: usize = 400;

/// A script, by its place in `Board::scripts`.
type ScriptId = usize;

/// A text made of another.
type Change = fn(&str) -> String;

/// The ways to do it to a text of a script that is true.
fn changes(twist: Twist) -> &'static [Change] {
    match twist {
        Twist::OtherCase => &[other_case],
        Twist::Longer => &[|text| format!("{text}x"), |text| format!("{text}1")],
        Twist::Ahead => &[|text| format!("x{text}"), |text| format!("1{text}")],
    }
}

impl Run<'_> {
    /// Gives every script its truth.
    pub(crate) fn repair_scripts(&mut self) -> Result<(), Unsolved> {
        for id in 0..self.board.scripts.len() {
            let truth = self.board.scripts[id].truth;
            let done = self.repair_shaped(id)
                || self.repair(id, truth, id)
                || (self.drop_shape(id) && self.repair(id, truth, id));
            if !done {
                return Err(self.unrepaired(id));
            }
        }
        Ok(())
    }

    /// Gives up the shape of a script; false where it has none.
    fn drop_shape(&mut self, id: ScriptId) -> bool {
        let scripted = &mut self.board.scripts[id];
        let dropped = scripted.shape.take().map(|_| (scripted.event, scripted.leaf));
        self.dropped.extend(dropped);
        dropped.is_some()
    }

    /// Gives a script its truth in the way that its shape says.
    fn repair_shaped(&mut self, id: ScriptId) -> bool {
        let (shape, truth) = (self.board.scripts[id].shape, self.board.scripts[id].truth);
        let variables = self.board.scripts[id].variables.clone();
        let saved = self.save(&variables);
        let done = match shape {
            None | Some(Shape::Bound | Shape::Item(_)) => return false,
            Some(Shape::Absent) => !truth && self.repair_absent(id),
            Some(shape) => shape.twist().is_some_and(|twist| {
                self.repair(id, true, id) && self.change_text(id, truth, changes(twist))
            }),
        };
        if !done {
            self.restore(saved);
            self.drop_shape(id);
        }
        done
    }

    fn repair_absent(&mut self, id: ScriptId) -> bool {
        let variables = self.board.scripts[id].variables.clone();
        variables.into_iter().any(|variable| {
            let saved = self.save(&[variable]);
            self.board.variables[variable].is_absent = true;
            let done = self.settle(variable).is_ok() && self.are_right(id + 1, id, false);
            if !done {
                self.restore(saved);
            }
            done
        })
    }

    /// Changes the text of one unknown of a script so that the script has this truth.
    fn change_text(&mut self, id: ScriptId, truth: bool, changes: &[Change]) -> bool {
        let variables = self.board.scripts[id].variables.clone();
        let pairs = variables
            .iter()
            .flat_map(|variable| changes.iter().map(move |change| (*variable, change)));
        for (variable, change) in pairs {
            let Some([Value::Str(text)]) = self.values[variable].as_deref() else { continue };
            let changed = Value::text(change(text));
            if !self.board.variables[variable].demands.iter().all(|it| it.is_met_by(&changed)) {
                continue;
            }
            let before = self.values[variable].replace(vec![changed]);
            if self.are_right(id + 1, id, truth) {
                return true;
            }
            self.values[variable] = before;
        }
        false
    }

    /// Gives one script a truth while the first `kept` ones keep theirs.
    fn repair(&mut self, id: ScriptId, truth: bool, kept: usize) -> bool {
        let done = [Effort::Quick, Effort::Thorough].into_iter().any(|effort| {
            self.effort = effort;
            let mut tries = TRIES;
            self.repair_within(id, truth, kept, DEPTH, &mut tries)
        });
        self.effort = Effort::Thorough;
        done
    }

    fn repair_within(
        &mut self,
        id: ScriptId,
        truth: bool,
        kept: usize,
        depth: usize,
        tries: &mut usize,
    ) -> bool {
        if self.are_right(kept, id, truth) && self.has_item(id) {
            return true;
        }
        let guesses = {
            let scripted = &self.board.scripts[id];
            scripts::guesses(self.query, scripted, truth, &self.values_of(id))
        };
        let variables = self.board.scripts[id].variables.clone();
        let mut promising = Vec::new();
        for guess in guesses {
            if *tries == 0 {
                return false;
            }
            *tries -= 1;
            let saved = self.save(&variables);
            let settled = self.take(id, &guess);
            if settled && self.are_right(kept, id, truth) {
                return true;
            }
            if settled {
                promising.push(guess);
            }
            self.restore(saved);
        }
        depth > 0
            && promising.into_iter().take(12).any(|guess| {
                let saved = self.save(&variables);
                let done =
                    self.take(id, &guess) && self.repair_within(id, truth, kept, depth - 1, tries);
                if !done {
                    self.restore(saved);
                }
                done
            })
    }

    /// Whether a script need not be looked at again for the item that shall decide: the guesses choose it.
    fn has_item(&self, id: ScriptId) -> bool {
        !matches!(self.board.scripts[id].shape, Some(Shape::Item(_) | Shape::Bound))
    }

    /// Adds what a guess asks and settles the unknowns anew.
    fn take(&mut self, id: ScriptId, guess: &crate::invert::Guess) -> bool {
        let (demands, absent) = scripts::demands(self.query, &self.board.scripts[id], guess);
        let mut touched: Vec<VariableId> = Vec::new();
        for (variable, demand) in demands {
            self.board.variables[variable].demand(demand);
            touched.push(variable);
        }
        for variable in absent {
            self.board.variables[variable].is_absent = true;
            touched.push(variable);
        }
        touched.into_iter().all(|variable| self.settle(variable).is_ok())
    }

    /// Whether a script has a truth, and the first `kept` ones theirs.
    fn are_right(&self, kept: usize, id: ScriptId, truth: bool) -> bool {
        let is_right = |other: ScriptId| self.truth(other) == self.board.scripts[other].truth;
        self.truth(id) == truth && (0..kept).filter(|other| *other != id).all(is_right)
    }

    fn truth(&self, id: ScriptId) -> bool {
        scripts::holds(self.query, self.board.scripts[id].script, &self.values_of(id))
    }

    /// The values of the occurrences of a script.
    fn values_of(&self, id: ScriptId) -> Vec<&[Value<'static>]> {
        let variables = self.board.scripts[id].variables.iter();
        variables.map(|variable| self.values[*variable].as_deref().unwrap_or_default()).collect()
    }

    fn unrepaired(&self, id: ScriptId) -> Unsolved {
        let scripted = &self.board.scripts[id];
        let names =
            scripted.variables.iter().map(|variable| self.board.variables[*variable].name());
        let mut names: Vec<_> = names.map(|name| format!("`{name}`")).collect();
        names.dedup();
        let truth = if scripted.truth { "true" } else { "false" };
        let text = &self.query.leaf(scripted.leaf).text;
        let tried = format!("{} so that `{text}` is {truth}", names.join(" and "));
        Unsolved { event: scripted.event, leaf: Some(scripted.leaf), cause: Cause::NotFound(tried) }
    }
}
