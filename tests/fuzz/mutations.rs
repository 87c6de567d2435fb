//! mutations [COUNT [SEED]]: compiles COUNT specs that are mutated at random, and fails where one panics, is not answered, takes
//! longer than a second or more than 200 MB. The same seed makes the same specs.

#[path = "targets/answered/mod.rs"]
mod answered;

use std::{
    alloc::{GlobalAlloc, Layout, System},
    env, fs, panic,
    process::ExitCode,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

/// How long a spec may keep a processor busy: what other programs do at the same time does not count.
const TIME: Duration = Duration::from_secs(1);
/// How much memory a spec may take, in bytes.
const MEMORY: usize = 200_000_000;
/// How long a spec may be, in bytes.
const LENGTH: usize = 256 * 1024;
const COUNT: usize = 20_000;
/// Where a spec that fails is left.
const FOLDER: &str = "target/fuzz";

const SPECS: &[&str] = &[
    include_str!("../../spec/minimal.toml"),
    include_str!("../../spec/three-stages.toml"),
    include_str!("../../spec/teaching-vacancies-2020.toml"),
    include_str!("../../spec/teaching-vacancies.toml"),
    include_str!("../../spec/everything.toml"),
];

/// Values of every type, and texts that some language reads as code.
const VALUES: &[&str] = &[
    "7",
    "-1",
    "9223372036854775807",
    "1.5",
    "nan",
    "true",
    "\"\"",
    "\"x\"",
    "[]",
    "[[]]",
    "{}",
    "{ x = 1 }",
    "2027-03-01",
    "[\"a\", 1, {}]",
    "[\"...\"]",
    "\"...\"",
    "\"${{ secrets.TOKEN }}\"",
    "\"$(touch x)`touch x`\"",
    "'\"\\'",
    "\"a\\nb\"",
    "\"\\u0000\"",
    "\"\\u2028é\"",
    "\"::stop-commands::x\"",
    "\"../../etc/passwd\"",
    "\"/\"",
    "\"-x\"",
    "\"{sha}\"",
    "\"{branch}-{pr}-{timestamp}\"",
    "\"main\"",
    "\"latest\"",
    "\"*\"",
    "\"!**\"",
    "\"(\\\\w{1,40}){1,6}\"",
    "\"0 25 * * *\"",
    "\"https://a@b/c\"",
    "\"github-token\"",
    "\"0123456789abcdef0123456789abcdef01234567\"",
];

/// The allocator of the system, which counts what is in use.
struct Counting;

static USED: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

// SAFETY: every call goes to the allocator of the system as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let used = USED.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        PEAK.fetch_max(used, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        USED.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// Numbers that look random: SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("it is below a usize")
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let number = |place: usize| words.get(place).and_then(|word| word.parse::<u64>().ok());
    let count = number(0).map_or(COUNT, |count| {
        usize::try_from(count).expect("a count of specs")
    });
    let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seed = number(1).unwrap_or_else(|| clock.expect("it is after 1970").as_secs());
    println!("{count} mutated specs, seed {seed}");
    panic::set_hook(Box::new(|_| ()));
    fs::create_dir_all(FOLDER).expect("target can be written");
    let (mut failures, mut slowest, mut largest) = (0, Duration::ZERO, 0);
    for spec in 0..count {
        let text = mutated(&mut Random(seed ^ ((spec as u64) << 32)));
        let (time, memory, fault) = measured(&text);
        slowest = slowest.max(time);
        largest = largest.max(memory);
        if let Some(fault) = fault {
            failures += 1;
            let file = format!("{FOLDER}/mutation-{seed}-{spec}.toml");
            fs::write(&file, &text).expect("target can be written");
            println!("{file}: {fault}");
        }
    }
    println!(
        "{failures} failed; the slowest took {} ms, the largest {} KB",
        slowest.as_millis(),
        largest / 1000
    );
    if failures == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// How long `text` takes, how much memory, and what is wrong with that.
fn measured(text: &str) -> (Duration, usize, Option<String>) {
    let (mut time, memory, panicked) = once(text);
    if time > TIME {
        // The machine may have had other work.
        time = time.min(once(text).0);
    }
    let fault = match panicked {
        Some(message) => Some(format!("panicked: {message}")),
        None if time > TIME => Some(format!("took {} ms", time.as_millis())),
        None if memory > MEMORY => Some(format!("took {} MB", memory / 1_000_000)),
        None => None,
    };
    (time, memory, fault)
}

/// The same, and the message of its panic.
fn once(text: &str) -> (Duration, usize, Option<String>) {
    let before = USED.load(Ordering::Relaxed);
    PEAK.store(before, Ordering::Relaxed);
    let (begun, busy) = (Instant::now(), busy());
    let answer = panic::catch_unwind(|| answered::answered(text));
    let time = match (busy, self::busy()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => begun.elapsed(),
    };
    let memory = PEAK.load(Ordering::Relaxed).saturating_sub(before);
    let message = answer.err().map(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        text.or_else(|| panic.downcast_ref::<&str>().copied())
            .unwrap_or("without a message")
            .to_owned()
    });
    (time, memory, message)
}

