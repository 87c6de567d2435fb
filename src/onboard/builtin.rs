//! The built-in templates.

/// A built-in template.
#[derive(Clone, Copy, Debug)]
pub struct Builtin {
    /// The name for `--template`.
    pub name: &'static str,
    /// Its spec.
    pub text: &'static str,
}

/// All built-in templates; the first is the default.
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
        name: "dfe-web",
        text: include_str!("../../templates/new/dfe-web.toml"),
    },
    Builtin {
        name: "dfe-api",
        text: include_str!("../../templates/new/dfe-api.toml"),
    },
    Builtin {
        name: "image",
        text: include_str!("../../templates/new/image.toml"),
    },
];

/// Finds the built-in template `name`.
#[must_use]
pub fn find_builtin(name: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|builtin| builtin.name == name)
}
