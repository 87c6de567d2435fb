//! Finds the files that the installation of JavaScript packages reads.

use super::{
    Collector, InstallFiles,
    manifest::{Manifest, paths_in_version},
    script, workspaces, yarn,
};
use crate::{
    catalogue::javascript::Manager,
    repository::{Claim, lockfile, package_json},
    source::{Repository, path::folder},
};

/// The settings of npm, which Yarn 1 and pnpm read too.
pub const NPM_SETTINGS: &str = ".npmrc";

/// The settings of pnpm.
const PNPM_FILES: &[&str] = &["pnpm-workspace.yaml", ".pnpmfile.cjs", ".pnpmfile.mjs"];

/// The scripts of a `package.json` that an installation runs
/// (<https://docs.npmjs.com/cli/v11/using-npm/scripts#npm-ci>).
const INSTALL_SCRIPTS: &[&str] = &[
    "preinstall",
    "install",
    "postinstall",
    "prepublish",
    "preprepare",
    "prepare",
    "postprepare",
];

/// Of these, the ones that Yarn 2 and later runs (<https://yarnpkg.com/advanced/lifecycle-scripts>).
const BERRY_SCRIPTS: &[&str] = &["preinstall", "install", "postinstall"];

/// The files that `manager` reads to install the packages of the `package.json` in `folder`, which has a trailing `/` or is
/// empty. Includes the manifest, the lockfile and the settings, if they exist.
#[must_use]
pub fn find_files(repository: &dyn Repository, manager: &Manager, folder: &str) -> InstallFiles {
    let mut collector = Collector::new(repository);
    let path = format!("{folder}{}", package_json::FILE);
    let Some(root) = read_manifest(repository, path.clone()) else {
        return InstallFiles::default();
    };
    collector.add_existing(&path);
    if let Some(lockfile) = lockfile::find_lockfile(repository, manager, folder) {
        collector.add_existing(&lockfile);
    }
    let packages = add_settings(&mut collector, manager, folder);
    let mut patterns = root.workspaces();
    patterns.extend(packages);
    let members = workspaces::find_packages(repository, folder, &patterns);
    let mut manifests = vec![root];
    for member in members {
        let path = format!("{member}{}", package_json::FILE);
        collector.add_existing(&path);
        manifests.extend(read_manifest(repository, path));
    }
    let scripts = if ignores_scripts(repository, folder) {
        &[]
    } else if manager.name == "yarn-berry" {
        BERRY_SCRIPTS
    } else {
        INSTALL_SCRIPTS
    };
    for manifest in &manifests {
        add_versions(&mut collector, manifest, folder);
        for name in scripts {
            script::add_files(&mut collector, manifest, name);
        }
    }
    collector.finish()
}

/// Whether packages stay in Yarn's cache, so that it must not be deleted before the last command that uses them.
#[must_use]
pub fn is_plug_and_play(repository: &dyn Repository, folder: &str) -> bool {
    let settings = repository.text(&format!("{folder}{}", yarn::BERRY));
    yarn::is_plug_and_play(&settings.unwrap_or_default())
}

fn read_manifest(repository: &dyn Repository, path: String) -> Option<Manifest> {
    let text = repository.text(&path)?;
    Manifest::parse(path, text)
}

/// Adds the settings of `manager` in `folder` and the files that they name; returns the patterns of workspaces in them.
fn add_settings(collector: &mut Collector, manager: &Manager, folder: &str) -> Vec<String> {
    let path = |name: &str| format!("{folder}{name}");
    let mut packages = Vec::new();
    let text = |name: &str| collector.repository.text(&path(name));
    let (file, paths) = match manager.name.as_str() {
        "yarn-berry" => (
            yarn::BERRY,
            text(yarn::BERRY).map(|text| yarn::berry_paths(&text)),
        ),
        "yarn" => (
            yarn::CLASSIC,
            text(yarn::CLASSIC).map(|text| yarn::classic_paths(&text)),
        ),
        "pnpm" => {
            let workspace = text(PNPM_FILES[0]).and_then(|text| yarn::parse(&text));
            let list = |key: &str| {
                let list = workspace.as_ref().and_then(|settings| settings.get(key));
                list.and_then(serde_yaml::Value::as_sequence)
            };
            packages.extend(
                list("packages")
                    .into_iter()
                    .flatten()
                    .filter_map(serde_yaml::Value::as_str)
                    .map(str::to_owned),
            );
            let patches = workspace
                .as_ref()
                .and_then(|settings| settings.get("patchedDependencies")?.as_mapping());
            let patches = patches.into_iter().flat_map(serde_yaml::Mapping::values);
            let patches = patches.filter_map(serde_yaml::Value::as_str);
            (PNPM_FILES[0], Some(patches.map(str::to_owned).collect()))
        }
        _ => (NPM_SETTINGS, None),
    };
    collector.add_existing(&path(file));
    if manager.name != "yarn-berry" {
        collector.add_existing(&path(NPM_SETTINGS));
    }
    if manager.name == "yarn-berry" {
        collector.add_existing(&path(yarn::PATCHES));
    }
    if manager.name == "pnpm" {
        for name in &PNPM_FILES[1..] {
            collector.add_existing(&path(name));
        }
    }
    for named in paths.into_iter().flatten() {
        // The settings may name a file in the user's home folder or another disk.
        let relative = named.trim_start_matches("./");
        let settings = path(file);
        let text = collector.repository.text(&settings).unwrap_or_default();
        let claim = Claim::new(&settings, super::line_of(&text, &named), &named);
        collector.add(&path(relative), &claim);
    }
    packages
}

/// Adds the files in the versions of the packages of `manifest`; `project` is the folder of the first manifest.
fn add_versions(collector: &mut Collector, manifest: &Manifest, project: &str) {
    let own = folder(&manifest.path);
    for version in manifest.versions() {
        for path in paths_in_version(version) {
            let path = match path.strip_prefix("~/") {
                Some(path) => format!("{project}{path}"),
                None => format!("{own}{path}"),
            };
            collector.add(&path, &manifest.claim(version));
        }
    }
    for patch in manifest.pnpm_patches() {
        collector.add(&format!("{own}{patch}"), &manifest.claim(patch));
    }
}

/// Whether the settings of npm turn off the scripts of packages.
fn ignores_scripts(repository: &dyn Repository, folder: &str) -> bool {
    let settings = repository.text(&format!("{folder}{NPM_SETTINGS}"));
    settings.unwrap_or_default().lines().any(|line| {
        let (key, value) = line.split_once('=').unwrap_or((line, ""));
        key.trim() == "ignore-scripts" && value.trim() == "true"
    })
}
