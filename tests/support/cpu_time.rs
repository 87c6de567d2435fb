//! Measures the CPU time of a function.

use std::{
    fs,
    time::{Duration, Instant},
};

/// Runs `work` and returns its result and the CPU time of this thread, which other processes do not affect. Falls back to the
/// elapsed time if the system does not report CPU time.
pub fn measure<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (start, before) = (Instant::now(), thread_time());
    let result = work();
    let time = match (before, thread_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    };
    (result, time)
}

/// The CPU time of this thread so far (Linux only).
fn thread_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
