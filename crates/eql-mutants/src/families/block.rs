//! The prefix of a block of addresses is one bit longer or shorter.

use eql_functions::Hint;
use eql_hir::{Leaf, Predicate, ScriptExpr};
use event::{Cidr, Value};

use super::{Example, Family};
use crate::edit::{Edits, Shown, with};

pub(super) static FAMILY: Family = Family {
    kinds: &["widen-block", "narrow-block"],
    summary: "The prefix of a block of addresses is one bit shorter or longer.",
    examples: &[
        Example {
            query: "network where cidrMatch(source.ip, \"10.0.0.0/8\")",
            kind: "widen-block",
            before: "cidrMatch(source.ip, \"10.0.0.0/8\")",
            after: "cidrMatch(source.ip, \"10.0.0.0/7\")",
            noticed: &[r#"{"event.category": "network", "source.ip": "11.0.0.1"}"#],
            unnoticed: &[r#"{"event.category": "network", "source.ip": "10.0.0.1"}"#],
        },
        Example {
            query: "network where cidrMatch(source.ip, \"10.0.0.0/8\")",
            kind: "narrow-block",
            before: "cidrMatch(source.ip, \"10.0.0.0/8\")",
            after: "cidrMatch(source.ip, \"10.0.0.0/9\")",
            noticed: &[r#"{"event.category": "network", "source.ip": "10.200.0.1"}"#],
            unnoticed: &[r#"{"event.category": "network", "source.ip": "10.0.0.1"}"#],
        },
    ],
    predicate: Some(predicate),
    script: Some(script),
    ..Family::IDLE
};

/// By how many bits the prefix changes, and what that is called.
const STEPS: [(&str, i64); 2] = [("widen-block", -1), ("narrow-block", 1)];

fn predicate(_: &Leaf, predicate: &Predicate, edits: &mut Edits<'_, Predicate>) {
    let Predicate::Cidr(blocks) = predicate else { return };
    for (index, block) in blocks.iter().enumerate() {
        for (kind, step) in STEPS {
            edits.element(kind, index, || {
                let block = Cidr::parse(&resized(&block.to_string(), step)?)?;
                Some(Predicate::Cidr(with(blocks, index, block)))
            });
        }
    }
}

fn script(node: &ScriptExpr, edits: &mut Edits<'_, ScriptExpr>) {
    let ScriptExpr::Call(id, mode, args) = node else { return };
    if id.function().hint != Some(Hint::CidrBlocks) {
        return;
    }
    for (index, arg) in args.iter().enumerate().skip(1) {
        let ScriptExpr::Constant(Value::Str(text)) = arg else { continue };
        for (kind, step) in STEPS {
            edits.offer(kind, Shown::Node, || {
                let block = Cidr::parse(text)?.to_string();
                let block = ScriptExpr::Constant(Value::text(resized(&block, step)?));
                Some(ScriptExpr::Call(*id, *mode, with(args, index, block)))
            });
        }
    }
}

/// `address/length` with another length; `None` where there is none.
fn resized(block: &str, step: i64) -> Option<String> {
    let (address, length) = block.split_once('/')?;
    let length = length.parse::<i64>().ok()? + step;
    let text = format!("{address}/{length}");
    Cidr::parse(&text).map(|_| text)
}
