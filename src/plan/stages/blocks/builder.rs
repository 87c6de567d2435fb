//! The blocks of the builder, from rarely to frequently changed files.

use serde::Serialize;

use super::{
    Commands, Copy, Instruction, InstructionKind, Script, Stage, arg_instructions, command_terms,
    run_instruction,
};
use crate::{
    lang::{
        Text,
        shell::{self, Shell},
    },
    place::{Place, Placed},
    plan::{
        builder::{Assets, Builder, Bundle, Javascript},
        install_paths::InstallPath,
        parse::parse_path,
    },
    source::path::folder,
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
    folder: Option<Text<Shell>>,
    keeps_cache: bool,
    cleans_cache: bool,
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
pub(super) fn install_gems(stage: &Stage, builder: &Builder) -> Vec<Instruction> {
    let settings = builder.bundle.settings.iter();
    let script = Script::new(
        template!("dockerfile/bundle.sh.j2"),
        &bundle(builder, &builder.bundle),
        settings.map(|(_, value)| value.value.as_str()),
    );
    let commands = builder.before_bundle.iter().chain(&builder.after_bundle);
    copy_and_run(stage, &builder.gemfiles, script.with_commands(commands))
}

fn bundle(builder: &Builder, bundle: &Bundle) -> BundleView {
    let by_flags = bundle.exclude_by.value == ExcludeBy::Flags;
    let groups = &bundle.without;
    let names: Vec<&str> = groups.iter().map(|group| group.value.as_str()).collect();
    let without = groups
        .iter()
        .fold(shell::quote(&names.join(" ")), |text, group| {
            text.with_place(&group.place)
        });
    let is_frozen = |(key, _): &(String, _)| ["frozen", "deployment"].contains(&key.as_str());
    let settings = bundle.settings.iter();
    BundleView {
        before: command_terms(&builder.before_bundle),
        bundler: bundle.version.as_ref().map(|version| {
            shell::quote(&format!("bundler:{}", version.value)).with_place(&version.place)
        }),
        settings: settings
            .map(|(name, value)| Setting {
                name: shell::quote(name),
                value: shell::quote(&value.value).with_place(&value.place),
            })
            .collect(),
        without: (!by_flags && !groups.is_empty()).then_some(without),
        frozen: !by_flags && !bundle.settings.iter().any(is_frozen),
        flags: by_flags,
        groups: groups
            .iter()
            .map(|group| shell::quote(&group.value).with_place(&group.place))
            .collect(),
        retry: shell::number(bundle.retry.value).with_place(&bundle.retry.place),
        jobs: shell::number(bundle.jobs.value)
            .with_place(&bundle.jobs.place)
            .with_place(&bundle.exclude_by.place),
        after: command_terms(&builder.after_bundle),
    }
}

/// Installs the JavaScript packages from the manifests alone.
pub(super) fn install_javascript(stage: &Stage, javascript: &Javascript) -> Vec<Instruction> {
    let manager = &javascript.manager;
    let command = |wanted, word| {
        (manager.value == wanted).then(|| shell::literal(word).with_place(&manager.place))
    };
    let package = match manager.value {
        Manager::Yarn => "yarn",
        // Yarn 2 and later is published under this name.
        Manager::YarnBerry => "@yarnpkg/cli-dist",
        Manager::Npm => "npm",
        Manager::Pnpm => "pnpm",
    };
    let view = JavascriptView {
        install: javascript.version.as_ref().map(|version| {
            shell::quote(&format!("{package}@{}", version.value)).with_place(&version.place)
        }),
        yarn: command(Manager::Yarn, "yarn"),
        yarn_berry: command(Manager::YarnBerry, "yarn"),
        npm: command(Manager::Npm, "npm"),
        pnpm: command(Manager::Pnpm, "pnpm"),
        folder: javascript
            .folder
            .as_ref()
            .map(|folder| shell::path(&folder.value).with_place(&folder.place)),
        keeps_cache: javascript.is_plug_and_play,
        cleans_cache: !javascript.is_plug_and_play,
    };
    let script = Script::new(template!("dockerfile/javascript.sh.j2"), &view, []);
    copy_and_run(stage, &javascript.files, script)
}

/// Copies the source, compiles the assets and deletes what only the build needs.
pub(super) fn copy_source(stage: &Stage, builder: &Builder) -> Vec<Instruction> {
    let build = builder
        .javascript
        .iter()
        .flat_map(|javascript| &javascript.build);
    let earlier: Vec<_> = build.chain(&builder.before_assets).collect();
    let view = Commands {
        commands: command_terms(earlier.iter().copied()),
    };
    let mut before = Script::new(template!("dockerfile/source.sh.j2"), &view, [])
        .with_commands(earlier.into_iter());
    let dot = Placed::new(parse_path("."), Place::root());
    let copy = InstructionKind::Copy(Copy {
        from: None,
        owner: None,
        mode: None,
        paths: vec![dot.clone()],
        to: dot.value,
    });
    let mut instructions = vec![Instruction {
        comments: std::mem::take(&mut before.comments),
        kind: copy,
    }];
    instructions.extend(arg_instructions(&stage.args));
    let after = cleanup(builder);
    let assets = builder.assets.as_ref();
    match assets.map(|assets| (precompile(assets), assets.secrets.as_slice())) {
        // Only the command that needs a secret gets it.
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
            shell::assignment(&variable.name, &variable.value.value)
                .with_place(&variable.value.place)
        })
        .collect();
    let command = &assets.command;
    let view = AssetsView {
        secrets: !assets.secrets.is_empty(),
        command: shell::with_variables(&variables, &command.value).with_place(&command.place),
    };
    let values = assets.env.iter();
    let values = values.map(|variable| variable.value.value.as_str());
    Script::new(template!("dockerfile/assets.sh.j2"), &view, values)
        .with_commands([command].into_iter())
}

