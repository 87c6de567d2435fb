//! The templates that tvgen has itself.

/// A template of tvgen's own.
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    /// The name that `--template` takes.
    pub name: &'static str,
    /// Its spec.
    pub text: &'static str,
}

/// All of them; the first is the one that is taken where none is named.
pub const ALL: &[Builtin] = &[
    Builtin {
        name: "web",
        text: include_str!("../../templates/new/web.toml"),
    },
    Builtin {
        name: "api",
        text: include_str!("../../templates/new/api.toml"),
    },
    Builtin {
        name: "image",
        text: include_str!("../../templates/new/image.toml"),
    },
];

/// The one called `name`.
#[must_use]
pub fn named(name: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|builtin| builtin.name == name)
}
