//! The examples of every function are true, and every function has its file of cases.

use eql_functions::{FUNCTIONS, Kind, Mode, OnNull};
use event::{Ip, Value};

use crate::expression::evaluate;
use crate::shared::workspace;

#[test]
fn examples_give_their_results() {
    for function in FUNCTIONS {
        assert!(!function.examples.is_empty(), "{}", function.name);
        for example in function.examples {
            let (result, expected) = (evaluate(example.call), evaluate(example.result));
            assert_eq!(format!("{result:?}"), format!("{expected:?}"), "{}", example.call);
            assert!(result.is_ok(), "{}", example.call);
        }
    }
}

#[test]
fn every_function_has_a_file_of_cases_and_every_file_a_function() {
    let folder = workspace().join("testdata/functions");
    #[expect(clippy::disallowed_methods, reason = "a test that lists its own cases")]
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let mut expected: Vec<String> =
        FUNCTIONS.iter().map(|function| snake_case(function.name) + ".toml").collect();
    expected.sort();
    assert_eq!(files, expected);
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// A value of each kind.
fn sample(kind: Kind) -> Value<'static> {
    match kind {
        Kind::String => Value::text("1"),
        Kind::Boolean => Value::Bool(true),
        Kind::Ip => Value::Ip(Ip::from_bits(1)),
        Kind::Number | Kind::Integer | Kind::Any => Value::Int(1),
    }
}

#[test]
fn a_null_argument_gives_null_where_the_signature_says_so() {
    for function in FUNCTIONS {
        let params = function.signature.params;
        for (index, param) in params.iter().enumerate() {
            let mut args: Vec<Value<'_>> = params.iter().map(|param| sample(param.kind)).collect();
            args[index] = Value::Null;
            let gives_null = (function.eval)(&args, Mode::default()) == Ok(Value::Null);
            let expected = param.null == OnNull::Null;
            assert!(
                gives_null == expected || param.null == OnNull::Refused,
                "{} {}",
                function.name,
                param.name
            );
        }
    }
}

#[test]
fn too_few_arguments_and_wrong_types_never_panic() {
    let odd =
        [Value::Null, Value::Bool(true), Value::Int(-1), Value::Float(f64::NAN), Value::text("😀")];
    for function in FUNCTIONS {
        for first in &odd {
            for second in &odd {
                let args = [first.clone(), second.clone(), first.clone(), second.clone()];
                for count in 0..=args.len() {
                    let _ = (function.eval)(&args[..count], Mode::default());
                }
            }
        }
    }
}
