//! Mistakes in what a leaf asks of a value, and in scripts.

use eql_functions::arithmetic::Operator;
use eql_functions::{Case, RangeOp};
use pack::{ConstId, Constant, FieldTest, Program, Script, ScriptInstruction, Test};

use super::Mistake;
use super::plans::change;

/// All of them.
pub(super) const BUGS: &[Mistake] = &[
    ("a value at the bound is on the wrong side", |program| ranges(program, strictness)),
    ("a comparison is the other way round", |program| {
        ranges(program, |op| change(op, op.mirrored()))
    }),
    ("letter case counts in `in~` and in `:` without a wildcard", |program| {
        case_of(program, true, |test| one_of(test).map(|(_, case)| case))
    }),
    ("letter case does not count in ==", |program| {
        let texts: Vec<_> = program.constants.iter().map(|one| one.text().is_some()).collect();
        case_of(program, false, |test| {
            let (list, case) = one_of(test)?;
            list.iter().all(|one| texts[one.index()]).then_some(case)
        })
    }),
    ("letter case counts in patterns", |program| case_of(program, true, pattern_case)),
    ("letter case does not count in patterns", |program| case_of(program, false, pattern_case)),
    ("letter case counts in regexes", |program| case_of(program, true, regex_case)),
    ("letter case does not count in regexes", |program| case_of(program, false, regex_case)),
    ("letter case counts in startsWith~ of a field", |program| {
        case_of(program, true, |test| match test {
            FieldTest::Prefix(_, case) => Some(case),
            _ => None,
        })
    }),
    ("the last value of a list is dropped", |program| {
        tests(program, |test| one_of(test).is_some_and(|(list, _)| shorten(list)))
    }),
    ("the last pattern of a list is dropped", |program| {
        tests(program, |test| match test {
            FieldTest::Like(list, _) | FieldTest::Regex(list, _) => shorten(list),
            _ => false,
        })
    }),
    ("the last block of a list is dropped", |program| {
        tests(program, |test| match test {
            FieldTest::Cidr(list) => shorten(list),
            _ => false,
        })
    }),
    ("a question mark is a star", |program| patterns(program, |text| text.replace('?', "*"))),
    ("a star takes one character", |program| patterns(program, |text| text.replace('*', "?"))),
    ("a pattern may end before the value", |program| patterns(program, |text| format!("{text}*"))),
    ("a backslash escapes nothing", |program| patterns(program, |text| text.replace('\\', "\\\\"))),
    ("a regex may begin behind the start", |program| {
        regexes(program, |text| format!(".*({text})"))
    }),
    ("a prefix is the whole value", |program| {
        tests(program, |test| match *test {
            FieldTest::Prefix(text, case) => change(test, FieldTest::OneOf(vec![text], case)),
            _ => false,
        })
    }),
    ("a block is a bit too small", |program| blocks(program, |bits, _| bits + 1)),
    ("a block is a bit too large", |program| blocks(program, |bits, _| bits.saturating_sub(1))),
    ("an address without a length is a block", |program| {
        blocks(program, |bits, most| if bits == most { most - 1 } else { bits })
    }),
    ("`!= null` never holds", |program| {
        let nothing = FieldTest::OneOf(Vec::new(), Case::Sensitive);
        tests(program, |test| *test == FieldTest::Exists && change(test, nothing.clone()))
    }),
    ("several occurrences of a field are one", |program| {
        scripts(program, |script| {
            let fields = &script.occurrences;
            let twice = fields.len() > 1 && fields[0] == fields[1];
            let (first, second) = (ScriptInstruction::Load(0), ScriptInstruction::Load(1));
            twice && replace(script, &second, &[first])
        })
    }),
    ("and in a script is or", |program| {
        all_steps(program, |step| match *step {
            ScriptInstruction::All(count) => change(step, ScriptInstruction::Any(count)),
            _ => false,
        })
    }),
    ("or in a script is and", |program| {
        all_steps(program, |step| match *step {
            ScriptInstruction::Any(count) => change(step, ScriptInstruction::All(count)),
            _ => false,
        })
    }),
    ("not in a script is ignored", |program| {
        scripts(program, |script| replace(script, &ScriptInstruction::Not, &[]))
    }),
    ("null of an expression is its opposite", |program| {
        let not = [ScriptInstruction::IsNull, ScriptInstruction::Not];
        scripts(program, |script| replace(script, &ScriptInstruction::IsNull, &not))
    }),
    ("a minus is ignored", |program| {
        scripts(program, |script| {
            let before = script.code.len();
            script.code.retain(|step| !matches!(step, ScriptInstruction::Negate(_)));
            script.code.len() < before
        })
    }),
    ("plus is minus", |program| operator(program, Operator::Add, Operator::Subtract)),
    ("a rest is a quotient", |program| operator(program, Operator::Modulo, Operator::Divide)),
    ("a function with ~ looks at letter case", |program| function_case(program, Case::Sensitive)),
    ("a function without ~ does not look at letter case", |program| {
        function_case(program, Case::Insensitive)
    }),
    ("startsWith is endsWith", |program| function(program, "startsWith", "endsWith")),
    ("endsWith is stringContains", |program| function(program, "endsWith", "stringContains")),
    ("add is subtract", |program| function(program, "add", "subtract")),
    ("divide is modulo", |program| function(program, "divide", "modulo")),
    ("the last argument of concat is dropped", |program| drop_argument(program, "concat", 1)),
    ("the end of substring is ignored", |program| drop_argument(program, "substring", 2)),
    ("the start of indexOf is ignored", |program| drop_argument(program, "indexOf", 2)),
    ("greed of between is ignored", |program| drop_argument(program, "between", 3)),
];