fn cleanup(builder: &Builder) -> Script {
    let remove = builder.remove.iter();
    let strip = &builder.strip_gems;
    let view = Cleanup {
        commands: command_terms(&builder.after_assets),
        remove: remove
            .map(|path| shell::path(&path.value).with_place(&path.place))
            .collect(),
        gems: strip
            .value
            .then(|| shell::literal("/usr/local/bundle").with_place(&strip.place)),
    };
    Script::new(template!("dockerfile/cleanup.sh.j2"), &view, [])
        .with_commands(builder.after_assets.iter())
}

/// The copies of `paths` and the `RUN` of `script`, with the script's comments above all.
fn copy_and_run(stage: &Stage, paths: &[InstallPath], mut script: Script) -> Vec<Instruction> {
    let comments = std::mem::take(&mut script.comments);
    let copies = plan_install_copies(paths).into_iter();
    let mut instructions: Vec<Instruction> = copies
        .map(|copy| InstructionKind::Copy(copy).without_comments())
        .chain(run_instruction(stage, [script], &[]))
        .collect();
    if let Some(first) = instructions.first_mut() {
        first.comments.splice(0..0, comments);
    }
    instructions
}

/// The `COPY` instructions of `paths`: one for the files of each folder, and one for each folder.
fn plan_install_copies(paths: &[InstallPath]) -> Vec<Copy> {
    let mut copies: Vec<Copy> = Vec::new();
    for InstallPath { path, is_folder } in paths {
        let own = path.value.as_str();
        let to = match (own, is_folder) {
            (".", _) => "./".to_owned(),
            (_, true) => format!("{own}/"),
            (_, false) if folder(own).is_empty() => "./".to_owned(),
            (_, false) => folder(own).to_owned(),
        };
        let to = parse_path(&to);
        let same = copies.iter_mut().find(|copy| {
            !is_folder && copy.to == to && copy.paths.iter().all(|other| other.value != to)
        });
        match same {
            Some(copy) if own != "." => copy.paths.push(path.clone()),
            Some(_) | None => copies.push(Copy {
                from: None,
                owner: None,
                mode: None,
                paths: vec![path.clone()],
                to,
            }),
        }
    }
    copies
}
