//! A spec below 256 KiB is answered within a second of CPU time and 200 MB. Each test runs in a process of its own, because the
//! memory is that of the whole process.

mod answered;
mod largest;
mod mutations;

use std::{env, fs, panic, process::Command, time::Duration};

use tvgen::finding::Severity;

use crate::support::cpu_time;
use answered::answer;
use largest::{ACCEPTED, refused};
use mutations::mutate_spec;

/// The CPU time that a spec may take; other programs do not count. Code that is not optimised is several times slower.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });

/// The memory that a spec may take, in bytes.
const MEMORY: usize = 200_000_000;

/// The largest spec, in bytes.
const LENGTH: usize = 256 * 1024;

/// Where failing specs are saved.
const FOLDER: &str = "target/fuzz";

/// Set in the process that runs one test alone.
const ALONE: &str = "TVGEN_TEST_ALONE";

/// Runs `test`, the one called `name`, in a process of its own.
fn run_alone(name: &str, test: impl FnOnce()) {
    if env::var_os(ALONE).is_some() {
        return test();
    }
    let name = format!("limits::{name}");
    let output = Command::new(env::current_exe().expect("it runs"))
        .args([name.as_str(), "--exact", "--nocapture"])
        .env(ALONE, "1")
        .output()
        .expect("it runs again");
    let figures = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{figures}{error}");
    println!("{figures}");
}

/// The most memory that this process has had since that was reset, in bytes.
fn memory_peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    number.expect("a number of kilobytes") * 1024
}

/// What an answer took.
#[derive(Default)]
struct Cost {
    time: Duration,
    memory: usize,
}

/// Compiles `text`: what that took, and which limit it broke.
fn measure(text: &str) -> (Cost, Option<String>) {
    let (mut cost, panicked) = measure_once(text);
    if cost.time > TIME {
        // The caches of a busy machine are cold.
        cost.time = cost.time.min(measure_once(text).0.time);
    }
    let fault = match panicked {
        Some(message) => Some(format!("panicked: {message}")),
        None if cost.time > TIME => Some(format!("took {} ms", cost.time.as_millis())),
        None if cost.memory > MEMORY => Some(format!("took {} MB", cost.memory / 1_000_000)),
        None => None,
    };
    (cost, fault)
}

/// Compiles `text` once: what that took, and the message of its panic.
fn measure_once(text: &str) -> (Cost, Option<String>) {
    // 5 resets `VmHWM` (proc(5)).
    fs::write("/proc/self/clear_refs", "5").expect("Linux resets it");
    let (answer, time) = cpu_time::measure(|| panic::catch_unwind(|| answer(text)));
    let memory = memory_peak();
    let message = answer.err().map(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("without a message")
            .to_owned()
    });
    (Cost { time, memory }, message)
}

#[test]
fn the_largest_specs_are_answered_within_a_second_and_200_mb() {
    run_alone(
        "the_largest_specs_are_answered_within_a_second_and_200_mb",
        measure_the_largest,
    );
}

fn measure_the_largest() {
    for limit in ACCEPTED {
        let (name, text) = (limit.name, limit.text(limit.most));
        assert_eq!(errors(&text), [""; 0], "{name}");
        assert_within_limits(name, &text);
        let larger = limit.text(limit.most + 1);
        assert!(
            larger.len() > LENGTH || !errors(&larger).is_empty(),
            "{name}: {} are accepted too",
            limit.most + 1
        );
    }
    for (name, text) in refused() {
        assert_ne!(errors(&text), [""; 0], "{name}");
        assert_within_limits(name, &text);
    }
}

/// The errors of the spec `text`.
fn errors(text: &str) -> Vec<String> {
    let findings = answer(text).findings.into_iter();
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.message).collect()
}

fn assert_within_limits(name: &str, text: &str) {
    assert!(text.len() <= LENGTH, "{name}: {} bytes", text.len());
    let (cost, fault) = measure(text);
    println!(
        "{name}, {} KB: {} ms, {} MB",
        text.len() / 1000,
        cost.time.as_millis(),
        cost.memory / 1_000_000
    );
    assert_eq!(fault, None, "{name}");
}

/// `MUTATIONS` and `SEED` choose how many, and which.
#[test]
fn mutated_specs_are_answered_within_a_second_and_200_mb() {
    run_alone(
        "mutated_specs_are_answered_within_a_second_and_200_mb",
        measure_mutated,
    );
}

fn measure_mutated() {
    let number = |name: &str| env::var(name).ok()?.parse::<u64>().ok();
    let count = number("MUTATIONS").unwrap_or(300);
    let seed = number("SEED").unwrap_or(1);
    fs::create_dir_all(FOLDER).expect("target can be written");
    let (mut faults, mut most) = (Vec::new(), Cost::default());
    for spec in 0..count {
        let text = mutate_spec(seed ^ (spec << 32));
        let (cost, fault) = measure(&text);
        most.time = most.time.max(cost.time);
        most.memory = most.memory.max(cost.memory);
        if let Some(fault) = fault {
            let file = format!("{FOLDER}/mutation-{seed}-{spec}.toml");
            fs::write(&file, &text).expect("target can be written");
            faults.push(format!("{file}: {fault}"));
        }
    }
    println!(
        "{count} mutated specs, seed {seed}: the slowest took {} ms, the largest {} MB",
        most.time.as_millis(),
        most.memory / 1_000_000
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
