//! Caches: every cache that is read is written.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value as Yaml;
use tvgen::{hash::sha256, plan::branch_names::HASH_DIGITS};

use super::{
    builds,
    outputs::{Job, Outputs},
    steps,
};

/// The images and caches that a job writes.
#[derive(Default)]
struct WrittenImages {
    /// Images and caches, with `<branch>` and `<unique>` in their tags.
    all: BTreeSet<String>,
    /// Those of `all` that contain a cache.
    caches: BTreeSet<String>,
}

/// Finds what the job `build` of the workflow `name` writes; `None` without such a workflow.
fn find_written_images(outputs: &Outputs, name: &str) -> Option<WrittenImages> {
    let job = outputs.workflow(name)?.job("build")?;
    let mut written = WrittenImages::default();
    // Images on the runner, and whether each contains its cache.
    let mut loaded = BTreeMap::new();
    for step in &job.steps {
        if let Some(build) = builds::parse_step(name, step) {
            let images = steps::lines(step, "tags")
                .into_iter()
                .map(|image| format!("type=registry,ref={image}"));
            let is_pushed = steps::input(step, "push").as_deref() == Some("true");
            for image in images {
                if is_pushed {
                    written.push(&image, build.is_inline);
                } else {
                    loaded.insert(image, build.is_inline);
                }
            }
            for cache in steps::lines(step, "cache-to") {
                written.push(cache.trim_end_matches(",mode=max"), true);
            }
        }
        for image in find_pushed_images(job, step) {
            let image = format!("type=registry,ref={image}");
            written.push(&image, loaded.get(&image).copied().unwrap_or(false));
        }
    }
    Some(written)
}

impl WrittenImages {
    fn push(&mut self, image: &str, is_cache: bool) {
        self.all.insert(image.to_owned());
        if is_cache {
            self.caches.insert(image.to_owned());
        }
    }
}

/// The images that the script of `step` pushes.
fn find_pushed_images(job: &Job, step: &Yaml) -> Vec<String> {
    let script = steps::text(step, "run").unwrap_or_default();
    let env = [steps::pairs(&job.body, "env"), steps::pairs(step, "env")].concat();
    // Instead of `docker push "$1"` in the function `push_once`, the calls of the function are counted.
    let lines = script.lines().filter(|line| !line.contains("\"$1\""));
    let commands = lines.filter_map(|line| {
        let line = line.trim();
        line.strip_prefix("docker push ")
            .or_else(|| line.strip_prefix("push_once "))
    });
    let image = |word: &str| {
        let image = word.trim_matches('"').to_owned();
        let is_variable = |(name, _): &&(String, String)| image == format!("${name}");
        if let Some((_, value)) = env.iter().find(is_variable) {
            return steps::fill_placeholders(value);
        }
        env.iter().fold(image, |image, (name, value)| {
            image.replace(
                &format!(":${name}"),
                &format!(":{}", steps::fill_placeholders(value)),
            )
        })
    };
    commands.map(image).collect()
}

/// The name of the default branch in a tag.
fn trunk_tag(outputs: &Outputs) -> String {
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

/// Finds caches that are read, although no build of a push writes them for the same branch or the default branch.
pub fn find_unwritten_reads(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    let Some(written) = find_written_images(outputs, "workflow") else {
        return violations;
    };
    let trunk = trunk_tag(outputs);
    let trunk_caches: BTreeSet<String> = written
        .caches
        .iter()
        .map(|cache| cache.replace("<branch>", &trunk))
        .collect();
    for build in builds::find_builds(outputs) {
        for read in &build.reads {
            if !written.caches.contains(read) && !trunk_caches.contains(read) {
                violations.push(format!(
                    "{} reads {read}, but only {:?} are written",
                    build.place, written.caches
                ));
            }
        }
    }
    let branches = steps::list(&outputs.workflows[0].body["on"]["push"], "branches");
    if !branches.iter().any(|branch| branch == outputs.trunk()) {
        violations.push(format!("no push builds {}: {branches:?}", outputs.trunk()));
    }
    violations
}

/// Finds differences between the rebuild and the main workflow: the rebuild reads no cache and writes the same images and caches,
/// except unique tags.
pub fn find_wrong_rebuilds(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    let Some(rebuilt) = find_written_images(outputs, "cache_rebuild") else {
        return violations;
    };
    for build in builds::find_builds(outputs)
        .iter()
        .filter(|build| build.place.starts_with("cache_rebuild"))
    {
        if !build.reads.is_empty() {
            violations.push(format!(
                "the rebuild of {} reads {:?}",
                build.stage, build.reads
            ));
        }
    }
    if let Some(written) = find_written_images(outputs, "workflow") {
        let moving = |all: &BTreeSet<String>| -> BTreeSet<String> {
            all.iter()
                .filter(|image| !image.contains("<unique>"))
                .cloned()
                .collect()
        };
        let (images, caches) = (moving(&written.all), moving(&written.caches));
        if images != rebuilt.all || caches != rebuilt.caches {
            violations.push(format!(
                "the moving images are {images:?}, with the caches {caches:?}; the rebuild writes {:?}, with {:?}",
                rebuilt.all, rebuilt.caches
            ));
        }
        if images.len() == written.all.len() {
            violations.push(format!("no unique tag among {:?}", written.all));
        }
        let pushed = steps::list(&outputs.workflows[0].body["on"]["push"], "branches");
        let job = outputs
            .workflow("cache_rebuild")
            .and_then(|workflow| workflow.job("build"));
        let branches = job.map(|job| steps::list(&job.body["strategy"]["matrix"], "branch"));
        if branches.as_ref() != Some(&pushed) {
            violations.push(format!(
                "pushes build {pushed:?}, and the rebuild {branches:?}"
            ));
        }
    }
    violations
}
