//! Build arguments and build secrets.

use super::prelude::*;

use crate::plan::stages::Body;

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

pub(super) fn section(plan: &Plan) -> Option<Text<Markdown>> {
    let (mut arguments, mut secrets) = (Vec::new(), Vec::new());
    for stage in &plan.stages {
        let name = code(stage.name.as_str(), &stage.at);
        arguments.extend(stage.args.iter().map(|arg| Argument {
            name: code(arg.name.as_str(), &arg.at),
            stage: name.clone(),
            variable: code(arg.env.as_str(), &arg.at),
            value: if arg.is_commit() {
                markdown::literal("the commit that is built")
            } else {
                markdown::concat(&[
                    markdown::literal("the repository's variable "),
                    code(arg.name.as_str(), &arg.at),
                    markdown::literal("; on your machine, your own"),
                ])
            },
        }));
        let assets = match &stage.body {
            Body::Builder(builder) => builder.assets.as_ref(),
            Body::Plain { .. } | Body::Runtime(_) => None,
        };
        let wanted = assets.into_iter().flat_map(|assets| {
            let secrets = assets.secrets.iter();
            secrets.map(move |secret| (assets, secret))
        });
        secrets.extend(wanted.map(|(assets, secret)| Secret {
            id: code(&secret.id, &secret.at),
            variable: code(secret.variable.as_str(), &secret.at),
            stage: name.clone(),
            command: code(assets.command.value.as_str(), &assets.command.at),
        }));
    }
    let view = View { arguments, secrets };
    (!view.arguments.is_empty() || !view.secrets.is_empty())
        .then(|| fill(template!("docs/arguments.md.j2"), &view))
}
