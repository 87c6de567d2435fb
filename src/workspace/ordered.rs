//! Runs jobs in parallel and finishes them in order.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

/// The maximum number of jobs per worker that are started but not finished.
const AHEAD: usize = 16;

/// Calls `process` with each of `jobs`, up to `workers` at once, and `finish` with the results, in the order of the jobs.
/// Workers are never far ahead, because results that wait for their turn use memory.
pub fn run_in_order<Job: Sync, Output: Send>(
    jobs: &[Job],
    workers: usize,
    process: impl Fn(&Job) -> Output + Sync,
    mut finish: impl FnMut(Output),
) {
    let workers = workers.min(jobs.len());
    if workers < 2 {
        jobs.iter().map(process).for_each(finish);
        return;
    }
    let (sender, receiver) = mpsc::channel::<(&Job, mpsc::Sender<Output>)>();
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
                // Receiving fails once the sender is dropped.
                while let Ok((job, done)) = next() {
                    // Sending fails if another worker panicked.
                    let _ = done.send(process(job));
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
            // Receiving fails if the worker panicked; the scope then panics once all workers have ended.
            match ahead.pop_front().map(|later| later.recv()) {
                Some(Ok(done)) => finish(done),
                Some(Err(_)) | None => break,
            }
        }
        drop(sender);
    });
}
