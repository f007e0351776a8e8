//! The stacks that rules run on.

pub(crate) use event_schema::StackVersion as Stack;

use crate::{Context, RuleView};

/// The oldest version that the policy ships to.
pub(crate) fn oldest(context: &Context<'_>) -> Option<Stack> {
    context.policy.stacks.iter().filter_map(|stack| Stack::parse(stack)).min()
}

/// The oldest version that the rule runs on: its own, or the policy's.
pub(crate) fn of(rule: &RuleView<'_>, context: &Context<'_>) -> Option<Stack> {
    match &rule.metadata().min_stack_version {
        Some(version) => Stack::parse(&version.value),
        None => oldest(context),
    }
}
