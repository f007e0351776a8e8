//! ATT&CK Navigator: a layer that shows what the rules look for, and which of that is proved.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rule_schema::{Framework, Severity, Threat};
use serde_json::{Value, json};

use crate::{
    Backend, Checked, Construct, File, FixtureStatus, Layout, Options, Rendered, Rule, Setting,
    Support, python,
};

/// `--to navigator`
pub(super) static NAVIGATOR: &dyn Backend = &Navigator;

struct Navigator;

const ABOUT: &str = "\
A layer (format 4.5) for the ATT&CK Navigator: *Open Existing Layer > Upload from local*. Every technique and sub-technique that a rule
names is in it, below the tactics that rules name it with. Rules of every type count.

- The colour says how well a technique is looked after. Green: at least one of its rules has fixtures, and all that there are
  pass. Yellow: none of its rules has fixtures. Red: fixtures of one of its rules fail. The shade is the darker, the more
  severe the most severe of its rules is. The legend has the colours that occur.
- The score is the number of rules. Comment and metadata name them, each with its severity and its fixtures.
- A rule for a sub-technique counts for the technique too.
- Deprecated rules do not count. The description says how many there are, and how many rules name no technique of ATT&CK. ATLAS
  is another matrix and not in it.

Nothing is refused: the layer does not depend on queries.

How it was checked: tests hold layers to a JSON Schema of the format, written after its documentation. No Navigator was asked.
";

/// The version of the format, and of the Navigator that has it.
const LAYER: &str = "4.5";
const NAVIGATOR_VERSION: &str = "5.1.0";
/// The value of `sorting` by which the techniques with the highest score come first.
const HIGHEST_SCORE_FIRST: u8 = 3;

