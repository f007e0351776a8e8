//! What a function takes and gives: enough to check a call and to say what is wrong with it (spec 6.2, 6.7).

use std::fmt;

/// The parameters and the result of a function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Signature {
    /// In order; the optional ones are last.
    pub params: &'static [Param],
    /// How many of them a call must give.
    pub required: usize,
    /// Whether the last parameter may be given any number of times more.
    pub variadic: bool,
    /// What the function gives, where it gives not null.
    pub result: Kind,
}

/// One parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Param {
    /// Its name in the documentation, e.g. `source`.
    pub name: &'static str,
    /// Which values it takes.
    pub kind: Kind,
    /// Whether it must be a constant.
    pub constant: bool,
    /// What a null there does.
    pub null: OnNull,
}

/// A set of types, as diagnostics name it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// `keyword` or `text` with an exact form.
    String,
    /// Any integer or floating type.
    Number,
    /// An integer type.
    Integer,
    /// `boolean`.
    Boolean,
    /// `ip`.
    Ip,
    /// Every type.
    Any,
}

/// What a null argument does (spec 11.4).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum OnNull {
    /// The call gives null.
    Null,
    /// The call has an answer, e.g. the same as without this argument.
    Answered,
    /// A literal null there is an error.
    Refused,
}

impl Param {
    /// A parameter that may be any expression and passes null on.
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, constant: false, null: OnNull::Null }
    }

    /// The same, with an answer for null.
    pub(crate) const fn answering_null(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, constant: false, null: OnNull::Answered }
    }

    /// A parameter that must be a constant other than null.
    pub(crate) const fn constant(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, constant: true, null: OnNull::Refused }
    }
}

impl Signature {
    /// A signature without optional parameters.
    pub(crate) const fn fixed(params: &'static [Param], result: Kind) -> Self {
        Self { params, required: params.len(), variadic: false, result }
    }

    /// A signature whose parameters from `required` on are optional.
    pub(crate) const fn optional(params: &'static [Param], required: usize, result: Kind) -> Self {
        Self { params, required, variadic: false, result }
    }

    /// A signature whose last parameter may be repeated.
    pub(crate) const fn variadic(params: &'static [Param], result: Kind) -> Self {
        Self { params, required: params.len(), variadic: true, result }
    }

    /// The most arguments that a call may give; `None` where there is no limit.
    pub fn most(&self) -> Option<usize> {
        (!self.variadic).then_some(self.params.len())
    }

    /// Whether a call with so many arguments is right.
    pub fn takes(&self, count: usize) -> bool {
        count >= self.required && self.most().is_none_or(|most| count <= most)
    }

    /// The parameter of the argument with this index, from 0; `None` behind the last one.
    pub fn param(&self, index: usize) -> Option<&'static Param> {
        let last = if self.variadic { self.params.last() } else { None };
        self.params.get(index).or(last)
    }

    /// How many arguments a call must give, in words: `exactly two arguments`, `three or four arguments`.
    pub fn arity(&self) -> String {
        let least = number_word(self.required);
        match self.most() {
            Some(most) if most == self.required => {
                format!("exactly {least} {}", noun(most))
            }
            Some(most) => format!("{least} or {} arguments", number_word(most)),
            None => format!("at least {least} {}", noun(self.required)),
        }
    }
}

fn noun(count: usize) -> &'static str {
    if count == 1 { "argument" } else { "arguments" }
}

fn number_word(count: usize) -> String {
    let words = ["no", "one", "two", "three", "four"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

impl Kind {
    /// The word that a diagnostic shows.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "numeric",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Ip => "ip",
            Self::Any => "any type",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// As the documentation writes it: `source, left, right[, greedy]`, `ip, block, ...`.
impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, param) in self.params.iter().enumerate() {
            let optional = index >= self.required;
            let comma = if index > 0 { ", " } else { "" };
            if optional {
                write!(f, "[{comma}{}]", param.name)?;
            } else {
                write!(f, "{comma}{}", param.name)?;
            }
        }
        f.write_str(if self.variadic { ", ..." } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: Param = Param::new("text", Kind::String);

    #[test]
    fn counts_are_told_in_words() {
        let signature = |required, variadic| Signature {
            params: &[TEXT, TEXT, TEXT, TEXT],
            required,
            variadic,
            result: Kind::String,
        };
        assert_eq!(signature(4, false).arity(), "exactly four arguments");
        assert_eq!(signature(3, false).arity(), "three or four arguments");
        assert_eq!(Signature::variadic(&[TEXT], Kind::String).arity(), "at least one argument");
        assert_eq!(Signature::fixed(&[TEXT], Kind::String).arity(), "exactly one argument");
    }

    #[test]
    fn the_last_parameter_of_a_variadic_function_repeats() {
        let signature = Signature::variadic(&[TEXT], Kind::String);
        assert!(signature.takes(9) && !signature.takes(0));
        assert_eq!(signature.param(7), Some(&TEXT));
        assert_eq!(Signature::fixed(&[TEXT], Kind::String).param(1), None);
        assert_eq!(signature.to_string(), "text, ...");
        assert_eq!(Signature::optional(&[TEXT, TEXT], 1, Kind::String).to_string(), "text[, text]");
    }
}
