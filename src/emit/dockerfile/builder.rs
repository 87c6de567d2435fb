//! What the builder copies and runs, from what seldom changes to what always does.

use super::{
    Arg, Copy, Part, Topic,
    run::{Run, Step},
};
use crate::{
    lang::{
        Text, docker,
        shell::{self, Command, Path, Shell},
    },
    plan::builder::{Assets, Builder, Bundle, Javascript},
    source::Placed,
    spec::{bundle::ExcludeBy, javascript::Manager},
};

/// The parts of the builder; `args` are its build arguments.
pub(super) fn parts(builder: &Builder, args: Vec<Arg>) -> Vec<(Topic, Part)> {
    let mut parts = vec![(Topic::Gems, gems(builder))];
    let packages = builder.javascript.as_ref().map(javascript);
    parts.extend(packages.map(|part| (Topic::Javascript, part)));
    let mut source = Part {
        comments: vec![docker::comment("All that .dockerignore does not keep out")],
        copies: vec![Copy {
            from: None,
            paths: vec![docker::path(&dot())],
            to: docker::path(&dot()),
        }],
        args,
        runs: Vec::new(),
    };
    let mut before = Vec::new();
    before.extend(
        builder
            .javascript
            .iter()
            .flat_map(|javascript| &javascript.build)
            .map(step),
    );
    before.extend(builder.before_assets.iter().map(step));
    let mut after: Vec<Step> = builder.after_assets.iter().map(step).collect();
    after.extend(cleanup(builder));
    match &builder.assets {
        // Only the command that needs a secret can see it.
        Some(assets) if !assets.secrets.is_empty() => {
            let mut compile = Run::of([precompile(assets)]);
            if let Some(run) = &mut compile {
                let mount = |secret: &crate::plan::builder::Secret| {
                    docker::secret(&secret.id, &secret.variable)
                        .at(&secret.at)
                        .because("A secret that is mounted is there for this one RUN, and in no layer and no variable.")
                };
                let why = "Only this command sees the build secret; no layer keeps it";
                run.comments.insert(0, docker::comment(why));
                run.mounts = assets.secrets.iter().map(mount).collect();
            }
            source.runs.extend(
                [Run::of(before), compile, Run::of(after)]
                    .into_iter()
                    .flatten(),
            );
        }
        assets => {
            before.extend(assets.as_ref().map(precompile));
            source.runs.extend(Run::of(before.into_iter().chain(after)));
        }
    }
    parts.push((Topic::Source, source));
    parts
}

fn gems(builder: &Builder) -> Part {
    let mut steps: Vec<Step> = builder.before_bundle.iter().map(step).collect();
    steps.extend(bundle(&builder.bundle));
    steps.extend(builder.after_bundle.iter().map(step));
    Part {
        comments: vec![docker::comment(
            "The Gemfiles alone: gems are installed again only when these change",
        )],
        copies: vec![files(&builder.gemfiles)],
        args: Vec::new(),
        runs: Run::of(steps).into_iter().collect(),
    }
}

fn bundle(bundle: &Bundle) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(version) = &bundle.version {
        let gem = shell::word(&format!("bundler:{}", version.value)).at(&version.at);
        steps.push(line(&[shell::literal("gem install --no-document"), gem]));
    }
    let set = |key: &Text<Shell>, value: Text<Shell>| {
        line(&[
            shell::literal("bundle config set --local"),
            key.clone(),
            value,
        ])
    };
    let groups: Vec<&str> = bundle
        .without
        .iter()
        .map(|group| group.value.as_str())
        .collect();
    let placed = |text: Text<Shell>| {
        bundle
            .without
            .iter()
            .fold(text, |text, group| text.at(&group.at))
    };
    for (key, value) in &bundle.settings {
        let step = set(&shell::word(key), shell::word(&value.value).at(&value.at));
        steps.push(step.with([value.value.as_str()].into_iter()));
    }
    let retry = shell::option("--retry=", bundle.retry.value).at(&bundle.retry.at);
    let jobs = shell::option("--jobs=", bundle.jobs.value).at(&bundle.jobs.at);
    let install =
        |words: &[Text<Shell>]| Step::line(&shell::words(words).at(&bundle.exclude_by.at));
    match bundle.exclude_by.value {
        ExcludeBy::Config => {
            if !groups.is_empty() {
                steps.push(set(
                    &shell::literal("without"),
                    placed(shell::word(&groups.join(" "))),
                ));
            }
            if !bundle
                .settings
                .iter()
                .any(|(key, _)| ["frozen", "deployment"].contains(&key.as_str()))
            {
                steps.push(set(
                    &shell::literal("frozen"),
                    shell::literal("true").because(
                        "Frozen: a Gemfile.lock that does not fit the Gemfile fails the build; Bundler would otherwise \
                         mend it silently, in the image alone.",
                    ),
                ));
            }
            steps.push(install(&[
                shell::literal("bundle install"),
                retry,
                jobs,
                shell::literal("--no-cache"),
            ]));
        }
        ExcludeBy::Flags => {
            let mut words = vec![
                shell::literal("bundle install --no-binstubs"),
                retry,
                jobs,
                shell::literal("--no-cache"),
            ];
            if !groups.is_empty() {
                words.push(shell::literal("--without"));
                words.extend(
                    bundle
                        .without
                        .iter()
                        .map(|group| shell::word(&group.value).at(&group.at)),
                );
            }
            steps.push(install(&words));
        }
    }
    steps
}

