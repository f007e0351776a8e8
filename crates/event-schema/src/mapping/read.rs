//! Mapping JSON to declared names.

use std::collections::BTreeMap;

use event::{DateFormat, Document, Json};

use super::{MappedField, MappingError};
use crate::Exactness;

type Fields = BTreeMap<String, MappedField>;

/// The default format, which `Timestamp::parse` reads without help.
const DEFAULT_DATE: [&str; 2] =
    ["strict_date_optional_time||epoch_millis", "strict_date_optional_time_nanos||epoch_millis"];
/// What Elasticsearch's own tests write for "some type of exact text".
const RANDOM_KEYWORD: &str = "[runtime_random_keyword_type]";

/// What has been read.
#[derive(Default)]
pub(super) struct Reader {
    fields: Fields,
    /// Name and target; looked up when all fields are known.
    aliases: Vec<(String, String)>,
}

impl Reader {
    pub(super) fn read(json: &Document) -> Result<Fields, MappingError> {
        let mappings = json.get("mappings").and_then(Json::as_object).unwrap_or(json);
        let properties = mappings.get("properties").and_then(Json::as_object);
        let properties = properties.ok_or_else(|| error("", "there is no `properties` in it"))?;
        let mut reader = Self::default();
        reader.properties("", properties)?;
        reader.resolve_aliases()
    }

    fn properties(&mut self, parent: &str, properties: &Document) -> Result<(), MappingError> {
        properties.entries().iter().try_for_each(|(key, field)| {
            let name = if parent.is_empty() { key.clone() } else { format!("{parent}.{key}") };
            let field = field.as_object().ok_or_else(|| error(&name, "it is no JSON object"))?;
            self.field(name, field)
        })
    }

    fn field(&mut self, name: String, field: &Document) -> Result<(), MappingError> {
        let declared = text(&name, field, "type")?.unwrap_or("object");
        if declared == "alias" {
            let path = text(&name, field, "path")?;
            let path = path.ok_or_else(|| error(&name, "an alias needs a `path`"))?;
            self.aliases.push((name, path.to_owned()));
            return Ok(());
        }
        let multi_fields = field.get("fields").and_then(Json::as_object);
        let mut mapped = mapped(&name, &name, field, declared)?;
        for (key, multi_field) in multi_fields.map_or(&[][..], Document::entries) {
            let multi_name = format!("{name}.{key}");
            let multi_field = multi_field
                .as_object()
                .ok_or_else(|| error(&multi_name, "it is no JSON object"))?;
            let declared = text(&multi_name, multi_field, "type")?.unwrap_or("object");
            let multi = self::mapped(&multi_name, &name, multi_field, declared)?;
            if multi.declared == "keyword" && multi.exactness == Exactness::Exact {
                mapped.exactness = Exactness::Exact;
            }
            self.fields.insert(multi_name, multi);
        }
        let properties = field.get("properties").and_then(Json::as_object);
        properties.map_or(Ok(()), |properties| self.properties(&name, properties))?;
        self.fields.insert(name, mapped);
        Ok(())
    }

    fn resolve_aliases(mut self) -> Result<Fields, MappingError> {
        for (name, path) in self.aliases {
            let Some(target) = self.fields.get(&path).cloned() else {
                let problem = format!("there is no field `{path}` that the alias could stand for");
                return Err(error(&name, &problem));
            };
            self.fields.insert(name, target);
        }
        Ok(self.fields)
    }
}

fn mapped(
    name: &str,
    path: &str,
    field: &Document,
    declared: &str,
) -> Result<MappedField, MappingError> {
    let declared = if declared == RANDOM_KEYWORD { "keyword" } else { declared };
    let exactness = match declared {
        "text" | "match_only_text" => Exactness::Analyzed,
        "keyword" if field.get("normalizer").is_some() => Exactness::Normalized,
        _ => Exactness::Exact,
    };
    let format = text(name, field, "format")?.filter(|format| !DEFAULT_DATE.contains(format));
    let is_date = matches!(declared, "date" | "date_nanos");
    let date_format = format.filter(|_| is_date).map(DateFormat::new).transpose();
    Ok(MappedField {
        declared: declared.to_owned(),
        path: path.to_owned(),
        exactness,
        null_value: field.get("null_value").filter(|value| **value != Json::Null).cloned(),
        date_format: date_format.map_err(|unknown| error(name, &unknown.to_string()))?,
    })
}

fn text<'j>(name: &str, field: &'j Document, key: &str) -> Result<Option<&'j str>, MappingError> {
    let text = field
        .get(key)
        .map(|value| value.as_str().ok_or_else(|| error(name, &format!("`{key}` is no text"))));
    text.transpose()
}

fn error(field: &str, problem: &str) -> MappingError {
    MappingError { field: field.to_owned(), problem: problem.to_owned() }
}
