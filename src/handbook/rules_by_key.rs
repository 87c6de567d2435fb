//! Maps keys to the rules that report them, derived from the rules' failing examples.

use std::collections::BTreeMap;

use super::keys::{Key, key_path};
use crate::{
    compile::compile,
    rules::{
        self, Check, RuleEntry,
        documentation::{CodeBlock, EXAMPLES_DATE},
    },
    source::{
        CompileInputs, File, Repository, Source,
        base::{EXTENDS, ExtendsError, LoadedFile},
        in_memory::InMemoryFiles,
    },
};

/// The parts of a minimal spec, which are added to examples that omit them.
const MINIMAL: [(&str, &str); 4] = [
    ("spec", "spec = 1\n"),
    ("service", "[service]\nname = \"hello\"\n"),
    ("base", "[base]\nruby = \"3.4.7\"\n"),
    (
        "registries",
        "[registries.ghcr]\nrepository = \"ghcr.io/acme/hello\"\nlogin = \"github-token\"\n",
    ),
];

/// The rules by the path of the key that they report; rules without a key are at the empty path.
pub(super) fn rules_by_key(keys: &[Key]) -> BTreeMap<String, Vec<&'static RuleEntry>> {
    let mut rules: BTreeMap<String, Vec<&RuleEntry>> = BTreeMap::new();
    for entry in rules::ALL {
        let mut paths = reported_paths(entry, keys);
        paths.sort();
        paths.dedup();
        if paths.is_empty() {
            paths.push(String::new());
        }
        for path in paths {
            rules.entry(path).or_default().push(entry);
        }
    }
    rules
}

/// The paths of the keys that `entry` reports.
fn reported_paths(entry: &RuleEntry, keys: &[Key]) -> Vec<String> {
    // A rule about reading a spec can report any key, so of its paths only `extends` is listed.
    let is_specific = |path: &String| match entry.rule.check {
        Check::Reading => path == EXTENDS,
        Check::Spec(_)
        | Check::Source(_)
        | Check::Today(_)
        | Check::Repository(_)
        | Check::Findings(_) => true,
    };
    let (mut bases, mut files) = (Vec::new(), Vec::new());
    let mut paths = Vec::new();
    let blocks = entry.documentation().fails;
    for block in &blocks {
        match block.file {
            Some(_) if block.language == "toml" => {
                bases.push(block);
                continue;
            }
            Some(name) => {
                files.push((name.to_owned(), block.text.clone()));
                continue;
            }
            None => {}
        }
        let repository = InMemoryFiles(&files);
        let inputs = CompileInputs {
            today: EXAMPLES_DATE,
            repository: (!files.is_empty()).then_some(&repository as &dyn Repository),
            is_on_disk: None,
        };
        let findings = compile(&load_example(&block.text, &bases), &inputs).findings;
        let reported = findings
            .iter()
            .filter(|finding| finding.code == entry.rule.code);
        let reported = reported.filter_map(|finding| key_path(finding.location.place()?, keys));
        paths.extend(reported.filter(is_specific));
    }
    paths
}

/// Loads the spec `text`, completed to a valid spec, with the base specs `bases`.
fn load_example(text: &str, bases: &[&CodeBlock]) -> Source {
    let loaded = |name: &str, text: &str| LoadedFile {
        id: name.to_owned(),
        file: File {
            name: name.to_owned(),
            text: text.to_owned(),
        },
    };
    let own = loaded("tvgen.toml", &complete(text));
    Source::load(own, |path| {
        let mut named = bases.iter().filter(|base| base.file == Some(path));
        let base = named.next().ok_or_else(ExtendsError::default)?;
        Ok(loaded(path, &base.text))
    })
}

/// Adds the missing parts of a minimal spec to `text`.
fn complete(text: &str) -> String {
    let has = |name: &str| {
        text.lines().any(|line| {
            let table = line.trim_start_matches('[');
            let key = table.split([' ', '.', ']', '=']).next();
            key == Some(name) && (name == "spec" || table != line)
        })
    };
    let mut spec = text.to_owned();
    for (name, table) in MINIMAL.iter().filter(|(name, _)| !has(name)) {
        spec = if *name == "spec" {
            format!("{table}{spec}")
        } else {
            format!("{spec}\n{table}")
        };
    }
    spec
}
