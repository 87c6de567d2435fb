//! The output of each escaping function in `lang` round-trips through a parser of the target language.

use std::fmt::Write;

use parse_dockerfile::{Command, Instruction};
use serde_yaml::Value as Yaml;
use tvgen::lang::{
    Text, docker,
    expr::{
        self, Segment,
        tree::{Operator, Tree},
    },
    line::{first_break, is_yaml_line_break},
    make,
    shell::{self, Shell, VariableName},
    yaml,
};

use super::values::VALUES;
use crate::support::{
    docker as docker_reader, expression,
    programs::{Sandbox, expect_stdout},
};

/// The values without a line break: rules reject all other values before these reach `lang`.
fn lines() -> impl Iterator<Item = &'static str> {
    VALUES
        .iter()
        .copied()
        .filter(|value| first_break(value).is_none())
}

fn variable(name: &str) -> VariableName {
    VariableName::parse(name).expect("a valid name")
}

/// The script `printf '%s' VALUE`.
fn printf(value: &str) -> Text<Shell> {
    shell::join_words(&[shell::literal("printf '%s'"), shell::quote(value)])
}

#[test]
fn each_word_round_trips_through_a_shell() {
    let sandbox = Sandbox::new();
    for value in VALUES.iter().filter(|value| !value.contains('\0')) {
        let script = printf(value);
        let output = sandbox.run("sh", &["-c", script.as_str()]);
        assert_eq!(expect_stdout(&output, script.as_str()), *value);
    }
}

#[test]
fn each_assignment_round_trips_through_a_shell() {
    let sandbox = Sandbox::new();
    let simple = shell::Command::parse("printenv NAME").expect("a command");
    let compound = shell::Command::parse("true && printenv NAME").expect("a command");
    for value in VALUES.iter().filter(|value| !value.contains('\0')) {
        let assignment = shell::assignment(&variable("NAME"), value);
        for command in [&simple, &compound] {
            let script = shell::with_variables(std::slice::from_ref(&assignment), command);
            let output = sandbox.run("sh", &["-c", script.as_str()]);
            assert_eq!(
                expect_stdout(&output, script.as_str()),
                format!("{value}\n")
            );
        }
    }
}

#[test]
fn each_value_round_trips_through_make() {
    let sandbox = Sandbox::new();
    for value in lines() {
        let segments = [
            make::Segment::Literal(value.to_owned()),
            make::Segment::Variable("END"),
        ];
        let mut text = format!(
            "# {}\nexport END := end\nexport SEGMENTS := {}\nWORD := {}\n",
            make::comment(value).as_str(),
            make::interpolate(&segments).as_str(),
            make::shell_word(&segments).as_str(),
        );
        if make::can_hold(value) {
            let _ = writeln!(text, "export VALUE := {}", make::value(value).as_str());
        }
        text.push_str("all:\n\t@printf '%s\\n' \"$$VALUE\" \"$$SEGMENTS\" $(WORD)\n");
        sandbox.write("Makefile", &text);
        let whole = if make::can_hold(value) { value } else { "" };
        // make removes leading blanks of a value; rules reject these.
        let start = value.trim_start_matches([' ', '\t']);
        assert_eq!(
            expect_stdout(&sandbox.run("make", &["-s"]), &text),
            format!("{whole}\n{start}end\n{value}end\n")
        );
    }
}

