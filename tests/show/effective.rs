//! What is shown is a spec, and the same one.

use tvgen::{
    place::Place,
    report::show,
    source::{Node, Source, Value},
};

use crate::support::{bases::on_bases, compile, compiled, specs};

/// `tvgen.toml` with the text `own`, on `platform.toml` with the text `base`.
fn on(base: &str, own: &str) -> Source {
    on_bases(
        &format!("extends = \"platform.toml\"\n{own}"),
        &[("platform.toml", base)],
    )
}

/// `node` in one line, all in its order but the keys of tables whose order is of no account.
fn said(node: &Node) -> String {
    match &node.value {
        Value::Table(table) => {
            let entries = table.iter().filter(|(key, _)| *key != "extends");
            let entries = entries.map(|(key, node)| format!("{key:?} = {}", said(node)));
            format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(said).collect();
            format!("[{}]", items.join(", "))
        }
        Value::String(text) => format!("{text:?}"),
        Value::Integer(number) => format!("{number:?}"),
        Value::Float(text) | Value::Datetime(text) => text.clone(),
        Value::Boolean(flag) => flag.to_string(),
    }
}

/// What is shown of `source` is TOML that says the same, in the same order.
#[track_caller]
fn holds(source: &Source) -> String {
    let shown = show::spec(source);
    let again = Source::new("tvgen.toml", shown.clone());
    assert!(again.errors.is_empty(), "{:?}\n{shown}", again.errors);
    assert_eq!(said(&again.root), said(&source.root), "{shown}");
    shown
}

#[test]
fn what_is_shown_of_a_spec_renders_the_same_files() {
    for name in specs() {
        let (source, outcome) = compiled(&name);
        let again = Source::new(source.own.name.clone(), holds(&source));
        let again = compile(&again).artifacts;
        for (artifact, shown) in outcome.artifacts.iter().zip(&again) {
            assert_eq!(artifact.text, shown.text, "{name}: {}", artifact.path);
        }
        assert_eq!(outcome.artifacts.len(), again.len(), "{name}");
    }
}

#[test]
fn what_is_shown_keeps_every_value_and_its_order() {
    for (base, own) in [
        // Dotted keys before values, below headers and above them.
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
        // Arrays of tables, in braces, below headers, among each other and with what else there is.
        (
            "[[hooks.steps]]\nat = \"build.start\"\n[hooks.steps.with]\na = 1\n[[hooks.steps]]\n",
            "[hooks]\nsteps = [{ x = [{ y = 1 }] }, \"...\"]\n",
        ),
        (
            "[[a.b]]\nx = 1\n",
            "[a]\nb = [\"...\", \"text\"]\nc = []\nd = {}\n",
        ),
        ("[[a]]\n[[a.b]]\nc = 1\n[[a.b]]\n[[a]]\n", "[z]\n"),
        // Strings and keys that need quotes of some kind.
        (
            "[env]\n\"a.b\" = 'C:\\d'\n\"\" = \"it's \\\"so\\\"\"\n\"a\\tb\" = \"\\u007F\\u0000\\r\"\n",
            "[\"docker/build \\\"x\\\"\"]\na = \"ü # not a comment\"\n",
        ),
        (
            "run = \"\"\"\n\n  one\n'''two''' \\\\\n\"\"\"\n",
            "list = [\"a\\nb\", '''\nc\"\"\"\nd''']\n",
        ),
        // Numbers and days.
        (
            "a = 0x1F\nb = -7\nc = 1.50\nd = 2027-03-01\ne = 1_000\nf = [true, false, [], [[]]]\n",
            "g = 07:32:00\n",
        ),
        // Nothing at all.
        ("", ""),
    ] {
        holds(&on(base, own));
    }
}

#[test]
fn a_key_that_is_written_can_be_shown_by_the_name_that_the_program_gives_it() {
    let (source, _) = compiled("everything");
    let Value::Table(root) = &source.root.value else {
        panic!("a spec is a table");
    };
    let mut left: Vec<(Place, &Node)> = root
        .iter()
        .map(|(key, node)| (Place::root().key(key), node))
        .collect();
    while let Some((place, node)) = left.pop() {
        let name = place.to_string();
        let named = Place::parse(&name).expect("it is a place");
        assert!(show::key(&source, &named).is_some(), "{name}");
        match &node.value {
            Value::Table(table) => {
                left.extend(table.iter().map(|(key, node)| (place.key(key), node)));
            }
            Value::Array(items) => left.extend(
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
    assert_eq!(show::key(&source, &Place::root().key("nothing")), None);
}

#[test]
fn what_could_be_read_of_a_spec_with_errors_is_shown() {
    let source = on(
        "[base]\nruby = \"3.4.7\"\n",
        "[service]\nname = \"a\"\nport = 99999999999999999999\ntitle =\n",
    );
    assert_eq!(
        show::spec(&source),
        "\
# tvgen.toml, which builds on platform.toml

[base]
ruby = \"3.4.7\"               # platform.toml:2

[service]
name = \"a\"                   # tvgen.toml:3
port = 99999999999999999999  # tvgen.toml:4
"
    );
}
