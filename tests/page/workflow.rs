//! The jobs and steps of the workflow, and runs of their scripts.

use std::{fs, process::Output};

use serde_yaml::Value;

use super::{
    claim::{Evidence, Place, all, given},
    outputs::Outputs,
};
use crate::support::{Stubs, step};

/// A step of a job.
pub struct Step<'a> {
    outputs: &'a Outputs,
    /// Its index in the job.
    pub index: usize,
    /// The parsed YAML.
    pub yaml: &'a Value,
    line: usize,
}

/// A run of a step's script.
pub struct ScriptRun {
    /// Its exit status and output.
    pub output: Output,
    /// The contents of `GITHUB_OUTPUT`.
    pub outputs: String,
}

impl Outputs {
    /// The job `job`.
    pub fn job(&self, job: &str) -> &Value {
        &self.yaml["jobs"][job]
    }

    /// The first line of the job `job` that contains `text`.
    pub fn job_line(&self, job: &str, text: &str) -> Evidence {
        self.line("workflow", self.job_start(job)?, text)
    }

    /// The step called `name` of the job `job`.
    pub fn step(&self, job: &str, name: &str) -> Option<Step<'_>> {
        let steps = self.job(job)["steps"].as_sequence()?;
        let index = steps
            .iter()
            .position(|step| step["name"].as_str() == Some(name))?;
        let from = self.job_start(job)?;
        let title = format!("- name: {name}");
        let below = self.text("workflow").lines().skip(from);
        let line = from + 1 + below.take_while(|line| line.trim() != title).count();
        let yaml = &steps[index];
        Some(Step {
            outputs: self,
            index,
            yaml,
            line,
        })
    }

    /// The lines that deploy the image of the job `build` to `environment`.
    pub fn deploys(&self, environment: &str) -> Evidence {
        let job = format!("deploy_{environment}");
        let apply = self.step(&job, "Apply")?;
        let run = format!("make ci {environment} terraform-apply &");
        let image = apply.yaml["env"]["IMAGE_TAG"] == "${{ needs.build.outputs.tag }}";
        let digest = apply.yaml["env"]["IMAGE_DIGEST"] == "${{ needs.build.outputs.digest }}";
        given(
            image && digest && apply.yaml["run"].as_str()?.contains(&run),
            all([apply.line("IMAGE_TAG:"), apply.line(&run)]),
        )
    }

    fn job_start(&self, job: &str) -> Option<usize> {
        let title = format!("  {job}:");
        let mut lines = self.text("workflow").lines();
        Some(lines.position(|line| line == title)? + 1)
    }
}

impl<'a> Step<'a> {
    /// The line of its name.
    pub fn title(&self) -> Evidence {
        self.line("- name:")
    }

    /// Its first line that contains `text`.
    pub fn line(&self, text: &str) -> Evidence {
        let lines = self
            .outputs
            .text("workflow")
            .lines()
            .skip(self.line)
            .take_while(|line| !line.is_empty());
        let inside = text == "- name:" || lines.into_iter().any(|line| line.contains(text));
        given(inside, self.outputs.line("workflow", self.line, text))
    }

    /// The input `key` of its action.
    pub fn with(&self, key: &str) -> &'a str {
        self.yaml["with"][key].as_str().unwrap_or_default()
    }

    /// The input `key: value` of its action.
    pub fn has(&self, key: &str, value: &str) -> Evidence {
        given(self.with(key) == value, self.line(&format!("{key}: ")))
    }

    /// The line `item` in the input `key` of the step's action.
    pub fn lists(&self, key: &str, item: &str) -> Evidence {
        let listed = self.with(key).lines().any(|line| line == item);
        let title = self.line(&format!("{key}: "))?;
        let Some(Place::Line { number, .. }) = title.first() else {
            return None;
        };
        given(listed, self.outputs.line("workflow", *number, item))
    }

    /// Its action, pinned to a commit with the version in a comment.
    pub fn pinned(&self, action: &str) -> Evidence {
        let (name, commit) = self.yaml["uses"].as_str()?.split_once('@')?;
        let pinned = commit.len() == 40 && commit.chars().all(|c| c.is_ascii_hexdigit());
        let line = self.line(&format!("uses: {action}@{commit} # "));
        given(name == action && pinned, line)
    }

    /// Runs its script as GitHub does, with `stubs` instead of the real programs.
    pub fn run(&self, environment: &[(&str, &str)], stubs: &Stubs) -> ScriptRun {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("outputs");
        let mut bash = step::bash(stubs, step::script(self.yaml));
        bash.envs(environment.iter().copied())
            .env("GITHUB_OUTPUT", &file)
            .current_dir(&folder);
        let output = bash.output().expect("bash runs");
        ScriptRun {
            output,
            outputs: fs::read_to_string(file).unwrap_or_default(),
        }
    }
}

/// The outputs of "Compute the tags" for `branch` at `commit`, at the time of the page's example.
pub fn tags(outputs: &Outputs, event: &str, branch: &str, commit: &str) -> Option<String> {
    let stubs = Stubs::new(&[
        ("git", &format!("echo {commit}")),
        ("date", "echo 20201008150346"),
    ]);
    let variables = [("EVENT", event), ("REF_NAME", branch), ("NUMBER", "2100")];
    let ran = outputs
        .step("build", "Compute the tags")?
        .run(&variables, &stubs);
    ran.output.status.success().then_some(ran.outputs)
}

/// The lines by which a build of `branch`, on a push or a pull request, reads and writes `tag` for the stage of the step `step`.
pub fn tagged(outputs: &Outputs, event: &str, branch: &str, step: &str, tag: &str) -> Evidence {
    let computed = tags(
        outputs,
        event,
        branch,
        "a18165a5a6d8ae5b753ac7c3cac65f0cbc34dd18",
    )?;
    let name = computed
        .lines()
        .find_map(|line| line.strip_prefix("branch="))?;
    let step = outputs.step("build", step)?;
    let on = &outputs.yaml["on"];
    let built = if event == "push" {
        let branches = on["push"]["branches"].as_sequence()?;
        let named = branches.iter().any(|name| name == branch);
        given(named, outputs.line("workflow", 1, &format!("- {branch}")))
    } else {
        let any = on["pull_request"]["branches"].is_null();
        given(any, outputs.line("workflow", 1, "pull_request:"))
    };
    let template = tag.replace(branch, "${{ steps.tags.outputs.branch }}");
    let image = format!("dfedigital/teaching-vacancies:{template}");
    let source = format!("type=registry,ref={image}");
    given(
        name == branch,
        all([
            built,
            Some(vec![Place::Ran {
                command: format!("the step Compute the tags, on {branch}"),
                did: format!("writes branch={name}"),
            }]),
            step.lists("cache-from", &source),
            step.lists("tags", &image),
        ]),
    )
}
