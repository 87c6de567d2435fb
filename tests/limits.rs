//! A spec up to 256 KiB compiles within a second of CPU time and 200 MB. Each test runs in its own process, because memory is
//! measured per process.

mod compiled;
mod largest;
mod mutations;

use std::{env, fs, panic, process::Command, time::Duration};

use tvgen::finding::Severity;

use crate::support::cpu_time;
use compiled::compile_and_check;
use largest::{ACCEPTED, rejected};
use mutations::mutate_spec;

/// The limit of CPU time. Unoptimised code is several times slower.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 5 } else { 1 });

/// The limit of memory, in bytes.
const MEMORY: usize = 200_000_000;

/// The limit of a spec's size, in bytes.
const LENGTH: usize = 256 * 1024;

/// Where failing specs are saved.
const FOLDER: &str = "target/fuzz";

/// Set in the process that runs one test.
const ALONE: &str = "TVGEN_TEST_ALONE";

/// Runs the test `name` in its own process.
fn run_alone(name: &str, test: impl FnOnce()) {
    if env::var_os(ALONE).is_some() {
        return test();
    }
    let name = format!("limits::{name}");
    let output = Command::new(env::current_exe().expect("the test binary has a path"))
        .args([name.as_str(), "--exact", "--nocapture"])
        .env(ALONE, "1")
        .output()
        .expect("the test binary runs");
    let figures = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{figures}{error}");
    println!("{figures}");
}

/// The peak memory of this process since the last reset, in bytes.
fn memory_peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").expect("Linux has this file");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    number.expect("a number of kilobytes") * 1024
}

/// The cost of one compilation.
#[derive(Default)]
struct Cost {
    time: Duration,
    memory: usize,
}

/// Compiles `text`: its cost, and the limit that it exceeded.
fn measure(text: &str) -> (Cost, Option<String>) {
    let (mut cost, panicked) = measure_once(text);
    if cost.time > TIME {
        // The caches of a busy machine are cold.
        cost.time = cost.time.min(measure_once(text).0.time);
    }
    let failure = match panicked {
        Some(message) => Some(format!("panicked: {message}")),
        None if cost.time > TIME => Some(format!("took {} ms", cost.time.as_millis())),
        None if cost.memory > MEMORY => Some(format!("took {} MB", cost.memory / 1_000_000)),
        None => None,
    };
    (cost, failure)
}

/// Compiles `text` once: its cost, and the message of a panic.
fn measure_once(text: &str) -> (Cost, Option<String>) {
    // 5 resets `VmHWM` (proc(5)).
    fs::write("/proc/self/clear_refs", "5").expect("Linux resets the peak");
    let (outcome, time) = cpu_time::measure(|| panic::catch_unwind(|| compile_and_check(text)));
    let memory = memory_peak();
    let message = outcome.err().map(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("without a message")
            .to_owned()
    });
    (Cost { time, memory }, message)
}

#[test]
fn the_largest_specs_compile_within_a_second_and_200_mb() {
    run_alone(
        "the_largest_specs_compile_within_a_second_and_200_mb",
        measure_the_largest,
    );
}

fn measure_the_largest() {
    for limit in ACCEPTED {
        let (name, text) = (limit.name, limit.text(limit.max));
        assert_eq!(errors(&text), [""; 0], "{name}");
        assert_within_limits(name, &text);
        let larger = limit.text(limit.max + 1);
        assert!(
            larger.len() > LENGTH || !errors(&larger).is_empty(),
            "{name}: {} are accepted too",
            limit.max + 1
        );
    }
    for (name, text) in rejected() {
        assert_ne!(errors(&text), [""; 0], "{name}");
        assert_within_limits(name, &text);
    }
}

/// The errors of the spec `text`.
fn errors(text: &str) -> Vec<String> {
    let findings = compile_and_check(text).findings.into_iter();
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.message).collect()
}

fn assert_within_limits(name: &str, text: &str) {
    assert!(text.len() <= LENGTH, "{name}: {} bytes", text.len());
    let (cost, failure) = measure(text);
    println!(
        "{name}, {} KB: {} ms, {} MB",
        text.len() / 1000,
        cost.time.as_millis(),
        cost.memory / 1_000_000
    );
    assert_eq!(failure, None, "{name}");
}

/// The environment variable `MUTATIONS` sets the number of mutated specs, and `SEED` selects them.
#[test]
fn mutated_specs_compile_within_a_second_and_200_mb() {
    run_alone(
        "mutated_specs_compile_within_a_second_and_200_mb",
        measure_mutated,
    );
}

fn measure_mutated() {
    let number = |name: &str| env::var(name).ok()?.parse::<u64>().ok();
    let count = number("MUTATIONS").unwrap_or(300);
    let seed = number("SEED").unwrap_or(1);
    fs::create_dir_all(FOLDER).expect("target can be written");
    let (mut failures, mut max) = (Vec::new(), Cost::default());
    for spec in 0..count {
        let text = mutate_spec(seed ^ (spec << 32));
        let (cost, failure) = measure(&text);
        max.time = max.time.max(cost.time);
        max.memory = max.memory.max(cost.memory);
        if let Some(failure) = failure {
            let file = format!("{FOLDER}/mutation-{seed}-{spec}.toml");
            fs::write(&file, &text).expect("target can be written");
            failures.push(format!("{file}: {failure}"));
        }
    }
    println!(
        "{count} mutated specs, seed {seed}: the slowest took {} ms, the largest {} MB",
        max.time.as_millis(),
        max.memory / 1_000_000
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
