//! EQL text to tokens to a tree, and back to text.
//!
//! Job: read a query as its author wrote it, say what is wrong with its grammar, and write it in one canonical
//! layout. Input: the text of one query. Output: `Parsed<Vec<Token>>`, `Parsed<ast::Query>`, or text. There is
//! a tree for every text, with holes where the text makes no sense; every token and node has a span into it.
//!
//! It knows no fields, functions, types or pipes: which of them exist, and what they mean, is decided at
//! lowering. It knows no rule files. It keeps no comments in the tree.
//!
//! ```
//! let parsed = eql_syntax::parse(r#"process where process.name : ("cmd.exe", "powershell.exe")"#);
//! assert!(parsed.diagnostics.is_empty());
//! assert_eq!(
//!     eql_syntax::dump(&parsed.tree),
//!     "(event process (: process.name \"cmd.exe\" \"powershell.exe\"))\n",
//! );
//!
//! let parsed = eql_syntax::parse("process where process.pid = 4");
//! assert_eq!(parsed.diagnostics[0].id, "eql/assignment");
//! assert_eq!(eql_syntax::print(&parsed.tree), "process where process.pid == 4\n");
//! ```

pub mod ast;
mod balance;
pub mod diagnostics;
mod dialect;
mod dump;
mod escapes;
mod findings;
mod lexer;
mod parser;
mod printer;
mod spans;
mod token;
mod walk;

pub use dialect::Dialect;
pub use dump::dump;
pub use lexer::{lex, lex_dialect};
pub use parser::{MAX_DEPTH, parse, parse_dialect};
pub use printer::{print, print_expr};
pub use spans::without_spans;
pub use token::{Keyword, Token, TokenKind};
pub use walk::{below, expressions, field_paths};
