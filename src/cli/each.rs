//! Takes many specs at once, and tells of them in their order.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use super::{
    Ending,
    input::{Input, NAME},
    orphans,
    output::Output,
    page::Page,
    specs::{Choice, Chosen},
    verdict::{Kind, Tally, Verdict},
};
use crate::{
    finding::{Finding, Severity, Spot, nearest},
    source::Value,
    spec::read::read,
};

/// How many specs each worker may be ahead of what was printed.
const AHEAD: usize = 16;

/// A spec that was taken: how it is called, what was made of it, and its page.
struct Taken<Made> {
    name: String,
    made: Result<Made, Verdict>,
    page: Page,
}

/// Takes each spec of `choice`, given to the command `command`: `work` makes something of it, beside others, and `finish` takes
/// that one by one, in their order. What cannot be read is told, and keeps no other from being taken. Of many specs each has
/// a line, and all have a total.
pub(super) fn each<Made: Send>(
    choice: &Choice,
    command: &str,
    output: &mut Output,
    work: impl Fn(Input, &mut Page) -> Made + Sync,
    mut finish: impl FnMut(Made, &mut Page) -> Verdict,
) -> Ending {
    let (mut ending, mut tally, mut done) = (choice.ending, Tally::default(), 0);
    let all = choice.specs.len();
    let (bases, manner) = (&choice.bases, output.manner());
    let take = |chosen: &Chosen| {
        let mut page = Page::new(manner);
        let name = chosen.path.display().to_string();
        let made = match bases.read_one(&chosen.path) {
            Ok(input) if choice.is_fleet && chosen.is_found && is_base(&input) => {
                Err(Verdict::new(
                    Kind::Base,
                    "no [service], so it is only what others build on",
                ))
            }
            Ok(input) => Ok(work(input, &mut page)),
            Err(error) => {
                page.failure(&if choice.is_default {
                    format!(
                        "{error}\nGive a spec or a folder that has a {NAME}: tvgen {command} SPEC"
                    )
                } else {
                    error
                });
                Err(Verdict::new(Kind::Failed, ""))
            }
        };
        Taken { name, made, page }
    };
    in_order(&choice.specs, choice.jobs, take, |taken| {
        let Taken {
            name,
            made,
            mut page,
        } = taken;
        let verdict = made.map_or_else(|verdict| verdict, |made| finish(made, &mut page));
        ending = ending.max(verdict.kind.ending());
        tally.add(verdict.kind);
        if choice.is_listed {
            page.head(&verdict.line(&name), verdict.kind.ending());
        }
        output.print(page);
        done += 1;
        output.progress(done, all);
    });
    if choice.is_listed {
        output.note(&tally.line());
    }
    ending
}

/// Whether `input` is what others build on, and no service that lost something: it says nothing of a service, not even with a
/// typing error, but something else; nothing is wrong with it but that it is not whole; and no file beside it says that it
/// was made of it.
fn is_base(input: &Input) -> bool {
    let source = &input.source;
    let is_about_else = match &source.root.value {
        Value::Table(table) => {
            let keys = table.keys().map(String::as_str);
            !table.is_empty() && nearest("service", keys).is_none()
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_)
        | Value::Array(_) => false,
    };
    let is_of_a_part = |finding: &Finding| {
        finding.severity != Severity::Error
            || finding.name == "missing-key" && matches!(finding.at, Spot::Missing(_))
    };
    is_about_else
        && read(source).findings.iter().all(is_of_a_part)
        && orphans::find(&source.own.name, &input.folder, &[]).is_empty()
}

/// Calls `take` with each of `jobs`, up to `workers` of them at once, and `finish` with what comes of them, in their order.
/// The workers are never far ahead: what waits for its turn needs memory.
fn in_order<Job: Sync, Done: Send>(
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