fn javascript(javascript: &Javascript) -> Part {
    let manager = &javascript.manager;
    let mut steps = Vec::new();
    if let Some(version) = &javascript.version {
        let package = match manager.value {
            Manager::Yarn => "yarn",
            // Yarn 2 and later is published under this name.
            Manager::YarnBerry => "@yarnpkg/cli-dist",
            Manager::Npm => "npm",
            Manager::Pnpm => "pnpm",
        };
        let package = shell::word(&format!("{package}@{}", version.value)).at(&version.at);
        steps.push(line(&[shell::literal("npm install --global"), package]));
    }
    // Each of these fails where the lockfile does not fit; `--immutable` does nothing in Yarn 1.
    let commands: &[&'static str] = match manager.value {
        Manager::Yarn => &[
            "yarn install --check-files --frozen-lockfile",
            "yarn cache clean",
        ],
        Manager::YarnBerry => &["yarn install --immutable", "yarn cache clean --all"],
        Manager::Npm => &["npm ci", "npm cache clean --force"],
        Manager::Pnpm => &["pnpm install --frozen-lockfile"],
    };
    steps.extend(
        commands
            .iter()
            .map(|command| {
                Step::line(&shell::literal(command).at(&manager.at).because(
                    "The lockfile is law: an install that would change it fails; the manager's cache is of no use in a layer.",
                ))
            }),
    );
    Part {
        comments: vec![docker::comment(
            "The manifests alone: packages are installed again only when these change",
        )],
        // A `COPY` of nothing is none.
        copies: Some(files(&javascript.files))
            .filter(|_| !javascript.files.is_empty())
            .into_iter()
            .collect(),
        args: Vec::new(),
        runs: Run::of(steps).into_iter().collect(),
    }
}

fn precompile(assets: &Assets) -> Step {
    let env = assets.env.iter().map(|variable| {
        shell::assignment(&variable.name, &variable.value.value).at(&variable.value.at)
    });
    let command = &assets.command;
    Step::command(
        command,
        &shell::with_variables(&env.collect::<Vec<_>>(), &command.value),
    )
    .with(
        assets
            .env
            .iter()
            .map(|variable| variable.value.value.as_str()),
    )
}

fn cleanup(builder: &Builder) -> Vec<Step> {
    let mut steps = Vec::new();
    if !builder.remove.is_empty() {
        let mut words = vec![shell::literal("rm -rf")];
        words.extend(
            builder
                .remove
                .iter()
                .map(|path| shell::path(&path.value).at(&path.at)),
        );
        steps.push(line(&words));
    }
    if builder.strip_gems.value {
        let commands = [
            "rm -rf /usr/local/bundle/cache",
            r"find /usr/local/bundle -type f -path '*/gems/*' -name '*.[cho]' -delete",
        ];
        steps.extend(
            commands.map(|command| {
                Step::line(&shell::literal(command).at(&builder.strip_gems.at).because(
                    "What gems were downloaded as and compiled from is of no use once they are installed.",
                ))
            }),
        );
    }
    steps
}

/// `COPY` of `paths` to the working directory.
fn files(paths: &[Placed<Path>]) -> Copy {
    let here = Path::parse("./").expect("a path of ours");
    Copy {
        from: None,
        paths: paths
            .iter()
            .map(|path| docker::path(&path.value).at(&path.at))
            .collect(),
        to: docker::path(&here),
    }
}

fn dot() -> Path {
    Path::parse(".").expect("a path of ours")
}

fn step(command: &Placed<Command>) -> Step {
    Step::command(command, &shell::term(&command.value))
}

fn line(words: &[Text<Shell>]) -> Step {
    Step::line(&shell::words(words))
}
