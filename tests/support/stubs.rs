//! Programs that stand in for real ones.

use std::process::Command;

/// Programs that stand in for real ones of the same names.
pub struct Stubs(tempfile::TempDir);

impl Stubs {
    /// A stub for each name, with the script that it runs.
    pub fn new(scripts: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, script) in scripts {
            let file = folder.path().join(name);
            std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a script");
            let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            std::fs::set_permissions(&file, executable).expect("it may run");
        }
        Self(folder)
    }

    /// A command that finds them before the real ones, and neither the options of a make around the tests nor a
    /// configuration of git.
    pub fn command(&self, program: &str) -> Command {
        let path = std::env::var("PATH").expect("there is a PATH");
        let mut command = Command::new(program);
        command
            .env("PATH", format!("{}:{path}", self.0.path().display()))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env_remove("MAKEFLAGS")
            .env_remove("MAKELEVEL");
        command
    }
}
