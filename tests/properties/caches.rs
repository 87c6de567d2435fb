//! Caches: what is read somewhere is written somewhere.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value as Yaml;
use tvgen::{hash::sha256, plan::branch_names::HASH_DIGITS};

use super::{
    builds,
    outputs::{Job, Outputs},
    steps,
};

/// What a job writes.
#[derive(Default)]
struct Written {
    /// Images and caches, `<branch>` and `<unique>` in their tags.
    all: BTreeSet<String>,
    /// Those among them that a build can take finished steps from.
    caches: BTreeSet<String>,
}

/// What the job `build` of the workflow `name` writes; nothing if there is no such workflow.
fn written(outputs: &Outputs, name: &str) -> Option<Written> {
    let job = outputs.workflow(name)?.job("build")?;
    let mut written = Written::default();
    // Images on the runner, and whether each holds its cache.
    let mut loaded = BTreeMap::new();
    for step in &job.steps {
        if let Some(build) = builds::of_step(name, step) {
            let images = steps::lines(step, "tags")
                .into_iter()
                .map(|image| format!("type=registry,ref={image}"));
            let pushed = steps::input(step, "push").as_deref() == Some("true");
            for image in images {
                if pushed {
                    written.push(&image, build.is_inline);
                } else {
                    loaded.insert(image, build.is_inline);
                }
            }
            for cache in steps::lines(step, "cache-to") {
                written.push(cache.trim_end_matches(",mode=max"), true);
            }
        }
        for image in pushed(job, step) {
            let image = format!("type=registry,ref={image}");
            written.push(&image, loaded.get(&image).copied().unwrap_or(false));
        }
    }
    Some(written)
}

impl Written {
    fn push(&mut self, what: &str, is_cache: bool) {
        self.all.insert(what.to_owned());
        if is_cache {
            self.caches.insert(what.to_owned());
        }
    }
}

/// The images that the script of `step` pushes.
fn pushed(job: &Job, step: &Yaml) -> Vec<String> {
    let script = steps::text(step, "run").unwrap_or_default();
    let env = [steps::pairs(&job.body, "env"), steps::pairs(step, "env")].concat();
    // The one in the function is that of its callers.
    let lines = script.lines().filter(|line| !line.contains("\"$1\""));
    let commands = lines.filter_map(|line| {
        let line = line.trim();
        line.strip_prefix("docker push ")
            .or_else(|| line.strip_prefix("push_once "))
    });
    let image = |word: &str| {
        let image = word.trim_matches('"').to_owned();
        let whole = |(name, _): &&(String, String)| image == format!("${name}");
        if let Some((_, value)) = env.iter().find(whole) {
            return steps::named(value);
        }
        env.iter().fold(image, |image, (name, value)| {
            image.replace(&format!(":${name}"), &format!(":{}", steps::named(value)))
        })
    };
    commands.map(image).collect()
}

/// The trunk's name in a tag, as the spec's contract says it.
fn trunk(outputs: &Outputs) -> String {
    let trunk = outputs.trunk();
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    if trunk.chars().all(allowed) {
        return trunk.to_owned();
    }
    let clean: String = trunk
        .chars()
        .map(|c| if allowed(c) { c } else { '-' })
        .collect();
    let hash: String = sha256(trunk).chars().take(HASH_DIGITS).collect();
    format!("{clean}-{hash}")
}

/// A cache that anyone reads is one that the build of a push writes, for this branch or for the trunk.
pub fn every_read_is_written(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(written) = written(outputs, "workflow") else {
        return faults;
    };
    let trunk = trunk(outputs);
    let of_trunk: BTreeSet<String> = written
        .caches
        .iter()
        .map(|cache| cache.replace("<branch>", &trunk))
        .collect();
    for build in builds::all(outputs) {
        for read in &build.reads {
            if !written.caches.contains(read) && !of_trunk.contains(read) {
                faults.push(format!(
                    "{} reads {read}, and {:?} are written",
                    build.place, written.caches
                ));
            }
        }
    }
    let branches = steps::list(&outputs.workflows[0].body["on"]["push"], "branches");
    if !branches.iter().any(|branch| branch == outputs.trunk()) {
        faults.push(format!("nothing builds {}: {branches:?}", outputs.trunk()));
    }
    faults
}

/// The rebuild reads no cache, and writes what the main workflow writes, but for the unique tags.
pub fn the_rebuild_writes_what_moves(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let Some(rebuilt) = written(outputs, "cache_rebuild") else {
        return faults;
    };
    for build in builds::all(outputs)
        .iter()
        .filter(|build| build.place.starts_with("cache_rebuild"))
    {
        if !build.reads.is_empty() {
            faults.push(format!(
                "the rebuild of {} reads {:?}",
                build.stage, build.reads
            ));
        }
    }
    if let Some(written) = written(outputs, "workflow") {
        let moving = |all: &BTreeSet<String>| -> BTreeSet<String> {
            all.iter()
                .filter(|image| !image.contains("<unique>"))
                .cloned()
                .collect()
        };
        let (images, caches) = (moving(&written.all), moving(&written.caches));
        if images != rebuilt.all || caches != rebuilt.caches {
            faults.push(format!(
                "{images:?} move, with the caches {caches:?}; rebuilt are {:?}, with {:?}",
                rebuilt.all, rebuilt.caches
            ));
        }
        if images.len() == written.all.len() {
            faults.push(format!("no unique tag among {:?}", written.all));
        }
        let pushed = steps::list(&outputs.workflows[0].body["on"]["push"], "branches");
        let job = outputs
            .workflow("cache_rebuild")
            .and_then(|workflow| workflow.job("build"));
        let branches = job.map(|job| steps::list(&job.body["strategy"]["matrix"], "branch"));
        if branches.as_ref() != Some(&pushed) {
            faults.push(format!("{pushed:?} are built, and {branches:?} rebuilt"));
        }
    }
    faults
}
