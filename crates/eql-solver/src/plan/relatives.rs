//! Events of other processes, for leaves that ask what is above the process of an event.

use eql_hir::{Filter, Query, Test};
use event::{Document, FieldPath, Json, Relation};

use super::decide::Goal;
use super::draft::{Actor, Draft};
use super::play::Play;
use super::search::{Scene, Search};
use crate::documents::put_json;
use crate::{Cause, Unsolved};

/// How many relations may stand in one another.
const DEPTH: usize = 4;

/// The fields that say whose process it is.
const HOSTS: [&str; 2] = ["host.id", "agent.id"];
const OWN: &str = "process.entity_id";
const PARENT: &str = "process.parent.entity_id";

impl<'q> Search<'q> {
    /// Adds the events of all relations that were chosen to hold, each before what it is needed for.
    pub(super) fn relate(
        &self,
        play: &Play<'q>,
        scene: &mut Scene<'q>,
        depth: usize,
    ) -> Result<(), Unsolved> {
        let query: &'q Query = self.query();
        let Scene { draft, documents, relatives, .. } = scene;
        for (event, actor) in draft.actors.iter().enumerate() {
            let chosen = actor.leaves.iter().filter(|(_, truth)| **truth);
            for (&leaf, _) in chosen {
                let Test::Related(relation, filter) = &query.leaf(leaf).test else { continue };
                let mut above = self
                    .relative(play, filter, depth)
                    .map_err(|unsolved| Unsolved { event, leaf: Some(leaf), ..unsolved })?;
                let name = format!("{depth}-{}", event + 1);
                link(*relation, &mut documents[event], &mut above.documents[0], &name);
                self.relate(play, &mut above, depth + 1)?;
                relatives.append(&mut above.relatives);
                relatives.append(&mut above.documents);
            }
        }
        Ok(())
    }

    /// An event that passes the filter of a relation; its own relatives are not there yet.
    fn relative(
        &self,
        play: &Play<'q>,
        filter: &'q Filter,
        depth: usize,
    ) -> Result<Scene<'q>, Unsolved> {
        if depth >= DEPTH {
            let cause = Cause::NotFound(format!("more than {DEPTH} relations in one another"));
            return Err(Unsolved { event: 0, leaf: None, cause });
        }
        let goals = vec![Goal::new(&filter.condition, true)];
        let actor = Actor { goals, ..Actor::in_role(0) };
        self.unrelated(play, &Draft { actors: vec![actor], keys: Vec::new() })
    }
}

/// Makes one event that of a process which is so related to that of the other.
fn link(relation: Relation, of: &mut Document, relative: &mut Document, name: &str) {
    let own = named(of, OWN, &format!("process-{name}"));
    let id = match relation {
        Relation::Event => own,
        Relation::Child | Relation::Descendant => named(of, PARENT, &format!("parent-{name}")),
    };
    put_json(relative, &FieldPath::new(OWN), Json::from(id));
    for path in HOSTS {
        match (text(of, path), text(relative, path)) {
            (Some(host), _) => put_json(relative, &FieldPath::new(path), Json::from(host)),
            (None, Some(host)) => put_json(of, &FieldPath::new(path), Json::from(host)),
            (None, None) => {}
        }
    }
}

/// The text at a path; this one from now on, where there was none.
fn named(document: &mut Document, path: &str, name: &str) -> String {
    text(document, path).unwrap_or_else(|| {
        put_json(document, &FieldPath::new(path), Json::from(name));
        name.to_owned()
    })
}

fn text(document: &Document, path: &str) -> Option<String> {
    let values = document.values(&FieldPath::new(path));
    values.iter().find_map(|value| value.as_str().map(str::to_owned))
}
