//! Brackets in pairs: what the parser reads has a closer for every opener and no closer without one.
//!
//! A bracket that is not closed is closed where it must end: at the closer of the bracket around it, at the
//! next stage, at the pipes, or at the end of the text. A stage without an opener gets one. A closer that
//! closes nothing stays in the text as garbage. So the parser finds the end of a group without a search, and a
//! mistake in a group stays in it.

use diagnostics::Span;

use crate::diagnostics::{UnclosedBracket, UnexpectedToken};
use crate::findings::Findings;
use crate::token::{Keyword, Token, TokenKind};

/// Tokens without trivia, brackets in pairs. A bracket that was added has an empty span.
pub(crate) struct Balanced {
    /// The tokens; a closer that closes nothing is `Unknown`.
    pub(crate) tokens: Vec<Token>,
    /// For each opener the place of its closer; `STRAY` for a closer that closes nothing; otherwise 0.
    pub(crate) partners: Vec<u32>,
}

/// The mark of a closer that closes nothing.
pub(crate) const STRAY: u32 = u32::MAX;

/// Pairs the brackets of `tokens`, which have no trivia, and reports those that have no partner.
pub(crate) fn balance(text: &str, tokens: &[Token], findings: &mut Findings) -> Balanced {
    let output = Balanced { tokens: Vec::new(), partners: Vec::new() };
    let form = tokens.first().map_or("", |token| token.span.slice(text));
    let has_stages = FORMS.iter().any(|known| form.eq_ignore_ascii_case(known));
    let (open, stages, last_ragged) = (Vec::new(), 0, 0);
    let mut balancing =
        Balancing { text, input: tokens, output, open, stages, last_ragged, has_stages, findings };
    for at in 0..tokens.len() {
        balancing.take(at);
    }
    balancing.close_from(0);
    balancing.output
}

const FORMS: &[&str] = &["sequence", "sample", "join"];

/// Pipes that end what is open before them; `|` between conditions is more likely meant as `or`.
const PIPES: &[&str] = &["head", "tail", "count", "filter", "sort", "unique", "unique_count"];

struct Balancing<'t> {
    text: &'t str,
    input: &'t [Token],
    output: Balanced,
    /// Places in `output` of the openers without closer so far.
    open: Vec<usize>,
    /// How many of them are `[` or `![`.
    stages: usize,
    /// One past the place in `output` of the last token that lacks its own end.
    last_ragged: usize,
    /// Whether the query begins with the name of a form that has stages.
    has_stages: bool,
    findings: &'t mut Findings,
}

