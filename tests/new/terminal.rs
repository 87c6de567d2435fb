//! Questions at a real terminal: answers are validated and completed while typing.

use std::{fs, process::Command};

use crate::support::{TODAY, project::Project};

/// A Python script that plays a user at a terminal: waits for a prompt, types an answer, and exits with tvgen's status.
const PLAYER: &str = r#"
import os, pty, select, sys, time
program, folder, *script = sys.argv[1:]
process, terminal = pty.fork()
if process == 0:
    os.chdir(folder)
    os.environ.update(TERM="xterm", NO_COLOR="1")
    os.execv(program, [program, "--today", os.environ["TODAY"], "new", "--template", "image"])
seen, end = b"", time.time() + 60
def read():
    global seen
    if select.select([terminal], [], [], 0.05)[0]:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            return False
        seen += more
        return more != b""
    return True
for wanted, typed in zip(script[::2], script[1::2]):
    mark = len(seen)
    while wanted.encode() not in seen[mark:]:
        if not read() or time.time() > end:
            sys.exit("timed out waiting for " + wanted + " in " + repr(seen[mark:]))
    os.write(terminal, typed.encode().decode("unicode_escape").encode())
while read() and time.time() < end:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
"#;

/// Runs a session in `project`, with pairs of a prompt and the keys to type: the exit status.
#[track_caller]
fn run_session(project: &Project, script: &[&str]) -> i32 {
    let output = Command::new("python3")
        .args(["-c", PLAYER, env!("CARGO_BIN_EXE_tvgen")])
        .arg(project.path(""))
        .args(script)
        .env("TODAY", TODAY.to_string())
        .output()
        .expect("python3 is installed");
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(error, "");
    output.status.code().expect("the session exits")
}

#[test]
fn answers_are_validated_and_completed_while_typing() {
    let project = Project::new();
    let script = [
        ("Name of the service: ", "Pay"),
        // Reported before Enter.
        ("`Pay` is not a valid answer", "\\x15payments\\r"),
        ("Display name of the service: ", "\\r"),
        ("Image repository: ", "ghcr.io/acme/Pay\\r"),
        // A rule reports this error.
        ("is not a valid repository name", "\\x15ghcr.io/acme/pay\\r"),
        ("Port of the service: ", "\\r"),
        ("Ruby version: ", "\\r"),
        ("Alpine release: ", "\\r"),
        ("Bundler version: ", "\\r"),
        (
            "JavaScript package manager (none, yarn, yarn-berry, npm, pnpm): ",
            "no\\t\\r",
        ),
        ("Version of the package manager: ", "-\\r"),
        ("Does Rails compile assets? (yes, no): ", "n\\t\\r"),
        ("Does the service use PostgreSQL? (yes, no): ", "\\r"),
    ];
    let script: Vec<&str> = script
        .into_iter()
        .flat_map(|(wanted, typed)| [wanted, typed])
        .collect();
    assert_eq!(run_session(&project, &script), 0);
    let spec =
        fs::read_to_string(project.path("payments/tvgen.toml")).expect("the spec was written");
    crate::support::assert_snapshot("new", "typed_spec", &spec);
}

#[test]
fn cancelling_leaves_no_files() {
    for key in ["\\x03", "\\x04"] {
        let project = Project::new();
        let script = ["Name of the service: ", "payments\\r", "Display name", key];
        assert_eq!(run_session(&project, &script), 2);
        assert_eq!(project.list(), [""; 0]);
    }
}
