//! What can be wrong with the form of a rule file: one file per finding.

mod bad_date;
mod bad_interval;
mod bad_name;
mod bad_reference;
mod bad_uuid;
mod bad_version;
mod empty_text;
mod forbidden_version;
mod huge_integer;
mod index_and_data_view;
mod list_length;
mod missing_key;
mod not_positive;
mod risk_score_out_of_range;
mod saved_query;
mod toml_syntax;
mod unknown_key;
mod unknown_rule_type;
mod unknown_value;
mod wrong_type;

use diagnostics::{Diagnose, Page};

pub(crate) use bad_date::BadDate;
pub(crate) use bad_interval::BadInterval;
pub(crate) use bad_name::BadName;
pub(crate) use bad_reference::BadReference;
pub(crate) use bad_uuid::BadUuid;
pub(crate) use bad_version::BadVersion;
pub(crate) use empty_text::EmptyText;
pub(crate) use forbidden_version::ForbiddenVersion;
pub(crate) use huge_integer::HugeInteger;
pub(crate) use index_and_data_view::IndexAndDataView;
pub(crate) use list_length::ListLength;
pub(crate) use missing_key::MissingKey;
pub(crate) use not_positive::NotPositive;
pub(crate) use risk_score_out_of_range::RiskScoreOutOfRange;
pub(crate) use saved_query::SavedQuery;
pub(crate) use toml_syntax::TomlSyntax;
pub(crate) use unknown_key::UnknownKey;
pub(crate) use unknown_rule_type::UnknownRuleType;
pub(crate) use unknown_value::UnknownValue;
pub(crate) use wrong_type::WrongType;

/// The pages of all findings of this crate, by id.
pub const CATALOGUE: &[Page] = &[
    BadDate::PAGE,
    BadInterval::PAGE,
    BadName::PAGE,
    BadReference::PAGE,
    BadUuid::PAGE,
    BadVersion::PAGE,
    EmptyText::PAGE,
    ForbiddenVersion::PAGE,
    HugeInteger::PAGE,
    IndexAndDataView::PAGE,
    ListLength::PAGE,
    MissingKey::PAGE,
    NotPositive::PAGE,
    RiskScoreOutOfRange::PAGE,
    SavedQuery::PAGE,
    TomlSyntax::PAGE,
    UnknownKey::PAGE,
    UnknownRuleType::PAGE,
    UnknownValue::PAGE,
    WrongType::PAGE,
];
