//! Blocks of addresses as regular expressions of their texts, as `load.sql` writes addresses: `10.0.0.1`, and
//! `fe80:0000:0000:0000:0000:0000:0000:0001`.

use event::Cidr;

/// The first address of IPv4 among those of IPv6.
const MAPPED: u128 = 0xffff << 32;

/// The expressions that take the addresses of a block.
pub(super) fn block(block: Cidr) -> Vec<String> {
    let (first, last) = (block.first().bits(), block.last().bits());
    if first >> 32 == 0xffff && last >> 32 == 0xffff {
        return vec![octets(first, last)];
    }
    let mut expressions = vec![groups(first, last)];
    if (first..=last).contains(&MAPPED) {
        expressions.push(r"[0-9.]+".to_owned());
    }
    expressions
}

/// The octets that the first and the last address of a block share, the range in which they differ, and the others.
fn octets(first: u128, last: u128) -> String {
    let octet = |bits: u128, place: u32| (bits >> (24 - 8 * place)) & 0xff;
    let one = |place| match (octet(first, place), octet(last, place)) {
        (0, 255) => "[0-9]+".to_owned(),
        (low, high) if low == high => low.to_string(),
        (low, high) => format!("(?:{})", numbers(low, high)),
    };
    (0..4).map(one).collect::<Vec<_>>().join(r"\.")
}

/// Decimal numbers from one to another, ten by ten.
fn numbers(low: u128, high: u128) -> String {
    let tens = |ten: u128| {
        let front = if ten == 0 { String::new() } else { ten.to_string() };
        let (least, most) = (low.max(ten * 10) % 10, high.min(ten * 10 + 9) % 10);
        if least == most { format!("{front}{least}") } else { format!("{front}[{least}-{most}]") }
    };
    (low / 10..=high / 10).map(tens).collect::<Vec<_>>().join("|")
}

/// The same of hexadecimal digits, four by four.
fn groups(first: u128, last: u128) -> String {
    let mut out = String::new();
    for place in 0..32 {
        let digit = |bits: u128| (bits >> (124 - 4 * place)) & 0xf;
        let (low, high) = (digit(first), digit(last));
        if place > 0 && place % 4 == 0 {
            out.push(':');
        }
        match (low, high) {
            (0, 15) => out.push_str("[0-9a-f]"),
            _ if low == high => out.push_str(&hex(low)),
            _ => out.push_str(&class(low, high)),
        }
    }
    out
}

/// Some hexadecimal digits.
fn class(low: u128, high: u128) -> String {
    let digits: Vec<_> = (low..=high).map(hex).collect();
    format!("[{}]", digits.concat())
}

fn hex(digit: u128) -> String {
    format!("{digit:x}")
}

#[cfg(test)]
mod tests {
    use eql_functions::Case;
    use eql_functions::regex::ScriptedRegex;
    use event::Ip;
    use testkit::Rng;

    use super::*;

    /// An address as `load.sql` writes it.
    fn written(bits: u128) -> String {
        if bits >> 32 == 0xffff {
            return Ip::from_bits(bits).to_string();
        }
        let group = |place: u32| format!("{:04x}", (bits >> (112 - 16 * place)) & 0xffff);
        (0..8).map(group).collect::<Vec<_>>().join(":")
    }

    #[test]
    fn a_block_of_part_of_an_octet_names_its_numbers() {
        let found = block(Cidr::parse("172.16.0.0/12").unwrap());
        assert_eq!(found, [r"172\.(?:1[6-9]|2[0-9]|3[0-1])\.[0-9]+\.[0-9]+"]);
    }

    #[test]
    fn expressions_take_the_addresses_of_a_block() {
        let (mut random, mut hits) = (Rng::new(7), 0);
        for _ in 0..3_000 {
            let is_v4 = random.below(2) == 0;
            let length = random.below(if is_v4 { 33 } else { 129 });
            let number = || u128::from(random.below(1 << 16) as u64);
            let groups: Vec<u128> = std::iter::repeat_with(number).take(8).collect();
            let any = groups.iter().fold(0, |bits, group| bits << 16 | group);
            let start = if is_v4 { MAPPED | any & 0xffff_ffff } else { any };
            let text = format!("{}/{length}", Ip::from_bits(start));
            let cidr = Cidr::parse(&text).unwrap();
            // Near the border of the block, and anywhere.
            let bit = 1u128 << random.below(if is_v4 { 32 } else { 128 });
            let other = *random.pick(&[start ^ bit, any, MAPPED | any >> 96, start]);
            let expression = format!("(?:{})", block(cidr).join("|"));
            let regex = ScriptedRegex::new(&expression, Case::Sensitive).unwrap();
            let expected = cidr.contains(Ip::from_bits(other));
            assert_eq!(regex.is_match(&written(other)), expected, "{text} {}", written(other));
            hits += usize::from(expected);
        }
        assert!(hits > 300, "{hits}");
    }
}
