//! Packs that somebody made to do harm, and sound ones beside them.

use eql_functions::{Case, IntWidth, Mode, RangeOp};
use event::{FieldType, Source};
use pack::{
    Clock, ClockId, ConstId, Constant, Field, FieldId, FieldTest, Filter, FilterId, Instruction,
    MAGIC, Plan, Predicate, PredicateId, Program, RulePack, Script, ScriptId, ScriptInstruction,
    SigningKey, StagePlan, Test, sign,
};

use super::small::{QUERIES, contents, program};

/// A key for tests alone.
pub(super) const KEY: &str = "-----BEGIN PRIVATE KEY-----\n\
    MC4CAQAwBQYDK2VwBCIEIN4CY0gBsPT7kO8nF1ztNbfAsf90IhVEkdAu3iKHdid4\n\
    -----END PRIVATE KEY-----\n";

/// How many bytes the header and the table of sections have.
const HEAD: usize = 16 + 4 * 48;

/// All packs by name.
pub(super) fn packs() -> Vec<(&'static str, Vec<u8>)> {
    let mut all = sound();
    all.extend(frames());
    all.extend(sections());
    all.extend(programs().into_iter().map(|(name, program)| (name, whole(program))));
    all
}

/// A pack of a program, however bad that is.
pub(super) fn whole(program: Program) -> Vec<u8> {
    contents(program, &QUERIES).encode()
}

fn plain() -> Vec<u8> {
    whole(program(&QUERIES[..1]))
}

fn sound() -> Vec<(&'static str, Vec<u8>)> {
    let key = SigningKey::from_pem(KEY).unwrap();
    vec![
        ("sound_event_rule", plain()),
        ("sound_every_kind_of_rule", whole(program(&QUERIES))),
        ("sound_signed", sign(&plain(), &key).unwrap()),
        ("sound_without_rules", whole(Program::default())),
    ]
}

/// The bytes with one change.
fn changed(mut bytes: Vec<u8>, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    change(&mut bytes);
    bytes
}

/// Frames that are not as the format has them.
fn frames() -> Vec<(&'static str, Vec<u8>)> {
    let key = SigningKey::from_pem(KEY).unwrap();
    let signed = sign(&plain(), &key).unwrap();
    let length_at = |section: usize| 16 + section * 48 + 8;
    vec![
        ("frame_empty", Vec::new()),
        ("frame_magic_alone", MAGIC.to_vec()),
        ("frame_script", b"#!/bin/sh\nexit 1\n".to_vec()),
        ("frame_version_2", changed(plain(), |bytes| bytes[8] = 2)),
        ("frame_version_65535", changed(plain(), |bytes| bytes[8..10].fill(0xff))),
        ("frame_five_sections", changed(plain(), |bytes| bytes[10] = 5)),
        ("frame_65535_sections", changed(plain(), |bytes| bytes[10..12].fill(0xff))),
        ("frame_reserved_bytes", changed(plain(), |bytes| bytes[13] = 1)),
        ("frame_cut_in_table", plain()[..100].to_vec()),
        ("frame_cut_in_section", changed(plain(), |bytes| bytes.truncate(HEAD + 20))),
        ("frame_without_last_byte", changed(plain(), |bytes| bytes.truncate(bytes.len() - 1))),
        (
            "frame_huge_section",
            changed(plain(), |bytes| bytes[length_at(0)..length_at(0) + 8].fill(0xff)),
        ),
        (
            "frame_lengths_that_overflow",
            changed(plain(), |bytes| {
                for section in 0..4 {
                    bytes[length_at(section) + 7] = 0x40;
                }
            }),
        ),
        (
            "frame_other_section_first",
            changed(plain(), |bytes| bytes[16..20].copy_from_slice(b"RULE")),
        ),
        ("frame_flipped_bit", changed(plain(), |bytes| bytes[HEAD + 30] ^= 1)),
        ("frame_more_behind", changed(plain(), |bytes| bytes.push(0))),
        ("frame_cut_signature", changed(signed.clone(), |bytes| bytes.truncate(bytes.len() - 1))),
        (
            "frame_other_algorithm",
            changed(signed, |bytes| {
                let at = bytes.len() - 100;
                bytes[at] = 2;
            }),
        ),
    ]
}

