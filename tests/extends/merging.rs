//! Merging a spec with its base specs.

use tvgen::{
    place::Place,
    source::{Node, Source, Value},
};

use crate::support::bases::load_with_bases;

/// The merged values of `own` and `bases`: `own` extends `platform.toml`, which extends `rails.toml`.
fn merge(own: &str, bases: &[&str]) -> Vec<String> {
    let names = ["platform.toml", "rails.toml"];
    let texts = std::iter::once(own).chain(bases.iter().copied());
    let mut linked: Vec<String> = texts
        .enumerate()
        .map(|(number, text)| match names.get(number) {
            Some(name) if number < bases.len() => format!("extends = \"{name}\"\n{text}"),
            Some(_) | None => text.to_owned(),
        })
        .collect();
    let own = linked.remove(0);
    let files: Vec<(&str, String)> = names.into_iter().zip(linked).collect();
    let source = load_with_bases(&own, &files);
    assert!(source.errors.is_empty(), "{:?}", source.errors);
    let mut lines = Vec::new();
    leaves(&source.root, &Place::root(), &mut lines);
    lines.retain(|line| !line.starts_with("extends"));
    lines
}

fn leaves(node: &Node, place: &Place, lines: &mut Vec<String>) {
    match &node.value {
        Value::Table(table) if table.is_empty() => lines.push(format!("{place} = {{}}")),
        Value::Table(table) => {
            for (key, value) in table {
                leaves(value, &place.key(key), lines);
            }
        }
        Value::Array(items) if items.is_empty() => lines.push(format!("{place} = []")),
        Value::Array(items) => {
            for (item, value) in items.iter().enumerate() {
                leaves(value, &place.item(item), lines);
            }
        }
        Value::String(text) | Value::Float(text) | Value::Datetime(text) => {
            lines.push(format!("{place} = {text}"));
        }
        Value::Integer(number) => lines.push(format!("{place} = {}", number.unwrap_or_default())),
        Value::Boolean(flag) => lines.push(format!("{place} = {flag}")),
    }
}

/// The keys of `table`, in order.
fn keys(source: &Source, table: &str) -> Vec<String> {
    let Value::Table(root) = &source.root.value else {
        panic!("a spec is a table");
    };
    let Value::Table(table) = &root[table].value else {
        panic!("{table} is a table");
    };
    table.keys().cloned().collect()
}

/// Merges a spec that has the stages `own` with a base spec that has the stages `base`; returns the order of the merged stages.
fn merge_keys(base: &str, own: &str) -> String {
    let tables = |names: &str| -> String {
        let tables = names
            .split_whitespace()
            .map(|name| format!("[stages.{name}]\n"));
        tables.collect()
    };
    let own = format!("extends = \"platform.toml\"\n{}", tables(own));
    let source = load_with_bases(&own, &[("platform.toml", tables(base))]);
    keys(&source, "stages").join(" ")
}

#[test]
fn tables_merge_key_by_key_and_the_spec_takes_precedence() {
    assert_eq!(
        merge(
            "[service]\nname = \"own\"\n[base]\nruby = \"3.4.7\"\n",
            &["[service]\nname = \"inherited\"\nport = 8080\n[cache]\ntrunk = \"main\"\n"],
        ),
        [
            "service.name = own",
            "service.port = 8080",
            "cache.trunk = main",
            "base.ruby = 3.4.7",
        ]
    );
}

#[test]
fn tables_merge_however_they_are_written() {
    assert_eq!(
        merge(
            "[stages.builder]\nrun = { after_bundle = [\"own\"] }\nenv.A = \"own\"\n",
            &[
                "stages.builder = { run = { before_bundle = [\"base\"] }, env = { A = \"base\", B = \"base\" } }\n"
            ],
        ),
        [
            "stages.builder.run.before_bundle[0] = base",
            "stages.builder.run.after_bundle[0] = own",
            "stages.builder.env.A = own",
            "stages.builder.env.B = base",
        ]
    );
}

#[test]
fn arrays_replace() {
    assert_eq!(
        merge(
            "[base]\npackages = [\"git\"]\n[stages.docs]\ncopy = []\n",
            &["[base]\npackages = [\"libpq\", \"tzdata\"]\n[stages.docs]\ncopy = [\"docs\"]\n"],
        ),
        ["base.packages[0] = git", "stages.docs.copy = []"]
    );
    assert_eq!(
        merge(
            "[[hooks.steps]]\nrun = \"own\"\n",
            &["[[hooks.steps]]\nrun = \"one\"\n[[hooks.steps]]\nrun = \"two\"\n"],
        ),
        ["hooks.steps[0].run = own"]
    );
}

