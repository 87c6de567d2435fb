//! `[workflow]` and `[notify]`

use toml::Table;

use super::choices::{Choices, set_key, set_table, strings};

pub fn draw(choices: &mut Choices, spec: &mut Table) {
    let mut workflow = Table::new();
    choices.maybe(&mut workflow, "name", |choices| {
        choices.pick(&["CI", "Build: all of it"])
    });
    choices.maybe(&mut workflow, "runs_on", |choices| {
        choices.pick(&["ubuntu-24.04", "ubuntu-latest"])
    });
    choices.maybe(&mut workflow, "ignore_paths", |choices| {
        choices.some(&["docs/**", "**.md"])
    });
    choices.maybe(&mut workflow, "timeout_minutes", |choices| {
        choices.pick(&[30, 1, 360])
    });
    choices.maybe(&mut workflow, "check_drift", Choices::flag);
    if workflow
        .get("check_drift")
        .is_some_and(|on| on.as_bool() == Some(true))
    {
        let source = [
            ("repository", "https://github.com/acme/tvgen"),
            ("commit", "0123456789abcdef0123456789abcdef01234567"),
        ];
        set_key(&mut workflow, "tvgen", strings(&source));
    }
    set_table(spec, "workflow", workflow);
    if choices.flag() {
        let hooks = [("slack", "SLACK_WEBHOOK"), ("teams", "TEAMS_WEBHOOK_URL")];
        let mut notify = strings(&[choices.pick(&hooks)]);
        choices.maybe(&mut notify, "on", |choices| {
            choices.several(&["failure", "success"])
        });
        set_key(spec, "notify", notify);
    }
}
