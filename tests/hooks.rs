//! Expressions, conditions and schedules of hooks are parsed as GitHub parses them.

use std::collections::BTreeSet;

use tvgen::{
    catalogue::actions,
    lang::expr::{
        embedded::{parse_all, parse_condition},
        parse::{ExpressionError, parse},
    },
    spec::{actions::GENERATED, cron, hooks::untrusted::Untrusted},
};

/// The error message; empty if there is no error.
fn message<T>(parsed: Result<T, ExpressionError>) -> &'static str {
    parsed.map_or_else(|error| error.message, |_| "")
}

#[test]
fn an_expression_that_github_accepts_has_no_error() {
    for text in [
        "true",
        "-1.5e3 < 0xff",
        "github.ref == 'refs/heads/main'",
        "'It''s'",
        "! ( github.actor == 'a' || ! cancelled() )&&always( )",
        "contains(github.event.pull_request.labels.*.name, 'deploy')",
        "github['event'].commits[*].id[0]",
        "fromJSON('[1]')[0]",
        "format('{0}}}', steps.a-b.outputs.c_d)",
        "hashFiles('**/a', '**/b')\n&& NEEDS.build.result",
    ] {
        assert_eq!(parse(text).err(), None, "{text}");
    }
}

#[test]
fn an_expression_that_github_rejects_has_an_error() {
    for (text, expected) in [
        ("", "empty expression"),
        ("'main", "unclosed quote"),
        ("\"main\"", "double quotes"),
        ("main", "unknown name"),
        ("branch()", "unknown function"),
        ("github.ref = 'a'", "missing operator"),
        ("github.ref == ", "unexpected end"),
        ("(true", "unclosed bracket"),
        ("true) || (true", "extra closing bracket"),
        ("contains(github.ref,)", "missing value"),
        ("github.event[", "unexpected end"),
        ("github.event[(0])", "extra closing bracket"),
        ("github..ref", "missing name"),
        ("true, false", "missing operator"),
        ("true false", "missing operator"),
        ("1.2.3", "invalid number"),
        ("github.ref }}", "missing operator"),
        ("github.ref # main", "missing operator"),
        ("TRUE", "unknown name"),
        ("'a'.b", "missing operator"),
        ("1[0]", "missing operator"),
        ("contains(github.ref)", "too few arguments"),
        ("always(1)", "too many arguments"),
        ("case(true, 1, true, 2)", "missing default"),
    ] {
        assert_eq!(message(parse(text)), expected, "{text}");
    }
    assert_eq!(message(parse(&"(".repeat(51))), "nested too deeply");
    for nested in [
        "!".repeat(50) + "true",
        "github".to_owned() + &".a".repeat(50),
        "(".repeat(50) + "true" + &")".repeat(50),
    ] {
        assert_eq!(message(parse(&nested)), "nested too deeply", "{nested}");
    }
    assert_eq!(message(parse(&"1".repeat(21_001))), "too long");
}

#[test]
fn the_contexts_that_reach_the_result_of_an_expression_are_found() {
    for (text, paths) in [
        ("github.head_ref", &["github.head_ref"][..]),
        ("GitHub.Head_Ref", &["github.head_ref"]),
        ("github['head_ref']", &["github.head_ref"]),
        (
            "github['event'].inputs['name']",
            &["github.event.inputs.name"],
        ),
        ("github[vars.KEY]", &["github", "vars.key"]),
        ("github.event.commits[0].message", &["github.event.commits"]),
        ("github.event.*.title", &["github.event.*.title"]),
        ("toJSON(github)", &["github"]),
        ("format('{0}', github.actor)", &["github.actor"]),
        ("github.head_ref || 1 == 2", &["github.head_ref"]),
        (
            "github.ref == 'a' && github.head_ref || 'b'",
            &["github.head_ref"],
        ),
        ("(github.head_ref) == 'a'", &[]),
        ("contains(github.head_ref, 'a') && inputs.a", &["inputs.a"]),
        ("github.ref == 'a' && 'b' || 'c'", &[]),
        ("'a' != github.ref && 'b'", &[]),
        ("startsWith(format('{0}', github.head_ref), 'a')", &[]),
        ("hashFiles('a')", &[]),
        ("true && null", &[]),
    ] {
        let tree = parse(text).expect("a valid expression");
        assert_eq!(tree.result_contexts(), paths, "{text}");
    }
}

