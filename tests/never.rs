//! No spec causes a panic, a hang, or outputs together with an error.

use proptest::prelude::*;
use tvgen::{lang::without_tracing, source::Source};

use crate::support::{
    answer::check_outcome, bases::load_with_bases, compile, read_spec, spec_names,
    wrong_values::WRONG_VALUES,
};

#[test]
fn a_spec_cut_off_anywhere_causes_no_crash() {
    for name in spec_names() {
        let whole = read_spec(&name);
        for (end, _) in whole.char_indices() {
            compile_and_check(&whole[..end]);
        }
    }
}

#[test]
fn a_base_spec_cut_off_anywhere_causes_no_crash() {
    let own = "extends = \"base.toml\"\n[base]\npackages = [\"...\", \"git\"]\n[stages.docs]\n\
               copy = [\"docs\", \"...\"]\n[stages.extra]\nrun = [\"...\"]\n";
    let whole = read_spec("three-stages");
    for (end, _) in whole.char_indices() {
        compile_and_check_source(&load_with_bases(own, &[("base.toml", &whole[..end])]));
    }
}

#[test]
fn a_spec_without_one_of_its_lines_causes_no_crash() {
    for name in spec_names() {
        let whole = read_spec(&name);
        let lines: Vec<&str> = whole.lines().collect();
        for removed in 0..lines.len() {
            let lines: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(number, _)| *number != removed)
                .map(|(_, line)| *line)
                .collect();
            compile_and_check(&lines.join("\n"));
        }
    }
}

#[test]
fn a_value_of_another_type_causes_no_crash() {
    for name in spec_names() {
        let whole = read_spec(&name);
        let lines: Vec<&str> = whole.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let Some((key, _)) = line.split_once(" = ") else {
                continue;
            };
            for other in WRONG_VALUES {
                let changed = format!("{key} = {other}");
                let mut lines = lines.clone();
                lines[number] = &changed;
                compile_and_check(&lines.join("\n"));
            }
        }
    }
}

#[test]
fn deep_and_large_specs_cause_no_crash() {
    compile_and_check(&format!("spec = {}", "[".repeat(100_000)));
    compile_and_check(&format!("{}x = 1", "a.".repeat(100_000)));
    let name = "x".repeat(10_000_000);
    compile_and_check(&format!("spec = 1\n[service]\nname = \"{name}\"\n"));
    let stages: Vec<String> = (0..300)
        .map(|number| format!("[stages.s{number}]\nfrom = \"s{}\"", number + 1))
        .collect();
    compile_and_check(&format!("spec = 1\n{}", stages.join("\n")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_causes_a_crash(text in "\\PC*") {
        compile_and_check(&text);
    }

    #[test]
    fn a_few_changed_characters_cause_no_crash(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), "[\\PC\n\"\\[\\]{}=.]{0,3}"), 1..4)
    ) {
        let mut characters: Vec<String> = read_spec("three-stages").chars().map(String::from).collect();
        for (index, new) in changes {
            let index = index.index(characters.len());
            characters[index] = new;
        }
        compile_and_check(&characters.concat());
    }
}

/// Compiles the spec `text` and checks the outcome.
#[track_caller]
pub fn compile_and_check(text: &str) {
    compile_and_check_source(&Source::new("tvgen.toml", text));
}

/// Compiles `source` and checks the outcome.
#[track_caller]
fn compile_and_check_source(source: &Source) {
    check_outcome(source, &without_tracing(|| compile(source)));
}