type Choose<T> = fn(&mut FieldTest) -> Option<&mut T>;

fn strictness(op: &mut RangeOp) -> bool {
    let other = match op {
        RangeOp::Less => RangeOp::LessEqual,
        RangeOp::LessEqual => RangeOp::Less,
        RangeOp::Greater => RangeOp::GreaterEqual,
        RangeOp::GreaterEqual => RangeOp::Greater,
    };
    change(op, other)
}

fn one_of(test: &mut FieldTest) -> Option<(&mut Vec<ConstId>, &mut Case)> {
    if let FieldTest::OneOf(list, case) = test { Some((list, case)) } else { None }
}

fn pattern_case(test: &mut FieldTest) -> Option<&mut Case> {
    if let FieldTest::Like(_, case) = test { Some(case) } else { None }
}

fn regex_case(test: &mut FieldTest) -> Option<&mut Case> {
    if let FieldTest::Regex(_, case) = test { Some(case) } else { None }
}

/// Drops the last of several.
fn shorten(list: &mut Vec<ConstId>) -> bool {
    list.len() > 1 && list.pop().is_some()
}

/// Plants in the test of every leaf that is one field against constants.
fn tests(program: &mut Program, mut plant: impl FnMut(&mut FieldTest) -> bool) -> bool {
    let tests = program.predicates.iter_mut().filter_map(|predicate| match &mut predicate.test {
        Test::Field(_, test) => Some(test),
        _ => None,
    });
    tests.fold(false, |changed, test| plant(test) | changed)
}

/// Makes letter case count or not where `choose` finds a case rule.
fn case_of(
    program: &mut Program,
    counts: bool,
    choose: impl Fn(&mut FieldTest) -> Option<&mut Case>,
) -> bool {
    let case = if counts { Case::Sensitive } else { Case::Insensitive };
    tests(program, |test| choose(test).is_some_and(|own| change(own, case)))
}

fn scripts(program: &mut Program, mut plant: impl FnMut(&mut Script) -> bool) -> bool {
    program.scripts.iter_mut().fold(false, |changed, script| plant(script) | changed)
}

/// Plants in every step of every script.
fn all_steps(program: &mut Program, mut plant: impl FnMut(&mut ScriptInstruction) -> bool) -> bool {
    let steps = program.scripts.iter_mut().flat_map(|script| &mut script.code);
    steps.fold(false, |changed, step| plant(step) | changed)
}

