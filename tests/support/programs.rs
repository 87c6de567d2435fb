//! Runs programs on generated outputs, with stubs that record how they were called.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

/// The programs that outputs call. The stub of each records its name, its arguments and `RAILS_ENV` on one line.
const CALLED: &[&str] = &[
    "apk",
    "az",
    "bundle",
    "docker",
    "find",
    "gem",
    "kubectl",
    "kubelogin",
    "npm",
    "rm",
    "snyk",
    "terraform",
    "trivy",
    "yarn",
];

/// A folder with stubs of the programs that outputs call.
pub struct Sandbox {
    folder: TempDir,
}

/// A recorded call of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The program and its arguments.
    pub words: Vec<String>,
    /// The value of `RAILS_ENV`.
    pub rails_env: String,
}

impl Sandbox {
    /// An empty folder.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let bin = folder.path().join("bin");
        fs::create_dir(&bin).expect("the folder is writable");
        let script = "#!/bin/sh\n{ printf '%s' \"${0##*/}\"; for word; do printf '\\037%s' \"$word\"; done; \
                      printf '\\036%s\\n' \"$RAILS_ENV\"; } >> \"$CALLS\"\n";
        for program in CALLED {
            let file = bin.join(program);
            fs::write(&file, script).expect("the folder is writable");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("the file exists");
        }
        Self { folder }
    }

    /// The path of the folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes the file `name`.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.folder().join(name), text).expect("the folder is writable");
    }

    /// Runs `program` in the folder; the stubs come first on the `PATH`.
    #[must_use]
    pub fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let path = std::env::var("PATH").unwrap_or_default();
        Command::new(program)
            .args(arguments)
            .current_dir(self.folder())
            .env_clear()
            .env("PATH", format!("{}/bin:{path}", self.folder().display()))
            .env("CALLS", self.folder().join("calls"))
            .env("GITHUB_OUTPUT", "/dev/null")
            .env("HOME", "/nonexistent")
            .output()
            .unwrap_or_else(|error| panic!("{program}: {error}"))
    }

    /// Returns the calls since the last `take_calls`, and clears them.
    #[must_use]
    pub fn take_calls(&self) -> Vec<Call> {
        let file = self.folder().join("calls");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let _ = fs::remove_file(file);
        let call = |line: &str| {
            let (words, rails_env) = line.split_once('\u{1e}').unwrap_or((line, ""));
            Call {
                words: words.split('\u{1f}').map(str::to_owned).collect(),
                rails_env: rails_env.to_owned(),
            }
        };
        text.split_terminator('\n').map(call).collect()
    }
}

/// The standard output of a program; asserts that the program succeeded.
#[must_use]
#[track_caller]
pub fn expect_stdout(output: &Output, about: &str) -> String {
    assert!(
        output.status.success(),
        "{about}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
