//! Numbers as Java writes and reads them (spec 12.10, 12.12).

/// The text of a double: `42.5`, `1.0E10`, `9.9E-4`, `NaN`, `-Infinity`; the shortest digits that read back.
pub fn double_text(number: f64) -> String {
    if number.is_infinite() {
        return (if number > 0.0 { "Infinity" } else { "-Infinity" }).to_owned();
    }
    let plain = number == 0.0 || (1e-3..1e7).contains(&number.abs());
    if plain || number.is_nan() { format!("{number:?}") } else { scientific(number) }
}

/// One digit is written `4.9E-324` where two digits come closer and `1.0E10` where not.
fn scientific(number: f64) -> String {
    let shortest = format!("{number:E}");
    if shortest.contains('.') {
        return shortest;
    }
    let two_digits = format!("{number:.1E}");
    if two_digits.parse() == Ok(number) { two_digits } else { shortest.replacen('E', ".0E", 1) }
}

/// Reads a number in base 10: a 64-bit integer, else a double. `None` where the text is neither.
///
/// As in Java, only the double may have white space around it or a suffix `f` or `d`, and it may be `NaN` or
/// `Infinity`. Not read, unlike Java: hexadecimal doubles (`0x1p3`) and digits other than `0` to `9`.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    parse_integer(text, 10)
        .map(Decimal::Integer)
        .or_else(|| parse_double(text).map(Decimal::Double))
}

/// What a text in base 10 holds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Decimal {
    /// It fits 64 bits with sign.
    Integer(i64),
    /// Anything else.
    Double(f64),
}

/// Reads a 64-bit integer with an optional sign; `None` for any other text and for a base outside 2 to 36.
pub fn parse_integer(text: &str, base: u32) -> Option<i64> {
    if (2..=36).contains(&base) { i64::from_str_radix(text, base).ok() } else { None }
}

fn parse_double(text: &str) -> Option<f64> {
    let text = text.trim_matches(|character| character <= ' ');
    let (negative, magnitude) = split_sign(text);
    let number = match magnitude {
        "NaN" => f64::NAN,
        "Infinity" => f64::INFINITY,
        _ => parse_digits(magnitude.strip_suffix(['f', 'F', 'd', 'D']).unwrap_or(magnitude))?,
    };
    Some(if negative { -number } else { number })
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Digits, a point, an exponent: what Rust reads too, without its words (`inf`, `nan`) and a second sign.
fn parse_digits(text: &str) -> Option<f64> {
    let starts = text.starts_with(|character: char| character.is_ascii_digit() || character == '.');
    let numeric = |byte: u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
    if starts && text.bytes().all(numeric) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn doubles_are_written_as_java_writes_them() {
        for (number, text) in [
            (1e10, "1.0E10"),
            (1e7, "1.0E7"),
            (9_999_999.0, "9999999.0"),
            (0.001, "0.001"),
            (0.00099, "9.9E-4"),
            (1.0 / 3.0, "0.3333333333333333"),
            (100.0, "100.0"),
            (-0.0, "-0.0"),
            (123_456_789.125, "1.23456789125E8"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
            (f64::from_bits(1), "4.9E-324"),
            (f64::from_bits(4), "2.0E-323"),
            (1e23, "1.0E23"),
        ] {
            assert_eq!(double_text(number), text);
        }
    }

    #[test]
    fn doubles_are_read_as_java_reads_them() {
        for (text, number) in [
            (" 1337 ", Some(1337.0)),
            ("1337d", Some(1337.0)),
            ("1.5F", Some(1.5)),
            ("+Infinity", Some(f64::INFINITY)),
            ("1e400", Some(f64::INFINITY)),
            (".5", Some(0.5)),
            ("5.", Some(5.0)),
            ("1e+05", Some(100_000.0)),
            ("\t5\n", Some(5.0)),
            ("inf", None),
            ("infinity", None),
            ("nan", None),
            ("1_0", None),
            ("", None),
            ("-", None),
            ("+-5", None),
            ("- 5", None),
            ("1e", None),
            (".", None),
            ("d", None),
            ("\u{A0}5", None),
            ("5dd", None),
        ] {
            assert_eq!(parse_double(text), number, "{text}");
        }
    }

    #[test]
    fn a_base_out_of_range_reads_nothing() {
        assert_eq!(parse_integer("z", 36), Some(35));
        assert_eq!(
            [parse_integer("1", 1), parse_integer("1", 37), parse_integer("1", 0)],
            [None; 3]
        );
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(number: f64) {
            prop_assert_eq!(parse_double(&double_text(number)), Some(number));
        }
    }
}
