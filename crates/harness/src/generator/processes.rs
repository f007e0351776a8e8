//! The processes of one host: parents come before children, identifiers stay the same for life.

use std::sync::Arc;

use super::hosts::{Host, Os, User};
use super::programs::Program;
use super::random::Random;
use super::template::{arguments, command_line, fill};

/// More living processes than this beside the resident ones, and one has to end.
const MOST_PASSING: usize = 24;

/// One process.
#[derive(Debug)]
pub(super) struct Process {
    /// The operating system of its host.
    pub(super) os: Os,
    /// What runs.
    pub(super) program: &'static Program,
    /// The path of the program.
    pub(super) executable: String,
    /// The program first, then its arguments.
    pub(super) arguments: Vec<String>,
    /// The arguments as one text.
    pub(super) command_line: String,
    /// The process number.
    pub(super) pid: i64,
    /// The identifier that no other process has.
    pub(super) entity_id: String,
    /// When it began, milliseconds since the epoch.
    pub(super) started: i64,
    /// Who runs it.
    pub(super) user: User,
    /// What started it; `None` for the first process of a host.
    pub(super) parent: Option<Arc<Process>>,
}

impl Process {
    /// The name of the program's file.
    pub(super) fn name(&self) -> &str {
        file_name(&self.executable)
    }

    /// The identifiers of the parent, its parent and so on.
    pub(super) fn ancestry(&self) -> Vec<String> {
        let parents = std::iter::successors(self.parent.as_deref(), |one| one.parent.as_deref());
        parents.map(|parent| parent.entity_id.clone()).collect()
    }
}

/// A person's program runs as the person who started its parent, if that was one.
fn user_of<'a>(
    program: &Program,
    parent: Option<&'a Process>,
    host: &'a Host,
    random: &mut Random,
) -> &'a User {
    match parent {
        _ if program.service => &host.system,
        Some(parent) if !parent.program.service => &parent.user,
        Some(_) | None => random.skewed(&host.people),
    }
}

/// The last part of a path of any operating system.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['\\', '/']).next().unwrap_or(path)
}

/// The living processes of one host.
#[derive(Debug)]
pub(super) struct Processes {
    /// The resident ones in the order of the catalogue, then the others from old to new.
    living: Vec<Arc<Process>>,
    resident: usize,
    last_pid: i64,
}

impl Processes {
    /// The processes of a host that started at `time`.
    pub(super) fn boot(host: &Host, time: i64, random: &mut Random) -> Self {
        let mut processes = Self { living: Vec::new(), resident: 0, last_pid: 0 };
        for program in host.os.programs().resident {
            let process = processes.create(program, host, time, random);
            processes.living.push(Arc::new(process));
        }
        processes.resident = processes.living.len();
        processes
    }

    fn create(
        &mut self,
        program: &'static Program,
        host: &Host,
        time: i64,
        random: &mut Random,
    ) -> Process {
        let parent = (!self.living.is_empty()).then(|| self.named(program.parent));
        self.create_under(parent, program, host, time, random)
    }

    /// A process that nobody sees yet: it is not among the living ones.
    pub(super) fn create_under(
        &mut self,
        parent: Option<Arc<Process>>,
        program: &'static Program,
        host: &Host,
        time: i64,
        random: &mut Random,
    ) -> Process {
        let user = user_of(program, parent.as_deref(), host, random).clone();
        let executable = fill(program.path, &user, random);
        let line = *random.skewed(program.arguments);
        let parts = arguments(line);
        let mut arguments = vec![executable.clone()];
        arguments.extend(parts.iter().map(|part| fill(part, &user, random)));
        Process {
            os: host.os,
            program,
            executable,
            command_line: command_line(&arguments),
            arguments,
            pid: self.next_pid(host.os, random),
            entity_id: random.token(22),
            started: time,
            user,
            parent,
        }
    }

    /// Windows counts in fours, and its first process, System, has the number 4.
    fn next_pid(&mut self, os: Os, random: &mut Random) -> i64 {
        let step = if self.last_pid == 0 { 1 } else { random.number(1..12) };
        let unit = if os == Os::Windows { 4 } else { 1 };
        self.last_pid += step * unit;
        self.last_pid
    }

    /// Starts one of the programs that come and go.
    pub(super) fn start(&mut self, host: &Host, time: i64, random: &mut Random) -> Arc<Process> {
        let program = random.skewed(host.os.programs().passing);
        let process = Arc::new(self.create(program, host, time, random));
        self.living.push(Arc::clone(&process));
        process
    }

    /// Ends one of the programs that come and go: always where there are too many of them, never
    /// where there is none, else half of the times.
    pub(super) fn end(&mut self, random: &mut Random) -> Option<Arc<Process>> {
        let passing = self.living.len() - self.resident;
        let ends = passing > MOST_PASSING || (passing > 0 && random.one_in(2));
        let place = self.resident + random.skewed_index(passing.max(1));
        ends.then(|| self.living.remove(place))
    }

    /// Some process; the newest do the most. Never the first one, which acts only where it is asked to.
    pub(super) fn any(&self, random: &mut Random) -> Arc<Process> {
        let age = random.skewed_index(self.living.len() - 1);
        Arc::clone(&self.living[self.living.len() - 1 - age])
    }

    /// The newest process of a program; the first process where none runs.
    pub(super) fn named(&self, name: &str) -> Arc<Process> {
        let found = self.living.iter().rev().find(|process| process.name() == name);
        Arc::clone(found.unwrap_or(&self.living[0]))
    }
}
