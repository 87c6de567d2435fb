"""Templates of other tools that write the same files as tvgen: a Jinja2 script, copier and jsonnet.

They are derived from tvgen's output for two services with placeholder values, a small and a large one: each placeholder becomes a
variable, and each difference between the two services a condition.
"""

import difflib
import json
import re

import fleet
from delimiters import DELIMITERS

# tvgen's header at the top of each file, and the blank line after it.
HEADER_LINES = 3


def remove_header(text):
    """`text` without tvgen's header."""
    lines = text.splitlines(keepends=True)
    assert "Made by tvgen" in lines[0] and lines[HEADER_LINES - 1] == "\n", lines[:HEADER_LINES]
    return "".join(lines[HEADER_LINES:])


def read_bodies(folder):
    """The generated files in `folder` without their headers, by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "tvgen.toml")
    return {str(path.relative_to(folder)): remove_header(path.read_text()) for path in paths}


def segments(small, large):
    """The common and different segments of both texts, as pairs of the small and the large one."""
    a, b = small.splitlines(keepends=True), large.splitlines(keepends=True)
    for _, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield "".join(a[i:j]), "".join(b[k:m])


def tokens(text):
    """The literals and variables of `text`, as pairs of a literal or a name, and whether it is a variable."""
    marks = {str(mark): name for name, mark in fleet.MARKS.items()}
    pattern = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    for number, token in enumerate(re.split(f"({pattern})", text)):
        yield (marks[token], True) if number % 2 else (token, False)


def jinja(small, large):
    """The Jinja2 template of a file."""

    def literal(text):
        return "".join(f"<%= {token} %>" if is_variable else token for token, is_variable in tokens(text))

    def segment(one, other):
        return literal(one) if one == other else f"<% if large %>{literal(other)}<% else %>{literal(one)}<% endif %>"

    return "".join(segment(one, other) for one, other in segments(small, large))


def jsonnet(small, large):
    """The jsonnet expression of a file, where `s` has the values of a service."""

    def literal(text):
        found = [(token, is_variable) for token, is_variable in tokens(text) if token]
        return " + ".join(f"s.{token}" if is_variable else json.dumps(token) for token, is_variable in found) or "''"

    def segment(one, other):
        return literal(one) if one == other else f"(if s.large then {literal(other)} else {literal(one)})"

    return "\n  + ".join(segment(one, other) for one, other in segments(small, large))


def write(folder, small, large, services):
    """Writes the templates into `folder`, from the rendered folders of the placeholder services, for the first `services`."""
    small, large = read_bodies(small), read_bodies(large)
    assert list(small) == list(large), "a large service has other files than a small one"
    for path in small:
        for file in (folder / "jinja" / path, folder / "copier" / "template" / f"{path}.jinja"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(jinja(small[path], large[path]))
    questions = "".join(f"{name}:\n  type: {kind}\n" for name, kind in QUESTIONS.items())
    options = json.dumps({**DELIMITERS, "keep_trailing_newline": True})
    (folder / "copier" / "copier.yml").write_text(f"_subdirectory: template\n_envops: {options}\n{questions}")
    program = folder / "jsonnet"
    program.mkdir()
    files = ",\n".join(f"{json.dumps(path)}: {jsonnet(small[path], large[path])}" for path in small)
    (program / "service.libsonnet").write_text(f"function(s) {{\n{files}\n}}\n")
    names = [fleet.service(number)["name"] for number in range(services)]
    one = f"(import 'service.libsonnet')(import '../../values/{names[0]}.json')\n"
    (program / "one.jsonnet").write_text(one)
    values = ",\n".join(f"import '../../values/{name}.json'" for name in names)
    (program / "all.jsonnet").write_text(ALL.format(values=values))


QUESTIONS = {
    "name": "str",
    "title": "str",
    "owner": "str",
    "namespace": "str",
    "port": "int",
    "ruby": "str",
    "alpine": "str",
    "large": "bool",
}

ALL = """\
local files = import 'service.libsonnet';
local all = [
{values}
];
local one(s) = local made = files(s); [{{ path: s.name + '/' + file, text: made[file] }} for file in std.objectFields(made)];
{{ [made.path]: made.text for made in std.flatMap(one, all) }}
"""
