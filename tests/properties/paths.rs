//! Paths and targets: what a file names in another is there.

use toml::Value;

use super::{builds, outputs::Outputs, steps};

/// Each call of make in a workflow names our Makefile, and targets of it.
pub fn make_targets_exist(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
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
            let named = options
                .first()
                .and_then(|option| option.strip_prefix("--file="))
                .unwrap_or("Makefile");
            if outputs
                .paths
                .get("makefile")
                .is_none_or(|path| path != named)
            {
                faults.push(format!("{place} is for {named}"));
            }
            for target in targets {
                if outputs
                    .makefile
                    .as_ref()
                    .is_none_or(|makefile| makefile.rule(target).is_none())
                {
                    faults.push(format!("{place} makes {target}"));
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
                faults.push(format!("{} needs {need}", rule.target));
            }
        }
    }
    faults
}

/// Whoever names the Dockerfile, the directory of Terraform or the user's own targets names those of the spec.
pub fn are_those_of_the_outputs(outputs: &Outputs) -> Vec<String> {
    let mut faults = Vec::new();
    let dockerfile = outputs
        .paths
        .get("dockerfile")
        .map_or("Dockerfile", String::as_str);
    for build in builds::all(outputs) {
        let named = build.file.as_deref().unwrap_or("Dockerfile");
        if named != dockerfile {
            faults.push(format!("{} builds {named}", build.place));
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
                faults.push(format!("{} scans {word}", workflow.output));
            }
        }
    }
    let Some(makefile) = &outputs.makefile else {
        return faults;
    };
    let wanted = outputs.spec_value("make include").and_then(Value::as_array);
    let wanted: Vec<&str> = wanted
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if makefile.includes != wanted {
        faults.push(format!(
            "{:?} are included, and the spec has {wanted:?}",
            makefile.includes
        ));
    }
    let terraform = makefile.variable("TERRAFORM");
    let directory = outputs.string("deploy directory", "terraform/application");
    let wanted = format!("terraform -chdir={directory}");
    if !outputs.environments().is_empty() && terraform != Some(wanted.as_str()) {
        faults.push(format!("{terraform:?} is not in {directory}"));
    }
    faults
}