/// How long this thread has kept a processor busy, where Linux tells.
fn busy() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// One of the specs, with one to six mutations.
fn mutated(random: &mut Random) -> String {
    let mut text = random.pick(SPECS).to_owned();
    for _ in 0..=random.below(6) {
        let new = mutate(random, &text);
        if new.len() <= LENGTH {
            text = new;
        }
    }
    text
}

fn mutate(random: &mut Random, text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return random.pick(VALUES).to_owned();
    }
    let line = random.below(lines.len());
    match random.below(10) {
        0 => {
            lines.remove(line);
        }
        1 => lines.swap(line, random.below(text.lines().count())),
        2 => lines.insert(
            line,
            random.pick(&text.lines().collect::<Vec<_>>()).to_owned(),
        ),
        // Another value of the right key, or the value of another key.
        3 | 4 => {
            let values: Vec<&str> = text
                .lines()
                .filter_map(|line| Some(line.split_once(" = ")?.1))
                .collect();
            let value = if random.below(2) == 0 || values.is_empty() {
                random.pick(VALUES)
            } else {
                random.pick(&values)
            };
            if let Some((key, _)) = lines[line].split_once(" = ") {
                lines[line] = format!("{key} = {value}");
            }
        }
        // A key or a table of another name.
        5 => {
            let name = random.pick(&[
                "x",
                "a.b",
                "\"\"",
                "\"é ${{ x }}\"",
                "production",
                "builder",
                "review",
            ]);
            lines[line] = match lines[line].split_once(" = ") {
                Some((_, value)) => format!("{name} = {value}"),
                None => format!("[{name}]"),
            };
        }
        // Much of one thing.
        6 => return many(random, &lines, line),
        7 => {
            let length = [10, 1000, 20_000][random.below(3)];
            let filler = random.pick(&[
                "a", "(", "[", "\\\\", "{pr}", "é", "$", "\\n", "../", "a.", " ",
            ]);
            if let Some((before, after)) = lines[line].split_once('"') {
                lines[line] = format!("{before}\"{}{after}", filler.repeat(length));
            }
        }
        // A piece cut out, and another put in.
        _ => {
            let characters: Vec<char> = text.chars().collect();
            let start = random.below(characters.len());
            let end = (start + random.below(12)).min(characters.len());
            let put = random.pick(&[
                "", "\"", "[", "]", "{", "}", "=", ".", "\n", "#", "'''", "\u{0}", "\u{feff}",
                "\u{2028}", "\u{1b}",
            ]);
            let pieces = [
                &characters[..start],
                &put.chars().collect::<Vec<_>>(),
                &characters[end..],
            ];
            return pieces.into_iter().flatten().collect();
        }
    }
    lines.join("\n")
}

/// The table that `line` lies in a few hundred times over, each under another name.
fn many(random: &mut Random, lines: &[String], line: usize) -> String {
    let is_head = |line: &String| line.starts_with('[');
    let start = lines[..=line].iter().rposition(is_head).unwrap_or(0);
    let end = lines[line + 1..]
        .iter()
        .position(is_head)
        .map_or(lines.len(), |end| line + 1 + end);
    let table = lines[start..end].join("\n");
    let mut text = lines.join("\n");
    for copy in 0..random.pick(&[2, 40, 240, 1000]) {
        text.push('\n');
        text += &match table.split_once(']') {
            Some((head, rest)) if !head.starts_with("[[") => format!("{head}-{copy}]{rest}"),
            _ => table.clone(),
        };
    }
    text
}
