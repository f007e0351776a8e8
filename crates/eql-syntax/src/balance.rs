//! Brackets in pairs: what the parser reads has a closer for every opener and no closer without one.
//!
//! A bracket that is not closed is closed where it must end: at the closer of the bracket around it, at the
//! next stage, at the pipes, or at the end of the text. So the parser finds the end of a group without a search
//! and a mistake in a group stays in it.

use diagnostics::Span;

use crate::diagnostics::{UnclosedBracket, UnopenedBracket};
use crate::findings::Findings;
use crate::token::{Keyword, Token, TokenKind};

/// Tokens without trivia, brackets in pairs. A closer that was added has an empty span.
pub(crate) struct Balanced {
    /// The tokens.
    pub(crate) tokens: Vec<Token>,
    /// For each opener the place of its closer; 0 for every other token.
    pub(crate) partners: Vec<u32>,
}

/// Pairs the brackets of `tokens`, which have no trivia, and reports those that have no partner.
pub(crate) fn balance(text: &str, tokens: &[Token], findings: &mut Findings) -> Balanced {
    let output = Balanced { tokens: Vec::new(), partners: Vec::new() };
    let mut balancing = Balancing {
        text,
        input: tokens,
        output,
        open: Vec::new(),
        stages: 0,
        last_ragged: 0,
        findings,
    };
    for at in 0..tokens.len() {
        balancing.take(at);
    }
    balancing.close_from(0);
    balancing.output
}

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
    findings: &'t mut Findings,
}

impl Balancing<'_> {
    fn take(&mut self, at: usize) {
        let token = self.input[at];
        if token.kind == TokenKind::OpenParen || token.kind.opens_stage() {
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
            self.push(token, 0);
        }
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
            let bracket = if token.kind == TokenKind::CloseBracket { ']' } else { ')' };
            self.findings.push(&UnopenedBracket { bracket, span: token.span });
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
        // A text has fewer tokens than bytes, and its bytes are counted in 32 bits.
        self.output.partners[at] = u32::try_from(self.output.tokens.len()).unwrap_or(u32::MAX);
        self.push(token, 0);
    }

    /// Closes all openers but the outer `keep` ones, and reports them as one mistake.
    fn close_from(&mut self, keep: usize) {
        let Some(&first) = self.open.get(keep) else { return };
        // After a string without end its closers may be in the string.
        if first >= self.last_ragged {
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
        let next = self.input.get(at + 1);
        let before_pipe = next.is_some_and(|next| PIPES.contains(&next.span.slice(self.text)));
        let before_stage = next.is_some_and(|next| next.kind.opens_stage());
        let kind = self.input[at].kind;
        kind == TokenKind::Pipe && before_pipe
            || kind == TokenKind::Keyword(Keyword::Until) && before_stage
    }

    /// The keyword, in any letter case, that stands at `at`.
    fn word(&self, at: usize) -> Option<&'static str> {
        let written = self.input.get(at)?.span.slice(self.text);
        ["where", "of"].into_iter().find(|word| word.eq_ignore_ascii_case(written))
    }
}
