//! The house stands: what `src/lib.rs` draws is so.

mod modules;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use modules::{circles, module_of, used_paths};

#[test]
fn modules_use_only_lower_floors() {
    let library = read(Path::new("src/lib.rs"));
    let picture = library
        .split("//! ```text\n")
        .nth(2)
        .expect("lib.rs draws the floors");
    let picture = picture.split("//! ```").next().unwrap_or_default();
    let floors: HashMap<&str, usize> = picture
        .lines()
        .enumerate()
        .flat_map(|(depth, line)| {
            line.trim_start_matches("//!")
                .split_whitespace()
                .map(move |module| (module, depth))
        })
        .collect();
    let mut faults = Vec::new();
    for path in files("src", "rs") {
        let module = top_module(&path);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let here = *floors
            .get(module.as_str())
            .unwrap_or_else(|| panic!("`{module}` is not in the picture"));
        let used = used_paths(&module_of(&path), &read(&path));
        let used: BTreeSet<String> = used
            .into_iter()
            .filter_map(|path| path.into_iter().next())
            .collect();
        for used in used {
            if used != module
                && floors
                    .get(used.as_str())
                    .is_some_and(|there| *there <= here)
            {
                faults.push(format!(
                    "{} uses `{used}`, which is not below it",
                    path.display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_use_is_seen_however_it_is_written() {
    let module = ["plan".to_owned(), "steps".to_owned()];
    for (text, used) in [
        ("use crate::emit;", "emit"),
        (
            "use crate::{\n    spec::Spec,\n    report::{self, a::{b, c as d}},\n};",
            "report report::a::b report::a::c spec::Spec",
        ),
        ("use super::{super::cli, job::Job};", "cli plan::job::Job"),
        (
            "use self::{run::Run, step::*};",
            "plan::steps::run::Run plan::steps::step",
        ),
        (
            "let x = crate::cli::run::<u8>(); // crate::spec",
            "cli::run",
        ),
        ("const TEXT: &str = \"crate::cli\"; use std::{env, fs};", ""),
        (
            "let c = ('\\'', '\"', r#\"\"crate::cli\"#); fn f<'a>(x: &'a super::hooks::Job) {}",
            "plan::hooks::Job",
        ),
    ] {
        let paths = used_paths(&module, text);
        let paths: Vec<String> = paths.iter().map(|path| path.join("::")).collect();
        assert_eq!(paths.join(" "), used, "{text}");
    }
}

#[test]
fn no_module_uses_one_beside_it_that_uses_it() {
    let modules = files("src", "rs").into_iter().map(|path| {
        let module = module_of(&path);
        let used = used_paths(&module, &read(&path));
        (module, used)
    });
    let circles = circles(&modules.collect());
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_circle_is_seen_and_shown() {
    let modules = [
        ("a", "use super::b::c::f;"),
        ("b", "mod c;"),
        ("b::c", "use crate::a; use super::d;"),
        ("b::d", ""),
    ];
    let modules = modules.map(|(module, text)| {
        let module: Vec<String> = module.split("::").map(str::to_owned).collect();
        let used = used_paths(&module, text);
        (module, used)
    });
    assert_eq!(circles(&modules.into()), ["a → b → a"]);
}

#[test]
fn templates_hold_no_logic() {
    for path in files("templates", "j2") {
        for tag in tags(&read(&path)) {
            assert!(shows(&tag), "{}: `{tag}` decides something", path.display());
        }
    }
}

#[test]
fn a_decision_in_a_template_is_seen() {
    for tag in [
        "if stages == 1",
        "= name|upper",
        "set x = 1",
        "for x in range(3)",
        "if not flag",
        "= a ~ b",
    ] {
        assert!(!shows(tag), "{tag}");
    }
}

#[test]
fn a_template_says_why_from_its_first_line_on() {
    for path in files("templates", "j2") {
        let text = read(&path);
        let path = path.display();
        assert!(
            text.starts_with("<%#"),
            "{path} does not begin with a reason"
        );
        for line in text.lines().filter(|line| line.contains("<%#")) {
            let words = line
                .strip_prefix("<%# ")
                .and_then(|line| line.strip_suffix(" %>"))
                .unwrap_or_else(|| panic!("{path}: no line of its own: `{line}`"));
            assert!(
                words.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
                    && words.ends_with('.')
                    && !words.contains("%>"),
                "{path}: not a sentence: `{words}`"
            );
        }
    }
}

#[test]
fn only_one_file_writes_secrets_into_steps() {
    let home: &[&str] = &["src/plan/contents/secret.rs"];
    stand_only_where_allowed(&[
        ("expr::secret(", home),
        ("expr::token(", home),
        ("path(\"secrets", &[]),
    ]);
}

/// Fails where a file of `src` has one of these words and is none of the files named with it.
fn stand_only_where_allowed(allowed: &[(&str, &[&str])]) {
    for path in files("src", "rs") {
        let text = read(&path);
        for (word, homes) in allowed {
            let home = homes.iter().any(|home| path.starts_with(home));
            assert!(
                home || !text.contains(word),
                "{} has `{word}`",
                path.display()
            );
        }
    }
}

#[test]
fn no_mark_of_unfinished_work_is_left() {
    let marks = ["TO", "FIX", "XX", "HA"]
        .into_iter()
        .zip(["DO", "ME", "X", "CK"])
        .map(|(one, two)| format!("{one}{two}"));
    let marks: Vec<String> = marks
        .chain(["todo!", "unimplemented!", "dbg!"].map(|mark| format!("{mark}(")))
        .collect();
    for path in files("src", "rs")
        .into_iter()
        .chain(files("tests", "rs"))
        .chain(files("templates", "j2"))
    {
        let text = read(&path);
        let words: HashSet<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        for mark in &marks {
            let found = if mark.ends_with('(') {
                text.contains(mark)
            } else {
                words.contains(mark.as_str())
            };
            assert!(!found, "{} has {mark}", path.display());
        }
    }
}

#[test]
fn files_are_short() {
    let mut lengths = Vec::new();
    for path in files("src", "rs") {
        let length = read(&path).lines().count();
        assert!(length <= 300, "{} has {length} lines", path.display());
        lengths.push(length);
    }
    lengths.sort_unstable();
    assert!(
        lengths[lengths.len() / 2] <= 80,
        "half of the files have more than {} lines",
        lengths[lengths.len() / 2]
    );
}

#[test]
fn every_snapshot_has_a_test_that_reads_it() {
    let specs = crate::support::specs();
    for path in files("snapshots/emit", "snap") {
        let spec = path
            .components()
            .nth(2)
            .and_then(|part| part.as_os_str().to_str())
            .unwrap_or_default();
        assert!(
            specs.iter().any(|name| name == spec),
            "{} is of no spec",
            path.display()
        );
    }
    for path in files("snapshots/rules", "snap") {
        let file = path
            .file_stem()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        assert!(
            tvgen::rules::ALL.iter().any(|entry| entry.file == file),
            "{} is of no rule",
            path.display()
        );
    }
}

/// Whether a template's tag only shows: `for x in a.b`, `if flag`, `else`, `end…`, a path, a comment.
fn shows(tag: &str) -> bool {
    if tag.starts_with('#') {
        return true;
    }
    let path = |word: &str| {
        word.chars()
            .all(|c| c.is_alphanumeric() || "._".contains(c))
    };
    let words: Vec<&str> = tag.trim_start_matches('=').split_whitespace().collect();
    match words.as_slice() {
        ["for", item, "in", list] => path(item) && path(list),
        ["if", flag] | [flag] => path(flag),
        _ => false,
    }
}

fn tags(template: &str) -> Vec<String> {
    let tags = template
        .split("<%")
        .skip(1)
        .filter_map(|rest| rest.split("%>").next());
    tags.map(|tag| tag.trim().to_owned()).collect()
}

fn top_module(path: &Path) -> String {
    let first = path
        .components()
        .nth(1)
        .and_then(|part| part.as_os_str().to_str())
        .unwrap_or_default();
    first.trim_end_matches(".rs").to_owned()
}

/// The files below `folder` with the ending `ending`.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)
            .expect("the folder is there")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a file of ours can be read")
}
