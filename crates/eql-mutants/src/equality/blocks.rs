//! Whether every address of one block lies in some of several others: by halves.

use event::{Cidr, Ip};

/// Whether it is so: some block has it all, or both its halves are covered.
pub(super) fn is_covered(block: &Cidr, others: &[&Cidr]) -> bool {
    let Some((first, length)) = parts(block) else { return false };
    is_part_covered(first, length, others)
}

fn is_part_covered(first: u128, length: u32, others: &[&Cidr]) -> bool {
    // A block is a power of two long and begins at a multiple of it: two either lie in each other or apart.
    let last = first | u128::MAX.checked_shr(length).unwrap_or(0);
    if others.iter().any(|other| has(other, first) && has(other, last)) {
        return true;
    }
    let inside: Vec<&Cidr> = others
        .iter()
        .filter(|other| parts(other).is_some_and(|(own, _)| (first..=last).contains(&own)))
        .copied()
        .collect();
    if inside.is_empty() || length == u128::BITS {
        return false;
    }
    let middle = first | (1 << (u128::BITS - 1 - length));
    is_part_covered(first, length + 1, &inside) && is_part_covered(middle, length + 1, &inside)
}

fn has(block: &Cidr, address: u128) -> bool {
    block.contains(Ip::from_bits(address))
}

/// The first address of a block and how many bits its addresses share.
fn parts(block: &Cidr) -> Option<(u128, u32)> {
    let text = block.to_string();
    let (address, length) = text.split_once('/')?;
    let is_v4 = !address.contains(':');
    let length: u32 = length.parse().ok()?;
    Some((Ip::parse(address)?.bits(), if is_v4 { length + 96 } else { length }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(block: &str, others: &[&str]) -> bool {
        let parse = |text: &str| Cidr::parse(text).unwrap();
        let others: Vec<_> = others.iter().map(|other| parse(other)).collect();
        is_covered(&parse(block), &others.iter().collect::<Vec<_>>())
    }

    #[test]
    fn two_halves_are_the_whole() {
        let blocks = ["224.0.0.0/4", "240.0.0.0/4"];
        assert!(covered("224.0.0.0/3", &blocks));
        assert!(covered("240.0.0.0/5", &blocks));
        assert!(!covered("224.0.0.0/2", &blocks));
        assert!(!covered("224.0.0.0/3", &blocks[..1]));
        assert!(covered("10.0.0.1", &["10.0.0.0/31"]));
        assert!(covered("::/0", &["::/0"]));
        assert!(!covered("::/0", &["0.0.0.0/0"]));
    }
}
