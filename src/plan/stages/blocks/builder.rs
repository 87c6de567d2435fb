//! The blocks of the builder, from what seldom changes to what often does.

use serde::Serialize;

use super::{
    Commands, Copy, Instruction, InstructionKind, Script, Stage, args, run_instruction, terms,
};
use crate::{
    lang::{
        Text,
        shell::{self, Shell},
    },
    place::{Place, Placed},
    plan::{
        builder::{Assets, Builder, Bundle, Javascript},
        said::path,
    },
    spec::{bundle::ExcludeBy, javascript::Manager},
    template,
};

#[derive(Serialize)]
struct BundleView {
    before: Vec<Text<Shell>>,
    bundler: Option<Text<Shell>>,
    settings: Vec<Setting>,
    without: Option<Text<Shell>>,
    frozen: bool,
    flags: bool,
    groups: Vec<Text<Shell>>,
    retry: Text<Shell>,
    jobs: Text<Shell>,
    after: Vec<Text<Shell>>,
}

#[derive(Serialize)]
struct Setting {
    name: Text<Shell>,
    value: Text<Shell>,
}

#[derive(Serialize)]
struct JavascriptView {
    install: Option<Text<Shell>>,
    yarn: Option<Text<Shell>>,
    yarn_berry: Option<Text<Shell>>,
    npm: Option<Text<Shell>>,
    pnpm: Option<Text<Shell>>,
}

#[derive(Serialize)]
struct AssetsView {
    secrets: bool,
    command: Text<Shell>,
}

#[derive(Serialize)]
struct Cleanup {
    commands: Vec<Text<Shell>>,
    remove: Vec<Text<Shell>>,
    gems: Option<Text<Shell>>,
}

/// Installs the gems from the Gemfiles alone.
pub(super) fn gems(stage: &Stage, builder: &Builder) -> Vec<Instruction> {
    let settings = builder.bundle.settings.iter();
    let script = Script::new(
        template!("dockerfile/bundle.sh.j2"),
        &bundle(builder, &builder.bundle),
        settings.map(|(_, value)| value.value.as_str()),
    );
    let commands = builder.before_bundle.iter().chain(&builder.after_bundle);
    copy_and_run(stage, copy(&builder.gemfiles), script.runs(commands))
}

fn bundle(builder: &Builder, bundle: &Bundle) -> BundleView {
    let by_flags = bundle.exclude_by.value == ExcludeBy::Flags;
    let groups = &bundle.without;
    let names: Vec<&str> = groups.iter().map(|group| group.value.as_str()).collect();
    let without = groups
        .iter()
        .fold(shell::word(&names.join(" ")), |text, group| {
            text.at(&group.at)
        });
    let is_frozen = |(key, _): &(String, _)| ["frozen", "deployment"].contains(&key.as_str());
    let settings = bundle.settings.iter();
    BundleView {
        before: terms(&builder.before_bundle),
        bundler: bundle
            .version
            .as_ref()
            .map(|version| shell::word(&format!("bundler:{}", version.value)).at(&version.at)),
        settings: settings
            .map(|(name, value)| Setting {
                name: shell::word(name),
                value: shell::word(&value.value).at(&value.at),
            })
            .collect(),
        without: (!by_flags && !groups.is_empty()).then_some(without),
        frozen: !by_flags && !bundle.settings.iter().any(is_frozen),
        flags: by_flags,
        groups: groups
            .iter()
            .map(|group| shell::word(&group.value).at(&group.at))
            .collect(),
        retry: shell::number(bundle.retry.value).at(&bundle.retry.at),
        jobs: shell::number(bundle.jobs.value)
            .at(&bundle.jobs.at)
            .at(&bundle.exclude_by.at),
        after: terms(&builder.after_bundle),
    }
}

