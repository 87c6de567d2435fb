//! A default that is written out changes nothing.

use toml::{Table, Value};
use tvgen::{
    artifact::Artifact,
    compile::Outcome,
    handbook::keys::{Key, keys},
};

use super::{
    file::toml_of,
    places::{places, without},
};
use crate::support::spec;

/// The specs that defaults are written into, the first that can have one.
const SPECS: &[&str] = &["three-stages", "everything", "minimal"];

#[test]
fn a_spec_with_a_default_written_out_renders_the_same() {
    let specs: Vec<Table> = SPECS.iter().map(|name| spec::load(name)).collect();
    let rendered: Vec<Outcome> = specs.iter().map(|spec| spec::compiled(spec).1).collect();
    let mut untried = Vec::new();
    for key in keys() {
        let default = &key.schema["default"];
        let mut pairs = specs.iter().zip(&rendered);
        let is_tried = default.is_null()
            || pairs.any(|(spec, rendered)| is_the_same(spec, rendered, &key, &toml_of(default)));
        if !is_tried {
            untried.push(key.path.clone());
        }
    }
    assert_eq!(
        untried,
        Vec::<String>::new(),
        "in no spec these can be written"
    );
}

/// Whether `default` can be written at `key` in `spec`, which renders `rendered`; it must render the same with it as without.
fn is_the_same(spec: &Table, rendered: &Outcome, key: &Key, default: &Value) -> bool {
    let mut is_tried = false;
    for place in places(&key.path, spec) {
        let silent = without(spec, &place);
        let explicit = spec::compiled(&spec::with(&silent, &place, default.clone())).1;
        let own;
        let silent = if silent == *spec {
            rendered
        } else {
            own = spec::compiled(&silent).1;
            &own
        };
        // What the kind of a stage, or another key, does not let stand there.
        if silent.failed() || explicit.failed() {
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
