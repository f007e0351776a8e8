//! Rules to the files of a pack and an outcome for each rule.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use diagnostics::Span;

use crate::{
    Backend, Construct, File, Loss, LossKind, Options, Rendered, Rule, Support, Use, uses,
};

/// A pack, and what became of each rule.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Export {
    /// The files; none where no rule is written.
    pub files: Vec<File>,
    /// By rule, in the order of the rules.
    pub outcomes: Vec<Outcome>,
}

/// What became of a rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Outcome {
    /// Whether the engine finds the same.
    pub verdict: Verdict,
    /// Whether it is in the pack.
    pub written: bool,
    /// Everything that does not survive, by place.
    pub losses: Vec<Loss>,
}

/// Whether an engine finds the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Verdict {
    /// The same matches on all events.
    Exact,
    /// Others on some events.
    Lossy,
    /// It cannot be written.
    Refused,
}

impl Verdict {
    /// The word that people see.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Lossy => "lossy",
            Self::Refused => "refused",
        }
    }

    fn of(losses: &[Loss]) -> Self {
        match losses.iter().map(|loss| loss.kind).max() {
            None => Self::Exact,
            Some(LossKind::Lossy) => Self::Lossy,
            Some(LossKind::Refused) => Self::Refused,
        }
    }
}

/// Writes rules for an engine. A lossy rule is in the pack only if the options allow it.
pub fn export(backend: &dyn Backend, rules: &[Rule<'_>], options: &Options) -> Export {
    let mut written = Vec::new();
    let mut outcomes = Vec::new();
    let mut ids = BTreeSet::new();
    for rule in rules {
        let mut rendered = match bad_id(rule, &mut ids) {
            Some(loss) => Rendered { text: String::new(), losses: vec![loss] },
            None => render(backend, rule, options),
        };
        let verdict = Verdict::of(&rendered.losses);
        let losses = rendered.losses.clone();
        let is_written = match verdict {
            Verdict::Exact => true,
            Verdict::Lossy => options.allow_lossy,
            Verdict::Refused => false,
        };
        if is_written {
            rendered.text = with_losses(backend, &rendered);
            written.push((rule, rendered));
        }
        outcomes.push(Outcome { verdict, written: is_written, losses });
    }
    let files = if written.is_empty() { Vec::new() } else { backend.assemble(&written, options) };
    Export { files, outcomes }
}

/// Files are named by ids, so an id must be a name of its own.
fn bad_id<'r>(rule: &Rule<'r>, seen: &mut BTreeSet<&'r str>) -> Option<Loss> {
    let refused = |why| Some(Loss::refused(Construct::RuleId, Span::new(0, 0), why));
    let is_fit = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if rule.id.is_empty() || rule.id.starts_with('.') || !rule.id.bytes().all(is_fit) {
        return refused("files cannot be named by the id of the rule");
    }
    if !seen.insert(rule.id) {
        return refused("another rule has the same id");
    }
    None
}

/// A rule and all its losses: those that its constructs have, and those that its text has.
fn render(backend: &dyn Backend, rule: &Rule<'_>, options: &Options) -> Rendered {
    let Some(eql) = &rule.eql else { return render_other(backend, rule, options) };
    let mut losses: Vec<_> =
        uses(eql).into_iter().filter_map(|used| loss_of(backend, used)).collect();
    if Verdict::of(&losses) == Verdict::Refused {
        return Rendered { text: String::new(), losses };
    }
    let rendered = backend.render(rule, options);
    // What the text says of a place is more than what the matrix says of its constructs.
    let said = |loss: &Loss| rendered.losses.iter().any(|own| own.span == loss.span);
    losses.retain(|loss| loss.differs.is_some() || !said(loss));
    losses.extend(rendered.losses);
    // Of what is said twice, what comes with an event stays.
    losses.sort_by_key(|loss| loss.differs.is_none());
    let mut said = BTreeSet::new();
    losses.retain(|loss| said.insert((loss.span, loss.message.clone())));
    losses.sort_by_key(|loss| (loss.span, loss.construct));
    Rendered { text: rendered.text, losses }
}

fn loss_of(backend: &dyn Backend, Use { construct, span }: Use) -> Option<Loss> {
    match backend.holds(construct) {
        Support::Exact | Support::Partly(_) => None,
        Support::Lossy(what) => {
            let differs = backend.shows(construct);
            Some(Loss { differs, ..Loss::lossy(construct, span, what) })
        }
        Support::Refused(why) => Some(Loss::refused(construct, span, why)),
    }
}

fn render_other(backend: &dyn Backend, rule: &Rule<'_>, options: &Options) -> Rendered {
    if backend.takes_other_types() {
        return backend.render(rule, options);
    }
    let loss = Loss::refused(Construct::OtherLanguage, Span::new(0, 0), "the rule is not EQL");
    Rendered { text: String::new(), losses: vec![loss] }
}

/// The text with its losses as comments in front, where the format has comments.
fn with_losses(backend: &dyn Backend, rendered: &Rendered) -> String {
    let mut text = String::new();
    let mut said = BTreeSet::new();
    for loss in rendered.losses.iter().filter(|loss| said.insert(&loss.message)) {
        if let Some(comment) = backend.comment(&format!("lossy: {}", loss.message)) {
            let _ = writeln!(text, "{comment}"); // writing to a string cannot fail
        }
    }
    text + &rendered.text
}
