//! Reads the settings of Yarn: `.yarnrc.yml` of Yarn 2 and later, `.yarnrc` of Yarn 1.

use serde_yaml::Value;

/// The settings of Yarn 2 and later.
pub(super) const BERRY: &str = ".yarnrc.yml";

/// The folder of patches (`yarn patch-commit`).
pub(super) const PATCHES: &str = ".yarn/patches";

/// The settings of Yarn 1.
pub(super) const CLASSIC: &str = ".yarnrc";

/// The files that the settings `text` of Yarn 2 and later name: its release and its plugins.
pub(super) fn berry_paths(text: &str) -> Vec<String> {
    let Some(settings) = parse(text) else {
        return Vec::new();
    };
    let plugins = settings.get("plugins").and_then(Value::as_sequence);
    let plugins = plugins.into_iter().flatten();
    let plugins =
        plugins.filter_map(|plugin| plugin.as_str().or_else(|| plugin.get("path")?.as_str()));
    let release = settings.get("yarnPath").and_then(Value::as_str);
    release
        .into_iter()
        .chain(plugins)
        .map(str::to_owned)
        .collect()
}

/// Whether packages stay in Yarn's cache instead of `node_modules` (Plug'n'Play, the default of Yarn 2 and later:
/// <https://yarnpkg.com/configuration/yarnrc#nodeLinker>).
pub(super) fn is_plug_and_play(text: &str) -> bool {
    let settings = parse(text);
    let linker = settings
        .as_ref()
        .and_then(|settings| settings.get("nodeLinker"));
    linker.is_none_or(|linker| linker.as_str() == Some("pnp"))
}

/// The files that the settings `text` of Yarn 1 name: its release and its folder of downloaded packages.
pub(super) fn classic_paths(text: &str) -> Vec<String> {
    let keys = ["yarn-path", "yarn-offline-mirror"];
    let lines = text.lines().filter_map(|line| {
        let (key, value) = line.trim().split_once([' ', '='])?;
        let is_wanted = keys.contains(&key.trim_matches('"'));
        is_wanted.then(|| value.trim().trim_matches('"').to_owned())
    });
    lines.collect()
}

/// Parses the YAML mapping `text`.
pub(super) fn parse(text: &str) -> Option<Value> {
    let value: Value = serde_yaml::from_str(text).ok()?;
    value.is_mapping().then_some(value)
}
