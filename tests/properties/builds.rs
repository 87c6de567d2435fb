//! Whatever a stage declares is passed by everyone who builds it.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value as Yaml;

use super::{outputs::Outputs, stages::wanted, steps};

/// A build of one stage.
pub struct Build {
    /// Who builds.
    pub place: String,
    /// The stage.
    pub stage: String,
    /// The names of the arguments that it passes, but for the one that makes the image hold its cache.
    pub args: BTreeSet<String>,
    /// The secrets that it passes: each id, with its variable.
    pub secrets: BTreeMap<String, String>,
    /// The variables that it has for them.
    pub fed: BTreeSet<String>,
    /// The caches that it reads.
    pub reads: Vec<String>,
    /// Whether the image holds its own cache.
    pub is_inline: bool,
    /// The Dockerfile that it names.
    pub file: Option<String>,
}

const INLINE: &str = "BUILDKIT_INLINE_CACHE=1";

/// The build that `step` is, if it is one; by `place`.
pub fn of_step(place: &str, step: &Yaml) -> Option<Build> {
    if !steps::uses(step, "docker/build-push-action") {
        return None;
    }
    let args = steps::lines(step, "build-args");
    let secrets = steps::lines(step, "secret-envs");
    let env = steps::pairs(step, "env").into_iter();
    Some(Build {
        place: place.to_owned(),
        stage: steps::input(step, "target").unwrap_or_default(),
        is_inline: args.iter().any(|arg| arg == INLINE),
        args: names(&args),
        secrets: secrets.iter().map(|secret| pair(secret)).collect(),
        fed: env
            .filter(|(name, value)| steps::named(value) == format!("<secrets.{name}>"))
            .map(|(name, _)| name)
            .collect(),
        reads: steps::lines(step, "cache-from"),
        file: steps::input(step, "file"),
    })
}

/// Every build, of the workflows and of the Makefile.
pub fn all(outputs: &Outputs) -> Vec<Build> {
    let of_jobs = outputs.jobs().flat_map(|(workflow, job)| {
        let place = format!("{} {}", workflow.output, job.id);
        job.steps
            .iter()
            .filter_map(move |step| of_step(&place, step))
    });
    of_jobs.chain(local(outputs)).collect()
}

/// The builds of the Makefile.
fn local(outputs: &Outputs) -> Vec<Build> {
    let Some(makefile) = &outputs.makefile else {
        return Vec::new();
    };
    let checks = makefile
        .commands("build-local-image", "@test -n")
        .into_iter()
        .flatten();
    let fed: BTreeSet<String> = checks
        .filter_map(|word| {
            Some(
                word.strip_prefix("\"$${")?
                    .strip_suffix(":-}\"")?
                    .to_owned(),
            )
        })
        .collect();
    let builds = makefile
        .commands("build-local-image", "docker build")
        .into_iter();
    let builds = builds.map(|words| {
        let options = |name: &str| -> Vec<String> {
            let pairs = words.iter().zip(words.iter().skip(1));
            pairs
                .filter(|(option, _)| *option == name)
                .map(|(_, value)| value.clone())
                .collect()
        };
        let secret = |text: &String| {
            let (id, variable) = text.split_once(",env=").expect("a secret of a variable");
            (id.trim_start_matches("id=").to_owned(), variable.to_owned())
        };
        let args = options("--build-arg");
        Build {
            place: "makefile".to_owned(),
            stage: options("--target").concat(),
            is_inline: args.iter().any(|arg| arg == INLINE),
            args: names(&args),
            secrets: options("--secret").iter().map(secret).collect(),
            fed: fed.clone(),
            reads: options("--cache-from")
                .iter()
                .map(|image| format!("type=registry,ref={image}"))
                .collect(),
            file: options("--file").pop(),
        }
    });
    builds.collect()
}

fn names(args: &[String]) -> BTreeSet<String> {
    let own = args.iter().filter(|arg| *arg != INLINE);
    own.map(|arg| arg.split('=').next().unwrap_or_default().to_owned())
        .collect()
}

fn pair(text: &str) -> (String, String) {
    let (id, variable) = text.split_once('=').expect("an id and a variable");
    (id.to_owned(), variable.to_owned())
}

/// The arguments and secrets that the Dockerfile declares for a stage are those that each build of it passes.
pub fn what_is_wanted_is_passed(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let builds = all(outputs);
    // Without a Dockerfile of ours, the builds of one stage agree among each other.
    let mut agreed = BTreeMap::new();
    for build in &builds {
        let passed = (build.args.clone(), build.secrets.clone());
        let first = agreed
            .entry(&build.stage)
            .or_insert_with(|| match &outputs.stages {
                Some(stages) => wanted(stages, &build.stage),
                None => passed.clone(),
            });
        if *first != passed {
            faults.push(format!(
                "{} of {} wants {first:?}, gets {passed:?}",
                build.stage, build.place
            ));
        }
        if let Some(stages) = &outputs.stages
            && !stages.iter().any(|stage| stage.name == build.stage)
        {
            faults.push(format!(
                "{} builds {}, which is no stage",
                build.place, build.stage
            ));
        }
        for variable in build
            .secrets
            .values()
            .filter(|variable| !build.fed.contains(*variable))
        {
            faults.push(format!(
                "{} of {} has no {variable}",
                build.stage, build.place
            ));
        }
    }
    // The image is built wherever something is.
    let last = outputs.stages.as_ref().and_then(|stages| stages.last());
    for place in builds
        .iter()
        .map(|build| &build.place)
        .collect::<BTreeSet<_>>()
    {
        let images = builds.iter().filter(|build| build.place == *place);
        let images = images
            .filter(|build| last.is_none_or(|last| last.name == build.stage))
            .count();
        if images != 1 && last.is_some() {
            faults.push(format!("{place} builds the image {images} times"));
        }
    }
    faults
}
