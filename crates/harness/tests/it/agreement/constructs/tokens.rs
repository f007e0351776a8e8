//! What the tokens of a query show: operators, literals, names, calls.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "most kinds of tokens are what they are written as"
)]

use eql_syntax::TokenKind;

use super::Constructs;

/// The tokens that mean something, with their texts.
pub(super) struct Tokens<'q> {
    tokens: Vec<(TokenKind, &'q str)>,
    query: &'q str,
}

/// Constructs as their tokens, in which every name is `name`, every text `text`, and so on.
const SHAPES: &[(&str, &[&str])] = &[
    ("any", &["any where"]),
    ("category", &["name where"]),
    ("category \"…\"", &["text where"]),
    ("category \"\"\"…\"\"\"", &["raw where"]),
    ("sequence", &["sequence"]),
    ("sequence by", &["sequence by"]),
    ("sample", &["sample"]),
    ("sample by", &["sample by"]),
    ("stage by", &["] by"]),
    ("maxspan", &["with maxspan = 1 name"]),
    ("runs", &["with name = 1"]),
    ("until", &["until ["]),
    ("computed pipe", &["| name 1 - 1", "| name 1 * 1"]),
    ("and", &["and"]),
    ("or", &["or"]),
    ("not", &["not"]),
    ("(…) == true", &[") == true"]),
    ("(…) == false", &[") == false"]),
    ("(…) != true", &[") != true"]),
    ("true == (…)", &["true == ("]),
    ("==", &["=="]),
    ("!=", &["!="]),
    ("<", &["<"]),
    ("<=", &["<="]),
    (">", &[">"]),
    (">=", &[">="]),
    ("literal on the left", &["text == name", "1 < name", "1 >= name"]),
    ("in", &["name in ("]),
    ("not in", &["name not in ("]),
    ("in~", &["name in~ ("]),
    ("not in~", &["name not in~ ("]),
    (": …", &[": text", ": raw"]),
    (": (…)", &[": ("]),
    ("like …", &["like text", "like raw"]),
    ("like (…)", &["like ("]),
    ("like~ …", &["like~ text", "like~ raw"]),
    ("like~ (…)", &["like~ ("]),
    ("regex …", &["regex text", "regex raw"]),
    ("regex (…)", &["regex ("]),
    ("regex~ …", &["regex~ text", "regex~ raw"]),
    ("regex~ (…)", &["regex~ ("]),
    ("+", &["name +"]),
    ("-", &["name -"]),
    ("*", &["name *"]),
    ("/", &["name /"]),
    ("%", &["name %"]),
    ("unary -", &["( - name"]),
    ("unary +", &["( + name"]),
    ("== null", &["name == null"]),
    ("!= null", &["name != null"]),
    ("null ==", &["null == name"]),
    ("null", &["null"]),
    ("true", &["true"]),
    ("false", &["false"]),
    ("integer", &["1"]),
    ("decimal", &["1.0"]),
    ("\"…\"", &["text"]),
    ("\"\"\"…\"\"\"", &["raw"]),
    ("`…`", &["quoted-name"]),
    ("`…` after a dot", &[". quoted-name"]),
    ("?field", &["? name"]),
];

impl<'q> Tokens<'q> {
    pub(super) fn new(query: &'q str) -> Self {
        let lexed = eql_syntax::lex(query);
        let tokens = lexed.tree.iter().filter(|token| !token.kind.is_trivia());
        let text =
            |token: &eql_syntax::Token| &query[token.span.start as usize..token.span.end as usize];
        Self { tokens: tokens.map(|token| (token.kind, text(token))).collect(), query }
    }

    /// All tokens as `SHAPES` writes them, with a space around each.
    fn shape(&self) -> String {
        let shapes = self.tokens.iter().map(|(kind, text)| match kind {
            TokenKind::Name | TokenKind::TildeName => "name",
            TokenKind::QuotedName => "quoted-name",
            TokenKind::Integer => "1",
            TokenKind::Decimal => "1.0",
            TokenKind::String => "text",
            TokenKind::RawString => "raw",
            _ => text,
        });
        format!(" {} ", shapes.collect::<Vec<_>>().join(" "))
    }

    /// Operators, clauses, kinds of literals and names.
    pub(super) fn shapes(&self, found: &mut Constructs) {
        let shape = self.shape();
        let has = |tokens: &str| shape.contains(&format!(" {tokens} "));
        for (name, shapes) in SHAPES {
            if shapes.iter().any(|tokens| has(tokens)) {
                found.insert((*name).to_owned());
            }
        }
        if shape.split_once(" until ").is_some_and(|(_, until)| until.contains(" ] by ")) {
            found.insert("until by".to_owned());
        }
        let maxspan = self.tokens.iter().position(|(_, text)| *text == "maxspan");
        found.extend(maxspan.map(|maxspan| self.tokens[maxspan + 3].1.to_owned()));
    }

    /// Spellings inside the tokens, and trivia.
    pub(super) fn texts(&self, found: &mut Constructs) {
        let spellings = [("\\u{…}", "\\u{"), ("\\\\", "\\\\"), ("\\n", "\\n"), ("\\\"", "\\\"")];
        let quoted = || self.tokens.iter().filter(|(kind, _)| *kind == TokenKind::String);
        for (name, spelling) in spellings {
            if quoted().any(|(_, text)| text.contains(spelling)) {
                found.insert(name.to_owned());
            }
        }
        if quoted().any(|(_, text)| *text == "\"\"") {
            found.insert("\"\"".to_owned());
        }
        for (name, opening) in [("// …", " // "), ("/* … */", " /* ")] {
            if self.query.contains(opening) {
                found.insert(name.to_owned());
            }
        }
    }

    /// Calls as `name/arguments`; three and more are one, but for `between`.
    pub(super) fn calls(&self, found: &mut Constructs) {
        for (index, window) in self.tokens.windows(2).enumerate() {
            let [(_, name), (TokenKind::OpenParen, _)] = window else { continue };
            if let Some(function) = eql_functions::lookup(name.trim_end_matches('~')) {
                let tilde = if name.ends_with('~') { "~" } else { "" };
                let most = if function.function().name == "between" { 4 } else { 3 };
                let count = self.arguments(index + 2).min(most);
                found.insert(format!("{}{tilde}/{count}", function.function().name));
            }
        }
    }

    /// How many arguments stand behind an opening parenthesis.
    fn arguments(&self, first: usize) -> usize {
        let mut depth = 0_usize;
        let mut count = 1;
        for (kind, _) in &self.tokens[first..] {
            match kind {
                TokenKind::OpenParen => depth += 1,
                TokenKind::CloseParen if depth == 0 => break,
                TokenKind::CloseParen => depth -= 1,
                TokenKind::Comma if depth == 0 => count += 1,
                _ => {}
            }
        }
        count
    }
}
