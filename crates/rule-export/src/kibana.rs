//! Rules as Kibana's API has them, made of rule files and made into rule files again (rule-format §3.1).
//!
//! There are two forms. [`Form::Written`] has every text as the file has it, so that the way back gives the same file.
//! [`Form::Shipped`] is what Elastic's build makes, hashes and packs: the lines of a text are joined, a threat always has
//! techniques, an address ends with `/`.

mod api;
mod back;
mod compare;
mod json;
mod keys;
mod line;
mod plugins;
mod texts;

pub use api::{Form, complete, of_file, with_metadata};
pub use back::{Back, Odd, back};
pub use compare::differing;
pub use json::{Lost, of_toml, to_toml};
pub use line::{Line, Missing, details};