/// Plants in the operator of every comparison, of fields and in scripts.
fn ranges(program: &mut Program, plant: fn(&mut RangeOp) -> bool) -> bool {
    let of_fields = tests(program, |test| match test {
        FieldTest::Range(op, _) => plant(op),
        _ => false,
    });
    let of_scripts = all_steps(program, |step| match step {
        ScriptInstruction::Range(op) => plant(op),
        _ => false,
    });
    of_fields | of_scripts
}

/// Edits the texts that `choose` finds in leaves. The constants are shared, so each text is made anew.
fn texts(
    program: &mut Program,
    choose: Choose<Vec<ConstId>>,
    edit: impl Fn(&str) -> String,
) -> bool {
    let mut constants = program.constants.clone();
    let changed = tests(program, |test| {
        choose(test).into_iter().flatten().fold(false, |changed, id| {
            let old = constants[id.index()].text().unwrap_or_default();
            let new = edit(old);
            let differs = new != old;
            if differs {
                constants.push(Constant::Text(new.into()));
                *id = ConstId(u32::try_from(constants.len() - 1).unwrap());
            }
            differs | changed
        })
    });
    program.constants = constants;
    changed
}

fn patterns(program: &mut Program, edit: fn(&str) -> String) -> bool {
    texts(program, |test| if let FieldTest::Like(list, _) = test { Some(list) } else { None }, edit)
}

fn regexes(program: &mut Program, edit: fn(&str) -> String) -> bool {
    let list: Choose<Vec<ConstId>> =
        |test| if let FieldTest::Regex(list, _) = test { Some(list) } else { None };
    texts(program, list, edit)
}

/// Gives blocks another length; `edit` gets the length and the most that it can be.
fn blocks(program: &mut Program, edit: fn(u32, u32) -> u32) -> bool {
    let list: Choose<Vec<ConstId>> =
        |test| if let FieldTest::Cidr(list) = test { Some(list) } else { None };
    texts(program, list, |text| {
        let most = if text.contains(':') { 128 } else { 32 };
        let (address, bits) = text.split_once('/').unwrap_or((text, ""));
        let bits = bits.parse().unwrap_or(most);
        match edit(bits, most).min(most) {
            same if same == bits => text.to_owned(),
            other => format!("{address}/{other}"),
        }
    })
}

/// Puts these steps in the place of a step.
fn replace(script: &mut Script, step: &ScriptInstruction, with: &[ScriptInstruction]) -> bool {
    let pieces: Vec<_> = script.code.split(|other| other == step).map(<[_]>::to_vec).collect();
    script.code = pieces.join(with);
    pieces.len() > 1
}

fn operator(program: &mut Program, right: Operator, wrong: Operator) -> bool {
    all_steps(program, |step| match step {
        ScriptInstruction::Arithmetic(op, _) => *op == right && change(op, wrong),
        _ => false,
    })
}

fn function_case(program: &mut Program, case: Case) -> bool {
    all_steps(program, |step| match step {
        ScriptInstruction::Call { mode, .. } => change(&mut mode.case, case),
        _ => false,
    })
}

/// Calls another function with the same arguments.
fn function(program: &mut Program, right: &str, wrong: &str) -> bool {
    let (right, wrong) = (place(right), place(wrong));
    all_steps(program, |step| match step {
        ScriptInstruction::Call { function, .. } => *function == right && change(function, wrong),
        _ => false,
    })
}

/// Drops the argument with this place, where it is the last and is pushed straight before the call.
fn drop_argument(program: &mut Program, name: &str, index: u32) -> bool {
    let wanted = place(name);
    scripts(program, |script| {
        let call = script.code.iter().position(|step| match step {
            ScriptInstruction::Call { function, count, .. } => {
                *function == wanted && *count == index + 1
            }
            _ => false,
        });
        let is_plain = |step: &ScriptInstruction| {
            matches!(step, ScriptInstruction::Push(_) | ScriptInstruction::Load(_))
        };
        let Some(call) = call.filter(|call| is_plain(&script.code[call - 1])) else { return false };
        if let ScriptInstruction::Call { count, .. } = &mut script.code[call] {
            *count = index;
        }
        script.code.remove(call - 1);
        true
    })
}

fn place(function: &str) -> u16 {
    let place = eql_functions::FUNCTIONS.iter().position(|one| one.name == function).unwrap();
    u16::try_from(place).unwrap()
}
