//! IP addresses and blocks, IPv4 and IPv6 in one order.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// An address; an IPv4 address equals its IPv4-mapped IPv6 form (spec 9.3). Packed, as an instant is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(Rust, packed(8))]
pub struct Ip(u128);

impl Ip {
    /// Reads an address such as `10.0.0.1` or `FE80::1`; `None` where the text is none.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<IpAddr>().ok().map(Self::from)
    }

    /// The 128 bits of the address, IPv4 mapped into `::ffff:0:0/96`.
    pub fn bits(self) -> u128 {
        self.0
    }

    /// The address with these 128 bits.
    pub fn from_bits(bits: u128) -> Self {
        Self(bits)
    }
}

impl From<IpAddr> for Ip {
    fn from(address: IpAddr) -> Self {
        let v6 = match address {
            IpAddr::V4(v4) => v4.to_ipv6_mapped(),
            IpAddr::V6(v6) => v6,
        };
        Self(v6.to_bits())
    }
}

impl fmt::Display for Ip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let v6 = Ipv6Addr::from_bits(self.0);
        match v6.to_ipv4_mapped() {
            Some(v4) => v4.fmt(f),
            None => v6.fmt(f),
        }
    }
}

/// A block of addresses: all that share the first bits. Host bits may be set (`10.6.48.157/8`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Cidr {
    /// First address of the block.
    first: u128,
    /// The bits that every address of the block shares, counted from the top, 0 to 128.
    prefix: u32,
}

impl Cidr {
    /// Reads `address/length`, or an address alone as a block of one (spec 12.13).
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let length = match length {
            Some(text) => text.parse().ok().filter(|&length| length <= width)?,
            None => width,
        };
        let prefix = length + 128 - width;
        Some(Self { first: Ip::from(address).0 & mask(prefix), prefix })
    }

    /// The first address of the block.
    pub fn first(self) -> Ip {
        Ip(self.first)
    }

    /// The last address of the block.
    pub fn last(self) -> Ip {
        Ip(self.first | !mask(self.prefix))
    }

    /// Whether the address lies in the block.
    pub fn contains(self, address: Ip) -> bool {
        address.0 & mask(self.prefix) == self.first
    }
}

fn mask(prefix: u32) -> u128 {
    u128::MAX.checked_shl(128 - prefix).unwrap_or(0)
}

/// The block with its host bits cleared.
impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = Ip(self.first);
        let v4 = Ipv6Addr::from_bits(self.first).to_ipv4_mapped().is_some() && self.prefix >= 96;
        write!(f, "{first}/{}", if v4 { self.prefix - 96 } else { self.prefix })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lies_in(block: &str, address: &str) -> bool {
        Cidr::parse(block).unwrap().contains(Ip::parse(address).unwrap())
    }

    #[test]
    fn spellings_of_one_address_are_equal() {
        assert_eq!(Ip::parse("0:0:0:0:0:0:0:1"), Ip::parse("::1"));
        assert_eq!(Ip::parse("::ffff:10.0.0.1"), Ip::parse("10.0.0.1"));
        assert_eq!(Ip::parse("10.0.0"), None);
    }

    #[test]
    fn blocks_clear_host_bits_and_keep_families_apart() {
        assert!(lies_in("10.6.48.157/8", "10.255.0.1"));
        assert!(!lies_in("10.6.48.157/8", "11.0.0.1"));
        assert!(lies_in("FE80::/10", "fe80::7"));
        assert!(lies_in("0.0.0.0/0", "1.2.3.4"));
        assert!(!lies_in("0.0.0.0/0", "2001:db8::1"));
        assert!(lies_in("::1", "::1"));
    }

    #[test]
    fn refuses_what_is_no_block() {
        for text in ["", "10.0.0.0/33", "::/129", "host/8", "10.0.0.0/x"] {
            assert_eq!(Cidr::parse(text), None, "{text}");
        }
    }

    #[test]
    fn prints_without_host_bits() {
        assert_eq!(Cidr::parse("10.6.48.157/8").unwrap().to_string(), "10.0.0.0/8");
        assert_eq!(Cidr::parse("::1").unwrap().to_string(), "::1/128");
    }

    #[test]
    fn a_block_ends_before_its_neighbour() {
        let ends = |text| Cidr::parse(text).map(|block| (block.first(), block.last())).unwrap();
        assert_eq!(
            ends("10.6.48.157/8"),
            (Ip::parse("10.0.0.0").unwrap(), Ip::parse("10.255.255.255").unwrap())
        );
        assert_eq!(ends("::1"), (Ip::from_bits(1), Ip::from_bits(1)));
        assert_eq!(ends("::/0").1, Ip::from_bits(u128::MAX));
    }
}
