"""What one would pick instead of tvgen, made to write the same files: a script with Jinja2, a template for copier, and jsonnet.

Their templates are made of what tvgen renders for two services of marks, a small and a large one: each mark becomes a variable,
and where the two differ both texts stand in a condition.
"""

import difflib
import json
import re

import fleet
from delimiters import DELIMITERS

# What tvgen says of itself at the top of each file, and the line behind it: nobody else has that.
HEADER_LINES = 3


def body(text):
    """`text` without tvgen's header."""
    lines = text.splitlines(keepends=True)
    assert "Made by tvgen" in lines[0] and lines[HEADER_LINES - 1] == "\n", lines[:HEADER_LINES]
    return "".join(lines[HEADER_LINES:])


def bodies(folder):
    """The files that tvgen wrote into `folder`, without their headers, by their paths."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "tvgen.toml")
    return {str(path.relative_to(folder)): body(path.read_text()) for path in paths}


def parts(small, large):
    """What both texts have, and what each has instead of the other: `(both, both)` and `(of the small, of the large)`."""
    a, b = small.splitlines(keepends=True), large.splitlines(keepends=True)
    for _, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield "".join(a[i:j]), "".join(b[k:m])


def pieces(text):
    """`text` as literals and the names of variables, in turn."""
    marks = {str(mark): name for name, mark in fleet.MARKS.items()}
    pattern = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
    for number, piece in enumerate(re.split(f"({pattern})", text)):
        yield (marks[piece], True) if number % 2 else (piece, False)


def jinja(small, large):
    """The template of a file, for Jinja2."""

    def literal(text):
        return "".join(f"<%= {piece} %>" if is_variable else piece for piece, is_variable in pieces(text))

    def part(one, other):
        return literal(one) if one == other else f"<% if large %>{literal(other)}<% else %>{literal(one)}<% endif %>"

    return "".join(part(one, other) for one, other in parts(small, large))


def jsonnet(small, large):
    """The template of a file, as an expression of jsonnet's, where `s` are the values of a service."""

    def literal(text):
        found = [(piece, is_variable) for piece, is_variable in pieces(text) if piece]
        return " + ".join(f"s.{piece}" if is_variable else json.dumps(piece) for piece, is_variable in found) or "''"

    def part(one, other):
        return literal(one) if one == other else f"(if s.large then {literal(other)} else {literal(one)})"

    return "\n  + ".join(part(one, other) for one, other in parts(small, large))


def write(folder, small, large, services):
    """Writes the templates into `folder`, made of the folders that tvgen rendered the marks into, for the first `services`."""
    small, large = bodies(small), bodies(large)
    assert list(small) == list(large), "a large service has other files than a small one"
    for path in small:
        for into in (folder / "jinja" / path, folder / "copier" / "template" / f"{path}.jinja"):
            into.parent.mkdir(parents=True, exist_ok=True)
            into.write_text(jinja(small[path], large[path]))
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
