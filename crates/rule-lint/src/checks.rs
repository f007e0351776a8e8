//! The catalogue: one file a check.

mod always_true;
mod bad_file_name;
mod bad_from;
mod bad_history_window;
mod bad_new_terms_key;
mod bad_package_version;
mod building_block_folder;
mod building_block_interval;
mod building_block_look_back;
mod building_block_without_schedule;
mod case_sensitive_windows_name;
mod config_heading;
mod constant_clause;
mod contradicting_mapping;
mod contradiction;
mod control_character;
mod dataset_without_integration;
mod doubled_backslash;
mod duplicate_file_name;
mod duplicate_id;
mod duplicate_name;
mod duplicate_new_terms_field;
mod duplicate_tactic;
mod duplicate_tag;
mod duplicate_threat_mappings;
mod empty_window;
mod equal_rule;
mod field_never_filled;
mod field_of_other_dataset;
mod field_of_other_source;
mod file_name_without_tactic;
mod guide_of_another_rule;
mod impossible_date;
mod index_without_integration;
mod integration_folder;
mod integration_without_index;
mod interval_under_half_of_maxspan;
mod key_newer_than_stack;
mod license_of_another_version;
mod like_without_wildcard;
mod look_back_shorter_than_maxspan;
mod max_signals_without_setup;
mod min_stack_too_old;
mod min_stack_without_comment;
mod missing_building_block_tag;
mod missing_covered_source_tag;
mod missing_event_too_early;
mod missing_guide_tag;
mod missing_investigation_guide;
mod missing_machine_learning_tag;
mod missing_platform_field;
mod missing_platform_tag;
mod missing_required_key;
mod missing_source_tag;
mod missing_tactic_tag;
mod misspelt_field;
mod negated_mapping_group;
mod newer_toml;
mod no_event_ingested;
mod no_event_source;
mod no_look_back;
mod plugin_count;
mod plugin_in_note;
mod reference_mismatch;
mod reference_not_url;
mod reference_without_slash;
mod revoked_subtechnique;
mod revoked_technique;
mod risk_score_outside_severity;
mod sequence_between_runs;
mod sequence_without_slack;
mod setup_heading;
mod setup_twice;
mod subsumed_rule;
mod subtechnique_of_other_technique;
mod suppressed_sequence;
mod syntax_newer_than_stack;
mod system_action_frequency;
mod tactic_mismatch;
mod tactic_tag_without_threat;
mod tag_case;
mod technique_id_mismatch;
mod technique_name_mismatch;
mod technique_of_other_tactic;
mod threat_mappings_framework;
mod timeline_title_mismatch;
mod timeline_without_partner;
mod too_many_new_terms_fields;
mod too_many_signals;
mod too_many_threshold_fields;
mod unknown_connector;
mod unknown_field;
mod unknown_mapped_severity;
mod unknown_new_terms_field;
mod unknown_override_field;
mod unknown_suppression_field;
mod unknown_tactic;
mod unknown_tag_prefix;
mod unknown_technique;
mod updated_before_creation;
mod value_outside_ecs;
mod wildcard_in_equality;
mod zero_interval;

use crate::Check;

/// All checks, by id.
pub const CHECKS: &[&Check] = &[
    &always_true::CHECK,
    &bad_file_name::CHECK,
    &bad_from::CHECK,
    &bad_history_window::CHECK,
    &bad_new_terms_key::CHECK,
    &bad_package_version::CHECK,
    &building_block_folder::CHECK,
    &building_block_interval::CHECK,
    &building_block_look_back::CHECK,
    &building_block_without_schedule::CHECK,
    &case_sensitive_windows_name::CHECK,
    &config_heading::CHECK,
    &constant_clause::CHECK,
    &contradicting_mapping::CHECK,
    &contradiction::CHECK,
    &control_character::CHECK,
    &dataset_without_integration::CHECK,
    &doubled_backslash::CHECK,
    &duplicate_file_name::CHECK,
    &duplicate_id::CHECK,
    &duplicate_name::CHECK,
    &duplicate_new_terms_field::CHECK,
    &duplicate_tactic::CHECK,
    &duplicate_tag::CHECK,
    &duplicate_threat_mappings::CHECK,
    &empty_window::CHECK,
    &equal_rule::CHECK,
    &field_never_filled::CHECK,
    &field_of_other_dataset::CHECK,
    &field_of_other_source::CHECK,
    &file_name_without_tactic::CHECK,
    &guide_of_another_rule::CHECK,
    &impossible_date::CHECK,
    &index_without_integration::CHECK,
    &integration_folder::CHECK,
    &integration_without_index::CHECK,
    &interval_under_half_of_maxspan::CHECK,
    &key_newer_than_stack::CHECK,
    &license_of_another_version::CHECK,
    &like_without_wildcard::CHECK,
    &look_back_shorter_than_maxspan::CHECK,
    &max_signals_without_setup::CHECK,
    &min_stack_too_old::CHECK,
    &min_stack_without_comment::CHECK,
    &missing_building_block_tag::CHECK,
    &missing_covered_source_tag::CHECK,
    &missing_event_too_early::CHECK,
    &missing_guide_tag::CHECK,
    &missing_investigation_guide::CHECK,
    &missing_machine_learning_tag::CHECK,
    &missing_platform_field::CHECK,
    &missing_platform_tag::CHECK,
    &missing_required_key::CHECK,
    &missing_source_tag::CHECK,
    &missing_tactic_tag::CHECK,
    &misspelt_field::CHECK,
    &negated_mapping_group::CHECK,
    &newer_toml::CHECK,
    &no_event_ingested::CHECK,
    &no_event_source::CHECK,
    &no_look_back::CHECK,
    &plugin_count::CHECK,
    &plugin_in_note::CHECK,
    &reference_mismatch::CHECK,
    &reference_not_url::CHECK,
    &reference_without_slash::CHECK,
    &revoked_subtechnique::CHECK,
    &revoked_technique::CHECK,
    &risk_score_outside_severity::CHECK,
    &sequence_between_runs::CHECK,
    &sequence_without_slack::CHECK,
    &setup_heading::CHECK,
    &setup_twice::CHECK,
    &subsumed_rule::CHECK,
    &subtechnique_of_other_technique::CHECK,
    &suppressed_sequence::CHECK,
    &syntax_newer_than_stack::CHECK,
    &system_action_frequency::CHECK,
    &tactic_mismatch::CHECK,
    &tactic_tag_without_threat::CHECK,
    &tag_case::CHECK,
    &technique_id_mismatch::CHECK,
    &technique_name_mismatch::CHECK,
    &technique_of_other_tactic::CHECK,
    &threat_mappings_framework::CHECK,
    &timeline_title_mismatch::CHECK,
    &timeline_without_partner::CHECK,
    &too_many_new_terms_fields::CHECK,
    &too_many_signals::CHECK,
    &too_many_threshold_fields::CHECK,
    &unknown_connector::CHECK,
    &unknown_field::CHECK,
    &unknown_mapped_severity::CHECK,
    &unknown_new_terms_field::CHECK,
    &unknown_override_field::CHECK,
    &unknown_suppression_field::CHECK,
    &unknown_tactic::CHECK,
    &unknown_tag_prefix::CHECK,
    &unknown_technique::CHECK,
    &updated_before_creation::CHECK,
    &value_outside_ecs::CHECK,
    &wildcard_in_equality::CHECK,
    &zero_interval::CHECK,
];
