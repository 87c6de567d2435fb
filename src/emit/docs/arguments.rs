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

pub(super) fn subsection(plan: &Plan) -> Option<Text<Markdown>> {
    let (mut arguments, mut secrets) = (Vec::new(), Vec::new());
    for stage in &plan.stages {
        let name = code(stage.name.as_str(), &stage.place);
        arguments.extend(stage.args.iter().map(|arg| Argument {
            name: code(arg.name.as_str(), &arg.place),
            stage: name.clone(),
            variable: code(arg.env.as_str(), &arg.place),
            value: markdown::literal(if arg.is_commit() {
                "the commit that is built"
            } else {
                "the repository variable (on GitHub) or environment variable (locally) of that name"
            }),
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
