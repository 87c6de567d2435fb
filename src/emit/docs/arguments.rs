//! Build arguments and build secrets.

use super::prelude::*;

use crate::plan::stages::StageBody;

#[derive(Serialize)]
struct View {
    arguments: Vec<Argument>,
    secrets: Vec<Secret>,
}

#[derive(Serialize)]
struct Argument {
    name: Text<Markdown>,
    stage: Text<Markdown>,
    variable: Text<Markdown>,
    value: Text<Markdown>,
}

#[derive(Serialize)]
struct Secret {
    id: Text<Markdown>,
    variable: Text<Markdown>,
    stage: Text<Markdown>,
    command: Text<Markdown>,
}

/// The source of a build argument without a value in the spec.
const REPOSITORY_VARIABLE: &str =
    "the repository variable (on GitHub) or environment variable (locally) of that name";

pub(super) fn subsection(plan: &Plan) -> Option<Text<Markdown>> {
    let (mut arguments, mut secrets) = (Vec::new(), Vec::new());
    for stage in &plan.stages {
        let name = code(stage.name.as_str(), &stage.place);
        arguments.extend(stage.args.iter().map(|arg| Argument {
            name: code(arg.name.as_str(), &arg.place),
            stage: name.clone(),
            variable: code(arg.env.as_str(), &arg.place),
            value: match (&arg.value, &arg.default) {
                (Some(value), _) => code(&value.value, &value.place),
                (None, _) if arg.is_commit() => markdown::literal("the commit that is built"),
                (None, Some(default)) => markdown::concat(&[
                    markdown::literal(REPOSITORY_VARIABLE),
                    markdown::literal(", or "),
                    code(&default.value, &default.place),
                ]),
                (None, None) => markdown::literal(REPOSITORY_VARIABLE),
            },
        }));
        let assets = match &stage.body {
            StageBody::Builder(builder) => builder.assets.as_ref(),
            StageBody::Plain { .. } | StageBody::Runtime(_) => None,
        };
        if let Some(assets) = assets {
            secrets.extend(assets.secrets.iter().map(|secret| Secret {
                id: code(&secret.id, &secret.place),
                variable: code(secret.variable.as_str(), &secret.place),
                stage: name.clone(),
                command: code(assets.command.value.as_str(), &assets.command.place),
            }));
        }
    }
    let view = View { arguments, secrets };
    (!view.arguments.is_empty() || !view.secrets.is_empty())
        .then(|| fill(template!("docs/arguments.md.j2"), &view))
}
