//! Fleet: a package of rules as Elastic ships its own.

use serde_json::{Map, Value, json};

use super::kibana::{api, held_by_elasticsearch};
use crate::kibana::Form;
use crate::{
    Backend, Checked, Construct, File, Layout, Options, Rendered, Rule, Setting, Support, python,
};

/// `--to fleet`
pub(super) static FLEET: &dyn Backend = &Fleet;

struct Fleet;

const ABOUT: &str = "\
The sources of a package for Fleet: `kibana/security_rule/<rule_id>_<version>.json` for each rule, with `manifest.yml`, `changelog.yml`
and `docs/README.md`. `elastic-package build` makes an archive of them; Kibana offers the rules as prebuilt ones.

- A rule is as Elastic's build ships it and as the version lock hashes it: the lines of all texts but queries, notes and
  setup guides are stripped and joined, threats always have `technique`, addresses end with `/`, and `required_fields` is worked out
  of an EQL query with the types of ECS. `[metadata]` and `rule.threat_mappings` are not shipped. Rules of every type are
  written; the fields of queries that are no EQL are not read, so those rules have no `required_fields`.
- The version is that of the version lock (`--lock version.lock.json`, which `eqlc lock` keeps), and 1 for a rule that it does
  not have.
- A rule of maturity `deprecated` is a stub: id, version, name, `deprecated`, and the reason where there is one. Kibana takes stubs
  since 9.4.
- The package has the name of Elastic's own, `security_detection_engine`, because that is where Kibana looks for prebuilt rules, and the
  version 0.0.1. Change both in `manifest.yml` to what you mean to install.
- Earlier versions of rules are not shipped: rule files do not have them.

Refused are only rules of the endpoint, whose queries ask for what Elasticsearch has not.

How it was checked: what is shipped of a rule has the hash of Elastic's version lock, where the types of all its fields are
those of ECS. No Fleet was asked.
";

impl Backend for Fleet {
    fn name(&self) -> &'static str {
        "fleet"
    }

    fn title(&self) -> &'static str {
        "Fleet"
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn checked(&self) -> Checked {
        Checked::Golden
    }

    fn layout(&self) -> Layout {
        Layout::Folder
    }

    fn holds(&self, construct: Construct) -> Support {
        held_by_elasticsearch(construct)
    }

    fn takes_other_types(&self) -> bool {
        true
    }

    fn reads(&self) -> &'static [Setting] {
        &[Setting::Lock]
    }

    fn render(&self, rule: &Rule<'_>, options: &Options) -> Rendered {
        let mut attributes =
            deprecated(rule).unwrap_or_else(|| api(rule, &rule.tables(), Form::Shipped));
        attributes.insert("version".to_owned(), Value::from(version(rule, options)));
        let id = asset_id(rule, options);
        let asset = json!({"attributes": attributes, "id": id, "type": "security-rule"});
        Rendered { text: python::pretty(&asset) + "\n", losses: Vec::new() }
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], options: &Options) -> Vec<File> {
        let asset = |(rule, rendered): &(&Rule<'_>, Rendered)| {
            let path = format!("kibana/security_rule/{}.json", asset_id(rule, options));
            File { path, text: rendered.text.clone() }
        };
        let mut files: Vec<_> = rules.iter().map(asset).collect();
        files.sort_by(|left, right| left.path.cmp(&right.path));
        let of_package =
            [("manifest.yml", MANIFEST), ("changelog.yml", CHANGELOG), ("docs/README.md", README)];
        files.extend(
            of_package.map(|(path, text)| File { path: path.to_owned(), text: text.to_owned() }),
        );
        files
    }
}

/// What the lock says, 1 for a rule that it does not have.
fn version(rule: &Rule<'_>, options: &Options) -> u64 {
    options.kibana.versions.get(rule.id).copied().unwrap_or(1)
}

fn asset_id(rule: &Rule<'_>, options: &Options) -> String {
    format!("{}_{}", rule.id, version(rule, options))
}

/// What is shipped of a rule that is no longer one.
fn deprecated(rule: &Rule<'_>) -> Option<Map<String, Value>> {
    rule.file.is_deprecated().then(|| {
        let mut stub = Map::new();
        stub.insert("deprecated".to_owned(), json!(true));
        if let Some(reason) = &rule.file.metadata.value.deprecated_reason {
            stub.insert("deprecated_reason".to_owned(), json!(reason.value));
        }
        stub.insert("name".to_owned(), json!(rule.name()));
        stub.insert("rule_id".to_owned(), json!(rule.id));
        stub
    })
}

const MANIFEST: &str = "\
format_version: 3.0.0
name: security_detection_engine
title: Detection rules
version: 0.0.1
description: Detection rules for Elastic Security
type: integration
categories:
  - security
conditions:
  kibana:
    version: ^9.6.0
  elastic:
    subscription: basic
    capabilities:
      - security
owner:
  github: example/detection-rules
  type: community
";

const CHANGELOG: &str = "\
- version: 0.0.1
  changes:
    - description: Rules as eqlc exported them
      type: enhancement
      link: https://example.com/
";

const README: &str = "\
# Detection rules

Rules for the detection engine of Elastic Security.
";
