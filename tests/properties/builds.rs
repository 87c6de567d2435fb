//! Every build of a stage passes the arguments and secrets that the stage declares.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value as Yaml;

use super::{outputs::Outputs, stages::collect_inputs, steps};

/// A build of one stage.
pub struct Build {
    /// The workflow and job, or the Makefile.
    pub place: String,
    /// The stage.
    pub stage: String,
    /// The names of the arguments that it passes, except the one for the inline cache.
    pub args: BTreeSet<String>,
    /// The secrets that it passes: each ID with its variable.
    pub secrets: BTreeMap<String, String>,
    /// The variables with a secret as their value.
    pub secret_variables: BTreeSet<String>,
    /// The caches that it reads.
    pub reads: Vec<String>,
    /// Whether the image contains its cache.
    pub is_inline: bool,
    /// The path of its Dockerfile.
    pub file: Option<String>,
}

const INLINE: &str = "BUILDKIT_INLINE_CACHE=1";

/// Parses `step` at `place`; `None` if it is not a build.
pub fn parse_step(place: &str, step: &Yaml) -> Option<Build> {
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
        args: parse_names(&args),
        secrets: secrets.iter().map(|secret| parse_pair(secret)).collect(),
        secret_variables: env
            .filter(|(name, value)| steps::fill_placeholders(value) == format!("<secrets.{name}>"))
            .map(|(name, _)| name)
            .collect(),
        reads: steps::lines(step, "cache-from"),
        file: steps::input(step, "file"),
    })
}

/// The builds of the workflows and the Makefile.
pub fn find_builds(outputs: &Outputs) -> Vec<Build> {
    let in_jobs = outputs.jobs().flat_map(|(workflow, job)| {
        let place = format!("{} {}", workflow.output, job.id);
        job.steps
            .iter()
            .filter_map(move |step| parse_step(&place, step))
    });
    in_jobs.chain(find_local_builds(outputs)).collect()
}

/// The builds of the Makefile.
fn find_local_builds(outputs: &Outputs) -> Vec<Build> {
    let Some(makefile) = &outputs.makefile else {
        return Vec::new();
    };
    let checks = makefile
        .commands("build-local-image", "@test -n")
        .into_iter()
        .flatten();
    let secret_variables: BTreeSet<String> = checks
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
            args: parse_names(&args),
            secrets: options("--secret").iter().map(secret).collect(),
            secret_variables: secret_variables.clone(),
            reads: options("--cache-from")
                .iter()
                .map(|image| format!("type=registry,ref={image}"))
                .collect(),
            file: options("--file").pop(),
        }
    });
    builds.collect()
}

fn parse_names(args: &[String]) -> BTreeSet<String> {
    let own = args.iter().filter(|arg| *arg != INLINE);
    own.map(|arg| arg.split('=').next().unwrap_or_default().to_owned())
        .collect()
}

fn parse_pair(text: &str) -> (String, String) {
    let (id, variable) = text.split_once('=').expect("an id and a variable");
    (id.to_owned(), variable.to_owned())
}

/// Finds builds that do not pass the arguments and secrets that the Dockerfile declares for their stage.
pub fn find_missing_inputs(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    let builds = find_builds(outputs);
    // Without a generated Dockerfile, all builds of a stage must pass the same arguments and secrets.
    let mut expected = BTreeMap::new();
    for build in &builds {
        let passed = (build.args.clone(), build.secrets.clone());
        let first = expected
            .entry(&build.stage)
            .or_insert_with(|| match &outputs.stages {
                Some(stages) => collect_inputs(stages, &build.stage),
                None => passed.clone(),
            });
        if *first != passed {
            violations.push(format!(
                "{} of {} requires {first:?}, gets {passed:?}",
                build.stage, build.place
            ));
        }
        if let Some(stages) = &outputs.stages
            && !stages.iter().any(|stage| stage.name == build.stage)
        {
            violations.push(format!(
                "{} builds {}, which is not a stage",
                build.place, build.stage
            ));
        }
        for variable in build
            .secrets
            .values()
            .filter(|variable| !build.secret_variables.contains(*variable))
        {
            violations.push(format!(
                "{} of {} has no {variable}",
                build.stage, build.place
            ));
        }
    }
    // Each job with builds, and the Makefile, builds the last stage once.
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
            violations.push(format!("{place} builds the image {images} times"));
        }
    }
    violations
}
