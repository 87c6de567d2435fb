//! Questions at a real terminal: what is typed is judged and completed as it is typed.

use std::{fs, process::Command};

use crate::support::{TODAY, project::Project};

/// A person at a terminal, played with what Python brings: waits for a text, types, and tells how it ended.
const PLAYED: &str = r#"
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
            sys.exit("waited in vain for " + wanted + " in " + repr(seen[mark:]))
    os.write(terminal, typed.encode().decode("unicode_escape").encode())
while read() and time.time() < end:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
"#;

/// How a session in `project` ends in which each text is waited for before the next is typed.
#[track_caller]
fn session(project: &Project, script: &[&str]) -> i32 {
    let output = Command::new("python3")
        .args(["-c", PLAYED, env!("CARGO_BIN_EXE_tvgen")])
        .arg(project.path(""))
        .args(script)
        .env("TODAY", TODAY.to_string())
        .output()
        .expect("python3 is there");
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(error, "");
    output.status.code().expect("it ends")
}

#[test]
fn an_answer_is_judged_and_completed_as_it_is_typed() {
    let project = Project::new();
    let script = [
        ("Name of the service: ", "Pay"),
        // Said before Enter is.
        ("`Pay` does not fit", "\\x15payments\\r"),
        ("What people call the service: ", "\\r"),
        ("Repository of its images: ", "ghcr.io/acme/Pay\\r"),
        // A rule of the spec speaks.
        ("is no repository's name", "\\x15ghcr.io/acme/pay\\r"),
        ("Version of Ruby: ", "\\r"),
        ("Release of Alpine: ", "\\r"),
        ("Version of Bundler: ", "\\r"),
        (
            "JavaScript (none, yarn, yarn-berry, npm, pnpm): ",
            "no\\t\\r",
        ),
        ("Version of that package manager: ", "-\\r"),
        (
            "Does it have assets that Rails compiles? (yes, no): ",
            "n\\t\\r",
        ),
        ("Does it use PostgreSQL? (yes, no): ", "\\r"),
    ];
    let script: Vec<&str> = script
        .into_iter()
        .flat_map(|(wanted, typed)| [wanted, typed])
        .collect();
    assert_eq!(session(&project, &script), 0);
    let spec = fs::read_to_string(project.path("payments/tvgen.toml")).expect("it was written");
    crate::support::snapshot("new", "typed_spec", &spec);
}

#[test]
fn who_leaves_leaves_no_trace() {
    for leaves in ["\\x03", "\\x04"] {
        let project = Project::new();
        let script = [
            "Name of the service: ",
            "payments\\r",
            "What people call",
            leaves,
        ];
        assert_eq!(session(&project, &script), 2);
        assert_eq!(project.list(), [""; 0]);
    }
}
