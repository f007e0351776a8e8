//! What can be wrong with the meaning of a query: one file each.

mod argument_not_constant;
mod array_index;
mod bad_block;
mod bad_maxspan;
mod bad_regex;
mod bad_runs;
mod condition_not_boolean;
mod constant_error;
mod date_math;
mod field_comparison;
mod join;
mod key_count;
mod key_not_field;
mod key_type;
mod literal_type;
mod nested_field;
mod no_case_variant;
mod not_a_number;
mod not_a_text;
mod not_yet_run;
mod pattern_not_text;
mod process_relation;
mod single_stage;
mod too_many_stages;
mod unknown_function;
mod unknown_stage_option;
mod unsupported_field_type;
mod until_not_plain;
mod wrong_argument_count;
mod wrong_argument_type;

use diagnostics::{Diagnose, Page};

pub use argument_not_constant::ArgumentNotConstant;
pub use array_index::ArrayIndex;
pub use bad_block::BadBlock;
pub use bad_maxspan::{BadMaxspan, MaxspanProblem};
pub use bad_regex::BadRegex;
pub use bad_runs::BadRuns;
pub use condition_not_boolean::ConditionNotBoolean;
pub use constant_error::ConstantError;
pub use date_math::DateMath;
pub use field_comparison::FieldComparison;
pub use join::Join;
pub use key_count::KeyCount;
pub use key_not_field::KeyNotField;
pub use key_type::KeyType;
pub use literal_type::LiteralType;
pub use nested_field::NestedField;
pub use no_case_variant::NoCaseVariant;
pub use not_a_number::NotANumber;
pub use not_a_text::NotAText;
pub use not_yet_run::NotYetRun;
pub use pattern_not_text::PatternNotText;
pub use process_relation::ProcessRelation;
pub use single_stage::SingleStage;
pub use too_many_stages::TooManyStages;
pub use unknown_function::UnknownFunction;
pub use unknown_stage_option::UnknownStageOption;
pub use unsupported_field_type::UnsupportedFieldType;
pub use until_not_plain::UntilNotPlain;
pub use wrong_argument_count::WrongArgumentCount;
pub use wrong_argument_type::WrongArgumentType;

/// The pages of all findings of this crate, by id.
pub static CATALOGUE: &[Page] = &[
    ArgumentNotConstant::PAGE,
    ArrayIndex::PAGE,
    BadBlock::PAGE,
    BadMaxspan::PAGE,
    BadRegex::PAGE,
    BadRuns::PAGE,
    ConditionNotBoolean::PAGE,
    ConstantError::PAGE,
    DateMath::PAGE,
    FieldComparison::PAGE,
    Join::PAGE,
    KeyCount::PAGE,
    KeyNotField::PAGE,
    KeyType::PAGE,
    LiteralType::PAGE,
    NestedField::PAGE,
    NoCaseVariant::PAGE,
    NotANumber::PAGE,
    NotAText::PAGE,
    NotYetRun::PAGE,
    PatternNotText::PAGE,
    ProcessRelation::PAGE,
    SingleStage::PAGE,
    TooManyStages::PAGE,
    UnknownFunction::PAGE,
    UnknownStageOption::PAGE,
    UnsupportedFieldType::PAGE,
    UntilNotPlain::PAGE,
    WrongArgumentCount::PAGE,
    WrongArgumentType::PAGE,
];
