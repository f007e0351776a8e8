//! Reading the lists of a program whose items have texts: all texts of a list get one memory.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::text::Shared;
use crate::{Constant, Predicate, Test};

/// A constant as it stands in the bytes; the variants are those of `Constant`.
#[derive(Deserialize)]
enum RawConstant<'b> {
    Null,
    Bool(bool),
    Int(i64),
    UInt(u64),
    Float(u64),
    Text(#[serde(borrow)] &'b [u8]),
    Date(i128),
    Ip(u128),
    Version(String),
}

/// A predicate as it stands in the bytes.
#[derive(Deserialize)]
struct RawPredicate<'b> {
    test: Test,
    #[serde(borrow)]
    source: &'b [u8],
}

const NO_TEXT: &str = "a text is not UTF-8";

/// Reads constants from bytes that stay where they are.
pub(crate) fn constants<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Constant>, D::Error> {
    let all = Vec::<RawConstant<'de>>::deserialize(deserializer)?;
    let texts = all.iter().filter_map(RawConstant::text);
    let mut texts = Shared::new(texts).ok_or_else(|| D::Error::custom(NO_TEXT))?;
    let constants = all.into_iter().map(|constant| constant.with(&mut texts));
    constants.collect::<Option<_>>().ok_or_else(|| D::Error::custom(NO_TEXT))
}

/// Reads predicates from bytes that stay where they are.
pub(crate) fn predicates<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Predicate>, D::Error> {
    let all = Vec::<RawPredicate<'de>>::deserialize(deserializer)?;
    let texts = all.iter().map(|predicate| predicate.source);
    let mut texts = Shared::new(texts).ok_or_else(|| D::Error::custom(NO_TEXT))?;
    let predicates = all.into_iter().map(|RawPredicate { test, source }| {
        Some(Predicate { test, source: texts.next(source.len())? })
    });
    predicates.collect::<Option<_>>().ok_or_else(|| D::Error::custom(NO_TEXT))
}

impl<'b> RawConstant<'b> {
    fn text(&self) -> Option<&'b [u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The constant; its text is the next one.
    fn with(self, texts: &mut Shared) -> Option<Constant> {
        Some(match self {
            Self::Null => Constant::Null,
            Self::Bool(value) => Constant::Bool(value),
            Self::Int(value) => Constant::Int(value),
            Self::UInt(value) => Constant::UInt(value),
            Self::Float(bits) => Constant::Float(bits),
            Self::Text(text) => Constant::Text(texts.next(text.len())?),
            Self::Date(nanos) => Constant::Date(nanos),
            Self::Ip(bits) => Constant::Ip(bits),
            Self::Version(text) => Constant::Version(text),
        })
    }
}
