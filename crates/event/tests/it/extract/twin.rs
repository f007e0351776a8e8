//! The two readers side by side.

use event::{Document, Extractor, FieldPath, Malformed, Scalar, Slots};

/// An extractor with what is needed to check it.
pub(crate) struct Twin {
    paths: Vec<FieldPath>,
    extractor: Extractor,
    slots: Slots,
}

impl Twin {
    pub(crate) fn new<S: AsRef<str>>(paths: &[S]) -> Self {
        let paths: Vec<FieldPath> =
            paths.iter().map(|path| FieldPath::new(path.as_ref())).collect();
        Self { extractor: Extractor::new(&paths), paths, slots: Slots::new() }
    }

    /// Reads the text both ways; whether both take it. Panics where they differ in anything.
    pub(crate) fn agrees(&mut self, text: &[u8]) -> bool {
        let shown = String::from_utf8_lossy(text);
        let strict = serde_json::from_slice::<Document>(text);
        let read = self.read(text);
        match (strict, read) {
            (Ok(document), Ok(values)) => {
                assert_eq!(values, self.expected(&document), "{shown}");
                assert_eq!(self.read_document(&document), values, "parsed: {shown}");
                true
            }
            (Err(_), Err(malformed)) => {
                assert!(malformed.at <= text.len(), "{malformed}: {shown}");
                false
            }
            (strict, read) => panic!("{:?} but {read:?}: {shown}", strict.map(|_| "a document")),
        }
    }

    fn read(&mut self, text: &[u8]) -> Result<Vec<String>, Malformed> {
        let fields = self.extractor.read(text, &mut self.slots)?;
        Ok((0..self.paths.len())
            .map(|path| {
                let scalars: Vec<_> = fields.of(path).map(Scalar::value).collect();
                assert_eq!(fields.is_absent(path), scalars.is_empty());
                format!("{scalars:?}")
            })
            .collect())
    }

    fn read_document(&mut self, document: &Document) -> Vec<String> {
        let fields = self.extractor.read_document(document, &mut self.slots);
        let values = |path| fields.of(path).map(Scalar::value).collect::<Vec<_>>();
        (0..self.paths.len()).map(|path| format!("{:?}", values(path))).collect()
    }

    fn expected(&self, document: &Document) -> Vec<String> {
        self.paths.iter().map(|path| format!("{:?}", document.values(path))).collect()
    }
}
