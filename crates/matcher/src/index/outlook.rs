//! Whether a filter can still hold when some of its predicates have their answers.

use pack::{Instruction, PredicateId};

/// Finds that out for one filter after the other, in the same memory.
#[derive(Debug, Default)]
pub(super) struct Outlook {
    /// By place in the code: whether it can be reached with an accumulator that is false, and with one that is true.
    reached: Vec<[bool; 2]>,
}

impl Outlook {
    /// With memory for code of this length.
    pub(super) fn new(length: usize) -> Self {
        Self { reached: Vec::with_capacity(length + 1) }
    }

    /// Whether the filter may hold, where `answer` says what is known of a predicate. A predicate without an answer may
    /// have either, even in two places.
    ///
    /// Jumps only go forward, so one pass over the code meets each place after all that lead there.
    pub(super) fn may_hold(
        &mut self,
        code: &[Instruction],
        mut answer: impl FnMut(PredicateId) -> Option<bool>,
    ) -> bool {
        self.reached.clear();
        self.reached.resize(code.len() + 1, [false; 2]);
        self.reached[0] = [true, false];
        for (place, instruction) in code.iter().enumerate() {
            let [no, yes] = self.reached[place];
            if !no && !yes {
                continue;
            }
            let behind = place + 1;
            match *instruction {
                Instruction::Set(value) => self.reach(behind, [!value, value]),
                Instruction::Not => self.reach(behind, [yes, no]),
                Instruction::Test(predicate) => {
                    let answer = answer(predicate);
                    self.reach(behind, [answer != Some(true), answer != Some(false)]);
                }
                Instruction::JumpIfFalse(target) => {
                    self.reach(target as usize, [no, false]);
                    self.reach(behind, [false, yes]);
                }
                Instruction::JumpIfTrue(target) => {
                    self.reach(target as usize, [false, yes]);
                    self.reach(behind, [no, false]);
                }
            }
        }
        self.reached[code.len()][1]
    }

    fn reach(&mut self, place: usize, [no, yes]: [bool; 2]) {
        let end = self.reached.len() - 1;
        let reached = &mut self.reached[place.min(end)];
        *reached = [reached[0] || no, reached[1] || yes];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Instruction::{JumpIfFalse, JumpIfTrue, Not, Set, Test};

    fn test(id: u32) -> Instruction {
        Test(PredicateId(id))
    }

    /// Predicates below 10 are false, those below 20 true, of others nothing is known.
    fn may_hold(code: &[Instruction]) -> bool {
        let answer = |id: PredicateId| (id.0 < 20).then_some(id.0 >= 10);
        Outlook::default().may_hold(code, answer)
    }

    #[test]
    fn what_is_known_decides_where_it_can() {
        assert!(!may_hold(&[test(1)]) && may_hold(&[test(10)]) && may_hold(&[test(20)]));
        assert!(
            may_hold(&[test(1), Not]) && !may_hold(&[test(10), Not]) && may_hold(&[test(20), Not])
        );
        assert!(!may_hold(&[Set(false)]) && may_hold(&[Set(true)]));
        let both = |left, right| may_hold(&[test(left), JumpIfFalse(3), test(right)]);
        let either = |left, right| may_hold(&[test(left), JumpIfTrue(3), test(right)]);
        assert!(!both(20, 1) && !both(1, 20) && both(10, 20) && both(20, 21));
        assert!(either(20, 1) && either(1, 20) && !either(1, 2));
    }

    #[test]
    fn what_is_not_known_may_have_both_answers() {
        assert!(may_hold(&[test(20), JumpIfFalse(4), test(20), Not]));
    }
}
