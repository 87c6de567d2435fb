//! `[bundle]`

use toml::Table;

use super::choices::{Choices, set_table, string, strings, table};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let mut bundle = Table::new();
    choices.maybe(&mut bundle, "version", |choices| {
        choices.pick(&["2.6.9", "4.0.14"])
    });
    choices.maybe(&mut bundle, "without", |choices| {
        choices.some(&["development", "test", "ci"])
    });
    choices.maybe(&mut bundle, "jobs", |choices| choices.pick(&[4, 1, 16]));
    choices.maybe(&mut bundle, "retry", |choices| choices.pick(&[5, 0, 3]));
    // Bundler 4, which ships with Ruby 4, rejects the flags.
    let base = table(spec, "base");
    let fourth = string(&bundle, "version").or(string(&base, "ruby"));
    let ways: &[&str] = if fourth.is_some_and(|version| version.starts_with('4')) {
        &["config"]
    } else {
        &["config", "flags"]
    };
    choices.maybe(&mut bundle, "exclude_by", |choices| choices.pick(ways));
    choices.maybe(&mut bundle, "settings", |choices| {
        let settings = [
            ("build.charlock_holmes", "--with-icu-dir=/usr/lib"),
            ("force_ruby_platform", "true"),
        ];
        strings(&choices.some(&settings))
    });
    set_table(spec, "bundle", bundle);
}
