//! Jobs of the user's own.

use crate::{
    lang::{
        Text,
        yaml::{self, Tree, Yaml},
    },
    plan::{hooks, workflow::Workflow},
    source::Placed,
};

/// The keys of the job `hook`.
pub(super) fn entries(settings: &Workflow, hook: &hooks::Job) -> Vec<Text<Yaml>> {
    let says = |key: &str| hook.body.iter().any(|(known, _)| known == key);
    let calls = says("uses");
    let own = [
        (
            "runs-on",
            Tree::Text(settings.runs_on.value.clone()),
            &settings.runs_on.at,
        ),
        (
            "timeout-minutes",
            Tree::Number(settings.timeout.value.to_string()),
            &settings.timeout.at,
        ),
    ];
    let own = own
        .into_iter()
        .filter(|(key, ..)| !calls && !says(key))
        .map(|(key, value, at)| yaml::entry(4, key, &Placed::new(value, at.clone())));
    let body = hook.body.iter();
    let body = body.map(|(key, value)| {
        if key == "permissions"
            && let Tree::Map(scopes) = &value.value
        {
            let scopes = Placed::new(documented(scopes, hook), value.at.clone());
            return yaml::entry(4, key, &scopes);
        }
        yaml::entry(4, key, value)
    });
    own.chain(body).collect()
}

/// What the token of a job of the user's own may do, with who asks for it: what a spec says of that in comments stays there.
fn documented(scopes: &[(String, Placed<Tree>)], hook: &hooks::Job) -> Tree {
    let note = format!("hooks.jobs.{} asks for it", hook.id.as_str());
    let scopes = scopes.iter().map(|(scope, access)| {
        let mut access = access.clone();
        if let Tree::Text(text) = access.value {
            access.value = Tree::Noted(text, Some(note.clone()));
        }
        (scope.clone(), access)
    });
    Tree::Map(scopes.collect())
}
