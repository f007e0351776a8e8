//! Texts that are deep, long or garbage: always an answer, never an overflow of the stack.

use diagnostics::Diagnostic;
use eql_syntax::{MAX_DEPTH, dump, lex, parse, print, without_spans};

/// The least stack that a thread of the standard library has.
const STACK: usize = 2 << 20;

/// Everything that is done with a query, in a thread with little stack; the findings about the text.
fn everything(text: String) -> Vec<Diagnostic> {
    let work = move || {
        let parsed = parse(&text);
        let printed = print(&parsed.tree);
        assert!(!printed.is_empty() && !dump(&parsed.tree).is_empty());
        let again = without_spans(parse(&printed).tree);
        if parsed.diagnostics.is_empty() {
            assert_eq!(again, without_spans(parsed.tree.clone()));
        }
        parsed.diagnostics
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(work);
    thread.expect("a thread").join().expect("an answer")
}

fn ids(text: String) -> Vec<&'static str> {
    everything(text).iter().map(|diagnostic| diagnostic.id).collect()
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("any where {}{inner}{}", open.repeat(depth), close.repeat(depth))
}

/// Ways to nest; one less than the limit of them is fine.
const NESTINGS: &[(&str, &str, &str)] = &[
    ("(", "a", ")"),
    ("not ", "a", ""),
    ("-", "a", ""),
    ("+ ", "a", ""),
    ("f(", "a", ")"),
    ("a in (", "1", ")"),
    ("", "a", " + 1"),
    ("", "a", " * 1"),
    ("1 + (", "a", ")"),
    ("a or b and not (", "a", ")"),
    ("child of [any where ", "a", "]"),
    ("(f(-", "a", "+1) == 1 or b)"),
];

#[test]
fn nesting_up_to_the_limit_is_read() {
    for (open, inner, close) in NESTINGS {
        let levels = open.len() + close.len();
        let depth = if levels > 6 { 20 } else { MAX_DEPTH as usize - 2 };
        let text = nested(open, inner, close, depth.min(MAX_DEPTH as usize - 2));
        assert_eq!(ids(text.clone()), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn nesting_beyond_the_limit_is_one_finding() {
    for (open, inner, close) in NESTINGS {
        for depth in [MAX_DEPTH as usize + 1, 20_000] {
            let found = ids(nested(open, inner, close, depth));
            assert_eq!(found, ["eql/too-deep"], "{open}{inner}{close}");
        }
    }
}

#[test]
fn a_finding_after_deep_nesting_is_still_made() {
    let deep = nested("(", "a", ")", 1000);
    assert_eq!(ids(deep + " and b = 1"), ["eql/too-deep", "eql/assignment"]);
}

#[test]
fn the_deepest_tree_of_everything_fits_the_stack() {
    let deepest = (1..=MAX_DEPTH as usize).rev().find_map(|depth| {
        let text = nested("(b or not (f(-(", "a", " : \"x\") + 1 * 2, 3) == 1 and c))", depth);
        parse(&text).diagnostics.is_empty().then_some(text)
    });
    assert_eq!(ids(deepest.unwrap()), Vec::<&str>::new());
}

#[test]
fn long_lists_are_flat() {
    let many = |word: &str, between: &str| vec![word; 100_000].join(between);
    for text in [
        format!("any where {}", many("a == 1", " and ")),
        format!("any where {}", many("a : \"x\"", " or ")),
        format!("any where a in ({})", many("\"text\"", ", ")),
        format!("any where a : ({})", many("\"text\"", ", ")),
        format!("any where f({})", many("a", ", ")),
        format!("sequence {}", many("[any where a]", " ")),
        format!("sample by {} [any where a]", many("a", ", ")),
        format!("any where a | {}", many("head 1", " | ")),
        format!("any where {}", many("a", ".")),
    ] {
        assert_eq!(ids(text), Vec::<&str>::new());
    }
}

fn repeated(piece: &str, bytes: usize) -> String {
    format!("any where {}", piece.repeat(bytes / piece.len()))
}

/// Pieces that open, close, begin or break off something.
const PIECES: &[&str] = &[
    "(",
    "[",
    "![",
    ")",
    "]",
    "([",
    "(]",
    "a(",
    "a in (",
    "a : ",
    "a : (",
    "a [b where ",
    "of [",
    "a of [b where ",
    "not ",
    "-",
    "a == ",
    "a = ",
    "a. ",
    "?",
    "a[1",
    "a,",
    "`",
    "`\n",
    "\"\n",
    "'",
    "\"\"\"",
    "?\"",
    "/*",
    "//\n",
    "#",
    "# ",
    "| ",
    "| head ",
    "until [",
    "sequence ",
    "where ",
    "by ",
    "with ",
    "!",
    "\u{a0}",
    "1 ",
    "\"\\",
    "\\u{",
    "and ",
    "or ",
    "AND ",
    "(a) or ",
    "`` ",
    "\"\"",
    "()",
    "(),",
    "a in () and ",
    "[a where b] ",
    "1+",
    "a not : ",
    "a < ",
    "event.any ",
    "NOT ",
    "a : (b,) ",
];

#[test]
fn nonsense_is_read_in_linear_time() {
    // With a quadratic step somewhere, these would take hours.
    for piece in PIECES {
        let found = parse(&repeated(piece, 100_000)).diagnostics.len();
        assert!(found <= 100, "{found} findings about {piece:?}");
    }
}

#[test]
fn five_million_bytes_are_read_in_seconds() {
    for piece in ["(", "a in (", "a of [b where ", "\"\n"] {
        assert!(!parse(&repeated(piece, 5_000_000)).diagnostics.is_empty(), "{piece:?}");
    }
}

#[test]
fn garbage_takes_no_more_memory_than_the_text() {
    let garbage = "§$#\u{0}".repeat(10_000_000);
    let tokens = lex(&garbage);
    assert_eq!((tokens.tree.len(), tokens.diagnostics.len()), (1, 1));
}

#[test]
fn the_last_of_many_findings_says_how_many_more_there_are() {
    let parsed = parse(&format!("any where {}", vec!["a = 1"; 150].join(" and ")));
    assert_eq!(parsed.diagnostics.len(), 100);
    let last = parsed.diagnostics.last().map(|last| last.message.as_str());
    assert_eq!(last, Some("`=` does not compare (and 50 more findings after this one)"));
}