impl Balancing<'_> {
    fn take(&mut self, at: usize) {
        let token = self.input[at];
        if token.kind.opens() {
            if self.begins_stage(at) {
                self.close_from(0);
            }
            self.open(token);
        } else if token.kind.closes() {
            self.close(token);
        } else {
            if self.ends_everything(at) {
                self.close_from(0);
            }
            if self.lacks_opener(at) {
                self.add_opener(token);
            }
            self.push(token, 0);
        }
    }

    /// Adds the `[` of a stage before its category.
    fn add_opener(&mut self, category: Token) {
        let written = category.span.slice(self.text).to_owned();
        let found = Some(category.kind);
        let span = category.span;
        self.findings.push(&UnexpectedToken {
            found,
            written,
            expected: "`[`",
            advice: None,
            span,
        });
        let span = Span { end: span.start, ..span };
        self.open(Token { kind: TokenKind::OpenBracket, span });
    }

    fn push(&mut self, token: Token, partner: u32) {
        self.output.tokens.push(token);
        self.output.partners.push(partner);
        if token.kind == TokenKind::Unterminated {
            self.last_ragged = self.output.tokens.len();
        }
    }

    fn open(&mut self, token: Token) {
        self.stages += usize::from(token.kind.opens_stage());
        self.open.push(self.output.tokens.len());
        self.push(token, 0);
    }

    fn close(&mut self, token: Token) {
        let matches = if token.kind == TokenKind::CloseBracket {
            self.stages > 0
        } else {
            self.open.last().is_some_and(|&at| self.kind(at) == TokenKind::OpenParen)
        };
        if !matches {
            self.push(Token { kind: TokenKind::Unknown, ..token }, STRAY);
            return;
        }
        if token.kind == TokenKind::CloseBracket {
            let parens = self.open.iter().rev().take_while(|&&at| !self.kind(at).opens_stage());
            self.close_from(self.open.len() - parens.count());
        }
        self.pair(token);
    }

    /// Closes the innermost opener with `token`.
    fn pair(&mut self, token: Token) {
        let Some(at) = self.open.pop() else { return };
        self.stages -= usize::from(self.kind(at).opens_stage());
        // There are at most two tokens a byte, and no text comes near 2 GiB.
        self.output.partners[at] = u32::try_from(self.output.tokens.len()).unwrap_or(STRAY);
        self.push(token, 0);
    }

    /// Closes all openers but the outer `keep` ones, and reports them as one mistake.
    fn close_from(&mut self, keep: usize) {
        let Some(&first) = self.open.get(keep) else { return };
        // After a string without end its closers may be in the string; an opener that was added is reported.
        if first >= self.last_ragged && !self.output.tokens[first].span.is_empty() {
            self.report_from(keep);
        }
        let end = self.output.tokens.last().map_or(0, |token| token.span.end);
        while self.open.len() > keep {
            let stage = self.open.last().is_some_and(|&at| self.kind(at).opens_stage());
            let kind = if stage { TokenKind::CloseBracket } else { TokenKind::CloseParen };
            self.pair(Token { kind, span: Span { start: end, end } });
        }
    }

    fn report_from(&mut self, keep: usize) {
        const SHOWN: usize = 4;
        let span = |&at: &usize| self.output.tokens[at].span;
        let unclosed = &self.open[keep..];
        let outermost = unclosed[0];
        self.findings.push(&UnclosedBracket {
            closer: if self.kind(outermost).opens_stage() { ']' } else { ')' },
            span: span(&outermost),
            others: unclosed[1..].iter().take(SHOWN).map(span).collect(),
            count: unclosed.len(),
        });
    }

    fn kind(&self, at: usize) -> TokenKind {
        self.output.tokens[at].kind
    }

    /// Whether the bracket at `at` begins a stage of its own, which cannot stand in another one.
    fn begins_stage(&self, at: usize) -> bool {
        let bracket = self.input[at].kind.opens_stage();
        bracket
            && self.word(at + 2) == Some("where")
            && !(at > 0 && self.word(at - 1) == Some("of"))
    }

    /// Whether no bracket can be open across the token at `at`.
    fn ends_everything(&self, at: usize) -> bool {
        let kind = |at: usize| self.input.get(at).map(|token| token.kind);
        let next = kind(at + 1);
        let behind_dot = at > 0 && kind(at - 1) == Some(TokenKind::Dot);
        let name = [TokenKind::Name, TokenKind::QuotedName, TokenKind::Question];
        match kind(at) {
            Some(TokenKind::Pipe) => {
                self.input.get(at + 1).is_some_and(|next| PIPES.contains(&self.written(*next)))
            }
            Some(TokenKind::Keyword(Keyword::Until)) => next.is_some_and(TokenKind::opens_stage),
            Some(TokenKind::Keyword(Keyword::By)) => {
                !behind_dot && next.is_some_and(|next| name.contains(&next))
            }
            Some(TokenKind::Keyword(Keyword::With)) => kind(at + 2) == Some(TokenKind::Assign),
            Some(_) | None => false,
        }
    }

    fn written(&self, token: Token) -> &str {
        token.span.slice(self.text)
    }

    /// Whether the token at `at` is the category of a stage that nothing opens.
    fn lacks_opener(&self, at: usize) -> bool {
        let category = matches!(self.input[at].kind, TokenKind::Name | TokenKind::String)
            || self.input[at].kind == TokenKind::Keyword(Keyword::Any);
        category
            && at > 0
            && self.open.is_empty()
            && self.has_stages
            && self.word(at + 1) == Some("where")
    }

    /// The keyword, in any letter case, that stands at `at`.
    fn word(&self, at: usize) -> Option<&'static str> {
        let written = self.input.get(at)?.span.slice(self.text);
        ["where", "of"].into_iter().find(|word| word.eq_ignore_ascii_case(written))
    }
}
