//! The threads that read blocks: the one that runs the scan, and others beside it.

use std::sync::mpsc::{self, Receiver, Sender, SyncSender, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread::Scope;

use event_input::Block;
use matcher::Matcher;

use super::lane::{Lane, Outcome, Wanted};

/// A lane of the thread that asks, and one in each of the others.
///
/// The thread that asks reads blocks too instead of only waiting for the others: there are as many threads at work as
/// were asked for, and few of them ever sleep, which costs a scan of many small blocks more than it seems.
pub(super) struct Pool<'m> {
    matcher: &'m Matcher,
    wanted: Wanted,
    /// Made for the first block that is read in this thread.
    lane: Option<Box<Lane<'m>>>,
    others: Option<Others>,
}

/// The way to the other threads.
struct Others {
    jobs: Sender<Job>,
    /// Blocks that nobody has begun.
    queue: Arc<Mutex<Receiver<Job>>>,
    count: usize,
}

/// A block on its way to a thread.
struct Job {
    block: Block,
    reply: SyncSender<Outcome>,
}

/// The outcome of a block, once it is there.
pub(super) enum Pending {
    /// There is only this thread.
    Open,
    /// It is on its way to some thread.
    Begun(Receiver<Outcome>),
}

impl<'m> Pool<'m> {
    /// Starts all threads but this one; they end when the pool is dropped.
    pub(super) fn start<'scope>(
        scope: &'scope Scope<'scope, '_>,
        matcher: &'m Matcher,
        wanted: Wanted,
        threads: usize,
    ) -> Self
    where
        'm: 'scope,
    {
        let others = threads.checked_sub(1).filter(|count| *count > 0).map(|count| {
            let (jobs, queue) = mpsc::channel();
            let queue = Arc::new(Mutex::new(queue));
            for _ in 0..count {
                let queue = Arc::clone(&queue);
                scope.spawn(move || work(&mut Lane::new(matcher, wanted), &queue));
            }
            Others { jobs, queue, count }
        });
        Self { matcher, wanted, lane: None, others }
    }

    /// How many blocks keep all threads busy.
    pub(super) fn ahead(&self) -> usize {
        self.others.as_ref().map_or(1, |others| 2 * (others.count + 1))
    }

    /// Offers a block to the threads.
    pub(super) fn begin(&self, block: &Block) -> Pending {
        let Some(others) = &self.others else { return Pending::Open };
        let (reply, outcome) = mpsc::sync_channel(1);
        // A job that nobody takes has no outcome, which `wait` sees.
        drop(others.jobs.send(Job { block: block.clone(), reply }));
        Pending::Begun(outcome)
    }

    /// The outcome of a block. Until it is there, this thread reads what no other one has begun.
    pub(super) fn wait(&mut self, block: &Block, pending: Pending) -> Outcome {
        let Pending::Begun(outcome) = pending else { return self.lane().run(block) };
        loop {
            match outcome.try_recv() {
                Ok(outcome) => return outcome,
                Err(TryRecvError::Disconnected) => return Outcome::unread(),
                Err(TryRecvError::Empty) => {}
            }
            match self.take() {
                Some(job) => job.run(self.lane()),
                // Some thread has it.
                None => return outcome.recv().unwrap_or_else(|_| Outcome::unread()),
            }
        }
    }

    fn lane(&mut self) -> &mut Lane<'m> {
        self.lane.get_or_insert_with(|| Box::new(Lane::new(self.matcher, self.wanted)))
    }

    /// A block that nobody has begun. None, too, where some thread waits for one or is about to take one.
    fn take(&self) -> Option<Job> {
        self.others.as_ref()?.queue.try_lock().ok()?.try_recv().ok()
    }
}

impl Job {
    fn run(self, lane: &mut Lane<'_>) {
        let Self { block, reply } = self;
        let outcome = lane.run(&block);
        drop(block);
        // Nobody waits for it where the run has ended early.
        drop(reply.send(outcome));
    }
}

fn work(lane: &mut Lane<'_>, queue: &Mutex<Receiver<Job>>) {
    while let Ok(Ok(job)) = queue.lock().map(|queue| queue.recv()) {
        job.run(lane);
    }
}