#[test]
fn the_expressions_of_a_text_are_found() {
    let found = |text| -> Vec<(usize, &str)> {
        let all = parse_all(text).expect("a valid expression").into_iter();
        all.map(|embedded| (embedded.range.start, embedded.text))
            .collect()
    };
    assert_eq!(found("no expression, $ { {{ }}"), []);
    assert_eq!(
        found("a${{ github.ref }}b${{'}}'}}"),
        [(1, " github.ref "), (19, "'}}'")]
    );
    for (text, message, offset) in [
        ("${{ github.ref }", "unclosed `${{`", 0),
        ("${{ 'a }}", "unclosed `${{`", 0),
        ("${{ }}", "empty expression", 3),
        ("${{ ${{ true }} }}", "missing value", 4),
        ("a ${{ github.ref = 'a' }}", "missing operator", 17),
    ] {
        assert_eq!(
            parse_all(text).err(),
            Some(ExpressionError { message, offset }),
            "{text}"
        );
    }
}

#[test]
fn a_condition_is_one_expression() {
    for text in [" always() ", "${{ always() }}"] {
        assert_eq!(
            parse_condition(text).map(|embedded| embedded.text),
            Ok("always()")
        );
    }
    assert_eq!(
        message(parse_condition("${{ always() }} && true")),
        "text after `${{ }}`"
    );
    assert_eq!(
        message(parse_condition("!${{ always() }}")),
        "text before `${{ }}`"
    );
    assert_eq!(message(parse_condition(" ")), "empty expression");
}

#[test]
fn a_schedule_is_parsed_as_github_parses_it() {
    for schedule in [
        "0 12 * * 0",
        "*/5 * * * *",
        "30 5,17 1-7 JAN-mar,DEC MON-FRI",
        "5/10 0-23/2 31 12 6",
    ] {
        assert_eq!(cron::find_schedule_error(schedule), None, "{schedule}");
    }
    for (schedule, expected) in [
        ("", "expected five fields"),
        ("0  12 * * 0", "expected five fields"),
        ("0 12 * * 0 2026", "expected five fields"),
        ("@daily", "unsupported syntax"),
        ("60 * * * *", "minute: 0 to 59"),
        ("0 24 * * *", "hour: 0 to 23"),
        ("0 0 0 * *", "day of the month: 1 to 31"),
        ("0 0 L * *", "day of the month: 1 to 31"),
        ("0 0 1 FEBRUARY *", "month: 1 to 12"),
        ("0 0 * * 7", "day of the week: 0 to 6"),
        ("0 0 * * FRI-MON", "day of the week: 0 to 6"),
        ("0 0 ? * *", "day of the month: 1 to 31"),
        ("+1 * * * *", "minute: 0 to 59"),
        ("*/0 * * * *", "minute: 0 to 59"),
        ("1, * * * *", "minute: 0 to 59"),
        ("* * * * *", "more often than every 5 minutes"),
        ("*/4 0 * * *", "more often than every 5 minutes"),
        ("0,2 * * * *", "more often than every 5 minutes"),
    ] {
        assert_eq!(
            cron::find_schedule_error(schedule).as_deref(),
            Some(expected),
            "{schedule}"
        );
    }
}

#[test]
fn the_actions_of_generated_workflows_are_known_by_name() {
    let texts: Vec<String> = crate::laws::files("src/plan", "rs")
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a source file can be read"))
        .collect();
    let named = texts.iter().flat_map(|text| text.split('"'));
    let used: BTreeSet<&str> = named
        .filter(|text| actions::pinned_names().any(|name| name == *text))
        .collect();
    assert_eq!(used, GENERATED.iter().copied().collect());
}

