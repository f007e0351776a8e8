//! The fields that the data of one rule has.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

use event::FieldType;

use super::package::{Dataset, Package};
use super::pattern::{overlap, package};
use super::stack::Release;
use super::{FieldTable, Library, StackVersion, of_version};
use crate::{Catalogue, Ecs, Schema};

/// The objects that ECS has at the top: `process`, `file`.
static ECS_ROOTS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| Ecs.names().filter_map(|name| name.split('.').next()).collect());

/// What a rule says about its data.
#[derive(Clone, Debug, Default)]
pub struct DataRequest<'a> {
    /// Its index patterns; none where it has a data view.
    pub indices: Vec<&'a str>,
    /// The packages that it names.
    pub integrations: Vec<&'a str>,
    /// The datasets that its query compares with.
    pub datasets: Vec<&'a str>,
}

/// The fields that the data of one rule has on one stack.
#[derive(Clone, Debug)]
pub struct DataFields {
    /// The stack.
    pub stack: StackVersion,
    sources: Vec<Source>,
    /// Beside those of the sources, in the order in which they decide.
    common: Vec<Arc<FieldTable>>,
    ecs: Option<Arc<FieldTable>>,
}

/// A data stream, a Beat, or an index pattern that nothing is known of.
#[derive(Clone, Debug)]
pub struct Source {
    /// `endpoint.events.process`, `winlogbeat`, or the index pattern.
    pub name: String,
    /// Its own fields; those of ECS and those that are common to several are not all among them.
    pub fields: Vec<Arc<FieldTable>>,
    /// Why there may be more.
    pub doubt: Option<Doubt>,
}

/// Why a field can exist though no list has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// There is no list for these indices.
    NoList(String),
    /// The list of this package lacks fields of its own.
    Partial(String),
    /// The list is of an older version than what the stack installs.
    Older {
        /// The package or Beat.
        package: String,
        /// The version of the list.
        listed: String,
        /// The version that the stack installs.
        installed: String,
    },
    /// An object of which no field is listed is above it.
    OpenObject(String),
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoList(name) => write!(f, "there is no list of the fields of `{name}`"),
            Self::Partial(package) => write!(f, "the list of `{package}` is not whole"),
            Self::Older { package, listed, installed } => {
                write!(f, "the list is of `{package}` {listed}, and the stack installs {installed}")
            }
            Self::OpenObject(object) => write!(f, "`{object}` may hold anything"),
        }
    }
}

/// A dataset that a rule reads.
struct Hit<'a> {
    name: &'a str,
    package_name: &'a str,
    package: &'a Package,
    dataset: &'a Dataset,
}

impl Library {
    /// The fields that the data of a rule has on each of some stacks.
    pub fn data_fields(
        &self,
        request: &DataRequest<'_>,
        stacks: &[StackVersion],
    ) -> Vec<DataFields> {
        let patterns: Vec<_> =
            request.indices.iter().copied().filter(|pattern| !pattern.starts_with('-')).collect();
        // The packages are the same on all stacks, and finding them takes longest.
        let mut seen = BTreeSet::new();
        let hits: Vec<_> =
            patterns.iter().map(|pattern| self.hits(pattern, request, &mut seen)).collect();
        let common = self.common(request, &hits);
        let of_stack = |&stack: &StackVersion| {
            let entry = self.stacks.get(&stack);
            let ecs = of_version(&self.ecs, entry.and_then(|entry| entry.ecs.as_deref()));
            let ecs = ecs.map(|(table, _)| table);
            let sources = self.sources(request, &patterns, &hits, stack);
            DataFields { stack, sources, common: common.clone(), ecs }
        };
        stacks.iter().map(of_stack).collect()
    }

