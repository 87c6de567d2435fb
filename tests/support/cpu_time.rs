//! The CPU time of a piece of work.

use std::{
    fs,
    time::{Duration, Instant},
};

/// Does `work`: its result, and the CPU time that this thread took, so that other programs do not count. Where the system does
/// not tell, the time that passed.
pub fn measure<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (start, before) = (Instant::now(), thread_time());
    let result = work();
    let time = match (before, thread_time()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => start.elapsed(),
    };
    (result, time)
}

/// The CPU time of this thread so far; Linux only.
fn thread_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
