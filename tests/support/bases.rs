//! Loads specs whose base specs are in memory.

use tvgen::source::{
    File, Source,
    base::{ExtendsError, LoadedFile},
    path::{folder, normalize},
};

/// Loads the spec `tvgen.toml` with the text `own`; `bases` are the names and texts of the other files.
pub fn load_with_bases(own: &str, bases: &[(impl AsRef<str>, impl AsRef<str>)]) -> Source {
    let found = |name: &str, text: &str| LoadedFile {
        file: File {
            name: name.to_owned(),
            text: text.to_owned(),
        },
        id: name.to_owned(),
    };
    let files = || {
        let bases = bases
            .iter()
            .map(|(name, text)| (name.as_ref(), text.as_ref()));
        std::iter::once(("tvgen.toml", own)).chain(bases)
    };
    Source::load(found("tvgen.toml", own), |path| {
        let path = normalize(path);
        let file = files().find(|(name, _)| *name == path);
        file.map(|(name, text)| found(name, text)).ok_or_else(|| {
            let neighbours = files().filter_map(|(name, _)| name.strip_prefix(folder(&path)));
            ExtendsError {
                reason: None,
                outside: None,
                candidates: neighbours
                    .filter(|name| !name.contains('/'))
                    .map(str::to_owned)
                    .collect(),
            }
        })
    })
}