#[test]
fn a_value_of_another_type_replaces_the_inherited_one() {
    let base = "a = 1\nb = { x = 1 }\nc = [1]\nd = \"text\"\n";
    assert_eq!(
        merge(
            "a = { x = 2 }\nb = [2]\nc = \"text\"\nd = [\"...\"]\n",
            &[base]
        ),
        ["a.x = 2", "b[0] = 2", "c = text", "d = []"]
    );
}

#[test]
fn three_dots_keep_the_inherited_items_in_their_place() {
    let base = "[base]\npackages = [\"one\", \"two\"]\n";
    let packages = |own: &str| {
        let lines = merge(&format!("[base]\npackages = {own}\n"), &[base]);
        let values = lines.iter().filter_map(|line| line.split_once(" = "));
        values.map(|(_, value)| value).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(packages("[\"...\", \"git\"]"), "one two git");
    assert_eq!(packages("[\"git\", \"...\"]"), "git one two");
    assert_eq!(
        packages("[\"git\", \"...\", \"nodejs\"]"),
        "git one two nodejs"
    );
    assert_eq!(
        packages("[\"...\", \"git\", \"...\"]"),
        "one two git one two"
    );
    assert_eq!(packages("[\"...\"]"), "one two");
    assert_eq!(packages("[\"....\", \" ...\"]"), "....  ...");
}

#[test]
fn three_dots_keep_items_in_inline_tables() {
    assert_eq!(
        merge(
            "[stages.builder]\nrun = { before_assets = [\"...\", \"own\"] }\n",
            &[
                "[stages.builder]\nrun = { before_assets = [\"base\"], after_assets = [\"base\"] }\n"
            ],
        ),
        [
            "stages.builder.run.before_assets[0] = base",
            "stages.builder.run.before_assets[1] = own",
            "stages.builder.run.after_assets[0] = base",
        ]
    );
}

#[test]
fn three_dots_in_an_array_in_an_array_inherit_nothing() {
    assert_eq!(
        merge(
            "a = [\"...\", [\"...\", 2], { b = [\"...\"] }]\n",
            &["a = [[1], { b = [1] }]\n"]
        ),
        ["a[0][0] = 1", "a[1].b[0] = 1", "a[2][0] = 2", "a[3].b = []"]
    );
}

#[test]
fn three_dots_outside_an_array_are_text() {
    assert_eq!(
        merge(
            "[service]\ntitle = \"...\"\n",
            &["[service]\ntitle = \"Hello\"\n"]
        ),
        ["service.title = ..."]
    );
}

#[test]
fn a_chain_of_three_merges_from_the_bottom() {
    assert_eq!(
        merge(
            "[base]\npackages = [\"...\", \"own\"]\n[service]\nname = \"own\"\n",
            &[
                "[base]\npackages = [\"platform\", \"...\"]\nruby = \"3.4.7\"\n[service]\nport = 1\n",
                "[base]\npackages = [\"rails\"]\nruby = \"3.4.6\"\nworkdir = \"/app\"\n[service]\nport = 2\n",
            ],
        ),
        [
            "base.packages[0] = platform",
            "base.packages[1] = rails",
            "base.packages[2] = own",
            "base.ruby = 3.4.7",
            "base.workdir = /app",
            "service.port = 1",
            "service.name = own",
        ]
    );
}

#[test]
fn own_keys_keep_their_order_and_inherited_keys_follow_their_neighbours_from_the_base() {
    assert_eq!(
        merge_keys("builder production", "docs production"),
        "builder docs production"
    );
    assert_eq!(
        merge_keys("ghcr dockerhub", "dockerhub ghcr"),
        "dockerhub ghcr"
    );
    assert_eq!(
        merge_keys("review staging production", "staging"),
        "review staging production"
    );
    assert_eq!(merge_keys("a b c", ""), "a b c");
    assert_eq!(merge_keys("", "a b c"), "a b c");
    assert_eq!(merge_keys("a b", "c d"), "a b c d");
    assert_eq!(merge_keys("a x y b z", "b n a m"), "b z n a x y m");
}

#[test]
fn the_extends_key_of_a_base_is_not_inherited() {
    let source = load_with_bases(
        "extends = \"platform.toml\"\n",
        &[
            ("platform.toml", "extends = \"rails.toml\"\n"),
            ("rails.toml", "spec = 1\n"),
        ],
    );
    let Value::Table(root) = &source.root.value else {
        panic!("a spec is a table");
    };
    let Value::String(path) = &root["extends"].value else {
        panic!("it is a string");
    };
    assert_eq!(path, "platform.toml");
    assert_eq!(root.keys().collect::<Vec<_>>(), ["spec", "extends"]);
    let names: Vec<&str> = source.bases.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["platform.toml", "rails.toml"]);
}
