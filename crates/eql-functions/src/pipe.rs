//! `| head 3`, `| tail 1`: what is kept of the matches of a query (spec 18.3 to 18.6).

use serde::{Deserialize, Serialize};

/// What a pipe keeps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Pipe {
    /// The first so many.
    Head(u64),
    /// The last so many.
    Tail(u64),
}

impl Pipe {
    /// What the pipes keep, one after the other, of the matches of a query, which are in order (spec 18.5).
    pub fn apply<T>(pipes: &[Self], mut matches: Vec<T>) -> Vec<T> {
        let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        for pipe in pipes {
            match *pipe {
                Self::Head(number) => matches.truncate(count(number)),
                Self::Tail(number) => {
                    matches.drain(..matches.len().saturating_sub(count(number)));
                }
            }
        }
        matches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_pipe_chooses_inside_the_first() {
        let kept = |pipes: &[Pipe]| Pipe::apply(pipes, vec![1, 2, 3, 4, 5]);
        assert_eq!(kept(&[Pipe::Head(4), Pipe::Tail(2)]), [3, 4]);
        assert_eq!(kept(&[Pipe::Tail(2), Pipe::Head(9)]), [4, 5]);
        assert_eq!(kept(&[Pipe::Head(0)]), [0; 0]);
        assert_eq!(kept(&[Pipe::Tail(u64::MAX)]), [1, 2, 3, 4, 5]);
    }
}
