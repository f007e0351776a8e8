//! `| head 3`, `| tail 1` (spec 17, 18.3).

use eql_functions::Pipe;
use eql_syntax::ast;
use event::Value;

use super::Lowering;
use super::operand::Operand;
use crate::diagnostics as found;

/// Pipes that the older language had.
const UNSUPPORTED: [&str; 5] = ["count", "filter", "sort", "unique", "unique_count"];

impl Lowering<'_> {
    /// The pipes that can run; the others have been reported.
    pub(super) fn pipes(&mut self, query: &ast::Query) -> Vec<Pipe> {
        if let (ast::Body::Sample(_), Some(pipe)) = (&query.body, query.pipes.first()) {
            self.report(&found::SampleWithPipe { span: pipe.span });
            return Vec::new();
        }
        query.pipes.iter().filter_map(|pipe| self.pipe(pipe)).collect()
    }

    fn pipe(&mut self, pipe: &ast::Pipe) -> Option<Pipe> {
        match pipe.name.as_str() {
            "head" => self.pipe_count("head", pipe).map(Pipe::Head),
            "tail" => self.pipe_count("tail", pipe).map(Pipe::Tail),
            name if UNSUPPORTED.contains(&name) => {
                self.report(&found::UnsupportedPipe {
                    name: name.to_owned(),
                    span: pipe.name_span,
                });
                None
            }
            name => {
                self.report(&found::UnknownPipe { name: name.to_owned(), span: pipe.name_span });
                None
            }
        }
    }

    /// The one number of a pipe; arithmetic of constants is folded.
    fn pipe_count(&mut self, name: &'static str, pipe: &ast::Pipe) -> Option<u64> {
        let count = match pipe.args.as_slice() {
            [only] => match self.operand(only)? {
                Operand::Constant(Value::Int(count), _) => u64::try_from(count).ok(),
                Operand::Constant(Value::UInt(count), _) => Some(count),
                Operand::Constant(..) | Operand::Field(..) | Operand::Script(..) => None,
            },
            _ => None,
        };
        if count.is_none() {
            self.report(&found::PipeArgument { pipe: name, span: pipe.span });
        }
        count
    }
}
