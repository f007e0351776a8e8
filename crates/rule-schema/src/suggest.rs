//! "Did you mean": the known word that is nearest to an unknown one.

/// Longer texts are no slip of a word, and comparing them takes long.
const LONGEST: usize = 64;

/// The nearest of `words`, if it is near enough to be what was meant.
pub(crate) fn closest(
    text: &str,
    words: impl IntoIterator<Item = &'static str>,
) -> Option<&'static str> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.to_lowercase();
    let slips = |word: &str| strsim::osa_distance(&text, &word.to_lowercase());
    let near = words.into_iter().map(|word| (slips(word), word));
    let near = near.filter(|&(slips, word)| slips <= word.len() / 3);
    near.min_by_key(|&(slips, _)| slips).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_word_and_another_word_does_not() {
        let words = ["severity", "risk_score", "to"];
        assert_eq!(closest("Severity", words), Some("severity"));
        assert_eq!(closest("risk-scroe", words), Some("risk_score"));
        assert_eq!(closest("ot", words), None);
        assert_eq!(closest("tags", words), None);
        assert_eq!(closest(&"severity".repeat(1000), words), None);
    }
}