/// Sections that do not hold what they have to, with the right hashes.
fn sections() -> Vec<(&'static str, Vec<u8>)> {
    let plain = || contents(program(&QUERIES[..1]), &QUERIES);
    let others = {
        let mut contents = plain();
        contents.rules[0].id.insert_str(0, "another-");
        contents.encode()
    };
    let no_source = {
        let mut contents = plain();
        contents.sources.clear();
        contents.encode()
    };
    let obeyed = {
        let mut contents = plain();
        let name = "\u{1b}]0;owned\u{7}\u{1b}[2J\nrules\n  all is well";
        contents.rules[0].keys.insert("name".to_owned(), name.into());
        contents.program.rules[0].name = Some(name.to_owned());
        contents.encode()
    };
    let deep = format!("{{\"rules\":[{{\"id\":\"rule-0\",\"keys\":{{\"name\":{}", "[".repeat(5000));
    let program = |change: fn(&mut Vec<u8>)| {
        let mut bytes = pack::encode(&program(&QUERIES[..1]));
        change(&mut bytes);
        with_section(0, &bytes)
    };
    vec![
        ("section_program_empty", with_section(0, b"")),
        ("section_program_cut", program(|bytes| bytes.truncate(20))),
        ("section_program_with_more_behind", program(|bytes| bytes.push(0))),
        ("section_program_of_other_functions", program(|bytes| bytes[3] ^= 1)),
        (
            "section_program_of_endless_list",
            program(|bytes| bytes[8..13].copy_from_slice(&[0xff, 0xff, 0xff, 0xff, 0x0f])),
        ),
        ("section_rules_no_json", with_section(1, b"{\"rules\":[")),
        ("section_rules_deep", with_section(1, deep.as_bytes())),
        ("section_rules_with_unknown_key", with_section(1, b"{\"rules\":[],\"more\":1}")),
        ("section_provenance_no_text", with_section(2, &[0xff, 0xfe])),
        ("section_sources_number", with_section(3, b"7")),
        ("section_rules_of_another", others),
        ("section_sources_missing", no_source),
        ("sound_name_that_terminals_obey", obeyed),
    ]
}

/// The plain pack with another section, as `FORMAT.md` says that one is put together.
fn with_section(place: usize, bytes: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let plain = plain();
    let lengths: Vec<usize> =
        RulePack::read(&plain).unwrap().sections().map(|(_, length)| length).collect();
    let (mut rest, mut table, mut body) = (&plain[HEAD..], plain[..16].to_vec(), Vec::new());
    for (section, length) in lengths.into_iter().enumerate() {
        let (own, behind) = rest.split_at(length);
        rest = behind;
        let own = if section == place { bytes } else { own };
        table.extend(&plain[16 + section * 48..][..8]);
        table.extend((own.len() as u64).to_le_bytes());
        table.extend(Sha256::digest(own));
        body.extend(own);
    }
    [table, body].concat()
}

/// A program with one filter over leaves on `process.pid`, a number, and `process.name`, a text.
fn base() -> Program {
    program(&["process where process.pid == 4 and process.name : \"a*\""])
}

/// A leaf on a field.
pub(super) fn leaf(test: Test) -> Predicate {
    Predicate { test, source: "made up".into() }
}

/// A filter that asks leaves, one after the other.
pub(super) fn filter_of(leaves: &[u32]) -> Filter {
    Filter { code: leaves.iter().map(|id| Instruction::Test(PredicateId(*id))).collect() }
}

/// A program with leaf upon leaf: the filter of each asks the leaf below it, `times` times.
pub(super) fn nested(levels: u32, times: usize) -> Program {
    let mut program = base();
    program.fields.push(Field {
        source: Source::Event,
        path: "list".to_owned(),
        field_type: FieldType::Dynamic,
    });
    let list = FieldId(u32::try_from(program.fields.len() - 1).unwrap());
    for _ in 0..levels {
        let below = u32::try_from(program.predicates.len() - 1).unwrap();
        let filter = FilterId(u32::try_from(program.filters.len()).unwrap());
        program.filters.push(filter_of(&vec![below; times]));
        program.predicates.push(leaf(Test::Elements(list, filter)));
    }
    let top = u32::try_from(program.predicates.len() - 1).unwrap();
    program.filters.push(filter_of(&[top]));
    program.rules[0].plan =
        Plan::Event(FilterId(u32::try_from(program.filters.len() - 1).unwrap()));
    program
}

/// A program whose only leaf is a script.
fn scripted(code: Vec<ScriptInstruction>) -> Program {
    let mut program = base();
    program.scripts.push(Script { occurrences: vec![FieldId(0)], code });
    program.predicates.push(leaf(Test::Script(ScriptId(0))));
    let script = u32::try_from(program.predicates.len() - 1).unwrap();
    program.filters.push(filter_of(&[script]));
    program.rules[0].plan =
        Plan::Event(FilterId(u32::try_from(program.filters.len() - 1).unwrap()));
    program
}

/// A program with another filter.
fn filtered(code: Vec<Instruction>) -> Program {
    let mut program = base();
    program.filters[0].code = code;
    program
}

