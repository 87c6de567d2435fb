//! Random mutations of specs: the same seed gives the same spec.

use super::LENGTH;
use crate::support::wrong_values::WRONG_VALUES;

const SPECS: &[&str] = &[
    include_str!("../../spec/minimal.toml"),
    include_str!("../../spec/three-stages.toml"),
    include_str!("../../spec/teaching-vacancies-2020.toml"),
    include_str!("../../spec/teaching-vacancies.toml"),
    include_str!("../../spec/everything.toml"),
];

/// Values at the limits of their types, and strings that one of the output languages would execute or misread.
const HOSTILE_VALUES: &[&str] = &[
    "9223372036854775807",
    "nan",
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

/// A `SplitMix64` pseudorandom generator.
struct Random(u64);

impl Random {
    fn next_number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    fn number_below(&mut self, end: usize) -> usize {
        usize::try_from(self.next_number() % end.max(1) as u64)
            .expect("the remainder fits in a usize")
    }

    /// A value of a wrong type, or a hostile one.
    fn pick_value(&mut self) -> &'static str {
        let index = self.number_below(WRONG_VALUES.len() + HOSTILE_VALUES.len());
        let all = WRONG_VALUES.iter().chain(HOSTILE_VALUES);
        all.copied()
            .nth(index)
            .expect("the index is below their number")
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.number_below(items.len())]
    }
}

/// Selects one of the specs and applies one to six mutations, all derived from `seed`; the result has at most 256 KiB.
pub fn mutate_spec(seed: u64) -> String {
    let random = &mut Random(seed);
    let mut text = random.pick(SPECS).to_owned();
    for _ in 0..=random.number_below(6) {
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
        return random.pick_value().to_owned();
    }
    let line = random.number_below(lines.len());
    match random.number_below(10) {
        0 => {
            lines.remove(line);
        }
        1 => lines.swap(line, random.number_below(text.lines().count())),
        2 => lines.insert(
            line,
            random.pick(&text.lines().collect::<Vec<_>>()).to_owned(),
        ),
        // Replace the value by a wrong one or by the value of another key.
        3 | 4 => {
            let values: Vec<&str> = text
                .lines()
                .filter_map(|line| Some(line.split_once(" = ")?.1))
                .collect();
            let value = if random.number_below(2) == 0 || values.is_empty() {
                random.pick_value()
            } else {
                random.pick(&values)
            };
            if let Some((key, _)) = lines[line].split_once(" = ") {
                lines[line] = format!("{key} = {value}");
            }
        }
        // Rename the key or the table.
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
        // Repeat the table.
        6 => return repeat_table(random, &lines, line),
        7 => {
            let length = [10, 1000, 20_000][random.number_below(3)];
            let filler = random.pick(&[
                "a", "(", "[", "\\\\", "{pr}", "é", "$", "\\n", "../", "a.", " ",
            ]);
            if let Some((before, after)) = lines[line].split_once('"') {
                lines[line] = format!("{before}\"{}{after}", filler.repeat(length));
            }
        }
        // Replace a few characters.
        _ => {
            let characters: Vec<char> = text.chars().collect();
            let start = random.number_below(characters.len());
            let end = (start + random.number_below(12)).min(characters.len());
            let inserted = random.pick(&[
                "", "\"", "[", "]", "{", "}", "=", ".", "\n", "#", "'''", "\u{0}", "\u{feff}",
                "\u{2028}", "\u{1b}",
            ]);
            let parts = [
                &characters[..start],
                &inserted.chars().collect::<Vec<_>>(),
                &characters[end..],
            ];
            return parts.into_iter().flatten().collect();
        }
    }
    lines.join("\n")
}

/// Repeats the table around `line` up to a thousand times, each time with another name.
fn repeat_table(random: &mut Random, lines: &[String], line: usize) -> String {
    let is_header = |line: &String| line.starts_with('[');
    let start = lines[..=line].iter().rposition(is_header).unwrap_or(0);
    let end = lines[line + 1..]
        .iter()
        .position(is_header)
        .map_or(lines.len(), |end| line + 1 + end);
    let table = lines[start..end].join("\n");
    let mut text = lines.join("\n");
    for copy in 0..random.pick(&[2, 40, 240, 1000]) {
        text.push('\n');
        let renamed = match table.split_once(']') {
            Some((header, rest)) if !header.starts_with("[[") => format!("{header}-{copy}]{rest}"),
            _ => table.clone(),
        };
        text.push_str(&renamed);
    }
    text
}
