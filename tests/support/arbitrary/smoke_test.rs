//! `[smoke_test]`

use toml::{Table, Value};

use super::choices::{Choices, set_key};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let Some(environments) = spec.get("environments").and_then(Value::as_table) else {
        return;
    };
    if !choices.flag() {
        return;
    }
    let reachable = environments
        .values()
        .all(|environment| environment.get("url").is_some());
    let mut test = Table::new();
    if reachable && choices.flag() {
        set_key(&mut test, "path", "/healthcheck");
    } else {
        set_key(
            &mut test,
            "command",
            choices.pick(&["bin/smoke-test", "bin/a && bin/b"]),
        );
        choices.maybe(&mut test, "secrets", |choices| {
            choices.some(&["HTTP_BASIC_USER", "HTTP_BASIC_PASSWORD"])
        });
    }
    set_key(spec, "smoke_test", test);
}