#[test]
fn a_condition_is_evaluated_for_untrusted_pull_requests() {
    let own = "github.event.pull_request.head.repo.full_name == github.repository";
    let person = "github.event.pull_request.user.type != 'Bot'";
    let case = |condition: &str, fork: bool, bot: bool| {
        assert_eq!(Untrusted::Fork.can_satisfy(condition), fork, "{condition}");
        assert_eq!(Untrusted::Bot.can_satisfy(condition), bot, "{condition}");
    };
    case("github.event_name == 'push'", false, false);
    case("GITHUB.Event_Name == 'PUSH'", false, false);
    case("${{ github['event_name'] == 'push' }}", false, false);
    case("github.event_name != 'pull_request'", false, false);
    case("!(github.event_name == 'pull_request')", false, false);
    case("github.event_name == 'pull_request'", true, true);
    case("startsWith(github.event_name, 'pull_request')", true, true);
    case("contains(github.event_name, 'push')", false, false);
    case("github.ref == 'refs/heads/main'", false, false);
    case("github.ref_name == 'main'", false, false);
    case("startsWith(github.ref, 'refs/heads/')", false, false);
    case("github.ref != 'refs/heads/main'", true, true);
    case("!github.head_ref", false, false);
    case("github.head_ref == ''", false, false);
    case("!github.event.pull_request", false, false);
    case("github.base_ref == 'main'", true, true);
    case(own, false, true);
    case(&format!("{own} && {person}"), false, false);
    case(
        &format!("github.event_name != 'pull_request' || ({own} && {person})"),
        false,
        false,
    );
    case(
        &format!("github.event_name != 'pull_request' || {own} || {person}"),
        true,
        true,
    );
    case(
        &format!("{own} && github.actor != 'dependabot[bot]'"),
        false,
        true,
    );
    case(
        "github.event.pull_request.head.repo.full_name == 'acme/hello'",
        false,
        true,
    );
    case(
        "github.event.pull_request.head.repo.fork == false",
        false,
        true,
    );
    case("!github.event.pull_request.head.repo.fork", false, true);
    case("github.event.pull_request.head.repo.fork", true, true);
    case("github.repository == 'acme/hello'", true, true);
    case("github.actor != 'renovate[bot]'", true, true);
    case("env.TRUSTED == 'true'", true, true);
    case("secrets.TOKEN != ''", true, true);
    case("always() || github.event_name == 'push'", true, true);
    case("success() && github.event_name == 'push'", false, false);
    case(
        "contains(github.event.pull_request.labels.*.name, 'deploy')",
        true,
        true,
    );
    case(
        "github.event_name == 'push' && failure() || false",
        false,
        false,
    );
    case("false", false, false);
    case("fromJSON('false')", false, false);
    case("fromJSON(vars.OPEN)", true, true);
    case("format('{0}', github.event_name) == 'push'", false, false);
    case("github['event.action']", true, true);
    case("!github['event.action']", true, true);
    case("cannot be read (", true, true);
}

#[test]
fn a_secret_behind_a_condition_is_unavailable_to_untrusted_pull_requests() {
    let case = |text: &str, secrets: &[&str]| {
        assert_eq!(Untrusted::Fork.find_secrets(text), secrets, "{text}");
        assert_eq!(Untrusted::Bot.find_secrets(text), secrets, "{text}");
    };
    case("${{ secrets.TOKEN }}", &["TOKEN"]);
    case("a ${{ Secrets['token'] }} b", &["TOKEN"]);
    case("${{ toJSON(secrets) }}", &["secrets"]);
    case("${{ secrets[matrix.name] }}", &["secrets"]);
    case(
        "${{ github.event_name == 'push' && secrets.TOKEN || '' }}",
        &[],
    );
    case(
        "${{ github.event_name == 'pull_request' && secrets.TOKEN || '' }}",
        &["TOKEN"],
    );
    case(
        "${{ github.event_name == 'push' && secrets.ONE || secrets.TWO }}",
        &["ONE", "TWO"],
    );
    case("${{ github.sha }} secrets.TOKEN", &[]);
    case("${{ 'secrets.TOKEN' }}", &[]);
    case("${{ format('a {0}', secrets.TOKEN) }}", &["TOKEN"]);
    case("${{ fromJSON(secrets.TOKEN).password }}", &["TOKEN"]);
    case(
        "${{ format('{0}', github.event_name == 'push' && secrets.TOKEN) }}",
        &[],
    );
}

#[test]
fn a_long_condition_does_not_overflow_the_stack() {
    let chains =
        ["1||", "1==", "!", "a.", "'/'||"].map(|piece| piece.repeat(21_000 / piece.len() - 1));
    for chain in chains {
        // The result does not matter as long as evaluation ends.
        let is_met = [format!("{chain}1"), format!("github.{chain}a")]
            .map(|text| Untrusted::Fork.can_satisfy(&text));
        assert!(is_met.contains(&true), "{}", &chain[..5]);
    }
    let indices = format!("github{}", "[1]".repeat(6_000));
    assert!(Untrusted::Fork.can_satisfy(&indices));
}

#[test]
fn a_text_that_doubles_with_each_call_is_not_fully_evaluated() {
    for (start, end) in [
        ("format('{0}{0}', ", ")"),
        ("toJSON(", ")"),
        ("join(fromJSON('[1,1,1,1,1,1,1,1]'), ", ")"),
    ] {
        let nested = start.repeat(45) + "'\"\\'" + &end.repeat(45);
        let none = Untrusted::Fork.can_satisfy(&format!("!{nested}"));
        assert!(none, "{start}: its value is unknown");
    }
}