impl Backend for Navigator {
    fn name(&self) -> &'static str {
        "navigator"
    }

    fn title(&self) -> &'static str {
        "ATT&CK Navigator"
    }

    fn about(&self) -> &'static str {
        ABOUT
    }

    fn checked(&self) -> Checked {
        Checked::Golden
    }

    fn layout(&self) -> Layout {
        Layout::File("json")
    }

    fn holds(&self, _construct: Construct) -> Support {
        Support::Exact
    }

    fn holds_queries(&self) -> bool {
        false
    }

    fn takes_other_types(&self) -> bool {
        true
    }

    fn reads(&self) -> &'static [Setting] {
        &[Setting::Fixtures]
    }

    fn is_own_file(&self, bytes: &[u8]) -> bool {
        let layer: Value = serde_json::from_slice(bytes).unwrap_or_default();
        layer["versions"]["layer"].is_string() && layer["techniques"].is_array()
    }

    fn render(&self, rule: &Rule<'_>, _options: &Options) -> Rendered {
        Rendered { text: rule.name().to_owned(), losses: Vec::new() }
    }

    fn assemble(&self, rules: &[(&Rule<'_>, Rendered)], options: &Options) -> Vec<File> {
        let mut cells = Cells::default();
        for (rule, _) in rules {
            if rule.file.is_deprecated() {
                cells.deprecated += 1;
                continue;
            }
            let fixtures = options.navigator.fixtures.get(rule.id).copied().unwrap_or_default();
            cells.add(rule, fixtures);
        }
        let layer = cells.layer(rules.len(), options.navigator.attack_version.as_deref());
        vec![File { path: "layer.json".to_owned(), text: python::pretty(&layer) + "\n" }]
    }
}

/// The techniques of some rules, by id and tactic.
#[derive(Default)]
struct Cells<'a> {
    by_place: BTreeMap<(&'a str, String), Cell<'a>>,
    /// How many rules name none.
    without: usize,
    /// How many rules are no longer used.
    deprecated: usize,
}

/// A technique below a tactic.
#[derive(Default)]
struct Cell<'a> {
    rules: Vec<(&'a str, Severity, FixtureStatus)>,
    has_kinds: bool,
}

impl<'a> Cells<'a> {
    fn add(&mut self, rule: &Rule<'a>, fixtures: FixtureStatus) {
        let fields = &rule.file.rule.value;
        let severity = fields.severity.as_ref().map_or(Severity::Low, |severity| severity.value);
        let is_attack = |threat: &&Threat| {
            threat.framework.as_ref().is_some_and(|framework| framework.value == Framework::Attack)
        };
        let threats = fields.threat.iter().flatten().map(|threat| &threat.value).filter(is_attack);
        let places: Vec<_> = threats.flat_map(places).collect();
        self.without += usize::from(places.is_empty());
        for (id, tactic, has_kinds) in places {
            let cell = self.by_place.entry((id, tactic)).or_default();
            cell.has_kinds |= has_kinds;
            let entry = (rule.name(), severity, fixtures);
            if !cell.rules.contains(&entry) {
                cell.rules.push(entry);
            }
        }
    }

    fn layer(&self, rules: usize, attack_version: Option<&str>) -> Value {
        let mut versions = json!({"layer": LAYER, "navigator": NAVIGATOR_VERSION});
        if let Some(version) = attack_version {
            let major = version.trim_start_matches('v').split('.').next().unwrap_or_default();
            versions["attack"] = json!(major);
        }
        let techniques: Vec<_> =
            self.by_place.iter().map(|((id, tactic), cell)| cell.technique(id, tactic)).collect();
        let most = self.by_place.values().map(|cell| cell.rules.len()).max().unwrap_or(1);
        json!({
            "name": "Detection rules",
            "versions": versions,
            "domain": "enterprise-attack",
            "description": self.description(rules),
            "sorting": HIGHEST_SCORE_FIRST,
            "hideDisabled": false,
            "techniques": techniques,
            "gradient": {"colors": ["#ffffff", "#74c476"], "minValue": 0, "maxValue": most},
            "legendItems": self.legend(),
            "showTacticRowBackground": false,
            "selectTechniquesAcrossTactics": false,
            "selectSubtechniquesWithParent": false,
        })
    }

    fn description(&self, rules: usize) -> String {
        let mut ids: Vec<_> = self.by_place.keys().map(|(id, _)| id).collect();
        ids.dedup();
        let mut text = format!("{rules} rules, {} techniques and sub-techniques", ids.len());
        for (count, what) in [(self.without, "name none"), (self.deprecated, "are deprecated")] {
            if count > 0 {
                let _ = write!(text, "; {count} of the rules {what}"); // writing to a string cannot fail
            }
        }
        text
    }

    /// The colours that occur.
    fn legend(&self) -> Vec<Value> {
        let mut states: Vec<_> = self.by_place.values().map(Cell::state).collect();
        states.sort_unstable();
        states.dedup();
        let item = |(fixtures, severity): (FixtureStatus, Severity)| {
            let label = format!("{}, {}", fixtures.name(), severity.name());
            json!({"label": label, "color": color(fixtures, severity)})
        };
        states.into_iter().map(item).collect()
    }
}

/// The techniques of a threat with their tactic, and whether sub-techniques of theirs are among them.
fn places(threat: &Threat) -> Vec<(&str, String, bool)> {
    let tactic = threat.tactic.as_ref().and_then(|tactic| tactic.value.name.as_ref());
    let Some(tactic) = tactic.map(|name| name.value.to_lowercase().replace(' ', "-")) else {
        return Vec::new();
    };
    let mut places = Vec::new();
    for technique in threat.technique.iter().flatten() {
        let kinds: Vec<_> = technique.value.subtechnique.iter().flatten().collect();
        let own =
            technique.value.id.iter().map(|id| (&*id.value, tactic.clone(), !kinds.is_empty()));
        places.extend(own);
        let ids = kinds.iter().filter_map(|kind| kind.value.id.as_ref());
        places.extend(ids.map(|id| (&*id.value, tactic.clone(), false)));
    }
    places
}

impl Cell<'_> {
    /// Failing before passing fixtures before none, and the highest severity.
    fn state(&self) -> (FixtureStatus, Severity) {
        let fixtures = self.rules.iter().map(|(.., fixtures)| *fixtures).max();
        let severity = self.rules.iter().map(|(_, severity, _)| *severity).max();
        (fixtures.unwrap_or_default(), severity.unwrap_or(Severity::Low))
    }

    fn technique(&self, id: &str, tactic: &str) -> Value {
        let (fixtures, severity) = self.state();
        let told = |(_, severity, fixtures): &(&str, Severity, FixtureStatus)| {
            format!("{}, {}", severity.name(), fixtures.name())
        };
        let comment: Vec<_> =
            self.rules.iter().map(|rule| format!("{} ({})", rule.0, told(rule))).collect();
        let metadata: Vec<_> =
            self.rules.iter().map(|rule| json!({"name": rule.0, "value": told(rule)})).collect();
        json!({
            "techniqueID": id,
            "tactic": tactic,
            "score": self.rules.len(),
            "color": color(fixtures, severity),
            "comment": comment.join("\n"),
            "enabled": true,
            "metadata": metadata,
            "showSubtechniques": self.has_kinds,
        })
    }
}

/// Green, yellow or red, the darker the more severe.
fn color(fixtures: FixtureStatus, severity: Severity) -> &'static str {
    let [low, medium, high, critical] = match fixtures {
        FixtureStatus::Passing => ["#c7e9c0", "#a1d99b", "#74c476", "#31a354"],
        FixtureStatus::None => ["#fff7bc", "#fee391", "#fec44f", "#ec9f27"],
        FixtureStatus::Failing => ["#fcbba1", "#fc9272", "#fb6a4a", "#de2d26"],
    };
    match severity {
        Severity::Low => low,
        Severity::Medium => medium,
        Severity::High => high,
        Severity::Critical => critical,
    }
}
