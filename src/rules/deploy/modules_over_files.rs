//! The folder of the Terraform modules contains project files.
//!
//! ## Why
//! `make terraform-modules` removes the folder of the modules before it fetches them again. Variable files and
//! generated files in that folder would be removed too.
//!
//! ## Fails
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! var_file = "config/{environment}.tfvars.json"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "stable", directory = "config" }
//!
//! [environments.staging]
//! on = "push"
//! ```
//!
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! directory = "documentation"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "stable", directory = "aks" }
//!
//! [environments.staging]
//! on = "push"
//!
//! [outputs]
//! docs = "documentation/AKS/docker.md"
//! ```
//!
//! ## Passes
//! ```toml
//! [deploy]
//! version = "1.14.5"
//! var_file = "config/{environment}.tfvars.json"
//! modules = { repository = "https://github.com/acme/modules.git", ref = "stable", directory = "config/modules" }
//!
//! [environments.staging]
//! on = "push"
//! ```

use crate::{
    rules::prelude::*,
    spec::{
        deploy::{DEFAULT_DIRECTORY, DEFAULT_VAR_FILE, PLACEHOLDERS},
        outputs::{find_path_error, portable_path},
        tags::{Placeholder, Template},
    },
};

pub const RULE: Rule = Rule::error("TV1215", Check::Spec(check));

fn check(spec: &Spec, findings: &mut Findings) {
    let deploy = &spec.deploy;
    let Some(directory) = deploy.modules.directory.as_deref() else {
        return;
    };
    if find_path_error(directory).is_some()
        || portable_path(directory).is_none_or(|path| path.is_empty())
    {
        return;
    }
    let terraform = deploy.directory.as_deref().unwrap_or(DEFAULT_DIRECTORY);
    let resolve = |path: &str| portable_path(&format!("{terraform}/{path}"));
    let Some(folder) = resolve(directory) else {
        return;
    };
    let (var_file, _) = Template::parse_lenient(
        deploy.var_file.as_deref().unwrap_or(DEFAULT_VAR_FILE),
        PLACEHOLDERS,
    );
    let var_files = spec.environments.iter().map(|(name, environment)| {
        var_file.fill(|placeholder| {
            if placeholder == Placeholder::Name {
                environment.app_name(name).to_owned()
            } else {
                name.clone()
            }
        })
    });
    let var_files = var_files.filter_map(|file| Some((file.clone(), resolve(&file)?)));
    let outputs = spec.output_paths().into_iter();
    let outputs = outputs.filter_map(|(_, path)| Some((path.to_owned(), portable_path(path)?)));
    let is_inside = |path: &str| {
        let rest = path.strip_prefix(folder.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let lost = var_files.chain(outputs).find(|(_, path)| is_inside(path));
    if let Some((lost, _)) = lost {
        findings
            .report(
                place!("deploy", "modules", "directory"),
                format!("`{lost}` would be removed with the modules in `{directory}`"),
            )
            .label("removed before each fetch")
            .help("use a separate folder, as in `directory = \"vendor/modules\"`");
    }
}
