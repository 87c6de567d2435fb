//! What the plan says of the Dockerfile.

use super::{super::Facts, commands};
use crate::{
    lang::shell,
    plan::{
        Plan,
        builder::{Assets, Builder},
        stages::{Body, Copy, From, Pipes, Runtime, Stage, Variable},
    },
    source::Placed,
};

/// Says what `stage` has.
pub(super) fn stage(plan: &Plan, stage: &Stage, facts: &mut Facts) {
    let name = stage.name.as_str();
    let of = |what: &str| format!("{what} of stage {name}");
    facts.word("the stages", format!("{name} from {}", from(&stage.from)));
    facts.say(
        of("the working directory"),
        stage.workdir.iter().map(|workdir| workdir.value.as_str()),
    );
    facts.say(of("the variables"), stage.env.iter().map(variable));
    facts.say(
        of("the variables"),
        stage
            .args
            .iter()
            .map(|arg| format!("{}=${{{}}}", arg.env.as_str(), arg.name.as_str())),
    );
    facts.say(
        of("the arguments"),
        stage.args.iter().map(|arg| arg.name.as_str()),
    );
    if stage.pipes == Pipes::Fail {
        facts.say(of("the shell"), ["/bin/ash", "-o", "pipefail", "-c"]);
    }
    match &stage.body {
        Body::Builder(builder) => {
            facts.say(of("the copies"), sources(builder));
            let assets = builder.assets.iter();
            facts.say(of("the secrets"), assets.flat_map(secrets));
        }
        Body::Plain { copies, .. } => facts.say(of("the copies"), copies.iter().map(copy)),
        Body::Runtime(body) => {
            facts.say(of("the copies"), body.copies.iter().map(copy));
            runtime(plan, body, name, facts);
        }
    }
}

/// Says how the final image starts.
fn runtime(plan: &Plan, body: &Runtime, name: &str, facts: &mut Facts) {
    let of = |what: &str| format!("{what} of stage {name}");
    let port = plan.service.port.value;
    let user = body.user.as_ref();
    facts.say(
        of("the user"),
        user.map(|user| format!("{}:{}", user.uid, user.gid)),
    );
    facts.word(of("the ports"), port.to_string());
    let health = body.healthcheck.as_ref();
    facts.say(
        of("the health check"),
        health.map(|path| format!("http://127.0.0.1:{port}{}", path.value)),
    );
    facts.say(of("the command"), commands::start(body));
}

fn from(from: &From) -> &str {
    match from {
        From::Image(image) => image.as_str(),
        From::Stage(stage) => stage.as_str(),
    }
}

fn variable(variable: &Variable) -> String {
    format!("{}={}", variable.name.as_str(), variable.value.value)
}

fn copy(copy: &Copy) -> String {
    let source = copy.from.as_ref().map_or("the context", from);
    format!(
        "{} from {source} to {}",
        copy.path.as_str(),
        copy.to.as_str()
    )
}

/// What the builder copies: the Gemfiles alone, the manifests alone, then all.
fn sources(builder: &Builder) -> Vec<String> {
    let list = |paths: &[Placed<shell::Path>]| {
        let paths: Vec<&str> = paths.iter().map(|path| path.value.as_str()).collect();
        format!("{} from the context to ./", paths.join(" "))
    };
    let mut copies = vec![list(&builder.gemfiles)];
    copies.extend(
        builder
            .javascript
            .iter()
            .filter(|javascript| !javascript.files.is_empty())
            .map(|javascript| list(&javascript.files)),
    );
    copies.push(". from the context to .".to_owned());
    copies
}

/// The secrets of the one command that sees them.
fn secrets(assets: &Assets) -> Vec<String> {
    let command = commands::precompile(assets);
    let secret = |secret: &crate::plan::builder::Secret| {
        format!(
            "type=secret,id={},env={} for {command}",
            secret.id,
            secret.variable.as_str()
        )
    };
    assets.secrets.iter().map(secret).collect()
}
