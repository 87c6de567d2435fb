//! The largest specs that are accepted, and specs with as many faults as there is room for.

use crate::support::HELLO;

const DEPLOY: &str = "[deploy]\nversion = \"1.14.5\"\n";

const STEP: &str = "[[hooks.steps]]\nat = \"deploy.start\"\nrun = \"true\"\n";

/// A spec that grows with a number.
pub struct Growing {
    pub name: &'static str,
    /// The largest number that is accepted.
    pub most: usize,
    text: fn(usize) -> String,
}

impl Growing {
    /// The spec for `number`.
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

/// `count` times `text`, in which `#` is the number.
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

/// Each limit, and the largest spec within it.
pub const ACCEPTED: &[Growing] = &[
    Growing {
        name: "environments",
        most: 100,
        text: |count| {
            let environments = environments(count);
            format!("{DEPLOY}[smoke_test]\npath = \"/\"\n{environments}")
        },
    },
    Growing {
        name: "steps in each of 100 environments",
        most: 30,
        text: |count| format!("{DEPLOY}{}{}", environments(100), STEP.repeat(count)),
    },
    Growing {
        name: "steps that name 100 environments",
        most: 1,
        text: |count| {
            let names = repeat_numbered(100, "\"e#\", ");
            let steps = format!("{STEP}environments = [{names}]\n").repeat(count);
            format!("{DEPLOY}{}{steps}", environments(100))
        },
    },
    Growing {
        name: "secrets of the smoke test in 100 environments",
        most: 188,
        text: |count| {
            let secrets = repeat_numbered(count, "\"S#\", ");
            let smoke_test = format!("command = \"bin/test\"\nsecrets = [{secrets}]\n");
            format!("{DEPLOY}{}[smoke_test]\n{smoke_test}", environments(100))
        },
    },
    Growing {
        name: "placeholders in the key of the state of 100 environments",
        most: 235,
        text: |count| {
            let backend = format!("backend = {{ key = \"{}\" }}\n", "{name}".repeat(count));
            format!("{DEPLOY}{backend}{}", environments(100))
        },
    },
    Growing {
        name: "secrets of the assets in 99 stages",
        most: 170,
        text: |count| {
            let secrets = repeat_numbered(count, "s# = \"S#\", ");
            format!(
                "{}[assets]\nsecrets = {{ {} }}\n",
                repeat_numbered(97, "[stages.s#]\nrun = [\"true\"]\n"),
                secrets.trim_end_matches(", ")
            )
        },
    },
    Growing {
        name: "stages",
        most: 100,
        text: |count| {
            let run = "true && ".repeat(300);
            repeat_numbered(count, &format!("[stages.s#]\nrun = [\"{run}true\"]\n"))
        },
    },
    Growing {
        name: "commands in each of 98 stages",
        most: 250,
        text: |count| {
            let run = "\"true\", ".repeat(count);
            repeat_numbered(98, &format!("[stages.s#]\nrun = [{run}]\n"))
        },
    },
    Growing {
        name: "jobs",
        most: 100,
        text: |count| {
            let steps = "{ run = \"true && true && true && true\" }, ".repeat(50);
            repeat_numbered(count, &format!("[hooks.jobs.j#]\nsteps = [{steps}]\n"))
        },
    },
    Growing {
        name: "steps in each of 100 jobs",
        most: 143,
        text: |count| {
            let steps = "{ run = \"true\" }, ".repeat(count);
            repeat_numbered(100, &format!("[hooks.jobs.j#]\nsteps = [{steps}]\n"))
        },
    },
    Growing {
        name: "conditions of steps",
        most: 250,
        text: |count| {
            let condition = "github.actor != 'a' && ".repeat(30);
            format!(
                "[[hooks.steps]]\nat = \"build.start\"\nif = \"{condition}true\"\nrun = \"true\"\n"
            )
            .repeat(count)
        },
    },
    Growing {
        name: "terms of a condition",
        most: 912,
        text: |count| {
            let condition = "github.actor != 'a' && ".repeat(count);
            format!(
                "[[hooks.steps]]\nat = \"build.start\"\nif = \"{condition}true\"\nrun = \"true\"\n"
            )
        },
    },
    Growing {
        name: "questions",
        most: 50,
        text: |count| {
            let question = "[template.questions.q#]\nprompt = \"Why?\"\npattern = '[a-z0-9-:/.]{1,63}'\n\
                            to = [\"environments.e#.url\"]\n";
            let questions = repeat_numbered(count, question);
            format!("{DEPLOY}{}{questions}", environments(60))
        },
    },
    Growing {
        name: "ignored paths",
        most: 250,
        text: |count| {
            let paths = repeat_numbered(count, "\"**/a*#/**/b*c?\", ");
            format!("[ignore]\npaths = [{paths}]\n")
        },
    },
    Growing {
        name: "a long title",
        most: 261_960,
        text: |count| {
            let title = format!("name = \"hello\"\ntitle = \"{}\"", "T".repeat(count));
            HELLO.replace("name = \"hello\"", &title)
        },
    },
    Growing {
        name: "comments",
        most: 21_830,
        text: |count| "# a comment\n".repeat(count),
    },
];

/// Specs with more than is allowed, or as many faults as there is room for.
pub fn refused() -> Vec<(&'static str, String)> {
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
