//! Kibana: a file that its import of rules takes.

use serde_json::{Map, Value};

use crate::kibana::{self, Form};
use crate::{
    Backend, Checked, Construct, File, Layout, Options, Rendered, Rule, Setting, Support, python,
};

/// `--to kibana`
pub(super) static KIBANA: &dyn Backend = &Kibana;

struct Kibana;

const ABOUT: &str = "\
One NDJSON file for *Rules > Import rules* in Kibana, or `POST /api/detection_engine/rules/_import`: a line a rule, its keys
sorted, then the exception lists, their items and the connectors that stand beside the rules, then a line that counts
them. Rules of every type and maturity are written, deprecated ones too. Every query, note and setup guide keeps its bytes.

- A rule has the keys of `[rule]` as they are in the file. `[rule.new_terms]` becomes the two keys of the API, the names of
  `[transform]` in a note become Kibana's plugins (`!{osquery{...}}`), and `required_fields` is worked out of an EQL query with
  the types of ECS (`unknown` for other fields).
- `meta` carries `[metadata]`, `[transform]` and `rule.threat_mappings`, for which the API has no keys. Kibana keeps it and does
  not read it, and `eqlc import` makes the same file of it again. `--no-metadata` leaves it out.
- What has no form in JSON or TOML is not kept: comments and the order of keys, and of a fraction the digits beyond the
  fifteenth.
- With `--shipped` texts are what Elastic's build makes of them: the lines of all texts but queries, notes and setup guides
  are stripped and joined, threats always have `technique`, and addresses end with `/`.
- `version` is that of a version lock (`--lock FILE`), else that of the file, which few have.
- Exception lists and connectors are read from the `*.exceptions.toml` and `*.connectors.toml` below the folders of the
  rules, where `eqlc import` puts them. What a rule names and no file has is named in the line that counts.

Refused are only rules of the endpoint, whose queries ask for what Elasticsearch has not: searches in arrays, lineage, and
earlier events by name.

How it was checked: tests send rules of every type to this form and back, and hold every key and value to be the same,
every byte of queries, notes and setup guides included. No Kibana was asked.
";

impl Backend for Kibana {
    fn name(&self) -> &'static str {
        "kibana"
    }

    fn title(&self) -> &'static str {
        "Kibana"
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn checked(&self) -> Checked {
        Checked::Golden
    }

    fn layout(&self) -> Layout {
        Layout::File("ndjson")
    }

    fn holds(&self, construct: Construct) -> Support {
        held_by_elasticsearch(construct)
    }

    fn takes_other_types(&self) -> bool {
        true
    }

    fn reads(&self) -> &'static [Setting] {
        &[Setting::Lock, Setting::Shipped, Setting::WithoutMetadata]
    }

    /// Kibana's own exports count too: rules, or the line that counts them.
    fn is_own_file(&self, bytes: &[u8]) -> bool {
        let lines: Result<Vec<Map<String, Value>>, _> =
            serde_json::Deserializer::from_slice(bytes).into_iter().collect();
        let is_known = |line: &Map<String, Value>| {
            line.contains_key("rule_id") || line.contains_key("exported_rules_count")
        };
        lines.is_ok_and(|lines| lines.iter().any(is_known))
    }

    fn render(&self, rule: &Rule<'_>, options: &Options) -> Rendered {
        let options = &options.kibana;
        let form = if options.shipped { Form::Shipped } else { Form::Written };
        let file = rule.tables();
        let mut api = api(rule, &file, form);
        if let Some(version) = options.versions.get(rule.id) {
            api.insert("version".to_owned(), Value::from(*version));
        }
        if !options.without_metadata {
            kibana::with_metadata(&mut api, &file);
        }
        Rendered { text: python::compact_object(&api), losses: Vec::new() }
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], options: &Options) -> Vec<File> {
        let rules = rules.iter().filter_map(|(_, rule)| serde_json::from_str(&rule.text).ok());
        let rules: Vec<Map<String, Value>> = rules.collect();
        let lines: Vec<_> = rules.iter().chain(&options.kibana.lines).collect();
        let mut text: String =
            lines.iter().map(|line| python::compact_object(line) + "\n").collect();
        text += &(python::compact(&kibana::details(&lines)) + "\n");
        vec![File { path: "rules.ndjson".to_owned(), text }]
    }
}

/// The rule of a file, with what is worked out of its query.
pub(super) fn api(rule: &Rule<'_>, file: &toml::Table, form: Form) -> Map<String, Value> {
    let mut api = kibana::of_file(file, form);
    kibana::complete(&mut api, &event_schema::Schema::ecs());
    // A rule file of the endpoint may go by its name alone.
    api.entry("rule_id").or_insert_with(|| Value::from(rule.id));
    api
}

/// Elasticsearch runs the query itself.
pub(super) fn held_by_elasticsearch(construct: Construct) -> Support {
    let is_of_endpoint =
        matches!(construct, Construct::ArraySearch | Construct::Lineage | Construct::EarlierEvent);
    if is_of_endpoint {
        return Support::Refused("only Elastic Endpoint runs this; Elasticsearch does not");
    }
    Support::Exact
}
