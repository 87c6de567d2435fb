//! A temporary folder for each test, in which `tvgen` runs.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::LazyLock,
};

use tempfile::TempDir;

use super::{HELLO, HELLO_OUTPUTS, TODAY, assert_snapshot};

/// A temporary folder with files.
pub struct Project {
    folder: TempDir,
}

/// The contents of files, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The output and exit status of a run.
pub struct RunOutput {
    output: Output,
}

impl Project {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    /// A folder with the spec [`HELLO`] and its generated files.
    pub fn rendered() -> Self {
        static OUTPUTS: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
            let project = Project::new().file("tvgen.toml", HELLO);
            project.run(&["render"]).code(0);
            let outputs = HELLO_OUTPUTS.iter();
            outputs.map(|path| (*path, project.read(path))).collect()
        });
        let project = Self::new().file("tvgen.toml", HELLO);
        let outputs = OUTPUTS.iter();
        outputs.fold(project, |project, (path, text)| project.file(path, text))
    }

    /// An empty git repository.
    pub fn repository() -> Self {
        Self::new().file(".git/HEAD", "ref: refs/heads/main\n")
    }

    /// Adds the file `path` with `text`.
    pub fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// Adds the file `path` with `bytes`.
    pub fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("the folder can be created");
        fs::write(path, bytes).expect("the file can be written");
        self
    }

    /// Adds a symbolic link at `path` to `target`.
    #[cfg(unix)]
    pub fn link(self, path: &str, target: impl AsRef<Path>) -> Self {
        std::os::unix::fs::symlink(target, self.path(path)).expect("the link can be created");
        self
    }

    /// Adds a named pipe at `path`.
    #[cfg(unix)]
    pub fn pipe(self, path: &str) -> Self {
        let status = Command::new("mkfifo").arg(self.path(path)).status();
        assert!(status.expect("mkfifo runs").success());
        self
    }

    /// Removes the folder at `path`.
    pub fn remove(self, path: &str) -> Self {
        fs::remove_dir_all(self.path(path)).expect("the folder exists");
        self
    }

    /// The absolute path of `path`.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of the file at `path`.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file exists")
    }

    /// The sorted names of the entries of the folder.
    pub fn list(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path())
            .expect("the folder exists")
            .flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// All files in the folder and its subfolders.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder exists").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.folder.path());
                    let name = name
                        .expect("the file is in the folder")
                        .display()
                        .to_string();
                    files.insert(name, fs::read(path).expect("the file exists"));
                }
            }
        }
        files
    }

    /// Runs `tvgen` in the folder.
    pub fn run(&self, arguments: &[&str]) -> RunOutput {
        self.run_with(arguments, "")
    }

    /// Runs `tvgen` with `variables` as its only environment.
    pub fn run_in(&self, variables: &[(&str, &str)], arguments: &[&str]) -> RunOutput {
        self.start(variables, arguments, "")
    }

    /// Runs `tvgen` with `input` on standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> RunOutput {
        self.start(&[], arguments, input)
    }

    /// Runs the shell `script`, in which `$TVGEN` is the program and `$TODAY` the date.
    pub fn shell(&self, script: &str) -> RunOutput {
        let output = Command::new("sh")
            .args(["-c", script])
            .current_dir(self.folder.path())
            .env("TVGEN", env!("CARGO_BIN_EXE_tvgen"))
            .env("TODAY", TODAY.to_string())
            .output();
        RunOutput {
            output: output.expect("sh runs"),
        }
    }

    /// A command that runs `tvgen` with an empty environment and captured output.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let has_day = arguments.contains(&"--today");
        let today = if has_day {
            Vec::new()
        } else {
            vec!["--today".to_owned(), TODAY.to_string()]
        };
        let mut command = Command::new(Path::new(env!("CARGO_BIN_EXE_tvgen")));
        command
            .args(today)
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn start(&self, variables: &[(&str, &str)], arguments: &[&str], input: &str) -> RunOutput {
        let mut child = self
            .command(arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .spawn()
            .expect("tvgen runs");
        // A run that fails early does not read its input, so the write may fail.
        let _ = child
            .stdin
            .take()
            .expect("standard input is piped")
            .write_all(input.as_bytes());
        RunOutput {
            output: child.wait_with_output().expect("tvgen ends"),
        }
    }
}

impl RunOutput {
    /// Wraps `output`.
    pub fn new(output: Output) -> Self {
        Self { output }
    }

    /// The exit status.
    pub fn status(&self) -> i32 {
        self.output.status.code().expect("the run was not killed")
    }

    /// The standard output.
    pub fn out(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).expect("the output is UTF-8")
    }

    /// The standard error.
    pub fn err(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).expect("the output is UTF-8")
    }

    /// Standard output followed by standard error.
    pub fn both(&self) -> String {
        self.out() + &self.err()
    }

    /// Asserts that the output contains `text`.
    #[track_caller]
    pub fn mentions(self, text: &str) -> Self {
        let output = self.both();
        assert!(output.contains(text), "no {text:?} in {output}");
        self
    }

    /// Asserts that the exit status is `code`.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.status(), code, "{}{}", self.out(), self.err());
        self
    }

    /// Asserts that the standard output is exactly `text`.
    #[track_caller]
    pub fn stdout(self, text: &str) -> Self {
        assert_eq!(self.out(), text);
        self
    }

    /// Asserts that the standard error is exactly `text`.
    #[track_caller]
    pub fn stderr(self, text: &str) -> Self {
        assert_eq!(self.err(), text);
        self
    }

    /// Asserts that the standard output matches the snapshot `name`.
    #[track_caller]
    pub fn snapshot(self, name: &str) -> Self {
        self.snapshot_of("cli", name)
    }

    /// Asserts that the standard output matches the snapshot `name` in `folder`.
    #[track_caller]
    pub fn snapshot_of(self, folder: &str, name: &str) -> Self {
        assert_snapshot(folder, name, &self.out());
        self
    }

    /// Asserts that the standard error matches the snapshot `name`.
    #[track_caller]
    pub fn snapshot_stderr(self, name: &str) -> Self {
        self.snapshot_stderr_of("cli", name)
    }

    /// Asserts that the standard error matches the snapshot `name` in `folder`.
    #[track_caller]
    pub fn snapshot_stderr_of(self, folder: &str, name: &str) -> Self {
        assert_snapshot(folder, name, &self.err());
        self
    }
}
