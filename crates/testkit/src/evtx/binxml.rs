//! Binary XML: tokens of elements, attributes and texts.

const END_OF_STREAM: u8 = 0x00;
const OPEN_ELEMENT: u8 = 0x01;
const OPEN_ELEMENT_WITH_ATTRIBUTES: u8 = 0x41;
const END_OF_START_TAG: u8 = 0x02;
const END_ELEMENT: u8 = 0x04;
const VALUE: u8 = 0x05;
const ATTRIBUTE: u8 = 0x06;
const FRAGMENT_HEADER: [u8; 4] = [0x0f, 1, 1, 0];
const TEXT: u8 = 0x01;

/// A stream of tokens that will stand at an offset of its chunk: names are found by that offset.
pub(super) struct Fragment {
    bytes: Vec<u8>,
    offset: usize,
    /// Where the sizes of the open elements are to be written.
    open: Vec<usize>,
}

impl Fragment {
    pub(super) fn new(offset: usize) -> Self {
        Self { bytes: FRAGMENT_HEADER.to_vec(), offset, open: Vec::new() }
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let token = if attributes.is_empty() { OPEN_ELEMENT } else { OPEN_ELEMENT_WITH_ATTRIBUTES };
        self.bytes.push(token);
        let size = self.reserve_size();
        self.open.push(size);
        self.name(name);
        if !attributes.is_empty() {
            let size = self.reserve_size();
            for (name, value) in attributes {
                self.attribute(name, value);
            }
            self.fill_size(size);
        }
        self.bytes.push(END_OF_START_TAG);
    }

    /// An element with a text and no children.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        if !text.is_empty() {
            self.value(text);
        }
        self.close();
    }

    pub(super) fn close(&mut self) {
        self.bytes.push(END_ELEMENT);
        if let Some(size) = self.open.pop() {
            self.fill_size(size);
        }
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.push(END_OF_STREAM);
        self.bytes
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.bytes.push(ATTRIBUTE);
        self.name(name);
        self.value(value);
    }

    fn value(&mut self, text: &str) {
        self.bytes.extend([VALUE, TEXT]);
        self.text(text);
    }

    /// A name stands right behind the reference to it: next in its hash bucket, hash, text, NUL.
    fn name(&mut self, name: &str) {
        let place = self.offset + self.bytes.len() + 4;
        self.bytes.extend(super::length(place));
        self.bytes.extend([0; 6]);
        self.text(name);
        self.bytes.extend([0; 2]);
    }

    fn text(&mut self, text: &str) {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.bytes.extend(u16::try_from(units.len()).unwrap_or(u16::MAX).to_le_bytes());
        self.bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
    }

    fn reserve_size(&mut self) -> usize {
        self.bytes.extend([0; 4]);
        self.bytes.len() - 4
    }

    fn fill_size(&mut self, place: usize) {
        let size = super::length(self.bytes.len() - place - 4);
        super::put(&mut self.bytes, place, &size);
    }
}
