//! The largest accepted specs, and specs with as many errors as fit.

use crate::support::HELLO;

const DEPLOY: &str = "[deploy]\nversion = \"1.14.5\"\n";

const STEP: &str = "[[hooks.steps]]\nat = \"deploy.start\"\nrun = \"true\"\n";

/// A spec whose size depends on a number.
pub struct ScalableSpec {
    pub name: &'static str,
    /// The largest accepted number.
    pub max: usize,
    text: fn(usize) -> String,
}

impl ScalableSpec {
    /// The spec of size `number`.
    pub fn text(&self, number: usize) -> String {
        let text = (self.text)(number);
        let is_whole = text.starts_with("spec = 1");
        if is_whole {
            text
        } else {
            format!("{HELLO}{text}")
        }
    }
}

/// Repeats `text` `count` times, with `#` replaced by the index.
fn repeat_numbered(count: usize, text: &str) -> String {
    let numbers = 0..count;
    numbers
        .map(|number| text.replace('#', &number.to_string()))
        .collect()
}

/// `count` environments.
fn environments(count: usize) -> String {
    let environment = "[environments.e#]\non = \"manual\"\nurl = \"https://e#.example.org\"\n";
    repeat_numbered(count, environment)
}

/// The largest spec within each limit.
pub const ACCEPTED: &[ScalableSpec] = &[
    ScalableSpec {
        name: "environments",
        max: 100,
        text: |count| {
            let environments = environments(count);
            format!("{DEPLOY}[smoke_test]\npath = \"/\"\n{environments}")
        },
    },
    ScalableSpec {
        name: "steps in each of 100 environments",
        max: 30,
        text: |count| format!("{DEPLOY}{}{}", environments(100), STEP.repeat(count)),
    },
    ScalableSpec {
        name: "steps that name 100 environments",
        max: 1,
        text: |count| {
            let names = repeat_numbered(100, "\"e#\", ");
            let steps = format!("{STEP}environments = [{names}]\n").repeat(count);
            format!("{DEPLOY}{}{steps}", environments(100))
        },
    },
    ScalableSpec {
        name: "secrets of the smoke test in 100 environments",
        max: 188,
        text: |count| {
            let secrets = repeat_numbered(count, "\"S#\", ");
            let smoke_test = format!("command = \"bin/test\"\nsecrets = [{secrets}]\n");
            format!("{DEPLOY}{}[smoke_test]\n{smoke_test}", environments(100))
        },
    },
    ScalableSpec {
        name: "placeholders in the key of the state of 100 environments",
        max: 235,
        text: |count| {
            let backend = format!("backend = {{ key = \"{}\" }}\n", "{name}".repeat(count));
            format!("{DEPLOY}{backend}{}", environments(100))
        },
    },
    ScalableSpec {
        name: "secrets of the assets in 99 stages",
        max: 170,
        text: |count| {
            let secrets = repeat_numbered(count, "s# = \"S#\", ");
            format!(
                "{}[assets]\nsecrets = {{ {} }}\n",
                repeat_numbered(97, "[stages.s#]\nrun = [\"true\"]\n"),
                secrets.trim_end_matches(", ")
            )
        },
    },
    ScalableSpec {
        name: "stages",
        max: 100,
        text: |count| {
            let run = "true && ".repeat(300);
            repeat_numbered(count, &format!("[stages.s#]\nrun = [\"{run}true\"]\n"))
        },
    },
    ScalableSpec {
        name: "commands in each of 98 stages",
        max: 250,
        text: |count| {
            let run = "\"true\", ".repeat(count);
            repeat_numbered(98, &format!("[stages.s#]\nrun = [{run}]\n"))
        },
    },
    ScalableSpec {
        name: "jobs",
        max: 100,
        text: |count| {
            let steps = "{ run = \"true && true && true && true\" }, ".repeat(50);
            repeat_numbered(count, &format!("[hooks.jobs.j#]\nsteps = [{steps}]\n"))
        },
    },
    ScalableSpec {
        name: "steps in each of 100 jobs",
        max: 143,
        text: |count| {
            let steps = "{ run = \"true\" }, ".repeat(count);
            repeat_numbered(100, &format!("[hooks.jobs.j#]\nsteps = [{steps}]\n"))
        },
    },
    ScalableSpec {
        name: "conditions of steps",
        max: 250,
        text: |count| {
            let condition = "github.actor != 'a' && ".repeat(30);
            format!(
                "[[hooks.steps]]\nat = \"build.start\"\nif = \"{condition}true\"\nrun = \"true\"\n"
            )
            .repeat(count)
        },
    },
    ScalableSpec {
        name: "terms of a condition",
        max: 912,
        text: |count| {
            let condition = "github.actor != 'a' && ".repeat(count);
            format!(
                "[[hooks.steps]]\nat = \"build.start\"\nif = \"{condition}true\"\nrun = \"true\"\n"
            )
        },
    },
    ScalableSpec {
        name: "questions",
        max: 50,
        text: |count| {
            let question = "[template.questions.q#]\nprompt = \"Why?\"\npattern = '[a-z0-9-:/.]{1,63}'\n\
                            to = [\"environments.e#.url\"]\n";
            let questions = repeat_numbered(count, question);
            format!("{DEPLOY}{}{questions}", environments(60))
        },
    },
    ScalableSpec {
        name: "ignored paths",
        max: 250,
        text: |count| {
            let paths = repeat_numbered(count, "\"**/a*#/**/b*c?\", ");
            format!("[ignore]\npaths = [{paths}]\n")
        },
    },
    ScalableSpec {
        name: "a long title",
        max: 261_960,
        text: |count| {
            let title = format!("name = \"hello\"\ntitle = \"{}\"", "T".repeat(count));
            HELLO.replace("name = \"hello\"", &title)
        },
    },
    ScalableSpec {
        name: "comments",
        max: 21_830,
        text: |count| "# a comment\n".repeat(count),
    },
];

/// Specs that exceed a limit or have as many errors as fit.
pub fn rejected() -> Vec<(&'static str, String)> {
    let packages = format!("[stages.s#]\npackages = [{}]\n", "\"P\", ".repeat(250));
    let question = "[template.questions.q#]\nprompt = \"Why?\"\npattern = '(\\w{1,40}){1,6}'\n\
                    to = [\"service.name\"]\n";
    vec![
        ("deep arrays", format!("spec = {}", "[".repeat(250_000))),
        ("a deep key", format!("{}x = 1", "a.".repeat(125_000))),
        (
            "environments",
            format!("{HELLO}{DEPLOY}{}", environments(3_500)),
        ),
        (
            "errors",
            format!("{HELLO}{}", repeat_numbered(190, &packages)),
        ),
        (
            "unknown tables",
            format!("{HELLO}{}", repeat_numbered(14_000, "[x#]\na = #\n")),
        ),
        (
            "unclosed strings",
            format!("{HELLO}{}", "x = \"a\n".repeat(35_000)),
        ),
        (
            "patterns",
            format!("{HELLO}{}", repeat_numbered(2_000, question)),
        ),
    ]
}
