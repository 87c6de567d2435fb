//! What must never happen, whatever is in a spec: a panic, a hang, outputs beside an error.

use proptest::prelude::*;
use tvgen::{lang::untraced, source::Source};

use crate::support::{
    answer::check_answer, bases::on_bases, compile, specs, text, wrong_values::WRONG_VALUES,
};

#[test]
fn a_spec_cut_off_anywhere_is_answered() {
    for name in specs() {
        let whole = text(&name);
        for (end, _) in whole.char_indices() {
            answered(&whole[..end]);
        }
    }
}

#[test]
fn a_base_cut_off_anywhere_is_answered() {
    let own = "extends = \"base.toml\"\n[base]\npackages = [\"...\", \"git\"]\n[stages.docs]\n\
               copy = [\"docs\", \"...\"]\n[stages.extra]\nrun = [\"...\"]\n";
    let whole = text("three-stages");
    for (end, _) in whole.char_indices() {
        answered_source(&on_bases(own, &[("base.toml", &whole[..end])]));
    }
}

#[test]
fn a_spec_without_one_of_its_lines_is_answered() {
    for name in specs() {
        let whole = text(&name);
        let lines: Vec<&str> = whole.lines().collect();
        for gone in 0..lines.len() {
            let kept: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(number, _)| *number != gone)
                .map(|(_, line)| *line)
                .collect();
            answered(&kept.join(
                "
",
            ));
        }
    }
}

#[test]
fn a_spec_with_a_value_of_another_type_is_answered() {
    for name in specs() {
        let whole = text(&name);
        let lines: Vec<&str> = whole.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let Some((key, _)) = line.split_once(" = ") else {
                continue;
            };
            for other in WRONG_VALUES {
                let changed = format!("{key} = {other}");
                let mut lines = lines.clone();
                lines[number] = &changed;
                answered(&lines.join("\n"));
            }
        }
    }
}

#[test]
fn deep_and_large_specs_are_answered() {
    answered(&format!("spec = {}", "[".repeat(100_000)));
    answered(&format!("{}x = 1", "a.".repeat(100_000)));
    let name = "x".repeat(10_000_000);
    answered(&format!("spec = 1\n[service]\nname = \"{name}\"\n"));
    let stages: Vec<String> = (0..300)
        .map(|number| format!("[stages.s{number}]\nfrom = \"s{}\"", number + 1))
        .collect();
    answered(&format!("spec = 1\n{}", stages.join("\n")));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_answered(text in "\\PC*") {
        answered(&text);
    }

    #[test]
    fn a_spec_with_a_few_characters_changed_is_answered(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), "[\\PC\n\"\\[\\]{}=.]{0,3}"), 1..4)
    ) {
        let mut characters: Vec<String> = text("three-stages").chars().map(String::from).collect();
        for (index, new) in changes {
            let at = index.index(characters.len());
            characters[at] = new;
        }
        answered(&characters.concat());
    }
}

/// `text` is answered.
#[track_caller]
pub fn answered(text: &str) {
    answered_source(&Source::new("tvgen.toml", text));
}

/// `source` is answered.
#[track_caller]
fn answered_source(source: &Source) {
    check_answer(source, &untraced(|| compile(source)));
}
