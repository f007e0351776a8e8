//! When the actors of a scene appear, and the events that they are then.

use event::{Document, Json, Timestamp};

use super::draft::Draft;
use super::play::{Part, Play};
use super::search::Scene;
use crate::Options;

/// A millisecond in nanoseconds.
pub(crate) const MILLI: i128 = 1_000_000;
/// A second in nanoseconds.
const SECOND: i128 = 1000 * MILLI;
/// 2026-01-05T09:00:00Z, a Monday, in nanoseconds.
const BEGINNING: i128 = 1_767_603_600 * SECOND;
const HOUR: i128 = 3600 * SECOND;
/// The hours over which seeds spread the first event.
const SPREAD: u64 = 2000;

/// An event of an actor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Cue {
    /// Who appears.
    pub(crate) actor: usize,
    /// Nanoseconds since the first event of the match.
    pub(crate) at: i128,
}

/// The actors in the order in which they appear: those of a match as often as their stages are repeated, a missing event
/// at its stage, `until` before the last event.
pub(crate) fn order(play: &Play<'_>, draft: &Draft<'_>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut until = None;
    for (place, actor) in draft.actors.iter().enumerate() {
        let role = &play.roles[actor.role];
        match role.part {
            Part::Taken => order.extend((0..role.copies).map(|_| place)),
            Part::Missing => order.push(place),
            Part::Until => until = Some(place),
        }
    }
    let before_last = order.len().saturating_sub(1);
    if let Some(until) = until {
        order.insert(before_last, until);
    }
    order
}

/// Cues at even distances, so that all of them fit into half of maxspan.
pub(crate) fn evenly(play: &Play<'_>, order: &[usize]) -> Vec<Cue> {
    let gap = gap(play, order.len());
    let times = (0..).map(|step| step * gap);
    order.iter().zip(times).map(|(&actor, at)| Cue { actor, at }).collect()
}

/// The distance of events, so many of which fit into half of maxspan.
pub(crate) fn gap(play: &Play<'_>, count: usize) -> i128 {
    let count = i128::try_from(count.max(1)).unwrap_or(i128::MAX);
    let widest = play.maxspan.map_or(SECOND, |maxspan| SECOND.min(maxspan / 2 / count));
    if widest > MILLI { widest / MILLI * MILLI } else { widest }
}

/// The events of a scene in their natural order.
pub(crate) fn natural_events(
    play: &Play<'_>,
    scene: &Scene<'_>,
    options: &Options,
) -> Vec<Document> {
    let mut cues = evenly(play, &order(play, &scene.draft));
    let Some((actor, intact)) = &scene.intact else {
        return events(scene, &cues, options);
    };
    let mut scene = scene.clone();
    let last = cues.iter().rposition(|cue| cue.actor == *actor).unwrap_or_default();
    let before = cues[..last].iter_mut().filter(|cue| cue.actor == *actor);
    before.for_each(|cue| cue.actor = scene.documents.len());
    scene.documents.push(intact.clone());
    events(&scene, &cues, options)
}

/// The events of the cues, in their order, and before the first of them those of other processes.
pub(crate) fn events(scene: &Scene<'_>, cues: &[Cue], options: &Options) -> Vec<Document> {
    let start = BEGINNING + i128::from(options.seed % SPREAD) * HOUR;
    let first = cues.iter().map(|cue| cue.at).min().unwrap_or_default();
    let before = (1..=scene.relatives.len()).rev().map(|step| first - seconds(step));
    let relatives = before.zip(&scene.relatives);
    let own = cues.iter().map(|cue| (cue.at, &scene.documents[cue.actor]));
    let event = |(place, (at, document)): (usize, (i128, &Document))| {
        let time = Timestamp::from_nanos(start + at).to_string();
        timed(document, &time, place, options)
    };
    relatives.chain(own).enumerate().map(event).collect()
}

fn seconds(count: usize) -> i128 {
    i128::try_from(count).unwrap_or(i128::MAX / SECOND) * SECOND
}

/// The document with a time and, where events are ordered by more, its number; what it has of these stays.
fn timed(document: &Document, time: &str, place: usize, options: &Options) -> Document {
    let mut event = Document::default();
    let own = &options.timestamp_field;
    if document.get(TIMESTAMP).is_none() {
        event.push(TIMESTAMP, Json::from(time));
    }
    for (key, value) in filled(document).entries() {
        event.push(key.clone(), value.clone());
    }
    if own.as_str() != TIMESTAMP && document.values(own).is_empty() {
        event.set(own.as_str(), Json::from(time));
    }
    let tiebreaker = options.tiebreaker_field.as_ref();
    if let Some(path) = tiebreaker.filter(|path| document.values(path).is_empty()) {
        event.set(
            path.as_str(),
            Json::Int(i64::try_from(place).map_or(i64::MAX, |place| place + 1)),
        );
    }
    event
}

/// The document without objects that hold nothing, which say nothing.
fn filled(document: &Document) -> Document {
    let entries = document.entries().iter().filter_map(|(key, value)| {
        let value = value.as_object().map_or_else(|| value.clone(), |it| Json::Object(filled(it)));
        let is_empty = value.as_object().is_some_and(|object| object.entries().is_empty());
        (!is_empty).then(|| (key.clone(), value))
    });
    Document::new(entries.collect())
}

/// Where events have their time unless a rule says otherwise.
const TIMESTAMP: &str = "@timestamp";
