//! What can be wrong with the meaning of a query: one file each.

mod argument_not_constant;
mod array_index;
mod bad_array_search;
mod bad_block;
mod bad_maxspan;
mod bad_regex;
mod bad_runs;
mod condition_not_boolean;
mod constant_error;
mod contradictory_field;
mod date_math;
mod duplicate_key;
mod event_out_of_reach;
mod field_comparison;
mod inexact_field;
mod join;
mod key_count;
mod key_not_field;
mod key_type;
mod literal_type;
mod missing_event_in_sample;
mod missing_without_maxspan;
mod nested_condition;
mod nested_field;
mod no_case_variant;
mod no_positive_stage;
mod not_a_number;
mod not_a_text;
mod pattern_not_text;
mod pipe_argument;
mod process_relation;
mod sample_size;
mod sample_with_pipe;
mod sample_without_key;
mod single_stage;
mod too_many_occurrences;
mod too_many_stages;
mod unknown_field;
mod unknown_function;
mod unknown_pipe;
mod unknown_relation;
mod unknown_stage_option;
mod unknown_variable;
mod unsupported_field_type;
mod unsupported_pipe;
mod until_not_plain;
mod wrong_argument_count;
mod wrong_argument_type;

use diagnostics::{Diagnose, Page};

pub use argument_not_constant::ArgumentNotConstant;
pub use array_index::ArrayIndex;
pub use bad_array_search::BadArraySearch;
pub use bad_block::BadBlock;
pub use bad_maxspan::{BadMaxspan, MaxspanProblem};
pub use bad_regex::BadRegex;
pub use bad_runs::BadRuns;
pub use condition_not_boolean::ConditionNotBoolean;
pub use constant_error::ConstantError;
pub use contradictory_field::ContradictoryField;
pub use date_math::DateMath;
pub use duplicate_key::DuplicateKey;
pub use event_out_of_reach::EventOutOfReach;
pub use field_comparison::FieldComparison;
pub use inexact_field::InexactField;
pub use join::Join;
pub use key_count::KeyCount;
pub use key_not_field::KeyNotField;
pub use key_type::KeyType;
pub use literal_type::LiteralType;
pub use missing_event_in_sample::MissingEventInSample;
pub use missing_without_maxspan::MissingWithoutMaxspan;
pub use nested_condition::NestedCondition;
pub use nested_field::NestedField;
pub use no_case_variant::NoCaseVariant;
pub use no_positive_stage::NoPositiveStage;
pub use not_a_number::NotANumber;
pub use not_a_text::NotAText;
pub use pattern_not_text::PatternNotText;
pub use pipe_argument::PipeArgument;
pub use process_relation::ProcessRelation;
pub use sample_size::SampleSize;
pub use sample_with_pipe::SampleWithPipe;
pub use sample_without_key::SampleWithoutKey;
pub use single_stage::SingleStage;
pub use too_many_occurrences::TooManyOccurrences;
pub use too_many_stages::TooManyStages;
pub use unknown_field::UnknownField;
pub use unknown_function::UnknownFunction;
pub use unknown_pipe::UnknownPipe;
pub use unknown_relation::UnknownRelation;
pub use unknown_stage_option::UnknownStageOption;
pub use unknown_variable::UnknownVariable;
pub use unsupported_field_type::UnsupportedFieldType;
pub use unsupported_pipe::UnsupportedPipe;
pub use until_not_plain::UntilNotPlain;
pub use wrong_argument_count::WrongArgumentCount;
pub use wrong_argument_type::WrongArgumentType;

/// The pages of all findings of this crate, by id.
pub static CATALOGUE: &[Page] = &[
    ArgumentNotConstant::PAGE,
    ArrayIndex::PAGE,
    BadArraySearch::PAGE,
    BadBlock::PAGE,
    BadMaxspan::PAGE,
    BadRegex::PAGE,
    BadRuns::PAGE,
    ConditionNotBoolean::PAGE,
    ConstantError::PAGE,
    ContradictoryField::PAGE,
    DateMath::PAGE,
    DuplicateKey::PAGE,
    EventOutOfReach::PAGE,
    FieldComparison::PAGE,
    InexactField::PAGE,
    Join::PAGE,
    KeyCount::PAGE,
    KeyNotField::PAGE,
    KeyType::PAGE,
    LiteralType::PAGE,
    MissingEventInSample::PAGE,
    MissingWithoutMaxspan::PAGE,
    NestedCondition::PAGE,
    NestedField::PAGE,
    NoCaseVariant::PAGE,
    NoPositiveStage::PAGE,
    NotANumber::PAGE,
    NotAText::PAGE,
    PatternNotText::PAGE,
    PipeArgument::PAGE,
    ProcessRelation::PAGE,
    SampleSize::PAGE,
    SampleWithPipe::PAGE,
    SampleWithoutKey::PAGE,
    SingleStage::PAGE,
    TooManyOccurrences::PAGE,
    TooManyStages::PAGE,
    UnknownField::PAGE,
    UnknownFunction::PAGE,
    UnknownPipe::PAGE,
    UnknownRelation::PAGE,
    UnknownStageOption::PAGE,
    UnknownVariable::PAGE,
    UnsupportedFieldType::PAGE,
    UnsupportedPipe::PAGE,
    UntilNotPlain::PAGE,
    WrongArgumentCount::PAGE,
    WrongArgumentType::PAGE,
];
