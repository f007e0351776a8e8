//! Texts at the edges of JSON.

use super::twin::Twin;

const PATHS: &[&str] =
    &["a", "a.b", "a.b.c", "", ".", "a.", ".a", "a..b", "process", "a", "long_key_of_field"];

#[test]
fn whole_texts_are_taken_and_refused_alike() {
    let mut twin = Twin::new(PATHS);
    let texts: &[(&str, bool)] = &[
        ("{}", true),
        (" \n\t\r{ \n} \r\n\t ", true),
        ("", false),
        (" ", false),
        ("[]", false),
        ("1", false),
        ("null", false),
        (r#""a""#, false),
        ("{} {}", false),
        ("{}x", false),
        ("{}\u{0}", false),
        ("\u{feff}{}", false),
        ("{\u{b}}", false),
        ("{\u{a0}}", false),
        ("{", false),
        ("}", false),
        (r#"{"a"}"#, false),
        (r#"{"a":}"#, false),
        (r#"{"a" 1}"#, false),
        (r#"{"a"::1}"#, false),
        (r#"{"a":1,}"#, false),
        (r#"{,"a":1}"#, false),
        (r#"{"a":1,,"b":2}"#, false),
        (r#"{"a":1 "b":2}"#, false),
        (r"{a:1}", false),
        (r"{'a':1}", false),
        (r"{1:1}", false),
        (r#"{"a":1]"#, false),
        (r#"{"a":[1}"#, false),
        (r#"{"a":[1,]}"#, false),
        (r#"{"a":[,1]}"#, false),
        (r#"{"a":[1 2]}"#, false),
        (r#"{"a":[}"#, false),
        (r#"{"a":1}/**/"#, false),
        (r#"{"a" : [ 1 , [ ] , { } , [ null ] ] , "b" : { } }"#, true),
    ];
    for (text, taken) in texts {
        assert_eq!(twin.agrees(text.as_bytes()), *taken, "{text}");
    }
}

/// Numbers and words, right and nearly right.
const WORDS: &str = "0 -0 00 01 -01 - -a --1 +1 1. .5 1.5 -1.5e3 1e 1e+ 1e- 1E+5 1e5.5 1.e5 0e5 0.0e-5 -0.0
    1e400 -1e400 1e-400 0e400 0e99999999999 1e99999999999 1e-99999999999 1.7976931348623157e308
    1.7976931348623159e308 2e308 9223372036854775807 9223372036854775808 -9223372036854775808
    -9223372036854775809 18446744073709551615 18446744073709551616 0.1 0.30000000000000004
    123456789.123456789e-7 1x 1_000 0x10 NaN Infinity -Infinity true false null True tru truex nul nulll fals
    f t n";

#[test]
fn scalars_are_taken_and_refused_alike() {
    let mut twin = Twin::new(PATHS);
    let digits = |count: usize| "9".repeat(count);
    let mut values: Vec<String> = WORDS.split_whitespace().map(str::to_owned).collect();
    values.extend([299, 300, 301, 308, 309, 310, 400].map(digits));
    values.extend([299, 305, 309].map(|count| format!("-{}.5", digits(count))));
    values.extend([299, 305, 400].map(|count| format!("0.{}", digits(count))));
    values.extend([299, 400].map(|count| format!("0.{}1e5", "0".repeat(count))));
    for value in &values {
        for text in [
            format!(r#"{{"a":{value}}}"#),
            format!(r#"{{"x":{value}}}"#),
            format!(r#"{{"a":{{"b":[{value}, {value} ]}}}}"#),
            format!(r#"{{"a":{value}"#),
            format!(r#"{{"a":1}}{value}"#),
        ] {
            twin.agrees(text.as_bytes());
        }
    }
    assert!(twin.agrees(br#"{"a":1e-400}"#));
    assert!(!twin.agrees(br#"{"a":1e400}"#));
    assert!(!twin.agrees(br#"{"unwanted":1e400}"#));
}

#[test]
fn strings_are_taken_and_refused_alike() {
    let mut twin = Twin::new(PATHS);
    let parts: &[&[u8]] = &[
        b"",
        b"x",
        br"\",
        br"\\",
        br#"\""#,
        br"\/",
        br"\b\f\n\r\t",
        br"\x",
        br"\u",
        br"\u00",
        br"\u0041",
        br"\u00e9",
        br"\u0000",
        br"\uD83D\uDE00",
        br"\ud83d",
        br"\ud83dx",
        br"\ud83d\n",
        br"\ud83d\u0041",
        br"\ud83d\ud83d\ude00",
        br"\ude00",
        br"\udfff",
        br"\uffff",
        br"\u+123",
        br"\u 123",
        b"\x00",
        b"\x1f",
        b"\n",
        b"\t",
        b"\x7f",
        b"\x80",
        b"\xff",
        "é".as_bytes(),
        "\u{20ac}".as_bytes(),
        "😀".as_bytes(),
        b"\xc3",
        b"\xc3(",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xc0\xaf",
        br"\\\\\\\\",
        br#"\\\""#,
        b"\"",
        b"/",
        b"{}",
        br"a.b",
        br"pro\u0063ess",
        b"0123456789012345678901234567890123456789012345678901234567890123456789",
    ];
    for first in parts {
        for second in parts {
            let part = [*first, *second].concat();
            for (before, after) in [
                (&br#"{"a":""#[..], &br#""}"#[..]),
                (br#"{"x":""#, br#""}"#),
                (br#"{""#, br#"":1}"#),
                (br#"{"x":{""#, br#"":[]}}"#),
                (br#"{"a":""#, b""),
                (br"{", br":1}"),
            ] {
                twin.agrees(&[before, &part, after].concat());
            }
        }
    }
    assert!(twin.agrees(br#"{"pro\u0063ess":"a","a":"\ud83d\ude00"}"#));
}

#[test]
fn the_depth_is_limited_alike() {
    let mut twin = Twin::new(&["a", "a.a.a"]);
    for depth in 120..132 {
        let arrays = format!(r#"{{"a":{}1{}}}"#, "[".repeat(depth), "]".repeat(depth));
        let objects = format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
        let unwanted = format!(r#"{{"x":{}}}"#, "[{\"y\":".repeat(depth / 2));
        assert_eq!(twin.agrees(arrays.as_bytes()), depth <= 126);
        assert_eq!(twin.agrees(objects.as_bytes()), depth <= 127);
        twin.agrees(unwanted.as_bytes());
    }
    assert!(!twin.agrees("[".repeat(1_000_000).as_bytes()));
    assert!(!twin.agrees(r#"{"a":"#.repeat(1_000_000).as_bytes()));
}

#[test]
fn odd_names_are_the_fields_that_a_document_has() {
    let mut twin = Twin::new(PATHS);
    for text in [
        r#"{"":1,"a":{"":2},".":3,"a.":4,"a":{"b":5,"":{"b":6}}}"#,
        r#"{"":{"":7,"a":8},"a.":{"b":9},"a..b":10,".a":11,"a":{".b":12}}"#,
        r#"{"a.b.c":1,"a.b":{"c":2},"a":{"b.c":3,"b":{"c":[4,[5]]}},"a":[{"b":[{"c":6},{"c":null}]},7]}"#,
        r#"{"a":{"b":1,"b":{"c":2}},"a":3,"a.b":null,"a":[[[{"b":"x"}]]]}"#,
        r#"{"long_key_of_field":1,"long_key_0f_field":2,"long_key_of_fielD":3}"#,
    ] {
        assert!(twin.agrees(text.as_bytes()), "{text}");
    }
}

#[test]
fn a_name_of_very_many_segments_is_read_too() {
    let long = format!("{}b", "a.".repeat(20_000));
    let mut twin = Twin::new(&[long.as_str(), "c"]);
    assert!(twin.agrees(format!(r#"{{"{long}":1,"c":2}}"#).as_bytes()));
    assert!(twin.agrees(format!(r#"{{"a":{{"{}":[1.5,true]}},"c":2}}"#, &long[2..]).as_bytes()));
    assert!(!twin.agrees(br#"{"c":"#));
}
