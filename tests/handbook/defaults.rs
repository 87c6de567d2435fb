//! Setting a key to its default changes nothing.

use toml::{Table, Value};
use tvgen::{
    artifact::Artifact,
    compile::Outcome,
    handbook::keys::{Key, keys},
};

use super::{
    file::to_toml,
    places::{places, without},
};
use crate::support::spec;

/// The specs in which defaults are set; the first suitable one is used.
const SPECS: &[&str] = &["three-stages", "everything", "minimal"];

#[test]
fn a_spec_with_a_default_written_out_renders_the_same() {
    let specs: Vec<Table> = SPECS.iter().map(|name| spec::load(name)).collect();
    let rendered: Vec<Outcome> = specs
        .iter()
        .map(|spec| spec::compile_table(spec).1)
        .collect();
    let mut untried = Vec::new();
    for key in keys() {
        let default = &key.schema["default"];
        let mut pairs = specs.iter().zip(&rendered);
        let is_tried = default.is_null()
            || pairs
                .any(|(spec, rendered)| renders_the_same(spec, rendered, &key, &to_toml(default)));
        if !is_tried {
            untried.push(key.path.clone());
        }
    }
    assert_eq!(
        untried,
        Vec::<String>::new(),
        "these defaults cannot be set in any spec"
    );
}

/// Whether `default` can be set at `key` in `spec`, whose outcome is `rendered`; asserts that this does not change the outputs.
fn renders_the_same(spec: &Table, rendered: &Outcome, key: &Key, default: &Value) -> bool {
    let mut is_tried = false;
    for place in places(&key.path, spec) {
        let silent = without(spec, &place);
        let explicit = spec::compile_table(&spec::with(&silent, &place, default.clone())).1;
        let own;
        let silent = if silent == *spec {
            rendered
        } else {
            own = spec::compile_table(&silent).1;
            &own
        };
        // The key is not allowed here, because of the stage's kind or another key.
        if silent.has_errors() || explicit.has_errors() {
            continue;
        }
        is_tried = true;
        let (explicit, silent) = (texts(&explicit.artifacts), texts(&silent.artifacts));
        assert_eq!(explicit, silent, "{} = {default:?}", key.path);
    }
    is_tried
}

fn texts(artifacts: &[Artifact]) -> Vec<(&str, &str)> {
    let texts = artifacts.iter();
    texts
        .map(|artifact| (artifact.path.as_str(), artifact.text.as_str()))
        .collect()
}
