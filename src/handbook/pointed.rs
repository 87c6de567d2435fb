//! Which rules point at which keys: their own failing examples tell.

use std::collections::BTreeMap;

use super::keys::{Key, path_of};
use crate::{
    compile::compile,
    rules::{
        self, Check, Entry,
        documentation::{Block, DAY},
    },
    source::{
        File, Repository, Source, Surroundings,
        base::{EXTENDS, Found, Unread},
        neighbours::Neighbours,
    },
};

/// What an example leaves out: tables of the smallest spec that renders.
const SMALLEST: [(&str, &str); 4] = [
    ("spec", "spec = 1\n"),
    ("service", "[service]\nname = \"hello\"\n"),
    ("base", "[base]\nruby = \"3.4.7\"\n"),
    (
        "registries",
        "[registries.ghcr]\nrepository = \"ghcr.io/acme/hello\"\nlogin = \"github-token\"\n",
    ),
];

/// The rules, by the paths of the keys that they point at; those that point at none, below the empty path.
pub(super) fn pointed(keys: &[Key]) -> BTreeMap<String, Vec<&'static Entry>> {
    let mut rules: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in rules::ALL {
        let mut paths = paths(entry, keys);
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

/// The paths of the keys that the findings of `entry` are about.
fn paths(entry: &Entry, keys: &[Key]) -> Vec<String> {
    // What has not the shape of a spec can be anywhere; only of `extends` there is one.
    let is_its_own = |path: &String| match entry.rule.check {
        Check::Reading => path == EXTENDS,
        Check::Spec(_)
        | Check::Source(_)
        | Check::Today(_)
        | Check::Repository(_)
        | Check::Found(_) => true,
    };
    let (mut bases, mut beside) = (Vec::new(), Vec::new());
    let mut paths = Vec::new();
    let blocks = entry.documentation().fails;
    for block in &blocks {
        match block.file {
            Some(_) if block.language == "toml" => {
                bases.push(block);
                continue;
            }
            Some(name) => {
                beside.push((name.to_owned(), block.text.clone()));
                continue;
            }
            None => {}
        }
        let neighbours = Neighbours(&beside);
        let surroundings = Surroundings {
            today: DAY,
            repository: (!beside.is_empty()).then_some(&neighbours as &dyn Repository),
            is_written: None,
        };
        let findings = compile(&source(&block.text, &bases), &surroundings).findings;
        let ours = findings
            .iter()
            .filter(|finding| finding.code == entry.rule.code);
        let ours = ours.filter_map(|finding| path_of(finding.at.place()?, keys));
        paths.extend(ours.filter(is_its_own));
    }
    paths
}

/// The spec `text`, completed, on the files `bases`.
fn source(text: &str, bases: &[&Block]) -> Source {
    let found = |name: &str, text: &str| Found {
        id: name.to_owned(),
        file: File {
            name: name.to_owned(),
            text: text.to_owned(),
        },
    };
    let own = found("tvgen.toml", &completed(text));
    Source::load(own, |path| {
        let mut named = bases.iter().filter(|base| base.file == Some(path));
        let base = named.next().ok_or_else(Unread::default)?;
        Ok(found(path, &base.text))
    })
}

/// `text`, with the tables of the smallest spec that it has not.
fn completed(text: &str) -> String {
    let has = |name: &str| {
        text.lines().any(|line| {
            let table = line.trim_start_matches('[');
            let key = table.split([' ', '.', ']', '=']).next();
            key == Some(name) && (name == "spec" || table != line)
        })
    };
    let mut whole = text.to_owned();
    for (name, table) in SMALLEST.iter().filter(|(name, _)| !has(name)) {
        whole = if *name == "spec" {
            format!("{table}{whole}")
        } else {
            format!("{whole}\n{table}")
        };
    }
    whole
}
