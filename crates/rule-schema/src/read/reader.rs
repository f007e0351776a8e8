//! The reader of one table.

use std::borrow::Cow;

use diagnostics::Span;
use toml::de::{DeTable, DeValue};

use super::{Path, Report, Value, span_of};
use crate::diagnostics::{MissingKey, UnknownKey};
use crate::excerpt::excerpt;
use crate::suggest;
use crate::{Key, Shape, Spanned};

/// How many unknown keys of a table get advice; for a file of nothing else it would take long.
const ADVISED: usize = 50;

/// Reads one table and remembers which keys it was asked for.
pub(crate) struct Reader<'a> {
    table: &'a DeTable<'a>,
    span: Span,
    path: Path<'a>,
    report: &'a Report<'a>,
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    /// What the keys may hold, where that is asked for.
    described: Vec<Key>,
}

impl<'a> Reader<'a> {
    /// A reader of `table`, whose header or braces stand at `span`.
    pub(crate) fn new(
        table: &'a DeTable<'a>,
        span: Span,
        path: Path<'a>,
        report: &'a Report<'a>,
    ) -> Self {
        Self {
            table,
            span,
            path,
            report,
            known: Vec::new(),
            missing: Vec::new(),
            described: Vec::new(),
        }
    }

    /// The value of a key that must be there; a finding if it is not.
    pub(crate) fn required<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Value<'_>) -> Option<T>,
    ) -> Option<Spanned<T>> {
        if !self.has(key) {
            self.missing(key);
        }
        self.describe(key, true, &read);
        self.read(key, read)
    }

    /// The value of a key that may be there. A value that does not fit gives a finding and nothing else.
    pub(crate) fn optional<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Value<'_>) -> Option<T>,
    ) -> Option<Spanned<T>> {
        self.describe(key, false, &read);
        self.read(key, read)
    }

    fn read<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Value<'_>) -> Option<T>,
    ) -> Option<Spanned<T>> {
        self.known.push(key);
        let (node, span) = self.get(key)?;
        let path = self.path.key(key);
        let value = Value { node, span, path, report: self.report };
        let value = self.report.reading(|| read(value))?;
        Some(Spanned { value, span })
    }

    /// Asks what the value of a key may be, if that is what is wanted.
    fn describe<T>(
        &mut self,
        name: &'static str,
        required: bool,
        read: &impl Fn(Value<'_>) -> Option<T>,
    ) {
        if !self.report.is_describing() {
            return;
        }
        let empty = DeValue::Table(DeTable::new());
        let node = self.table.get(name).map_or(&empty, |value| value.get_ref());
        read(Value { node, span: self.span, path: self.path.key(name), report: self.report });
        let shape = self.report.take_shape();
        self.described.push(Key { name, shape, required });
    }

    /// Like [`Self::required`], for a type that holds its own place.
    pub(crate) fn required_placed<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Value<'_>) -> Option<T>,
    ) -> Option<T> {
        self.required(key, read).map(|spanned| spanned.value)
    }

    /// Like [`Self::optional`], for a type that holds its own place.
    pub(crate) fn optional_placed<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(Value<'_>) -> Option<T>,
    ) -> Option<T> {
        self.optional(key, read).map(|spanned| spanned.value)
    }

    /// Whether the table has the key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether the key holds a list that is not empty.
    pub(crate) fn has_elements(&self, key: &str) -> bool {
        let list = self.table.get(key).and_then(|value| value.get_ref().as_array());
        list.is_some_and(|list| !list.is_empty())
    }

    /// Says that a key is missing.
    pub(crate) fn missing(&mut self, key: &'static str) {
        self.missing.push(key);
    }

    /// Says that a known key is not allowed in this table.
    pub(crate) fn refuse(&self, key: &str, help: &str) {
        let Some((key, _)) = self.table.get_key_value(key) else { return };
        self.report_key(span_of(key), key.get_ref(), None, Some(help.to_owned()));
    }

    /// Knows further keys without reading them.
    pub(crate) fn allow(&mut self, keys: impl IntoIterator<Item = &'static str>) {
        self.known.extend(keys);
    }

    /// Where findings about several keys go.
    pub(crate) fn report(&self) -> &'a Report<'a> {
        self.report
    }

    /// The keys that this reader was asked for.
    pub(crate) fn into_known(self) -> Vec<&'static str> {
        self.known
    }

    /// Says which keys nobody asked for, and which are missing. `help` may know better than a similar key what to do
    /// about an unknown one.
    ///
    /// Says nothing of what may follow from broken TOML: a missing key can be on the broken line, and a key at the top
    /// of the file can have lost its header.
    pub(crate) fn finish(self, help: impl Fn(&str) -> Option<String>) {
        if self.report.is_describing() {
            return self.report.describe(Shape::Table(self.described));
        }
        let broken = self.report.is_broken();
        if broken && self.path.is_root() {
            return;
        }
        let misspelt = self.report_unknown(help);
        // A required key with a slip in it is one mistake, not two.
        self.report_missing(|key| !broken && !misspelt.contains(&key));
    }

    /// Says which keys are missing; keys that nobody asked for may be there.
    pub(crate) fn finish_unchecked(self) {
        let broken = self.report.is_broken();
        self.report_missing(|_| !broken);
    }

    fn report_missing(&self, counts: impl Fn(&str) -> bool) {
        for &key in self.missing.iter().filter(|key| counts(key)) {
            let (span, table) = (self.span, self.name());
            self.report.push(&MissingKey { span, key, table });
        }
    }

    /// Returns the keys that were probably meant.
    fn report_unknown(&self, help: impl Fn(&str) -> Option<String>) -> Vec<&'static str> {
        let unknown = self.table.keys().filter(|key| !self.known.contains(&&**key.get_ref()));
        let report = |(place, key): (usize, &toml::Spanned<Cow<'_, str>>)| {
            let (span, name) = (span_of(key), key.get_ref());
            if place >= ADVISED {
                self.report_key(span, name, None, None);
                return None;
            }
            self.advise(span, name, help(name))
        };
        unknown.enumerate().filter_map(report).collect()
    }

    /// Reports an unknown key with what to do about it. Returns the key that was probably meant.
    fn advise(&self, span: Span, key: &str, help: Option<String>) -> Option<&'static str> {
        let absent = self.known.iter().copied().filter(|known| !self.has(known));
        let similar = if help.is_none() { suggest::closest(key, absent) } else { None };
        self.report_key(span, key, similar, help);
        similar
    }

    fn report_key(
        &self,
        span: Span,
        key: &str,
        similar: Option<&'static str>,
        help: Option<String>,
    ) {
        let (key, table) = (key.to_owned(), self.name());
        self.report.push(&UnknownKey { span, key, table, similar, help });
    }

    /// The value of a key. Where a broken file has nothing for it, the parser makes an empty one up.
    fn get(&self, key: &str) -> Option<(&'a DeValue<'a>, Span)> {
        let value = self.table.get(key)?;
        let span = span_of(value);
        (!span.is_empty()).then_some((value.get_ref(), span))
    }

    /// What messages call the table; nothing for the whole file.
    fn name(&self) -> Option<String> {
        (!self.path.is_root()).then(|| excerpt(&self.path.to_string()))
    }
}
