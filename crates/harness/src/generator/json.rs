//! Short ways to write JSON values.

use event::{Document, Json};

/// An object with these keys, in this order.
pub(super) fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    Json::Object(document(entries))
}

/// The same as a document, for keys that follow later.
pub(super) fn document<const N: usize>(entries: [(&str, Json); N]) -> Document {
    Document::new(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A list of texts.
pub(super) fn texts<T: Into<String>>(items: impl IntoIterator<Item = T>) -> Json {
    Json::Array(items.into_iter().map(|item| Json::Str(item.into())).collect())
}
