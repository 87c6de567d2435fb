//! Runs jobs in parallel and finishes them in order.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

/// How many jobs each worker may be ahead of the last finished one.
const AHEAD: usize = 16;

/// Calls `take` with each of `jobs`, up to `workers` of them at once, and `finish` with what comes of them, in their order.
/// The workers are never far ahead: what waits for its turn needs memory.
pub fn in_order<Job: Sync, Done: Send>(
    jobs: &[Job],
    workers: usize,
    take: impl Fn(&Job) -> Done + Sync,
    mut finish: impl FnMut(Done),
) {
    let workers = workers.min(jobs.len());
    if workers < 2 {
        jobs.iter().map(take).for_each(finish);
        return;
    }
    let (sender, receiver) = mpsc::channel::<(&Job, mpsc::Sender<Done>)>();
    let waiting = Mutex::new(receiver);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let next = || {
                    waiting
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .recv()
                };
                // No job comes any more once the sender is gone.
                while let Ok((job, done)) = next() {
                    // Who does not listen any more was stopped by another worker's panic.
                    let _ = done.send(take(job));
                }
            });
        }
        let mut ahead = VecDeque::new();
        let mut jobs = jobs.iter();
        loop {
            while ahead.len() < workers * AHEAD
                && let Some(job) = jobs.next()
            {
                let (done, later) = mpsc::channel();
                let _ = sender.send((job, done));
                ahead.push_back(later);
            }
            // The sender of one that panicked is gone; the scope panics, too, when all have ended.
            match ahead.pop_front().map(|later| later.recv()) {
                Some(Ok(done)) => finish(done),
                Some(Err(_)) | None => break,
            }
        }
        drop(sender);
    });
}
