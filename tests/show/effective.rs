//! The output of `tvgen show` is a spec that is equivalent to the original.

use tvgen::{
    place::Place,
    report::show,
    source::{Node, Source, Value},
};

use crate::support::{bases::load_with_bases, compile, compile_spec, spec_names};

/// `tvgen.toml` with the text `own`, which extends `platform.toml` with the text `base`.
fn load_with_platform(base: &str, own: &str) -> Source {
    load_with_bases(
        &format!("extends = \"platform.toml\"\n{own}"),
        &[("platform.toml", base)],
    )
}

/// Formats `node` in one line; the order of keys in tables does not matter.
fn format_node(node: &Node) -> String {
    match &node.value {
        Value::Table(table) => {
            let entries = table.iter().filter(|(key, _)| *key != "extends");
            let entries = entries.map(|(key, node)| format!("{key:?} = {}", format_node(node)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(format_node).collect();
            format!("[{}]", items.join(", "))
        }
        Value::String(text) => format!("{text:?}"),
        Value::Integer(number) => format!("{number:?}"),
        Value::Float(text) | Value::Datetime(text) => text.clone(),
        Value::Boolean(flag) => flag.to_string(),
    }
}

/// Shows `source` and checks that the output is TOML with the same values in the same order.
#[track_caller]
fn show_and_compare(source: &Source) -> String {
    let shown = show::render_spec(source);
    let again = Source::new("tvgen.toml", shown.clone());
    assert!(again.errors.is_empty(), "{:?}\n{shown}", again.errors);
    assert_eq!(
        format_node(&again.root),
        format_node(&source.root),
        "{shown}"
    );
    shown
}

#[test]
fn the_shown_spec_renders_the_same_files() {
    for name in spec_names() {
        let (source, outcome) = compile_spec(&name);
        let again = Source::new(source.own.name.clone(), show_and_compare(&source));
        let again = compile(&again).artifacts;
        for (artifact, shown) in outcome.artifacts.iter().zip(&again) {
            assert_eq!(artifact.text, shown.text, "{name}: {}", artifact.path);
        }
        assert_eq!(outcome.artifacts.len(), again.len(), "{name}");
    }
}

#[test]
fn the_shown_spec_keeps_every_value_and_its_order() {
    for (base, own) in [
        // Dotted keys next to values, below headers and above them.
        (
            "spec = 1\n",
            "service.name = \"a\"\nservice.port = 1\nrequires = \">=0.1\"\n",
        ),
        (
            "[hooks.jobs.a]\nstrategy = { matrix = { x = [1] } }\nenv = {}\n",
            "[hooks.jobs.a.strategy]\nfail-fast = true\n",
        ),
        (
            "[stages]\na = { from = \"base\" }\n[stages.b]\n",
            "[stages.b]\n[stages.c]\nx.y = 1\n",
        ),
        // Arrays of tables: inline, below headers, nested, and mixed with other values.
        (
            "[[hooks.steps]]\nat = \"build.start\"\n[hooks.steps.with]\na = 1\n[[hooks.steps]]\n",
            "[hooks]\nsteps = [{ x = [{ y = 1 }] }, \"...\"]\n",
        ),
        (
            "[[a.b]]\nx = 1\n",
            "[a]\nb = [\"...\", \"text\"]\nc = []\nd = {}\n",
        ),
        ("[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\n[[a]]\n", "[z]\n"),
        // Strings and keys that need quotes.
        (
            "[env]\n\"a.b\" = 'C:\\d'\n\"\" = \"it's \\\"so\\\"\"\n\"a\\tb\" = \"\\u007F\\u0000\\r\"\n",
            "[\"docker/build \\\"x\\\"\"]\na = \"ü # not a comment\"\n",
        ),
        (
            "run = \"\"\"\n\n  one\n'''two''' \\\\\n\"\"\"\n",
            "list = [\"a\\nb\", '''\nc\"\"\"\nd''']\n",
        ),
        // Numbers and dates.
        (
            "a = 0x1F\nb = -7\nc = 1.50\nd = 2027-03-01\ne = 1_000\nf = [true, false, [], [[]]]\n",
            "g = 07:32:00\n",
        ),
        // An empty spec.
        ("", ""),
    ] {
        show_and_compare(&load_with_platform(base, own));
    }
}

#[test]
fn every_key_can_be_shown_by_its_printed_name() {
    let (source, _) = compile_spec("everything");
    let Value::Table(root) = &source.root.value else {
        panic!("a spec is a table");
    };
    let mut remaining: Vec<(Place, &Node)> = root
        .iter()
        .map(|(key, node)| (Place::root().key(key), node))
        .collect();
    while let Some((place, node)) = remaining.pop() {
        let name = place.to_string();
        let named = Place::parse(&name).expect("the name is a place");
        assert!(show::render_key(&source, &named).is_some(), "{name}");
        match &node.value {
            Value::Table(table) => {
                remaining.extend(table.iter().map(|(key, node)| (place.key(key), node)));
            }
            Value::Array(items) => remaining.extend(
                items
                    .iter()
                    .enumerate()
                    .map(|(item, node)| (place.item(item), node)),
            ),
            Value::String(_)
            | Value::Integer(_)
            | Value::Float(_)
            | Value::Boolean(_)
            | Value::Datetime(_) => {}
        }
    }
    assert_eq!(
        show::render_key(&source, &Place::root().key("nothing")),
        None
    );
}

#[test]
fn the_readable_part_of_a_spec_with_errors_is_shown() {
    let source = load_with_platform(
        "[base]\nruby = \"3.4.7\"\n",
        "[service]\nname = \"a\"\nport = 99999999999999999999\ntitle =\n",
    );
    assert_eq!(
        show::render_spec(&source),
        "\
# tvgen.toml, which extends platform.toml

[base]
ruby = \"3.4.7\"               # platform.toml:2

[service]
name = \"a\"                   # tvgen.toml:3
port = 99999999999999999999  # tvgen.toml:4
"
    );
}
