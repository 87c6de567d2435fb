//! The conditions of `--where`, and keys and values on the command line.

use tvgen::{
    fleet::{
        Condition,
        argument::{parse_key, parse_value},
    },
    source::{Source, edit::NewValue},
    spec::schema::check_key,
};

const SPEC: &str = "spec = 1\n[service]\nname = \"web\"\nport = 8080\n[base]\nruby = \"3.4.6\"\npackages = [\"git\", \"libpq\"]\n\
                    [environments.production]\nconfirm = true\n";

#[test]
fn a_condition_compares_the_values_of_the_spec() {
    let source = Source::new("tvgen.toml", SPEC);
    for (condition, holds) in [
        ("base.ruby = 3.4.6", true),
        ("base.ruby = \"3.4.6\"", true),
        ("base.ruby=3.4.6", true),
        ("base.ruby != 3.4.6", false),
        // Compared as versions, not as text.
        ("base.ruby < 3.4.10", true),
        ("base.ruby<=3.4.6", true),
        ("base.ruby > 3.10", false),
        ("base.ruby >= 3.4", true),
        ("base.ruby ~ '3.4.*'", true),
        ("base.ruby ~ 3.3.*", false),
        ("service.port = 8080", true),
        ("service.port < 9000", true),
        ("environments.production.confirm = true", true),
        // One matching item of an array is enough.
        ("base.packages = git", true),
        ("base.packages = curl", false),
        ("base.packages != curl", true),
        ("base.packages ~ lib*", true),
        ("base.alpine exists", false),
        ("base.alpine missing", true),
        ("environments.production exists", true),
        // An unset key has no value and differs from all values.
        ("base.alpine < 3.22", false),
        ("base.alpine != 3.22", true),
    ] {
        let condition = Condition::parse(condition)
            .map(|parsed| (parsed.matches(&source), condition))
            .expect("a valid condition");
        assert_eq!(condition, (Ok(holds), condition.1));
    }
}

#[test]
fn an_impossible_comparison_is_reported_with_a_fix() {
    let source = Source::new("tvgen.toml", SPEC);
    for (condition, error) in [
        (
            "base.ruby < abc",
            "cannot compare `base.ruby` at tvgen.toml:6:8 with `abc`: write a version or a number, such as \
             'base.ruby < 3.4.6'",
        ),
        (
            "service.name >= 3.4",
            "cannot compare `service.name` at tvgen.toml:3:8 with `3.4`: `web` is not a version or a number; \
             exclude it first with --where 'service.name != web'",
        ),
    ] {
        let holds = Condition::parse(condition).map(|parsed| parsed.matches(&source));
        assert_eq!(holds, Ok(Err(error.to_owned())), "{condition}");
    }
}

#[test]
fn an_invalid_condition_is_reported_with_a_fix() {
    let expected = |text: &str| {
        format!(
            "`{text}` is not a condition: write a key, an operator and a value, such as 'base.ruby < 3.4'"
        )
    };
    for (text, error) in [
        ("base.ruby", expected("base.ruby")),
        ("base.ruby =", expected("base.ruby =")),
        ("base.ruby exists 3", expected("base.ruby exists 3")),
        (
            "base.rubi = 3",
            "unknown key `base.rubi`: did you mean `ruby`?".to_owned(),
        ),
        (
            "base.ruby => 3",
            "unknown operator `=>`: write one of `=`, `!=`, `<`, `<=`, `>`, `>=`, `~`, `exists`, `missing`".to_owned(),
        ),
        (
            "base.ruby exist",
            "unknown operator `exist`: did you mean `exists`?".to_owned(),
        ),
        (
            "base.ruby ~ [",
            "`[` is not a valid pattern: unclosed character class; missing ']'".to_owned(),
        ),
    ] {
        assert_eq!(Condition::parse(text).err(), Some(error));
    }
}

#[test]
fn a_value_is_parsed_by_the_type_of_its_key() {
    let string = |text: &str| Ok(NewValue::String(text.to_owned()));
    let strings = |items: &[&str]| {
        let items = items.iter().map(|item| (*item).to_owned());
        Ok(NewValue::Strings(items.collect()))
    };
    for (key, text, expected) in [
        ("base.ruby", "3.4.7", string("3.4.7")),
        ("base.ruby", "\"3.4.7\"", string("3.4.7")),
        ("base.alpine", "3.22", string("3.22")),
        ("service.title", "The web", string("The web")),
        ("service.port", "8080", Ok(NewValue::Integer(8080))),
        (
            "environments.qa.confirm",
            "true",
            Ok(NewValue::Boolean(true)),
        ),
        (
            "base.packages",
            "[\"...\", \"git\"]",
            strings(&["...", "git"]),
        ),
        ("outputs.docs", "false", Ok(NewValue::Boolean(false))),
        (
            "outputs.docs",
            "docs/pipeline.md",
            string("docs/pipeline.md"),
        ),
        (
            "service.port",
            "many",
            Err("`many` is not a valid `service.port`: expected an integer".to_owned()),
        ),
        (
            "base",
            "{}",
            Err("`base` is a table: set its keys one by one, such as `base.KEY`".to_owned()),
        ),
        (
            "base.ruby",
            "[1]",
            Err("`[1]` is not a valid `base.ruby`: expected a string".to_owned()),
        ),
    ] {
        let key_place = parse_key(key).expect("a valid key");
        assert_eq!(check_key(&key_place), Ok(()), "{key}");
        assert_eq!(parse_value(&key_place, text), expected, "{key} {text}");
    }
}
