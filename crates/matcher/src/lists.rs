//! Many short lists in the memory of one.

/// Lists of which each has a place, one behind the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists<T> {
    /// By list: where it starts; last, where the last one ends.
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Lists<T> {
    /// So many lists; `pairs` are the places of the lists with what they get, in order. There are fewer than 2^32.
    pub(crate) fn new(count: usize, pairs: &[(usize, T)]) -> Self {
        let mut starts = vec![0u32; count + 1];
        for &(list, _) in pairs {
            starts[list] += 1;
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        // Each start is an end at first, and moves to the front with each item. The last items go first.
        let mut items: Vec<T> = pairs.iter().map(|&(_, item)| item).collect();
        for &(list, item) in pairs.iter().rev() {
            starts[list] -= 1;
            items[starts[list] as usize] = item;
        }
        Self { starts, items }
    }

    /// The list at a place.
    #[inline]
    pub(crate) fn of(&self, place: usize) -> &[T] {
        &self.items[self.starts[place] as usize..self.starts[place + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_has_its_items_in_order() {
        let lists = Lists::new(4, &[(2, 'a'), (0, 'b'), (2, 'c'), (3, 'd'), (2, 'e')]);
        let all = [0, 1, 2, 3].map(|place| lists.of(place));
        assert_eq!(all, [&['b'][..], &[], &['a', 'c', 'e'], &['d']]);
    }
}
