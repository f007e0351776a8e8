//! MITRE ATT&CK: which tactics and techniques there are.

use std::sync::LazyLock;

/// `cargo xtask codegen` writes and checks it; the header says the version.
const TABLE: &str = include_str!("attack/table.txt");
/// What stands before the version in the header.
const VERSION: &str = "# package: MITRE ATT&CK ";

static EMBEDDED: LazyLock<Attack> = LazyLock::new(|| {
    let header = TABLE.lines().find_map(|line| line.strip_prefix(VERSION));
    let version = header.and_then(|rest| rest.split(' ').next()).unwrap_or_default();
    Attack::parse(version, TABLE)
});

/// The tactics and techniques of one version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attack {
    version: String,
    tactics: Vec<Tactic>,
    techniques: Vec<Technique>,
}

/// What an adversary aims at.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Tactic {
    /// `TA0002`
    pub id: String,
    /// `Execution`
    pub name: String,
}

/// How an adversary gets there: a technique or sub-technique.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Technique {
    /// `T1059` or `T1059.001`
    pub id: String,
    /// `PowerShell`
    pub name: String,
    /// Whether it is in use.
    pub state: TechniqueState,
}

/// Whether a technique is in use.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TechniqueState {
    /// In use, with the ids of its tactics; a sub-technique has those of its technique and none here.
    Current(Vec<String>),
    /// Another id took its place.
    RevokedBy(String),
    /// Given up.
    Deprecated,
}

impl Attack {
    /// The version that the crate has.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The tactics and techniques of a table: id, name and state with tabs between, in the order of ids. The state
    /// lists tactics, or is `=id` of a successor, or `x`.
    pub fn parse(version: &str, table: &str) -> Self {
        let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(row);
        let (tactics, techniques): (Vec<_>, Vec<_>) = rows.partition(|row| row.0.starts_with("TA"));
        let tactic =
            |(id, name, _): (&str, &str, &str)| Tactic { id: id.into(), name: name.into() };
        let technique = |(id, name, word): (&str, &str, &str)| Technique {
            id: id.into(),
            name: name.into(),
            state: state(word),
        };
        Self {
            version: version.to_owned(),
            tactics: tactics.into_iter().map(tactic).collect(),
            techniques: techniques.into_iter().map(technique).collect(),
        }
    }

    /// Whether `18`, `v18` or `18.1` is this version.
    pub fn is_version(&self, version: &str) -> bool {
        let version = version.trim_start_matches('v');
        version == self.version || Some(version) == self.version.split('.').next()
    }

    /// Its version, `18.1`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The tactics, in the order of ids.
    pub fn tactics(&self) -> &[Tactic] {
        &self.tactics
    }

    /// The tactic of a name, `Credential Access`.
    pub fn tactic_named(&self, name: &str) -> Option<&Tactic> {
        self.tactics.iter().find(|tactic| tactic.name == name)
    }

    /// The tactic of an id.
    pub fn tactic(&self, id: &str) -> Option<&Tactic> {
        self.tactics.iter().find(|tactic| tactic.id == id)
    }

    /// The technique or sub-technique of an id.
    pub fn technique(&self, id: &str) -> Option<&Technique> {
        let place = self.techniques.binary_search_by(|technique| technique.id.as_str().cmp(id));
        place.ok().map(|place| &self.techniques[place])
    }

    /// The technique of a name; names repeat, so it must be the only one.
    pub(crate) fn technique_named(&self, name: &str) -> Option<&Technique> {
        let current =
            |technique: &&Technique| matches!(technique.state, TechniqueState::Current(_));
        let mut named = self.techniques.iter().filter(current).filter(|known| known.name == name);
        named.next().filter(|_| named.next().is_none())
    }
}

fn row(line: &str) -> Option<(&str, &str, &str)> {
    let (id, rest) = line.split_once('\t')?;
    let (name, state) = rest.split_once('\t').unwrap_or((rest, ""));
    Some((id, name, state))
}

fn state(word: &str) -> TechniqueState {
    match (word, word.strip_prefix('=')) {
        (_, Some(successor)) => TechniqueState::RevokedBy(successor.to_owned()),
        ("x", None) => TechniqueState::Deprecated,
        (tactics, None) => {
            TechniqueState::Current(tactics.split_whitespace().map(str::to_owned).collect())
        }
    }
}

/// The address of the page of a tactic, technique or sub-technique.
pub fn page(id: &str) -> String {
    match (id.starts_with("TA"), id.split_once('.')) {
        (true, _) => format!("https://attack.mitre.org/tactics/{id}/"),
        (false, Some((technique, number))) => {
            format!("https://attack.mitre.org/techniques/{technique}/{number}/")
        }
        (false, None) => format!("https://attack.mitre.org/techniques/{id}/"),
    }
}

/// The id that the address of a page names: `…/techniques/T1059/001/` → `T1059.001`. Nothing for another address.
pub(crate) fn id_of_page(address: &str) -> Option<String> {
    let (host, path) = address.strip_prefix("https://attack")?.split_once("mitre.org/")?;
    let rest = path.strip_prefix("tactics/").or(path.strip_prefix("techniques/"))?;
    (host.chars().count() == 1).then(|| rest.trim_end_matches('/').replacen('/', ".", 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_ordered() {
        let attack = Attack::embedded();
        assert_eq!((attack.tactics.len(), attack.techniques.len()), (14, 835));
        assert!(attack.techniques.is_sorted());
        let revoked = &attack.technique("T1086").unwrap().state;
        assert_eq!(revoked, &TechniqueState::RevokedBy("T1059.001".into()));
        assert_eq!(attack.technique("T1059.001").unwrap().name, "PowerShell");
        assert!(attack.is_version("v18") && attack.is_version("18.1") && !attack.is_version("19"));
    }

    #[test]
    fn a_page_has_the_id_in_its_address() {
        assert_eq!(page("TA0002"), "https://attack.mitre.org/tactics/TA0002/");
        assert_eq!(page("T1059.001"), "https://attack.mitre.org/techniques/T1059/001/");
        for id in ["TA0002", "T1059", "T1059.001"] {
            assert_eq!(id_of_page(&page(id)).as_deref(), Some(id));
        }
        assert_eq!(id_of_page("https://atlas.mitre.org/tactics/AML.TA0001/"), None);
    }
}