    fn sources(
        &self,
        request: &DataRequest<'_>,
        patterns: &[&str],
        hits: &[(bool, Vec<Hit<'_>>)],
        stack: StackVersion,
    ) -> Vec<Source> {
        // Without a folder the embedded list is all that there is.
        if !self.is_of_folder {
            return Vec::new();
        }
        if patterns.is_empty() {
            return vec![open("the data view")];
        }
        let mut sources = Vec::new();
        for (pattern, (is_known, hits)) in patterns.iter().zip(hits) {
            let of_packages = hits.iter().map(|hit| Source {
                name: hit.name.to_owned(),
                fields: vec![Arc::clone(&hit.dataset.fields)],
                doubt: self.doubt(hit.package_name, hit.package, stack),
            });
            sources.extend(of_packages);
            let beats = self.beats(pattern, stack);
            // `logs-*` has data of packages that nobody lists, unless the rule says which it means.
            let vague =
                package(pattern).is_none_or(str::is_empty) && request.integrations.is_empty();
            if vague || !is_known && beats.is_empty() {
                sources.push(open(pattern));
            }
            let is_new = |beat: &Source| sources.iter().all(|known| known.name != beat.name);
            let beats: Vec<_> = beats.into_iter().filter(is_new).collect();
            sources.extend(beats);
        }
        sources
    }

    /// Whether a pattern reads a dataset that is listed, and those that no pattern before it reads.
    fn hits<'a>(
        &'a self,
        pattern: &str,
        request: &DataRequest<'_>,
        seen: &mut BTreeSet<&'a str>,
    ) -> (bool, Vec<Hit<'a>>) {
        let named = package(pattern).filter(|package| self.packages.contains_key(*package));
        let is_meant = |name: &str| match named {
            Some(named) => named == name,
            None => request.integrations.is_empty() || request.integrations.contains(&name),
        };
        let (mut is_known, mut hits) = (false, Vec::new());
        for (package_name, package) in self.packages.iter().filter(|(name, _)| is_meant(name)) {
            let read = |set: &&Dataset| overlap(pattern, &set.pattern);
            for (name, dataset) in package.datasets.iter().filter(|(_, set)| read(set)) {
                is_known = true;
                if seen.insert(name) {
                    hits.push(Hit { name, package_name, package, dataset });
                }
            }
        }
        (is_known, hits)
    }

    /// The Beats, and Endgame, that a pattern reads.
    fn beats(&self, pattern: &str, stack: StackVersion) -> Vec<Source> {
        let entry = self.stacks.get(&stack);
        let version = entry.and_then(|entry| entry.beats.as_deref());
        let base = self.beats.get("libbeat").and_then(|versions| of_version(versions, version));
        let mut sources = Vec::new();
        for (beat, versions) in self.beats.iter().filter(|(beat, _)| *beat != "libbeat") {
            if !overlap(pattern, &format!("{beat}-*")) {
                continue;
            }
            let Some((fields, exact)) = of_version(versions, version) else { continue };
            let doubt = (!exact).then(|| Doubt::Older {
                package: beat.clone(),
                listed: "another version".to_owned(),
                installed: version.unwrap_or_default().to_owned(),
            });
            let base = base.as_ref().map(|(base, _)| Arc::clone(base));
            let fields = [Some(fields), base].into_iter().flatten().collect();
            sources.push(Source { name: beat.clone(), fields, doubt });
        }
        let version = entry.and_then(|entry| entry.endgame.as_deref());
        let endgame = of_version(&self.endgame, version);
        if let Some((fields, _)) = endgame.filter(|_| overlap(pattern, "endgame-*")) {
            sources.push(Source { name: "endgame".to_owned(), fields: vec![fields], doubt: None });
        }
        sources
    }

    /// The lists that are about several sources at once.
    fn common(
        &self,
        request: &DataRequest<'_>,
        hits: &[(bool, Vec<Hit<'_>>)],
    ) -> Vec<Arc<FieldTable>> {
        let mut common = Vec::new();
        let mut hits = hits.iter().flat_map(|(_, hits)| hits);
        if hits.any(|hit| hit.package_name == "endpoint") {
            common.extend(self.endpoint_extra.iter().cloned());
        }
        // What a package adds to the data of others, such as the results of its models, is in no indices of its own.
        let read =
            |set: &Dataset| request.indices.iter().any(|pattern| overlap(pattern, &set.pattern));
        for package in request.integrations.iter().filter_map(|name| self.packages.get(*name)) {
            if !package.datasets.values().any(read) {
                common.extend(package.datasets.values().map(|set| Arc::clone(&set.fields)));
            }
        }
        let fits = |known: &str| request.indices.iter().any(|pattern| overlap(pattern, known));
        let extra = self.extra.iter().filter(|(known, _)| fits(known));
        common.extend(extra.map(|(_, fields)| Arc::clone(fields)));
        common
    }

    fn doubt(&self, name: &str, package: &Package, stack: StackVersion) -> Option<Doubt> {
        if package.partial {
            return Some(Doubt::Partial(name.to_owned()));
        }
        let installed = self.manifests.newest(name, stack)?;
        let is_older = Release::parse(&package.version) < Release::parse(installed);
        is_older.then(|| Doubt::Older {
            package: name.to_owned(),
            listed: package.version.clone(),
            installed: installed.to_owned(),
        })
    }
}

fn open(pattern: &str) -> Source {
    let doubt = Some(Doubt::NoList(pattern.to_owned()));
    Source { name: pattern.to_owned(), fields: Vec::new(), doubt }
}

impl Source {
    /// Whether a list of this source itself has the field.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|table| table.field_type(name).is_some())
    }
}

impl DataFields {
    /// Where the data comes from.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The data stream of this name, if the rule reads it.
    pub fn dataset(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.name == name)
    }

    /// Whether some list has the field, or holds everything below an object.
    pub fn has(&self, name: &str) -> bool {
        self.ecs().field_type(name).is_some()
            || self.tables().any(|table| table.field_type(name).is_some())
    }

    /// Whether the field is one of ECS.
    pub fn is_of_ecs(&self, name: &str) -> bool {
        self.ecs().field_type(name).is_some()
    }

    /// Whether the field is one of ECS that no list of the rule's own data has.
    pub fn is_only_of_ecs(&self, name: &str) -> bool {
        self.is_of_ecs(name) && !self.tables().any(|table| table.field_type(name).is_some())
    }

    /// Why a field that no list has can exist all the same. Nothing where ECS has an object of that name, and no list
    /// of the rule's indices knows the field in it.
    pub fn doubt(&self, name: &str) -> Option<Doubt> {
        let objects = name.match_indices('.').map(|(dot, _)| &name[..dot]);
        for object in objects {
            let open = self.tables().chain(&self.ecs).any(|table| table.is_open_below(object));
            if open || EMBEDDED.is_open_below(object) {
                return Some(Doubt::OpenObject(object.to_owned()));
            }
        }
        if name.split('.').next().is_some_and(|root| ECS_ROOTS.contains(root)) {
            return None;
        }
        self.sources.iter().find_map(|source| source.doubt.clone())
    }

    /// The catalogues in the order in which they decide the type of a field.
    pub fn schema(&self) -> Schema {
        let tables = self.tables().cloned();
        let mut layers: Vec<Box<dyn Catalogue>> =
            tables.map(|table| Box::new(table) as Box<dyn Catalogue>).collect();
        match &self.ecs {
            Some(ecs) => layers.push(Box::new(Arc::clone(ecs))),
            None => layers.push(Box::new(Ecs)),
        }
        Schema::new(layers)
    }

    /// Whether fields have the same types in the lists of another stack.
    pub fn agrees<'n>(&self, other: &Self, mut names: impl Iterator<Item = &'n str>) -> bool {
        let declared = |data: &Self, name: &str| {
            // The first list that has it decides, as in a schema.
            let known = data.tables().find_map(|table| table.declared(name));
            known.or_else(|| data.ecs().declared(name)).map(FieldType::from_mapping)
        };
        names.all(|name| declared(self, name) == declared(other, name))
    }

    fn ecs(&self) -> &dyn Catalogue {
        match &self.ecs {
            Some(ecs) => ecs,
            None => &Ecs,
        }
    }

    fn tables(&self) -> impl Iterator<Item = &Arc<FieldTable>> {
        self.sources.iter().flat_map(|source| &source.fields).chain(&self.common)
    }
}

/// The embedded ECS as a list.
static EMBEDDED: LazyLock<FieldTable> = LazyLock::new(|| {
    let row = |name: &str| Some((name.into(), Ecs.declared(name)?.into()));
    FieldTable::new(Ecs.names().filter_map(row).collect())
});
