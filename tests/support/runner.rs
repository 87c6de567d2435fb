//! Runs workflow steps as GitHub's runner does: each script in bash, with the variables of the step and of the runner.

use std::{
    env, fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use serde_yaml::Value;
use tempfile::TempDir;

use super::{TODAY, expression, project::RunOutput, step::BASH_OPTIONS};

/// A runner with a stub of cargo that records its calls and installs the `tvgen` under test.
pub struct Runner {
    folder: TempDir,
    workspace: PathBuf,
    expressions: Vec<(String, String)>,
}

impl Runner {
    /// Creates a runner whose steps start in `workspace`.
    pub fn new(workspace: PathBuf) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().display();
        let cargo = format!(
            "#!/bin/sh\nset -eu\necho \"$*, in $(basename \"$PWD\")\" >>'{path}/calls'\nroot='{path}'\n\
             for word; do\n  [ \"${{last-}}\" != --root ] || root=$word\n  last=$word\ndone\nmkdir -p \"$root/bin\"\n\
             printf '#!/bin/sh\\nexec \"%s\" --today %s \"$@\"\\n' '{}' '{TODAY}' >\"$root/bin/tvgen\"\n\
             chmod +x \"$root/bin/tvgen\"\n",
            env!("CARGO_BIN_EXE_tvgen")
        );
        let bin = folder.path().join("bin");
        fs::create_dir_all(folder.path().join("temp")).expect("the folder is writable");
        fs::create_dir_all(&bin).expect("the folder is writable");
        fs::write(bin.join("cargo"), cargo).expect("the folder is writable");
        fs::set_permissions(bin.join("cargo"), fs::Permissions::from_mode(0o755))
            .expect("the file exists");
        Self {
            folder,
            workspace,
            expressions: Vec::new(),
        }
    }

    /// Sets the value of `expression`.
    pub fn with(mut self, expression: &str, value: &str) -> Self {
        self.expressions
            .push((expression.to_owned(), value.to_owned()));
        self
    }

    /// The absolute path of `path` in the runner's own folder.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The recorded calls of cargo and their folders, one per line.
    pub fn calls(&self) -> String {
        self.file("calls")
    }

    /// The step summary.
    pub fn summary(&self) -> String {
        self.file("summary")
    }

    /// Runs the script of `step`.
    ///
    /// # Panics
    /// If the step has no script, or contains an unknown expression.
    #[track_caller]
    pub fn run(&self, step: &Value) -> RunOutput {
        let script = self.path("script");
        // Expressions in the script are not evaluated, so bash reports each of them as a syntax error.
        fs::write(&script, step["run"].as_str().expect("a script"))
            .expect("the folder is writable");
        let folder = step["working-directory"].as_str().unwrap_or(".");
        let mut command = Command::new("bash");
        command
            .args(BASH_OPTIONS)
            .arg(script)
            .current_dir(self.workspace.join(self.evaluate(folder)))
            .env_clear()
            .env("PATH", self.search_path())
            .env("HOME", self.folder.path())
            .env("RUNNER_TEMP", self.path("temp"))
            .env("GITHUB_ACTION_PATH", Path::new(env!("CARGO_MANIFEST_DIR")))
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_PATH", self.path("path"))
            .env("GITHUB_REPOSITORY", "acme/notes")
            .env("GITHUB_STEP_SUMMARY", self.path("summary"))
            .env("GITHUB_WORKSPACE", &self.workspace);
        for (name, value) in step["env"].as_mapping().into_iter().flatten() {
            let (name, value) = (name.as_str(), value.as_str());
            let (name, value) = name.zip(value).expect("a variable is text");
            command.env(name, self.evaluate(value));
        }
        RunOutput::new(command.output().expect("bash runs"))
    }

    /// Replaces the expressions in `text` by their values.
    #[track_caller]
    fn evaluate(&self, text: &str) -> String {
        expression::fill(text, &|name| {
            let mut known = self.expressions.iter();
            let found = known.find(|(expression, _)| expression == name);
            let (_, value) = found.unwrap_or_else(|| panic!("unknown expression {name}"));
            expression::Value::String(value.clone())
        })
    }

    /// The folders that earlier steps added, followed by those of the machine.
    fn search_path(&self) -> String {
        let added = self.file("path");
        let mut folders: Vec<String> = added.lines().rev().map(str::to_owned).collect();
        folders.push(self.path("bin").display().to_string());
        folders.push(env::var("PATH").expect("the machine has programs"));
        folders.join(":")
    }

    fn file(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }
}
