//! What each filter is used for.

use pack::{FilterId, Plan, Program, Rule, RuleId, StagePlan};

use crate::StageRef;

/// One use of a filter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Use {
    pub(crate) rule: RuleId,
    /// `None` where the filter is the whole rule.
    pub(crate) stage: Option<StageRef>,
}

/// Every use of every filter. The place of a use is its rank: rules ascend, and of one rule the last stage comes
/// first and `until` last, as sequences try them.
#[derive(Debug)]
pub(crate) struct Uses {
    all: Vec<Use>,
    /// By filter.
    places: Vec<Vec<u32>>,
}

impl Uses {
    pub(crate) fn new(program: &Program) -> Self {
        let mut uses = Self { all: Vec::new(), places: vec![Vec::new(); program.filters.len()] };
        for (id, rule) in (0..).map(RuleId).zip(&program.rules) {
            uses.add_rule(id, rule);
        }
        uses
    }

    /// The places of the uses of a filter, ascending.
    pub(crate) fn of(&self, filter: FilterId) -> &[u32] {
        &self.places[filter.index()]
    }

    /// Whether some rule uses the filter itself; else it is part of another.
    pub(crate) fn has(&self, filter: FilterId) -> bool {
        !self.of(filter).is_empty()
    }

    pub(crate) fn at(&self, place: u32) -> Use {
        self.all[place as usize]
    }

    fn add_rule(&mut self, id: RuleId, rule: &Rule) {
        match &rule.plan {
            Plan::Event(filter) => self.add(*filter, id, None),
            Plan::Sample(parts) => self.add_stages(id, parts),
            Plan::Sequence(plan) => {
                self.add_stages(id, &plan.stages);
                if let Some(until) = &plan.until {
                    self.add(until.filter, id, Some(StageRef::Until));
                }
            }
        }
    }

    fn add_stages(&mut self, rule: RuleId, stages: &[StagePlan]) {
        for (place, stage) in (0..).zip(stages).collect::<Vec<_>>().into_iter().rev() {
            self.add(stage.filter, rule, Some(StageRef::Stage(place)));
        }
    }

    fn add(&mut self, filter: FilterId, rule: RuleId, stage: Option<StageRef>) {
        // The verifier bounds the tables to 32 bits.
        self.places[filter.index()].push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(Use { rule, stage });
    }
}

/// The plan of a stage of a rule.
pub(crate) fn stage_of(plan: &Plan, stage: StageRef) -> Option<&StagePlan> {
    match (plan, stage) {
        (Plan::Event(_), _) | (Plan::Sample(_), StageRef::Until) => None,
        (Plan::Sample(stages), StageRef::Stage(place)) => stages.get(place as usize),
        (Plan::Sequence(plan), StageRef::Stage(place)) => plan.stages.get(place as usize),
        (Plan::Sequence(plan), StageRef::Until) => plan.until.as_ref(),
    }
}
