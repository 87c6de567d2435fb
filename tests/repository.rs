//! The files next to a spec are read as their own tools read them.

use tvgen::repository::{
    gemfile::{self, groups},
    gemfile_lock::{self, bundled_with},
    package_json::package_manager,
    requirement::{Comparison, Requirement, RubyRequirement},
    ruby,
    statement::{Token, parse_statements},
};
use tvgen::source::in_memory::InMemoryFiles;

#[test]
fn requirements_match_the_same_versions_as_in_rubygems() {
    for (requirement, allowed, refused) in [
        ("3.4.7", "3.4.7", "3.4.6 3.4.8 3.4.70"),
        ("= 3.4", "3.4.0", "3.4.7 3.5.0"),
        ("!= 3.4.7", "3.4.6", "3.4.7"),
        ("> 3.4", "3.4.1 4.0.0", "3.4.0 3.3.9"),
        ("< 3.4.7", "3.4.6 3.4.0", "3.4.7 4.0.0"),
        (">= 3.4.7", "3.4.7 3.4.10 4.0.0", "3.4.6"),
        ("<= 3.4.7", "3.4.7 3.4.6", "3.4.8 3.4.10"),
        ("~> 3.4.5", "3.4.5 3.4.10", "3.4.4 3.5.0 4.0.0"),
        ("~> 3.4", "3.4.0 3.9.0", "3.3.9 4.0.0"),
        ("~>3", "3.0.0 3.4.7", "4.0.0 2.7.8"),
    ] {
        let comparison = Comparison::parse(requirement).expect("a comparison");
        let requirement = Requirement::All(vec![comparison]);
        for version in allowed.split(' ') {
            assert!(requirement.allows(version), "{requirement:?} {version}");
        }
        for version in refused.split(' ') {
            assert!(!requirement.allows(version), "{requirement:?} {version}");
        }
    }
    assert_eq!(Comparison::parse("latest"), None);
    assert_eq!(Comparison::parse("~> "), None);
}

#[test]
fn the_ruby_version_is_read_from_development_files() {
    for (file, text, line, version, allowed, refused) in [
        (".ruby-version", "3.4.7\n", 1, "3.4.7", "3.4.7", "3.4.6"),
        (
            ".ruby-version",
            "\n# pinned\nruby-3.4.7",
            3,
            "ruby-3.4.7",
            "3.4.7",
            "3.4.70",
        ),
        (".ruby-version", "3.4", 1, "3.4", "3.4.7", "3.3.7"),
        (
            ".ruby-version",
            "3.4.7@app",
            1,
            "3.4.7@app",
            "3.4.7",
            "3.4.6",
        ),
        (
            ".ruby-version",
            "2.6.10-p210 ",
            1,
            "2.6.10-p210",
            "2.6.10",
            "2.6.1",
        ),
        (
            ".tool-versions",
            "nodejs 22.1.0\nruby  3.4.7 # pinned\n",
            2,
            "3.4.7",
            "3.4.7",
            "22.1.0",
        ),
        (
            ".tool-versions",
            "# ruby 3.3.0\nruby latest:3.4",
            2,
            "latest:3.4",
            "3.4.7",
            "3.3.0",
        ),
        ("Gemfile", "ruby '3.4.7'", 1, "3.4.7", "3.4.7", "3.4.6"),
        (
            "Gemfile",
            "# ruby '3.3.0'\n\n  ruby(\"~> 3.4.0\")",
            3,
            "~> 3.4.0",
            "3.4.7",
            "3.5.0",
        ),
        (
            "Gemfile",
            "ruby '>= 3.3',\n  '< 3.5'",
            1,
            ">= 3.3, < 3.5",
            "3.4.7",
            "3.5.0",
        ),
        (
            "Gemfile",
            "ruby '3.4.7', engine: 'ruby'",
            1,
            "3.4.7",
            "3.4.7",
            "3.4.6",
        ),
        (
            "Gemfile.lock",
            "RUBY VERSION\n   ruby 3.4.7p58\n\nBUNDLED WITH\n   2.6.9\n",
            2,
            "3.4.7p58",
            "3.4.7",
            "2.6.9",
        ),
    ] {
        let found = find_requirements(file, text);
        let [one] = found.as_slice() else {
            panic!("{file}: {text:?}: {found:?}");
        };
        assert_eq!(
            (
                one.claim.file.as_str(),
                one.claim.line,
                one.claim.text.as_str()
            ),
            (file, line, version)
        );
        assert!(one.requirement.allows(allowed), "{text:?} {allowed}");
        assert!(!one.requirement.allows(refused), "{text:?} {refused}");
    }
}

#[test]
fn rubies_other_than_those_of_the_official_image_are_ignored() {
    for (file, text) in [
        (".ruby-version", ""),
        (".ruby-version", "jruby-9.4.8.0"),
        (".ruby-version", "system"),
        (".tool-versions", "nodejs 22.1.0\nrubyx 3.4.6\n"),
        (".tool-versions", "ruby system 3.4.6"),
        (".tool-versions", "ruby latest"),
        ("Gemfile", "ruby file: '.ruby-version'"),
        ("Gemfile", "ruby File.read('.ruby-version').strip"),
        ("Gemfile", "ruby ENV.fetch('RUBY', '3.4.6')"),
        (
            "Gemfile",
            "ruby '3.1.4', engine: 'jruby', engine_version: '9.4.8.0'",
        ),
        ("Gemfile", "ruby '3.4.6' if ENV['OLD']"),
        ("Gemfile", "ruby = '3.4.6'"),
        (
            "Gemfile",
            "gem 'ruby', '3.4.6'\n=begin\nruby '3.4.6'\n=end\n__END__\nruby '3.4.6'",
        ),
        (
            "Gemfile.lock",
            "RUBY VERSION\n   ruby 3.1.4p0 (jruby 9.4.8.0)",
        ),
        ("Gemfile.lock", "GEM\n  specs:\n    ruby-vips (2.2.1)\n"),
        ("Gemfile.lock", "RUBY VERSION"),
    ] {
        assert_eq!(find_requirements(file, text), [], "{file}: {text:?}");
    }
}