/// A program with one more constant and a test of it on a field of this type.
fn tested(
    field_type: FieldType,
    constant: Constant,
    test: impl FnOnce(ConstId) -> FieldTest,
) -> Program {
    let mut program = base();
    let path = "process.args".to_owned();
    program.fields.push(Field { source: Source::Event, path, field_type });
    program.constants.push(constant);
    let place = |length: usize| u32::try_from(length - 1).unwrap();
    let (field, constant) =
        (FieldId(place(program.fields.len())), ConstId(place(program.constants.len())));
    program.predicates.push(leaf(Test::Field(field, test(constant))));
    program.filters[0] = filter_of(&[place(program.predicates.len())]);
    program
}

/// The program of a sequence, changed.
fn sequence(change: impl FnOnce(&mut pack::SequencePlan)) -> Program {
    let mut program = program(&QUERIES[2..3]);
    if let Plan::Sequence(plan) = &mut program.rules[0].plan {
        change(plan);
    }
    program
}

fn text(text: &str) -> Constant {
    Constant::Text(text.into())
}

/// Programs that may not run, and some that may although they look bad.
#[expect(clippy::too_many_lines, reason = "one line a pack")]
fn programs() -> Vec<(&'static str, Program)> {
    use Instruction::{JumpIfFalse, JumpIfTrue, Not, Set};
    use ScriptInstruction::{All, Any, Arithmetic, Call, Equal, IsNull, Load, Push};
    let ask = |id| Instruction::Test(PredicateId(id));
    let mode = Mode { case: Case::Sensitive, width: IntWidth::I64 };
    let call = |function, count| Call { function, count, mode };
    let one_of = |id| FieldTest::OneOf(vec![id], Case::Sensitive);
    let regex = |id| FieldTest::Regex(vec![id], Case::Sensitive);
    let like = |id| FieldTest::Like(vec![id], Case::Insensitive);
    let with = |change: fn(&mut Program)| {
        let mut program = base();
        change(&mut program);
        program
    };
    vec![
        ("jump_back", filtered(vec![ask(0), JumpIfFalse(0)])),
        ("jump_to_itself", filtered(vec![ask(0), JumpIfTrue(1)])),
        ("jump_past_the_end", filtered(vec![JumpIfFalse(2)])),
        ("sound_jump_to_the_end", filtered(vec![ask(0), JumpIfFalse(3), Not, JumpIfTrue(4)])),
        ("sound_constant_filter", filtered(vec![Set(true)])),
        ("filter_empty", filtered(Vec::new())),
        ("filter_of_no_such_leaf", filtered(vec![ask(u32::MAX)])),
        (
            "leaf_of_no_such_field",
            with(|program| {
                program.predicates[0].test = Test::Field(FieldId(99), FieldTest::Exists);
            }),
        ),
        (
            "leaf_of_no_such_script",
            with(|program| {
                program.predicates[0].test = Test::Script(ScriptId(0));
            }),
        ),
        (
            "leaf_of_no_such_filter",
            with(|program| {
                program.predicates[0].test = Test::Elements(FieldId(0), FilterId(7));
            }),
        ),
        (
            "leaf_of_no_such_constant",
            with(|program| {
                let test = FieldTest::OneOf(vec![ConstId(u32::MAX)], Case::Sensitive);
                program.predicates[0].test = Test::Field(FieldId(0), test);
            }),
        ),
        (
            "leaf_in_itself",
            with(|program| {
                program.predicates[0].test = Test::Elements(FieldId(0), FilterId(0));
            }),
        ),
        ("leaves_129_deep", nested(129, 1)),
        ("sound_leaves_128_deep", nested(128, 1)),
        ("leaves_that_double", nested(64, 2)),
        ("leaves_ten_thousand_times", nested(2, 10_000)),
        (
            "rule_of_no_such_filter",
            with(|program| program.rules[0].plan = Plan::Event(FilterId(1))),
        ),
        ("rule_of_no_such_clock", with(|program| program.rules[0].clock = ClockId(1))),
        ("clock_of_no_such_field", with(|program| program.clocks[0].timestamp = FieldId(50))),
        (
            "clock_of_a_text",
            with(|program| {
                program.clocks = vec![Clock { timestamp: FieldId(0), tiebreaker: None }];
                program.fields[0].field_type = FieldType::Keyword;
            }),
        ),
        (
            "clock_of_another_event",
            with(|program| {
                let timestamp = program.clocks[0].timestamp.index();
                program.fields[timestamp].source = Source::Stage(0);
            }),
        ),
        ("constant_number_for_a_text", tested(FieldType::Keyword, Constant::Int(1), one_of)),
        ("constant_text_for_a_number", tested(FieldType::Long, text("1"), one_of)),
        ("constant_null", tested(FieldType::Dynamic, Constant::Null, one_of)),
        ("constant_for_an_object", tested(FieldType::Nested, text("a"), one_of)),
        ("constant_number_as_pattern", tested(FieldType::Keyword, Constant::Int(1), like)),
        ("constant_date_beyond_all", tested(FieldType::Date, Constant::Date(i128::MIN), one_of)),
        (
            "sound_constant_no_number",
            tested(FieldType::Double, Constant::Float(u64::MAX), |id| {
                FieldTest::Range(RangeOp::Less, id)
            }),
        ),
        ("pattern_for_a_number", tested(FieldType::Long, text("1*"), like)),
        ("sound_pattern_of_stars", tested(FieldType::Keyword, text(&"*a".repeat(500)), like)),
        (
            "block_that_is_none",
            tested(FieldType::Ip, text("10.0.0.0/33"), |id| FieldTest::Cidr(vec![id])),
        ),
        (
            "block_for_a_text",
            tested(FieldType::Keyword, text("10.0.0.0/8"), |id| FieldTest::Cidr(vec![id])),
        ),
        ("regex_that_is_none", tested(FieldType::Keyword, text("(a"), regex)),
        ("regex_too_large", tested(FieldType::Keyword, text("((a{1000}){1000}){1000}"), regex)),
        ("regex_nested", tested(FieldType::Keyword, text(&"(".repeat(3000)), regex)),
        ("script_empty", scripted(Vec::new())),
        ("script_takes_of_nothing", scripted(vec![Equal])),
        ("script_leaves_two", scripted(vec![Load(0), Load(0)])),
        ("script_takes_more_than_all", scripted(vec![Load(0), All(u32::MAX)])),
        ("script_of_no_such_occurrence", scripted(vec![Load(1)])),
        ("script_of_no_such_constant", scripted(vec![Push(ConstId(u32::MAX))])),
        ("script_of_no_such_function", scripted(vec![Load(0), call(u16::MAX, 1)])),
        ("script_with_a_wrong_count", scripted(vec![call(0, 0)])),
        ("script_too_deep", scripted([vec![Load(0); 5000], vec![Any(5000)]].concat())),
        ("script_too_long", scripted([vec![Load(0)], vec![IsNull; 1 << 16]].concat())),
        (
            "sound_script_of_wrong_types",
            scripted(vec![
                Load(0),
                IsNull,
                Load(0),
                Arithmetic(eql_functions::arithmetic::Operator::Divide, IntWidth::I32),
                IsNull,
            ]),
        ),
        ("sequence_of_one", sequence(|plan| plan.stages.truncate(1))),
        ("sequence_of_257", sequence(|plan| plan.stages = vec![plan.stages[0].clone(); 257])),
        ("sound_sequence_of_256", sequence(|plan| plan.stages = vec![plan.stages[0].clone(); 256])),
        (
            "sequence_of_missing_events",
            sequence(|plan| {
                plan.stages.iter_mut().for_each(|stage| stage.missing = true);
            }),
        ),
        ("sequence_without_a_span", sequence(|plan| plan.maxspan = None)),
        ("sequence_with_a_span_of_nothing", sequence(|plan| plan.maxspan = Some(0))),
        ("sequence_with_a_span_beyond_all", sequence(|plan| plan.maxspan = Some(i128::MAX))),
        ("sequence_with_other_keys", sequence(|plan| plan.stages[1].keys.clear())),
        (
            "sequence_with_257_keys",
            sequence(|plan| {
                let key = plan.stages[0].keys[0];
                let until = plan.until.iter_mut();
                plan.stages.iter_mut().chain(until).for_each(|stage| stage.keys = vec![key; 257]);
            }),
        ),
        (
            "sequence_until_a_missing_event",
            sequence(|plan| {
                plan.until.iter_mut().for_each(|until| until.missing = true);
            }),
        ),
        (
            "sequence_with_a_key_of_no_field",
            sequence(|plan| plan.stages[0].keys[0].field = FieldId(77)),
        ),
        ("sample_of_six", sample(6)),
        ("sample_without_a_key", {
            let mut program = sample(2);
            if let Plan::Sample(parts) = &mut program.rules[0].plan {
                for part in parts {
                    part.keys.clear();
                }
            }
            program
        }),
    ]
}

fn sample(parts: usize) -> Program {
    let mut program = program(&QUERIES[3..4]);
    if let Plan::Sample(own) = &mut program.rules[0].plan {
        let first: StagePlan = own[0].clone();
        *own = vec![first; parts];
    }
    program
}
