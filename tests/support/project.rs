//! A folder of its own for each test, and `tvgen` run in it.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::LazyLock,
};

use tempfile::TempDir;

use super::{HELLO, HELLO_OUTPUTS, TODAY, snapshot};

/// A folder with files in it.
pub struct Project {
    folder: TempDir,
}

/// The contents of files, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a run printed, and how it ended.
pub struct Run {
    output: Output,
}

impl Project {
    /// An empty folder.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder can be made"),
        }
    }

    /// A folder with the spec [`HELLO`] and its outputs.
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

    /// An empty folder, in a repository of git.
    pub fn repository() -> Self {
        Self::new().file(".git/HEAD", "ref: refs/heads/main\n")
    }

    /// The same, with `text` at `path`.
    pub fn file(self, path: &str, text: &str) -> Self {
        self.bytes(path, text.as_bytes())
    }

    /// The same, with `bytes` at `path`.
    pub fn bytes(self, path: &str, bytes: &[u8]) -> Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder"))
            .expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
        self
    }

    /// The same, with a link at `path` that leads to `target`.
    #[cfg(unix)]
    pub fn link(self, path: &str, target: impl AsRef<Path>) -> Self {
        std::os::unix::fs::symlink(target, self.path(path)).expect("a link can be made");
        self
    }

    /// The same, with a pipe at `path`.
    #[cfg(unix)]
    pub fn pipe(self, path: &str) -> Self {
        let status = Command::new("mkfifo").arg(self.path(path)).status();
        assert!(status.expect("mkfifo runs").success());
        self
    }

    /// The same, without the folder at `path`.
    pub fn remove(self, path: &str) -> Self {
        fs::remove_dir_all(self.path(path)).expect("it is there");
        self
    }

    /// Where `path` is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The text of the file at `path`.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    /// The names of what lies in the folder itself.
    pub fn list(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path())
            .expect("the folder is there")
            .flatten();
        let mut names: Vec<String> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Every file in the folder and below it.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("it is a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.folder.path());
                    let name = name.expect("it is in the folder").display().to_string();
                    files.insert(name, fs::read(path).expect("the file is there"));
                }
            }
        }
        files
    }

    /// Runs `tvgen` here.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "")
    }

    /// Runs `tvgen` here, with `variables` and no others in its environment.
    pub fn run_in(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Run {
        self.start(variables, arguments, "")
    }

    /// Runs `tvgen` here, with `input` on standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        self.start(&[], arguments, input)
    }

    /// Runs the shell's `script` here, in which `$TVGEN` is the program and `$TODAY` the day.
    pub fn shell(&self, script: &str) -> Run {
        let output = Command::new("sh")
            .args(["-c", script])
            .current_dir(self.folder.path())
            .env("TVGEN", env!("CARGO_BIN_EXE_tvgen"))
            .env("TODAY", TODAY.to_string())
            .output();
        Run {
            output: output.expect("sh runs"),
        }
    }

    /// `tvgen` here, not yet started; nothing is in its environment, and what it prints is kept for who waits for it.
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

    fn start(&self, variables: &[(&str, &str)], arguments: &[&str], input: &str) -> Run {
        let mut child = self
            .command(arguments)
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .spawn()
            .expect("tvgen runs");
        // A run that fails early does not read its input.
        let _ = child
            .stdin
            .take()
            .expect("it is piped")
            .write_all(input.as_bytes());
        Run {
            output: child.wait_with_output().expect("tvgen ends"),
        }
    }
}

impl Run {
    /// What `output` tells of a run.
    pub fn of(output: Output) -> Self {
        Self { output }
    }

    /// How it ended.
    pub fn status(&self) -> i32 {
        self.output.status.code().expect("it was not killed")
    }

    /// What it printed on standard output.
    pub fn out(&self) -> String {
        String::from_utf8(self.output.stdout.clone()).expect("it prints UTF-8")
    }

    /// What it printed on standard error.
    pub fn err(&self) -> String {
        String::from_utf8(self.output.stderr.clone()).expect("it prints UTF-8")
    }

    /// What it printed on standard output and standard error.
    pub fn both(&self) -> String {
        self.out() + &self.err()
    }

    /// It printed `text`, among other things.
    #[track_caller]
    pub fn mentions(self, text: &str) -> Self {
        let output = self.both();
        assert!(output.contains(text), "no {text:?} in {output}");
        self
    }

    /// It ended with `code`.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.status(), code, "{}{}", self.out(), self.err());
        self
    }

    /// It printed `text` on standard output, and nothing else.
    #[track_caller]
    pub fn stdout(self, text: &str) -> Self {
        assert_eq!(self.out(), text);
        self
    }

    /// It printed `text` on standard error, and nothing else.
    #[track_caller]
    pub fn stderr(self, text: &str) -> Self {
        assert_eq!(self.err(), text);
        self
    }

    /// It printed the snapshot `name` on standard output.
    #[track_caller]
    pub fn snapshot(self, name: &str) -> Self {
        self.snapshot_of("cli", name)
    }

    /// It printed the snapshot `name` of `folder` on standard output.
    #[track_caller]
    pub fn snapshot_of(self, folder: &str, name: &str) -> Self {
        snapshot(folder, name, &self.out());
        self
    }

    /// It printed the snapshot `name` on standard error.
    #[track_caller]
    pub fn snapshot_stderr(self, name: &str) -> Self {
        self.snapshot_stderr_of("cli", name)
    }

    /// It printed the snapshot `name` of `folder` on standard error.
    #[track_caller]
    pub fn snapshot_stderr_of(self, folder: &str, name: &str) -> Self {
        snapshot(folder, name, &self.err());
        self
    }
}
