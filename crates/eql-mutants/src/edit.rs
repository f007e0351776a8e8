//! How a family offers its changes, and how many it may.

/// The most changes that one family makes at one place: a list of thousands of constants is not tried throughout.
pub(crate) const MAX_AT_ONE_PLACE: usize = 256;

/// A change of one node: of a condition, of what is asked of a field, or of a script.
#[derive(Debug)]
pub(crate) struct Edit<T> {
    /// The kind of the mutant.
    pub(crate) kind: &'static str,
    /// What takes the place of the node.
    pub(crate) to: T,
    /// How the change reads.
    pub(crate) shown: Shown,
}

/// How a change reads.
#[derive(Debug)]
pub(crate) enum Shown {
    /// As the node before and after.
    Node,
    /// As this element of a list before and after.
    Element(usize),
    /// As these texts.
    Texts(String, String),
}

/// Takes the changes of one family at one node.
pub(crate) struct Edits<'a, T> {
    take: &'a mut dyn FnMut(Edit<T>),
    taken: usize,
    cut: usize,
}

impl<'a, T> Edits<'a, T> {
    pub(crate) fn new(take: &'a mut dyn FnMut(Edit<T>)) -> Self {
        Self { take, taken: 0, cut: 0 }
    }

    /// How many changes were not made because there are too many.
    pub(crate) fn cut(&self) -> usize {
        self.cut
    }

    /// One more change, made only where there is room for it.
    pub(crate) fn offer(
        &mut self,
        kind: &'static str,
        shown: Shown,
        make: impl FnOnce() -> Option<T>,
    ) {
        if self.taken == MAX_AT_ONE_PLACE {
            self.cut += 1;
        } else if let Some(to) = make() {
            self.taken += 1;
            (self.take)(Edit { kind, to, shown });
        }
    }

    /// One change of the node as a whole.
    pub(crate) fn give(&mut self, kind: &'static str, to: T) {
        self.offer(kind, Shown::Node, || Some(to));
    }

    /// One change of an element of a list.
    pub(crate) fn element(
        &mut self,
        kind: &'static str,
        index: usize,
        make: impl FnOnce() -> Option<T>,
    ) {
        self.offer(kind, Shown::Element(index), make);
    }
}

/// The list with another element at a place.
pub(crate) fn with<T: Clone>(list: &[T], index: usize, to: T) -> Vec<T> {
    let mut list = list.to_vec();
    list[index] = to;
    list
}

/// The list without an element.
pub(crate) fn without<T: Clone>(list: &[T], index: usize) -> Vec<T> {
    let mut list = list.to_vec();
    list.remove(index);
    list
}
