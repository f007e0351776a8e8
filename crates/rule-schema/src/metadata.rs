//! `[metadata]`: about the rule, never shipped with it.

use crate::read::{Reader, list, scalar, table, text, word};
use crate::{Entries, List, Maturity, Node, OneOrMany, OsType, Spanned};

/// `[metadata]` (rule-format §2.4).
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Metadata {
    /// The day it was written, `YYYY/MM/DD`. Required.
    pub creation_date: Option<Spanned<String>>,
    /// The day it was last changed, `YYYY/MM/DD`. Required.
    pub updated_date: Option<Spanned<String>>,
    /// The day it was given up, `YYYY/MM/DD`.
    pub deprecation_date: Option<Spanned<String>>,
    /// Why it was given up; only a deprecated rule says so.
    pub deprecated_reason: Option<Spanned<String>>,
    /// How far it has come.
    pub maturity: Option<Spanned<Maturity>>,
    /// The integrations whose events it reads.
    pub integration: Option<OneOrMany>,
    /// The oldest stack that it runs on, `9.3.0`.
    pub min_stack_version: Option<Spanned<String>>,
    /// Why no older one.
    pub min_stack_comments: Option<Spanned<String>>,
    /// Notes.
    pub comments: Option<Spanned<String>>,
    /// Whether the schedule of a building block rule is not checked.
    pub bypass_bbr_timing: Option<Spanned<bool>>,
    /// Whether the fields of the query are checked; `true` when absent.
    pub query_schema_validation: Option<Spanned<bool>>,
    /// Whether the rule promotes alerts of another product.
    pub promotion: Option<Spanned<bool>>,
    /// The operating systems that it is for.
    pub os_type_list: Option<List<OsType>>,
    /// Rules of the endpoint that look for the same.
    pub related_endpoint_rules: Option<List<String>>,
    /// Anything else.
    pub extended: Option<Spanned<Entries<Node>>>,
}

impl Metadata {
    pub(crate) fn read(table: &mut Reader<'_>) -> Self {
        let metadata = Self {
            creation_date: table.required("creation_date", text::date),
            updated_date: table.required("updated_date", text::date),
            deprecation_date: table.optional("deprecation_date", text::date),
            deprecated_reason: table.optional("deprecated_reason", scalar::string),
            maturity: table.optional("maturity", word::of),
            integration: table.optional_placed("integration", list::one_or_many),
            min_stack_version: table.optional("min_stack_version", text::version),
            min_stack_comments: table.optional("min_stack_comments", scalar::string),
            comments: table.optional("comments", scalar::string),
            bypass_bbr_timing: table.optional("bypass_bbr_timing", scalar::boolean),
            query_schema_validation: table.optional("query_schema_validation", scalar::boolean),
            promotion: table.optional("promotion", scalar::boolean),
            os_type_list: table.optional("os_type_list", list::of(word::of)),
            related_endpoint_rules: table
                .optional("related_endpoint_rules", list::of(scalar::string)),
            extended: table.optional("extended", table::free),
        };
        let maturity = metadata.maturity.map(|maturity| maturity.value);
        if maturity != Some(Maturity::Deprecated) {
            table.refuse("deprecated_reason", "only a rule of maturity `deprecated` has a reason");
        }
        metadata
    }
}
