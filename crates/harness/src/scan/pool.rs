//! The threads that read blocks.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::Scope;

use event_input::Block;
use matcher::Matcher;

use super::lane::{Lane, Outcome, Wanted};

/// One lane in this thread, or one in each of several.
pub(super) enum Pool<'m> {
    Inline(Box<Lane<'m>>),
    Threads { jobs: Sender<Job>, count: usize },
}

/// A block on its way to a thread.
pub(super) struct Job {
    block: Block,
    reply: Sender<Outcome>,
}

/// The outcome of a block, once it is there.
pub(super) enum Pending {
    /// Nobody has begun.
    Open,
    /// A thread was told to.
    Begun(Receiver<Outcome>),
}

impl<'m> Pool<'m> {
    /// Starts the threads; they end when the pool is dropped.
    pub(super) fn start<'scope>(
        scope: &'scope Scope<'scope, '_>,
        matcher: &'m Matcher,
        wanted: Wanted,
        count: usize,
    ) -> Self
    where
        'm: 'scope,
    {
        if count <= 1 {
            return Self::Inline(Box::new(Lane::new(matcher, wanted)));
        }
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..count {
            let queue = Arc::clone(&queue);
            scope.spawn(move || work(&mut Lane::new(matcher, wanted), &queue));
        }
        Self::Threads { jobs, count }
    }

    /// How many blocks keep all threads busy.
    pub(super) fn ahead(&self) -> usize {
        match self {
            Self::Inline(_) => 1,
            Self::Threads { count, .. } => 2 * count,
        }
    }

    /// Tells a thread to read a block.
    pub(super) fn begin(&self, block: &Block) -> Pending {
        let Self::Threads { jobs, .. } = self else { return Pending::Open };
        let (reply, outcome) = mpsc::channel();
        // A job that nobody takes has no outcome, which `wait` sees.
        drop(jobs.send(Job { block: block.clone(), reply }));
        Pending::Begun(outcome)
    }

    /// The outcome of a block, when it is there.
    pub(super) fn wait(&mut self, block: &Block, pending: Pending) -> Outcome {
        match (self, pending) {
            (Self::Inline(lane), _) => lane.run(block),
            (Self::Threads { .. }, Pending::Begun(outcome)) => {
                outcome.recv().unwrap_or_else(|_| Outcome::unread())
            }
            (Self::Threads { .. }, Pending::Open) => Outcome::unread(),
        }
    }
}

fn work(lane: &mut Lane<'_>, queue: &Mutex<Receiver<Job>>) {
    while let Ok(Ok(Job { block, reply })) = queue.lock().map(|queue| queue.recv()) {
        let outcome = lane.run(&block);
        drop(block);
        // Nobody waits for it where the run has ended early.
        drop(reply.send(outcome));
    }
}
