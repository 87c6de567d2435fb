//! Paths and targets: every file or target that an output names exists.

use toml::Value;

use super::{builds, outputs::Outputs, steps};

/// Finds calls of make in workflows that name another Makefile or a missing target.
pub fn find_missing_targets(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    for (workflow, job) in outputs.jobs().filter(|(_, job)| !job.is_hook) {
        let scripts = job.steps.iter().filter_map(|step| steps::text(step, "run"));
        for line in scripts.flat_map(|script| script.lines().map(str::to_owned).collect::<Vec<_>>())
        {
            let Some(words) = line.strip_prefix("make ") else {
                continue;
            };
            let place = format!("{} {}: {line}", workflow.output, job.id);
            let words = words.trim_end_matches(" &");
            let (options, targets): (Vec<&str>, Vec<&str>) =
                words.split(' ').partition(|word| word.starts_with('-'));
            let makefile = options
                .first()
                .and_then(|option| option.strip_prefix("--file="))
                .unwrap_or("Makefile");
            if outputs
                .paths
                .get("makefile")
                .is_none_or(|path| path != makefile)
            {
                violations.push(format!("{place} uses {makefile}"));
            }
            for target in targets {
                if outputs
                    .makefile
                    .as_ref()
                    .is_none_or(|makefile| makefile.rule(target).is_none())
                {
                    violations.push(format!("{place} has no target {target}"));
                }
            }
        }
    }
    for rule in outputs.makefile.iter().flat_map(|makefile| &makefile.rules) {
        for need in &rule.needs {
            if outputs
                .makefile
                .as_ref()
                .is_none_or(|makefile| makefile.rule(need).is_none())
            {
                violations.push(format!("{} needs the missing target {need}", rule.target));
            }
        }
    }
    violations
}

/// Finds paths of the Dockerfile, the Terraform folder and included Makefiles that differ from the spec.
pub fn find_wrong_paths(outputs: &Outputs) -> Vec<String> {
    let mut violations = Vec::new();
    let dockerfile = outputs
        .paths
        .get("dockerfile")
        .map_or("Dockerfile", String::as_str);
    for build in builds::find_builds(outputs) {
        let path = build.file.as_deref().unwrap_or("Dockerfile");
        if path != dockerfile {
            violations.push(format!("{} builds {path}", build.place));
        }
    }
    for (workflow, job) in outputs.jobs() {
        let scan = job
            .step("scan")
            .and_then(|step| steps::text(step, "run"))
            .unwrap_or_default();
        for word in scan
            .split_whitespace()
            .filter_map(|word| word.strip_prefix("--file="))
        {
            if word != dockerfile {
                violations.push(format!("{} scans {word}", workflow.output));
            }
        }
    }
    let Some(makefile) = &outputs.makefile else {
        return violations;
    };
    let expected = outputs.spec_value("make include").and_then(Value::as_array);
    let expected: Vec<&str> = expected
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if makefile.includes != expected {
        violations.push(format!(
            "the Makefile includes {:?}, and the spec has {expected:?}",
            makefile.includes
        ));
    }
    let terraform = makefile.variable("TERRAFORM");
    let directory = outputs.string("deploy directory", "terraform/application");
    let expected = format!("terraform -chdir={directory}");
    if !outputs.environments().is_empty() && terraform != Some(expected.as_str()) {
        violations.push(format!("{terraform:?} does not run in {directory}"));
    }
    violations
}