#[track_caller]
fn read(text: &str) -> Yaml {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn each_string_round_trips_through_yaml() {
    let branch = Segment::Expr(expr::context("github.ref"));
    let look_up = |_: &str| expression::Value::String("main".to_owned());
    for value in VALUES {
        let text = format!("key: {}\nnext: 1\n", yaml::string(value).as_str());
        let document = read(&text);
        let string = document["key"].as_str().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(expression::read_literal(string), *value, "{text}");
        assert_eq!(document["next"].as_i64(), Some(1), "{text}");

        let parts = [
            Segment::literal(*value),
            branch.clone(),
            Segment::literal(*value),
        ];
        let text = format!("key: {}\nnext: 1\n", yaml::value(&parts).as_str());
        let document = read(&text);
        let string = document["key"].as_str().unwrap_or_else(|| panic!("{text}"));
        assert_eq!(
            expression::fill(string, &look_up),
            format!("{value}main{value}"),
            "{text}"
        );
        assert_eq!(document["next"].as_i64(), Some(1), "{text}");
    }
}

#[test]
fn each_list_round_trips_through_yaml() {
    for value in lines() {
        let parts = vec![Segment::literal(value)];
        let text = yaml::lines(2, &[parts.clone(), vec![Segment::literal("a")], parts]);
        let text = format!("key: {}\nnext: 1\n", text.as_str());
        let document = read(&text);
        let string = document["key"].as_str().unwrap_or_else(|| panic!("{text}"));
        let string = expression::fill(string, &|name| panic!("{name} is evaluated"));
        let string = string.strip_suffix('\n').unwrap_or(&string);
        assert_eq!(string, format!("{value}\na\n{value}"), "{text}");
        assert_eq!(document["next"].as_i64(), Some(1), "{text}");
    }
}

#[test]
fn each_script_round_trips_through_yaml() {
    let sandbox = Sandbox::new();
    for value in VALUES.iter().filter(|value| !value.contains('\0')) {
        // A line break inside a word would be indented, so rules reject it.
        if value.contains(['\n', '\r']) {
            continue;
        }
        for script in [
            printf(value),
            shell::and_then(&[printf(value), shell::literal("true")]),
        ] {
            let text = format!("run: {}\nnext: 1\n", yaml::block(2, &script).as_str());
            let document = read(&text);
            let run = document["run"].as_str().unwrap_or_else(|| panic!("{text}"));
            let run = expression::fill(run, &|name| panic!("{name} is evaluated"));
            assert_eq!(
                expect_stdout(&sandbox.run("sh", &["-c", &run]), &text),
                *value
            );
            assert_eq!(document["next"].as_i64(), Some(1), "{text}");
        }
    }
}

#[test]
fn a_comment_stays_a_comment() {
    for value in lines() {
        let comment = yaml::comment(value);
        assert!(!comment.as_str().contains(is_yaml_line_break));
        let text = format!("# {}\nkey: 1 # {0}\nnext: 1\n", comment.as_str());
        let document = read(&text);
        assert_eq!(
            document.as_mapping().map(serde_yaml::Mapping::len),
            Some(2),
            "{text}"
        );

        let text = format!("FROM a\n# {}\nUSER b\n", docker::comment(value).as_str());
        let file = parse_dockerfile::parse(&text).expect("a Dockerfile");
        assert_eq!(file.instructions.len(), 2, "{text}");
    }
}

#[test]
fn each_string_of_an_expression_round_trips_through_github() {
    let look_up = |name: &str| match name {
        "value" => expression::Value::String("main".to_owned()),
        name => panic!("{name} is evaluated"),
    };
    for value in VALUES {
        let string = expr::string(value);
        assert_eq!(
            expression::evaluate(string.as_str(), &look_up).to_string(),
            *value
        );
        let parts = [
            Segment::literal(*value),
            Segment::Expr(expr::context("value")),
            Segment::literal("}"),
        ];
        let format = expr::format(&parts);
        let read = expression::evaluate(format.as_str(), &look_up);
        assert_eq!(
            read.to_string(),
            format!("{value}main}}"),
            "{}",
            format.as_str()
        );
    }
}

#[test]
fn each_condition_round_trips_through_yaml() {
    for value in VALUES {
        let term = |left: &str| {
            let value = Tree::Text((*value).to_owned());
            Tree::binary(Tree::context(left), Operator::Equal, value).print()
        };
        let long = "a.name.so.long.that.the.whole.condition.has.no.room.on.one.line";
        for terms in [
            vec![term("a")],
            vec![term("a"), term(long)],
            vec![term(long)],
        ] {
            let text = format!("if: {}\nnext: 1\n", yaml::condition(2, &terms).as_str());
            let document = read(&text);
            let condition = document["if"].as_str().unwrap_or_else(|| panic!("{text}"));
            assert!(!condition.contains("${{"), "{text}");
            // A tab ends a plain scalar for readers of YAML 1.1.
            assert!(!text.starts_with("if: a") || !text.contains('\t'), "{text}");
            let same = |_: &str| expression::Value::String((*value).to_owned());
            let other = |_: &str| expression::Value::String(format!("{value}!"));
            assert!(expression::evaluate(condition, &same).is_truthy(), "{text}");
            assert!(
                !expression::evaluate(condition, &other).is_truthy(),
                "{text}"
            );
            assert_eq!(document["next"].as_i64(), Some(1), "{text}");
        }
    }
}

#[test]
fn each_string_round_trips_through_docker() {
    for value in lines() {
        let text = format!(
            "FROM a\nENV NAME={}\nUSER b\n",
            docker::string(value).as_str()
        );
        let file = parse_dockerfile::parse(&text).expect("a Dockerfile");
        let [
            Instruction::From(_),
            Instruction::Env(env),
            Instruction::User(_),
        ] = file.instructions.as_slice()
        else {
            panic!("other instructions: {text}");
        };
        let read = docker_reader::parse_variable(&text[env.arguments.span.clone()]);
        assert_eq!(read, ("NAME".to_owned(), value.to_owned()));
    }
}

#[test]
fn each_command_round_trips_through_docker() {
    let sandbox = Sandbox::new();
    for value in VALUES.iter().filter(|value| !value.contains('\0')) {
        let words = ["printf".to_owned(), "%s".to_owned(), (*value).to_owned()];
        let script = shell::and_then(&[printf(value), shell::literal("true")]);
        let text = format!(
            "FROM a\nCMD {}\nCMD {}\nUSER b\n",
            docker::exec(&words).as_str(),
            docker::shell_exec(&script).as_str()
        );
        let file = parse_dockerfile::parse(&text).expect("a Dockerfile");
        let [_, Instruction::Cmd(exec), Instruction::Cmd(shell), _] = file.instructions.as_slice()
        else {
            panic!("other instructions: {text}");
        };
        let arguments = |command: &Command| -> Vec<String> {
            let Command::Exec(words) = command else {
                panic!("no JSON: {text}");
            };
            serde_json::from_str(&text[words.span.clone()]).expect("JSON")
        };
        assert_eq!(arguments(&exec.arguments), words);
        let shell = arguments(&shell.arguments);
        assert_eq!(shell[..2], ["sh", "-c"]);
        assert_eq!(
            expect_stdout(&sandbox.run("sh", &["-c", &shell[2]]), &text),
            *value
        );
    }
}

#[test]
fn no_command_adds_an_instruction_or_an_option() {
    for value in lines().chain(["--network=host a", "[\"a\", \"b\"]", "[]", "a <<EOF b"]) {
        let Ok(command) = shell::Command::parse(value) else {
            continue;
        };
        let script = docker::shell(&shell::operand(&command));
        let text = format!("FROM a\nRUN {}\nUSER b\n", script.as_str());
        let file = parse_dockerfile::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let [_, Instruction::Run(run), Instruction::User(_)] = file.instructions.as_slice() else {
            panic!("other instructions: {text}");
        };
        assert!(run.options.is_empty() && run.here_docs.is_empty(), "{text}");
        let Command::Shell(read) = &run.arguments else {
            panic!("no script: {text}");
        };
        assert_eq!(read.value, script.as_str());
        assert!(
            read.value.contains(value.trim_matches([' ', '\t'])),
            "{text}"
        );
    }
}
