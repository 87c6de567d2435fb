//! Words and names that the project does not use, and what it writes instead.
//!
//! The lists are short on purpose: a construction is on them because it was once common here and a reader stumbled over it.

use std::{fs, path::PathBuf};

use regex::Regex;

/// Patterns of words, and the replacement.
const WORDS: &[(&str, &str)] = &[
    (r"\bmend(s|ed|ing)?\b", "fix"),
    (
        r"\b(hold|holds|held)\b[^.\n]{0,60}\bagainst\b",
        "compare with",
    ),
    (
        r"\b[Ww]hat (comes|becomes|came|became) of\b",
        "the result of",
    ),
    (r"\b(come|comes|came) of (it|them|this|that)\b", "result"),
    (r"\b(is|are|was|were) (not )?said\b", "is set, is not set"),
    (r"\bunsaid\b", "default, not set"),
    (r"\bnobody said\b", "default"),
    (r"\b(is|are|was|were|be) told\b", "is reported, is given"),
    (r"\btwins?\b", "pair, counterpart"),
    (r"\bbeside\b", "next to, in addition to"),
    (r"\b(look|looks|looked) after\b", "support, maintain"),
    (r"\bbump of\b", "update by"),
    (r"\b(none|nothing|nobody|no one) that\b", "say what it is"),
    (r"\bthat which\b", "the … that"),
    (r"\bwhat has not\b", "what lacks"),
    (
        r"(it|that|which|this|they|[`)}]|spec|file) is no (value|key|setting|job|name|path|tag|version|step|stage|table|file|folder|number|string|rule|command|image|branch|secret|variable|template|pattern|output|action|commit|package)\b",
        "is not a …",
    ),
    (r"//[/!] What ", "a noun, or a verb in the third person"),
    (r"\ball that\b", "everything that, all …"),
    (r"\bsays so\b", "sets it"),
    (r"\bkept out\b", "excluded"),
    (r"\b(take|takes|taken) out\b", "remove"),
    (r"\b(put|puts) right\b", "fix"),
    (r"\b(give|gives|given) back\b", "return"),
    (r"\bby lot\b", "randomly"),
    (
        r"\b(is|are) what the specs? (say|says|render|renders)\b",
        "is up to date",
    ),
    (r"\bno more($|[^a-z ]| [^t])", "no longer"),
    (r"\bany more\b", "no longer"),
    (r"\b(come|comes) upon\b", "find"),
    (r"\bof (yours|ours)\b", "your …, our …"),
    (r"\bget(s)? into each other's way\b", "conflict"),
    (r"\bis meant so\b", "is intended"),
    (r"\bbeforehand\b", "in advance, before"),
    (r"\bthe way of a\b", "how a … reaches"),
    (r"\bsays nothing\b", "does not set"),
];

/// Names of functions that say nothing about what the function does.
const FUNCTIONS: &[&str] = &[
    "words", "of", "word", "said", "one", "keep", "kept", "part", "at", "same", "plain", "told",
    "whose", "made", "most", "gone", "apart",
];

/// Names of types that have meant different things in different modules.
const TYPES: &[&str] = &[
    "Said",
    "Taken",
    "Piece",
    "Pieces",
    "Part",
    "Kind",
    "Run",
    "Unread",
    "Ending",
    "Page",
    "Made",
    "Met",
    "Told",
    "Look",
    "Goal",
    "Given",
    "Form",
    "Thing",
    "Baseless",
    "NoBase",
    "Spot",
    "Work",
    "Does",
    "Of",
    "Cancels",
    "Owned",
    "Unsaid",
    "Surroundings",
];

/// Places where a word of the list is right, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[("tests/laws/words.rs", "", "lists the words")];

#[test]
fn no_text_uses_a_banned_word() {
    let words: Vec<(Regex, &str)> = WORDS
        .iter()
        .map(|(pattern, instead)| {
            (
                Regex::new(&format!("(?i){pattern}")).expect("a pattern"),
                *instead,
            )
        })
        .collect();
    let mut uses = Vec::new();
    for path in texts() {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let shown = path.display().to_string();
        for (number, line) in text.lines().enumerate() {
            for (word, instead) in &words {
                let Some(found) = word.find(line) else {
                    continue;
                };
                let is_exception = EXCEPTIONS
                    .iter()
                    .any(|(file, part, _)| shown.starts_with(file) && line.contains(part));
                if !is_exception {
                    let number = number + 1;
                    uses.push(format!(
                        "{shown}:{number}: `{}`: write {instead}",
                        found.as_str()
                    ));
                }
            }
        }
    }
    assert!(uses.is_empty(), "{}\n{}", uses.len(), uses.join("\n"));
}

#[test]
fn no_function_or_type_has_a_banned_name() {
    let names = Regex::new(r"\b(fn|struct|enum|trait|type)\s+([A-Za-z_]\w*)").expect("a pattern");
    let mut uses = Vec::new();
    for path in files(&["src", "tests"], &["rs"]) {
        let text = fs::read_to_string(&path).expect("the file can be read");
        for name in names.captures_iter(&text) {
            let banned = if &name[1] == "fn" { FUNCTIONS } else { TYPES };
            if banned.contains(&&name[2]) {
                uses.push(format!("{}: `{}`", path.display(), &name[0]));
            }
        }
    }
    assert!(uses.is_empty(), "{}", uses.join("\n"));
}

/// Everything a person reads: the program, its templates, documents, examples and outputs.
fn texts() -> Vec<PathBuf> {
    let folders = [
        "src",
        "templates",
        "docs",
        "spec",
        "snapshots",
        "tests",
        "benches",
        "scripts",
        ".github",
        ".ci",
    ];
    let endings = [
        "rs", "j2", "md", "toml", "snap", "py", "sh", "yml", "yaml", "json", "html",
    ];
    let mut texts = files(&folders, &endings);
    texts.extend(
        [
            "README.md",
            "CHANGELOG.md",
            "Cargo.toml",
            "action.yml",
            "deny.toml",
            ".ci/run",
            ".pre-commit-hooks.yaml",
        ]
        .map(PathBuf::from),
    );
    texts
}

/// The files in `folders` and below with one of `endings`.
fn files(folders: &[&str], endings: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folders {
        for ending in endings {
            files.extend(super::files(folder, ending));
        }
    }
    files
}
