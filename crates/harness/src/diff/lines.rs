//! How many lines of a text are new, and how many are gone.

/// Beyond so many pairs of lines the order of lines is not looked at.
const MAX_PAIRS: usize = 25_000_000;

/// Lines that are added and removed; the others stand in both texts in the same order.
pub(super) fn changed(old: &str, new: &str) -> (usize, usize) {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[start..], &new[start..]);
    let ends = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[..old.len() - ends], &new[..new.len() - ends]);
    let kept = if old.len().saturating_mul(new.len()) > MAX_PAIRS { 0 } else { common(old, new) };
    (new.len() - kept, old.len() - kept)
}

/// The length of the longest list of lines that both have in this order.
fn common(old: &[&str], new: &[&str]) -> usize {
    let mut row = vec![0; new.len() + 1];
    for line in old {
        let mut corner = 0;
        for (place, other) in new.iter().enumerate() {
            let above = row[place + 1];
            row[place + 1] = if line == other { corner + 1 } else { above.max(row[place]) };
            corner = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::changed;

    #[test]
    fn lines_that_stay_are_not_counted() {
        assert_eq!(changed("a\nb\nc", "a\nb\nc"), (0, 0));
        assert_eq!(changed("a\nb\nc", "a\nx\nb\nc"), (1, 0));
        assert_eq!(changed("a\nb\nc\nd", "a\nc\nx\nd"), (1, 1));
        assert_eq!(changed("", "a\nb"), (2, 0));
        assert_eq!(changed("a\nb\nc", "c\na\nb"), (1, 1));
    }
}
