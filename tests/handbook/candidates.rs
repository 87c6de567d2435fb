//! Valid and invalid values to try at a key.

use serde_json::Value as Json;
use toml::{Table, Value};

use super::file::to_toml;

/// Texts that some rule rejects for some key.
const TEXTS: &[&str] = &[
    "",
    " ",
    "...",
    "a",
    "A",
    "0",
    "-",
    "-a",
    "a-",
    ".",
    "..",
    "./a",
    "../a",
    "/a",
    "~a",
    "a b",
    "a,b",
    "a;b",
    "a'b",
    "a\"b",
    "$a",
    "${{ a }}",
    "{a}",
    "{pr}",
    "{branch}",
    "a{sha}",
    "a*",
    "*/a",
    "a/*",
    "a/b",
    "a/B",
    "a/b/c",
    "a//b",
    "a:b",
    "a@b",
    "a:1",
    "1:a",
    "1.2",
    "1.2.3",
    "1.2.3.4",
    "v1.2.3",
    "1.2.x",
    "99999999999.0.0",
    "sha256:a",
    "a_b",
    "a.b",
    "a.lock",
    "é",
    "GITHUB_TOKEN",
    "A_B",
    "a\\",
    "#a",
    "!a",
    "!!a",
    "http://a",
    "https://a b",
    "https://",
    "ftp://a",
    "* * * * *",
    "@daily",
    "60 * * * *",
    "a>=1",
    "a >=1",
    ">=1",
    "=a",
    "root",
    "base",
    "builder",
    "scratch",
    "latest",
    "Europe/London",
    "europe/london",
    "A/B/C/D",
    "build.start",
    "build.end.x",
    "inherit",
    "github-token",
    "failure",
    "main",
    "x/main",
    "a?b",
    "a+b",
    "a%b",
    "[a]",
    ".github/workflows/a.yml",
    ".github/workflows/a.yaml",
    "a.yml",
    "localhost:5000/a",
    "ghcr.io/a/b",
    "GHCR.io/a/b",
    "a__b/c",
];

/// Numbers at the limits of what some rule accepts.
const NUMBERS: &[i64] = &[
    -1,
    0,
    1,
    20,
    21,
    64,
    65,
    360,
    361,
    65535,
    65536,
    2_147_483_647,
    2_147_483_648,
];

/// Schema keywords that limit the values of a type.
const LIMITS: &[&str] = &[
    "pattern",
    "enum",
    "const",
    "oneOf",
    "minimum",
    "propertyNames",
    "uniqueItems",
    "minItems",
    "minLength",
];

/// Values to try at the key `path`: values of each type, and many more if `schema` limits the values.
pub fn candidates(path: &str, schema: &Json) -> Vec<Value> {
    let mut all = vec![
        Value::from("a"),
        Value::from(1),
        Value::Boolean(true),
        Value::Boolean(false),
        Value::Float(1.5),
        Value::Array(Vec::new()),
        Value::Table(Table::new()),
    ];
    let own = schema["examples"].as_array().into_iter().flatten();
    all.extend(own.map(to_toml));
    // For GitHub's keys of a job, the schema limits little more than the types.
    if path.starts_with("hooks.jobs.NAME.") {
        all.extend(["${{ a }}", "inherit", "./.github/workflows/a.yml", ""].map(Value::from));
        return all;
    }
    if !is_limited(schema) {
        return all;
    }
    let has_type = |kind: &str| shapes(schema).any(|shape| shape["type"] == kind);
    if has_type("string") {
        all.extend(texts());
    }
    if has_type("integer") {
        all.extend(NUMBERS.iter().map(|number| Value::from(*number)));
    }
    if has_type("array") {
        all.extend(texts().map(|text| Value::Array(vec![text])));
        let own = &schema["items"];
        all.extend(
            candidates(path, own)
                .into_iter()
                .take(7)
                .map(|item| Value::Array(vec![item])),
        );
    }
    if has_type("object") {
        let with_key =
            |name: &str| Value::Table(Table::from_iter([(name.to_owned(), Value::from("a"))]));
        all.extend(TEXTS.iter().map(|text| with_key(text)));
    }
    all
}

/// Names to try instead of the last name of `path`: many if users define this name.
pub fn names(path: &str) -> &'static [&'static str] {
    if path.rsplit('.').next() == Some("NAME") {
        TEXTS
    } else {
        &["a", "A b"]
    }
}

fn texts() -> impl Iterator<Item = Value> {
    let long = [39, 40, 41, 63, 64, 129, 300].map(|length| Value::from("a".repeat(length)));
    TEXTS.iter().map(|text| Value::from(*text)).chain(long)
}

/// Whether `schema` limits the values of its types.
fn is_limited(schema: &Json) -> bool {
    let inside = ["items", "additionalProperties"].map(|part| &schema[part]);
    LIMITS.iter().any(|limit| schema.get(limit).is_some())
        || inside
            .into_iter()
            .any(|part| part.is_object() && is_limited(part))
        || schema["anyOf"]
            .as_array()
            .into_iter()
            .flatten()
            .any(is_limited)
}

fn shapes(schema: &Json) -> impl Iterator<Item = &Json> {
    let alternatives = schema["anyOf"].as_array().into_iter().flatten();
    alternatives.chain(Some(schema))
}