#[test]
fn several_ruby_versions_in_a_gemfile_are_alternatives() {
    let text = "if ENV['NEXT']\n  ruby '4.0.0'\nelse\n  ruby '3.4.7'\nend\n";
    let all = gemfile::ruby_requirements(text);
    let phrases: Vec<_> = all.iter().map(|wanted| wanted.claim.describe()).collect();
    assert_eq!(
        phrases,
        [
            "`Gemfile` line 2 says `4.0.0`",
            "`Gemfile` line 4 says `3.4.7`"
        ]
    );
}

#[test]
fn the_groups_of_a_gemfile_are_read() {
    for (text, expected) in [
        ("gem 'rails'", "default"),
        (
            "group :development, :test do\n  gem 'debug'\nend",
            "default development test",
        ),
        ("group(\"test\") { gem 'debug' }", "default test"),
        ("group :ci, optional: true do\nend", "default ci"),
        (
            "group *%i[development test] do\nend",
            "default development test",
        ),
        ("gem 'debug', group: :test, require: false", "default test"),
        (
            "gem 'debug', '~> 1', groups: [:development, 'test'], platforms: :mri",
            "default development test",
        ),
        (
            "gem 'debug', :group => :test, :require => false",
            "default test",
        ),
        ("gem 'debug', group: :test if ENV['X']", "default test"),
        ("gemspec", "default development"),
        (
            "gem 'a#b' # group :none\ngroup :test do; end",
            "default test",
        ),
        ("git 'https://x.test', group: :test do\nend", "default test"),
    ] {
        let found = groups(text).map(|groups| groups.join(" "));
        assert_eq!(found.as_deref(), Some(expected), "{text:?}");
    }
    for text in [
        "eval_gemfile 'Gemfile.shared'",
        "group GROUPS do\nend",
        "gem 'debug', group: dev",
        "group \"#{name}\" do\nend",
        "gem 'debug', groups: %w[development\n]",
        "%w[a b].each { |name| group name do\nend }",
    ] {
        assert_eq!(groups(text), None, "{text:?}");
    }
}

#[test]
fn code_is_split_into_statements() {
    let text = "gem 'it''s', \"a\\\"b\", :\"c d\"; x\n# none\ncall(\n  A::B, e: 1\n)\nlast '";
    let word = |text: &str| Token::Word(text.to_owned());
    let string = |text: &str| Token::Text(text.to_owned());
    let found: Vec<_> = parse_statements(text)
        .into_iter()
        .map(|statement| (statement.line, statement.tokens))
        .collect();
    let expected = vec![
        (
            1,
            vec![
                word("gem"),
                string("it"),
                string("s"),
                Token::Punctuation(','),
                string("a\\\"b"),
                Token::Punctuation(','),
                Token::Symbol("c d".to_owned()),
            ],
        ),
        (1, vec![word("x")]),
        (
            3,
            vec![
                word("call"),
                Token::Punctuation('('),
                word("A"),
                word("B"),
                Token::Punctuation(','),
                Token::Label("e".to_owned()),
                word("1"),
                Token::Punctuation(')'),
            ],
        ),
        (6, vec![word("last"), string("")]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_bundler_version_is_read_from_the_lockfile() {
    let text = "GEM\n  specs:\n\nBUNDLED WITH\n   2.6.9\n";
    let phrase = bundled_with(text).map(|version| version.describe());
    assert_eq!(
        phrase.as_deref(),
        Some("`Gemfile.lock` line 5 says `2.6.9`")
    );
    assert_eq!(bundled_with("GEM\n"), None);
    assert_eq!(bundled_with("BUNDLED WITH\n"), None);
    assert_eq!(
        gemfile_lock::ruby_requirements("BUNDLED WITH\n   2.6.9\n"),
        []
    );
}

#[test]
fn the_package_manager_is_read_from_package_json() {
    let text =
        "\u{feff}{\n  \"name\": \"app\",\n  \"packageManager\": \"yarn@4.9.2+sha512.abc\"\n}";
    let phrase = package_manager(text).map(|manager| manager.describe());
    let expected = "`package.json` line 3 says `yarn@4.9.2+sha512.abc`";
    assert_eq!(phrase.as_deref(), Some(expected));
    for text in ["{}", "{", "", "[]", "{ \"packageManager\": 1 }"] {
        assert_eq!(package_manager(text), None, "{text}");
    }
}

#[test]
fn the_text_of_a_file_cannot_break_a_message() {
    let long = format!(
        "{{ \"packageManager\": \"yarn@\\u001b[31m\\n{}\" }}",
        "x".repeat(99)
    );
    let manager = package_manager(&long).expect("a text").text;
    assert_eq!(manager, format!("yarn@[31m{}", "x".repeat(51)));
}

fn find_requirements(file: &str, text: &str) -> Vec<RubyRequirement> {
    let files = [(file.to_owned(), text.to_owned())];
    ruby::find_requirements(&InMemoryFiles(&files)).concat()
}
