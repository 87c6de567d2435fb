//! `[service]`

use toml::Table;

use super::choices::{Choices, set_key};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let mut service = Table::new();
    let names = ["hello", "teaching-vacancies", "a1"];
    set_key(&mut service, "name", choices.pick(&names));
    choices.maybe(&mut service, "title", |choices| {
        choices.pick(&["Hello", "It's \"ours\": 50% off", "yes"])
    });
    choices.maybe(&mut service, "port", |choices| {
        choices.pick(&[8080, 1, 65535])
    });
    set_key(spec, "service", service);
}
