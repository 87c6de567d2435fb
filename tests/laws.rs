//! Rules of the code base: the module layers of `src/lib.rs`, templates without logic, short files.

mod modules;
mod words;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
};

use modules::{find_cycles, module_of, used_paths};

#[test]
fn modules_use_only_modules_below_them() {
    let library = read(Path::new("src/lib.rs"));
    let layers = library
        .split("//! ```text\n")
        .nth(2)
        .expect("lib.rs lists the layers");
    let layers = layers.split("//! ```").next().unwrap_or_default();
    let depths: HashMap<&str, usize> = layers
        .lines()
        .enumerate()
        .flat_map(|(depth, line)| {
            line.trim_start_matches("//!")
                .split_whitespace()
                .map(move |module| (module, depth))
        })
        .collect();
    let mut violations = Vec::new();
    for path in files("src", "rs") {
        let module = top_module(&path);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let own = *depths
            .get(module.as_str())
            .unwrap_or_else(|| panic!("`{module}` is not in the list of layers"));
        let used = used_paths(&module_of(&path), &read(&path));
        let used: BTreeSet<String> = used
            .into_iter()
            .filter_map(|path| path.into_iter().next())
            .collect();
        for used in used {
            if used != module && depths.get(used.as_str()).is_some_and(|depth| *depth <= own) {
                violations.push(format!(
                    "{} uses `{used}`, which is not below it",
                    path.display()
                ));
            }
        }
    }
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn every_form_of_use_declaration_is_recognised() {
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
fn sibling_modules_have_no_cyclic_dependencies() {
    let modules = files("src", "rs").into_iter().map(|path| {
        let module = module_of(&path);
        let used = used_paths(&module, &read(&path));
        (module, used)
    });
    let cycles = find_cycles(&modules.collect());
    assert!(cycles.is_empty(), "{}", cycles.join("\n"));
}

#[test]
fn a_cycle_is_found_and_printed() {
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
    assert_eq!(find_cycles(&modules.into()), ["a → b → a"]);
}

#[test]
fn templates_contain_no_logic() {
    for path in files("templates", "j2") {
        for tag in tags(&read(&path)) {
            assert!(
                is_logic_free(&tag),
                "{}: `{tag}` contains logic",
                path.display()
            );
        }
    }
}

#[test]
fn logic_in_a_template_is_found() {
    for tag in [
        "if stages == 1",
        "= name|upper",
        "set x = 1",
        "for x in range(3)",
        "if not flag",
        "= a ~ b",
    ] {
        assert!(!is_logic_free(tag), "{tag}");
    }
}

#[test]
fn every_template_begins_with_a_reason() {
    for path in files("templates", "j2") {
        let text = read(&path);
        let path = path.display();
        assert!(
            text.starts_with("<%#"),
            "{path} does not begin with a reason"
        );
        for line in text.lines().filter(|line| line.contains("<%#")) {
            let reason = line
                .strip_prefix("<%# ")
                .and_then(|line| line.strip_suffix(" %>"))
                .unwrap_or_else(|| panic!("{path}: the comment is not on its own line: `{line}`"));
            assert!(
                reason.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic())
                    && reason.ends_with('.')
                    && !reason.contains("%>"),
                "{path}: not a sentence: `{reason}`"
            );
        }
    }
}

#[test]
fn only_one_file_writes_secrets_into_steps() {
    let allowed: &[&str] = &["src/plan/contents/secret.rs"];
    assert_only_in_allowed_files(&[
        ("expr::secret(", allowed),
        ("expr::token(", allowed),
        ("path(\"secrets", &[]),
    ]);
}

/// Fails if a file in `src` contains one of these texts and is not one of the files listed with it.
fn assert_only_in_allowed_files(allowed: &[(&str, &[&str])]) {
    for path in files("src", "rs") {
        let text = read(&path);
        for (part, files) in allowed {
            let is_allowed = files.iter().any(|file| path.starts_with(file));
            assert!(
                is_allowed || !text.contains(part),
                "{} has `{part}`",
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
    let specs = crate::support::spec_names();
    for path in files("snapshots/emit", "snap") {
        let spec = path
            .components()
            .nth(2)
            .and_then(|part| part.as_os_str().to_str())
            .unwrap_or_default();
        assert!(
            specs.iter().any(|name| name == spec),
            "{} belongs to no spec",
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
            "{} belongs to no rule",
            path.display()
        );
    }
}

/// Whether a template's tag has no logic: `for x in a.b`, `if flag`, `else`, `end…`, a path, a comment.
fn is_logic_free(tag: &str) -> bool {
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

/// The files below `folder` with the extension `ending`.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder exists").flatten() {
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
    fs::read_to_string(path).expect("the file can be read")
}
