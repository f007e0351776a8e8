//! A deterministic source of realistic ECS events, for benches and scans without outside data.
//!
//! Forty hosts (30 with Windows, 7 with Linux, 3 with macOS) report as the endpoint agent does: file
//! 25 %, registry 20 %, process 15 %, library 15 %, network 10 %, API 8 %, DNS 5 %, authentication 2 %.
//! Programs, paths and names repeat about as often as on real hosts. One event in 2,000 begins one of
//! the attacks that the project's first five rules detect, and about as many begin a near miss;
//! nothing else matches those rules. All addresses, domains and people are made up.
//!
//! ```
//! let mut events = harness::generator::Generator::new(7);
//! let first = events.next().map(|event| serde_json::to_string(&event).unwrap());
//! assert!(first.is_some_and(|line| line.contains("2026-01-01T00:00:00.")));
//! ```

mod actor;
mod api;
mod attacks;
mod authentication;
mod dns;
mod file;
mod hosts;
mod json;
mod library;
mod machine;
mod network;
mod process;
mod processes;
mod programs;
mod random;
mod registry;
mod template;

use std::collections::BTreeMap;
use std::collections::btree_map::OccupiedEntry;

use event::Document;

use hosts::Os;
use machine::{Machine, Scene};
use random::Random;

/// 2026-01-01T00:00:00Z, in milliseconds since the epoch.
const START: i64 = 1_767_225_600_000;

/// Milliseconds from one event to the next: 20 on average, about one a second from each host.
const STEP: std::ops::Range<i64> = 0..41;

/// Events from one story (an attack or a near miss) to the next: 1,000 on average.
const STORY_DISTANCE: std::ops::Range<i64> = 500..1501;

/// Endless events, sorted by time: the same seed gives the same events on every machine.
#[derive(Debug)]
pub struct Generator {
    random: Random,
    /// When the next event happens that belongs to no story.
    time: i64,
    /// Those with Windows first.
    machines: Vec<Machine>,
    /// How many of the machines have Windows.
    windows: usize,
    stories: usize,
    until_story: i64,
    /// Events of stories that have begun, by time and by story and place in it: machine and event.
    planned: BTreeMap<(i64, usize, usize), (usize, Document)>,
}

impl Generator {
    /// The events of a seed, from the first one.
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let hosts = hosts::population(&mut random);
        let windows = hosts.iter().filter(|host| host.os == Os::Windows).count();
        let machines =
            hosts.into_iter().map(|host| Machine::new(host, START, &mut random)).collect();
        let until_story = random.number(STORY_DISTANCE);
        let planned = BTreeMap::new();
        Self { random, time: START, machines, windows, stories: 0, until_story, planned }
    }

    fn scene(&mut self, index: usize) -> Scene<'_> {
        let machine = &mut self.machines[index];
        Scene { machine, time: self.time, random: &mut self.random }
    }

    /// The next event that belongs to no story, and the machine that it comes from.
    fn ordinary(&mut self) -> (usize, Document) {
        let draw = self.random.number(0..100);
        // Registry, library and API events exist on Windows only.
        let only_windows = (25..60).contains(&draw) || (85..93).contains(&draw);
        let index =
            self.random.index(if only_windows { self.windows } else { self.machines.len() });
        let scene = &mut self.scene(index);
        let event = match draw {
            0..25 => file::event(scene),
            25..45 => registry::event(scene),
            45..60 => library::event(scene),
            60..75 => process::event(scene),
            75..85 => network::event(scene),
            85..93 => api::event(scene),
            93..98 => dns::event(scene),
            _ => authentication::event(scene),
        };
        self.time += self.random.number(STEP);
        (index, event)
    }

    /// Begins a story where it is time for one. The Windows hosts take turns, so that two stories on
    /// one host are minutes apart and do not mix.
    fn maybe_begin_story(&mut self) {
        self.until_story -= 1;
        if self.until_story > 0 {
            return;
        }
        self.until_story = self.random.number(STORY_DISTANCE);
        let story = self.stories;
        // One further each round, so that a host does not meet the same attack again and again.
        let index = (story + story / self.windows) % self.windows;
        let events = attacks::tell(story, self.scene(index));
        for (place, (time, event)) in events.into_iter().enumerate() {
            self.planned.insert((time, story, place), (index, event));
        }
        self.stories += 1;
    }
}

impl Iterator for Generator {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        self.maybe_begin_story();
        let due = self.planned.first_entry().filter(|first| first.key().0 <= self.time);
        let planned = due.map(OccupiedEntry::remove);
        let (index, mut event) = planned.unwrap_or_else(|| self.ordinary());
        self.machines[index].number(&mut event);
        Some(event)
    }
}

/// The first `count` events of a seed as NDJSON: one JSON object a line, about 2 KB each.
pub fn ndjson(seed: u64, count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for event in Generator::new(seed).take(count) {
        // All keys are texts and the bytes stay in memory, so that writing cannot fail.
        bytes.extend(serde_json::to_vec(&event).unwrap_or_default());
        bytes.push(b'\n');
    }
    bytes
}

#[cfg(test)]
mod tests;