/// Installs the JavaScript packages from the manifests alone.
pub(super) fn javascript(stage: &Stage, javascript: &Javascript) -> Vec<Instruction> {
    let manager = &javascript.manager;
    let command = |of, word| (manager.value == of).then(|| shell::literal(word).at(&manager.at));
    let package = match manager.value {
        Manager::Yarn => "yarn",
        // Yarn 2 and later is published under this name.
        Manager::YarnBerry => "@yarnpkg/cli-dist",
        Manager::Npm => "npm",
        Manager::Pnpm => "pnpm",
    };
    let view = JavascriptView {
        install: javascript
            .version
            .as_ref()
            .map(|version| shell::word(&format!("{package}@{}", version.value)).at(&version.at)),
        yarn: command(Manager::Yarn, "yarn"),
        yarn_berry: command(Manager::YarnBerry, "yarn"),
        npm: command(Manager::Npm, "npm"),
        pnpm: command(Manager::Pnpm, "pnpm"),
    };
    let script = Script::new(template!("dockerfile/javascript.sh.j2"), &view, []);
    copy_and_run(stage, copy(&javascript.files), script)
}

/// Copies the source, compiles the assets and deletes what only the build needs.
pub(super) fn source(stage: &Stage, builder: &Builder) -> Vec<Instruction> {
    let build = builder
        .javascript
        .iter()
        .flat_map(|javascript| &javascript.build);
    let earlier: Vec<_> = build.chain(&builder.before_assets).collect();
    let view = Commands {
        commands: terms(earlier.iter().copied()),
    };
    let mut before =
        Script::new(template!("dockerfile/source.sh.j2"), &view, []).runs(earlier.into_iter());
    let dot = Placed::new(path("."), Place::root());
    let copy = InstructionKind::Copy(Copy {
        from: None,
        paths: vec![dot.clone()],
        to: dot.value,
    });
    let mut instructions = vec![Instruction {
        comments: std::mem::take(&mut before.comments),
        kind: copy,
    }];
    instructions.extend(args(&stage.args));
    let after = cleanup(builder);
    let assets = builder.assets.as_ref();
    match assets.map(|assets| (precompile(assets), assets.secrets.as_slice())) {
        // Only the command that needs a secret can see it.
        Some((compile, secrets)) if !secrets.is_empty() => instructions.extend(
            [
                run_instruction(stage, [before], &[]),
                run_instruction(stage, [compile], secrets),
                run_instruction(stage, [after], &[]),
            ]
            .into_iter()
            .flatten(),
        ),
        compile => {
            let compile = compile.map(|(script, _)| script);
            let scripts = [Some(before), compile, Some(after)];
            instructions.extend(run_instruction(stage, scripts.into_iter().flatten(), &[]));
        }
    }
    instructions
}

fn precompile(assets: &Assets) -> Script {
    let env = assets.env.iter();
    let variables: Vec<Text<Shell>> = env
        .map(|variable| {
            shell::assignment(&variable.name, &variable.value.value).at(&variable.value.at)
        })
        .collect();
    let command = &assets.command;
    let view = AssetsView {
        secrets: !assets.secrets.is_empty(),
        command: shell::with_variables(&variables, &command.value).at(&command.at),
    };
    let values = assets.env.iter();
    let values = values.map(|variable| variable.value.value.as_str());
    Script::new(template!("dockerfile/assets.sh.j2"), &view, values).runs([command].into_iter())
}

fn cleanup(builder: &Builder) -> Script {
    let remove = builder.remove.iter();
    let strip = &builder.strip_gems;
    let view = Cleanup {
        commands: terms(&builder.after_assets),
        remove: remove
            .map(|path| shell::path(&path.value).at(&path.at))
            .collect(),
        gems: strip
            .value
            .then(|| shell::literal("/usr/local/bundle").at(&strip.at)),
    };
    Script::new(template!("dockerfile/cleanup.sh.j2"), &view, []).runs(builder.after_assets.iter())
}

/// The copy of `paths` to the working directory; none where there is no path.
fn copy(paths: &[Placed<shell::Path>]) -> Option<Copy> {
    (!paths.is_empty()).then(|| Copy {
        from: None,
        paths: paths.to_vec(),
        to: path("./"),
    })
}

/// `copy`, and the `RUN` of `script`, whose comments stand above both.
fn copy_and_run(stage: &Stage, copy: Option<Copy>, mut script: Script) -> Vec<Instruction> {
    let comments = std::mem::take(&mut script.comments);
    let copy = copy.map(|copy| InstructionKind::Copy(copy).without_comments());
    let mut instructions: Vec<Instruction> = copy
        .into_iter()
        .chain(run_instruction(stage, [script], &[]))
        .collect();
    if let Some(first) = instructions.first_mut() {
        first.comments.splice(0..0, comments);
    }
    instructions
}
