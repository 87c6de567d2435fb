//! Specs that build on files that are on no disk.

use tvgen::source::{
    File, Source,
    base::{Found, Unread},
    path::{folder, tidy},
};

/// The spec `tvgen.toml` with the text `own`, where the files `bases` are, each with its name.
pub fn on_bases(own: &str, bases: &[(impl AsRef<str>, impl AsRef<str>)]) -> Source {
    let found = |name: &str, text: &str| Found {
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
        let path = tidy(path);
        let file = files().find(|(name, _)| *name == path);
        file.map(|(name, text)| found(name, text)).ok_or_else(|| {
            let beside = files().filter_map(|(name, _)| name.strip_prefix(folder(&path)));
            Unread {
                why: None,
                outside: None,
                others: beside
                    .filter(|name| !name.contains('/'))
                    .map(str::to_owned)
                    .collect(),
            }
        })
    })
}
