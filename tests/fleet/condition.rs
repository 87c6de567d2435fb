//! Which services a condition chooses, and what a key and a value on the command line are.

use tvgen::{
    fleet::{
        Condition,
        written::{place, value},
    },
    source::{Source, edit::Said},
    spec::schema::check_key,
};

const SPEC: &str = "spec = 1\n[service]\nname = \"web\"\nport = 8080\n[base]\nruby = \"3.4.6\"\npackages = [\"git\", \"libpq\"]\n\
                    [environments.production]\nconfirm = true\n";

#[test]
fn a_condition_holds_of_what_the_spec_says() {
    let source = Source::new("tvgen.toml", SPEC);
    for (condition, holds) in [
        ("base.ruby = 3.4.6", true),
        ("base.ruby = \"3.4.6\"", true),
        ("base.ruby=3.4.6", true),
        ("base.ruby != 3.4.6", false),
        // As versions, not as words.
        ("base.ruby < 3.4.10", true),
        ("base.ruby<=3.4.6", true),
        ("base.ruby > 3.10", false),
        ("base.ruby >= 3.4", true),
        ("base.ruby ~ '3.4.*'", true),
        ("base.ruby ~ 3.3.*", false),
        ("service.port = 8080", true),
        ("service.port < 9000", true),
        ("environments.production.confirm = true", true),
        // Of an array one item is enough.
        ("base.packages = git", true),
        ("base.packages = curl", false),
        ("base.packages != curl", true),
        ("base.packages ~ lib*", true),
        ("base.alpine exists", false),
        ("base.alpine missing", true),
        ("environments.production exists", true),
        // What is not said is no value, and not equal to any.
        ("base.alpine < 3.22", false),
        ("base.alpine != 3.22", true),
    ] {
        let condition = Condition::parse(condition)
            .map(|parsed| (parsed.holds(&source), condition))
            .expect("it is a condition");
        assert_eq!(condition, (Ok(holds), condition.1));
    }
}

#[test]
fn what_cannot_be_compared_is_told_with_what_to_write() {
    let source = Source::new("tvgen.toml", SPEC);
    for (condition, error) in [
        (
            "base.ruby < abc",
            "`abc` is neither before nor behind `3.4.6`, which `base.ruby` is at tvgen.toml:6:8: write a version or a number, as \
             in 'base.ruby < 3.4.6'",
        ),
        (
            "service.name >= 3.4",
            "`service.name` is `web` at tvgen.toml:3:8, which is neither before `3.4` nor behind it: leave it out with --where \
             'service.name != web' before",
        ),
    ] {
        let holds = Condition::parse(condition).map(|parsed| parsed.holds(&source));
        assert_eq!(holds, Ok(Err(error.to_owned())), "{condition}");
    }
}

#[test]
fn what_is_no_condition_is_told_with_what_to_write() {
    let form = |text: &str| {
        format!(
            "`{text}` is no condition: write a key, an operator and a value, as in 'base.ruby < 3.4'"
        )
    };
    for (text, error) in [
        ("base.ruby", form("base.ruby")),
        ("base.ruby =", form("base.ruby =")),
        ("base.ruby exists 3", form("base.ruby exists 3")),
        (
            "base.rubi = 3",
            "the format has no key `base.rubi`: did you mean `ruby`?".to_owned(),
        ),
        (
            "base.ruby => 3",
            "there is no operator `=>`: write one of `=`, `!=`, `<`, `<=`, `>`, `>=`, `~`, `exists`, `missing`".to_owned(),
        ),
        (
            "base.ruby exist",
            "there is no operator `exist`: did you mean `exists`?".to_owned(),
        ),
        (
            "base.ruby ~ [",
            "`[` is no pattern: unclosed character class; missing ']'".to_owned(),
        ),
    ] {
        assert_eq!(Condition::parse(text).err(), Some(error));
    }
}

#[test]
fn a_value_is_what_its_key_takes() {
    let string = |text: &str| Ok(Said::String(text.to_owned()));
    let strings = |items: &[&str]| {
        let items = items.iter().map(|item| (*item).to_owned());
        Ok(Said::Strings(items.collect()))
    };
    for (key, text, said) in [
        ("base.ruby", "3.4.7", string("3.4.7")),
        ("base.ruby", "\"3.4.7\"", string("3.4.7")),
        ("base.alpine", "3.22", string("3.22")),
        ("service.title", "The web", string("The web")),
        ("service.port", "8080", Ok(Said::Integer(8080))),
        ("environments.qa.confirm", "true", Ok(Said::Boolean(true))),
        (
            "base.packages",
            "[\"...\", \"git\"]",
            strings(&["...", "git"]),
        ),
        ("outputs.docs", "false", Ok(Said::Boolean(false))),
        (
            "outputs.docs",
            "docs/pipeline.md",
            string("docs/pipeline.md"),
        ),
        (
            "service.port",
            "many",
            Err("`many` cannot be `service.port`, which is an integer".to_owned()),
        ),
        (
            "base",
            "{}",
            Err("`base` is a table: set its keys one by one, as in `base.KEY`".to_owned()),
        ),
        (
            "base.ruby",
            "[1]",
            Err("`[1]` cannot be `base.ruby`, which is a string".to_owned()),
        ),
    ] {
        let there = place(key).expect("it is a key");
        assert_eq!(check_key(&there), Ok(()), "{key}");
        assert_eq!(value(&there, text), said, "{key} {text}");
    }
}
