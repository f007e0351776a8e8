//! Why one rule did or did not match the events of one file.

use std::path::Path;

use harness::event::Event;
use harness::event_input::{self, Record};
use harness::reasons::{self, explain};
use harness::{LoadOptions, Rule, load};

use super::{Explain, Format};
use crate::exit::{Exit, Failure};
use crate::terminal::Terminal;

impl Explain {
    pub(super) fn explain_rule(
        &self,
        path: &Path,
        file: &Path,
        terminal: &mut Terminal,
    ) -> Result<Exit, Failure> {
        let dialect = self.dialect.dialect();
        let sequence_mode = self.sequence.mode();
        let options = LoadOptions { dialect, sequence_mode, ..self.fields.load_options() };
        let set = load(&[path.to_owned()], &options);
        terminal.findings(&set.findings);
        if let Some(unusable) = set.unusable.first() {
            return Err(Failure::new(unusable));
        }
        let [rule] = set.rules.as_slice() else {
            return no_single_rule(path, &set.rules);
        };
        let (events, bad) = self.events(file, terminal)?;
        let explanation = explain(rule, events, self.record).map_err(Failure::new)?;
        terminal.text(&match self.format {
            Format::Human => reasons::human(&explanation),
            Format::Json => reasons::json(&explanation) + "\n",
            Format::Html => reasons::html(&explanation, rule),
        })?;
        Ok(Exit::unusable(bad > 0 && !self.input.ignore_bad_events))
    }

    /// The events of a file with their records, and how many could not be read.
    fn events(&self, file: &Path, terminal: &mut Terminal) -> Result<(Vec<Event>, usize), Failure> {
        let options = self.input.options();
        let reader = if file == Path::new("-") {
            event_input::from_reader("-", 0, Box::new(std::io::stdin()), &options)
        } else {
            event_input::open(file, 0, &options)
        };
        let reader =
            reader.map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
        let (mut events, mut bad) = (Vec::new(), 0);
        for record in reader {
            match record {
                Record::Event(event) => events.push(event),
                Record::Bad(record) => {
                    bad += 1;
                    terminal.problem(&format!("{}: {record}", file.display()));
                }
            }
        }
        Ok((events, bad))
    }
}

/// A rule that does not compile has been reported; of several none is chosen.
fn no_single_rule(path: &Path, rules: &[Rule]) -> Result<Exit, Failure> {
    if rules.is_empty() {
        return Ok(Exit::findings(true));
    }
    let path = path.display();
    Err(Failure::new(format!("`{path}` holds {} rules; name the file of one", rules.len())))
}
