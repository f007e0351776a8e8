//! `eqlc query`: one ad-hoc query over events.

use std::sync::Arc;

use clap::Args;
use harness::event_schema::Indices;
use harness::scan::{self, ScanError};
use harness::summary::Summary;
use harness::{CompiledQuery, LoadOptions, QueryError, QuerySource};

use crate::args::{DialectArgs, EventArgs, FieldArgs, MappingArgs};
use crate::exit::{Exit, Failure};
use crate::inputs::Inputs;
use crate::listener::Lines;
use crate::terminal::Terminal;

/// Run one EQL query over event files or stdin
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  eqlc query 'process where process.name : \"wmic.exe\"' events.ndjson\n  \
                        zcat log.gz | eqlc query 'any where event.code == \"4688\"' --events refs"
)]
pub(crate) struct Query {
    /// The query
    #[arg(value_name = "EQL")]
    eql: String,
    #[command(flatten)]
    events: EventArgs,
    #[command(flatten)]
    fields: FieldArgs,
    #[command(flatten)]
    mapping: MappingArgs,
    #[command(flatten)]
    dialect: DialectArgs,
    /// The most results: the latest events and sequences, the first samples, by default all
    #[arg(long, value_name = "N")]
    size: Option<u64>,
}

impl Query {
    pub(crate) fn run(&self, terminal: &mut Terminal) -> Result<Exit, Failure> {
        let mut inputs = Inputs::new(&self.events);
        let indices = inputs.indices(&self.mapping.sources(), &self.events)?;
        let source = QuerySource {
            text: self.eql.clone(),
            options: LoadOptions {
                indices: indices.clone(),
                dialect: self.dialect.dialect(),
                ..self.fields.load_options()
            },
            size: self.size,
        };
        match source.compile() {
            Ok(query) => self.run_compiled(&query, &inputs, indices, terminal),
            Err(QueryError::Findings(findings)) => {
                terminal.findings(&findings);
                Ok(Exit::Unusable)
            }
            Err(QueryError::Refused(error)) => {
                Err(Failure::new(format!("the compiled query is refused, which is a bug: {error}")))
            }
        }
    }

    fn run_compiled(
        &self,
        query: &CompiledQuery,
        inputs: &Inputs,
        indices: Option<Arc<Indices>>,
        terminal: &mut Terminal,
    ) -> Result<Exit, Failure> {
        terminal.findings(&query.findings);
        let sources = inputs.names();
        let output = self.events.events.into();
        let mut lines =
            Lines::new(terminal, |found| scan::query_line(query.kind, found, &sources, output));
        let options =
            scan::Options { keep_result_order: true, indices, ..self.events.scan_options() };
        let outcome = scan::run(&query.matcher, inputs.open(), &options, &mut lines);
        lines.finish();
        let elapsed = lines.elapsed();
        let summary = outcome.map_err(failure)?;
        terminal.flush()?;
        summary.notes().iter().for_each(|note| terminal.note(note));
        terminal.detail(&summary.line(elapsed));
        Ok(exit(&summary, &self.events))
    }
}

/// What inputs and events that could not be read make of the exit code.
pub(crate) fn exit(summary: &Summary, events: &EventArgs) -> Exit {
    let bad = summary.bad_records > 0 && !events.input.ignore_bad_events;
    Exit::unusable(bad || summary.unopened > 0)
}

/// A run that ended early.
pub(crate) fn failure(error: ScanError) -> Failure {
    match error {
        ScanError::Output(error) => error.into(),
        ScanError::BufferFull { .. } => Failure::new(error),
    }
}
