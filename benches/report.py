"""What was measured as Markdown: a page, and a table for the README."""

import platform
import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from measure import ratio

BEGIN, END = "<!-- what benches/run.sh measured -->\n", "<!-- end -->\n"


@dataclass
class Goal:
    """A goal, and what was measured."""

    what: str
    short: str
    """The same, for the narrow table of the README."""
    goal: str
    value: str
    """What was measured."""
    is_met: bool


def at_most(what, short, limit, value):
    return Goal(what, short, f"at most {limit}x", f"{value:.2f}x", value <= limit)


def at_least(what, short, limit, value):
    return Goal(what, short, f"at least {limit}x", f"{value:.0f}x" if value >= 10 else f"{value:.2f}x", value >= limit)


def goals(one, beside_copier, many, new, tenfold):
    """The goals, in their order."""
    megabytes = tenfold["tvgen tenfold"].megabytes
    return [
        at_most(
            "`tvgen check` of one service takes, of `git diff --exit-code` of the same tree",
            "tvgen check 1 / git diff",
            1.5,
            ratio(one["tvgen"], one["git"]),
        ),
        at_least(
            "It is faster than the script with Jinja2",
            "script / tvgen check 1",
            40,
            ratio(one["script"], one["tvgen"]),
        ),
        at_least(
            "It is faster than copier",
            "copier / tvgen check 1",
            100,
            ratio(one["copier"], beside_copier),
        ),
        at_most(
            "`tvgen check` of 1,000 services takes, of `diff -rq` of two rendered copies",
            "tvgen check 1,000 / diff -rq",
            1,
            ratio(many["tvgen"], many["diff"]),
        ),
        at_least(
            "It is faster than the script with Jinja2",
            "script / tvgen check 1,000",
            10,
            ratio(many["script"], many["tvgen"]),
        ),
        at_most(
            "`tvgen check` of 10,000 services takes, of that of 1,000",
            "tvgen check 10,000 / 1,000",
            12,
            ratio(tenfold["tvgen tenfold"], tenfold["tvgen"]),
        ),
        Goal("It has, at most", "memory of tvgen check 10,000", "under 64 MB", f"{megabytes:.0f} MB", megabytes < 64),
        at_most(
            "`tvgen render` of 1,000 new services takes, with all that is read back, of `cp -r` of the result "
            "(twice as long for what is written, and as much again for what is read back)",
            "tvgen render 1,000 / cp -r",
            4,
            ratio(new["render"], new["cp"]),
        ),
    ]


def times(one, many, new, tenfold):
    """What each command took: `(what, median in milliseconds, megabytes)`."""
    names = {
        "tvgen": "tvgen",
        "render": "tvgen",
        "nothing": "`true`, which does nothing",
        "git": "`git diff --exit-code`",
        "diff": "`diff -rq`",
        "cp": "`cp -r`",
        "jsonnet": "jrsonnet",
        "script": "script with Jinja2",
        "copier": "copier",
        "tvgen tenfold": "tvgen",
    }
    groups = (
        ("One service checked", one),
        ("1,000 services checked", many),
        ("1,000 services written anew", new),
        ("10,000 services checked", {"tvgen tenfold": tenfold["tvgen tenfold"]}),
    )
    for title, commands in groups:
        for name, command in commands.items():
            yield title, names[name], command.median * 1000, command.megabytes, len(command.seconds)
        if title.startswith("1,000"):
            copier = one["copier"]
            yield title, "copier, a thousand times that of one", copier.median * 1_000_000, copier.megabytes, 0


def machine(cores, tvgen, bench):
    """What it was measured on."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    lines = [
        f"{cpu.group(1) if cpu else platform.machine()}, {cores} cores of it, "
        f"{int(memory.group(1)) / 1024 / 1024:.0f} GB of memory, {platform.system()} {platform.release()}",
        first_line(tvgen, "--version"),
        first_line("git", "--version"),
        first_line("diff", "--version"),
        first_line("cp", "--version"),
        first_line(bench.jrsonnet, "--version"),
        first_line(bench.copier, "--version"),
        f"Python {platform.python_version()}, Jinja2 {version('jinja2')}",
    ]
    return lines


def first_line(*words):
    said = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=True).stdout
    return said.splitlines()[0]


def write(root, rows, times, machine):
    """Writes the page and the README's table, and prints the page."""
    page = root / "benches" / "result.md"
    page.write_text(PAGE.format(goals=full(rows), times=table_of(times), machine="\n".join(f"- {line}" for line in machine)))
    sys.stdout.write(page.read_text())
    readme = root / "README.md"
    text = readme.read_text()
    if BEGIN in text:
        before, rest = text.split(BEGIN)
        _, after = rest.split(END)
        where = textwrap.fill(f"Measured on {machine[0]}.", 72)
        readme.write_text(f"{before}{BEGIN}\n{narrow(rows)}\n{where}\n\n{END}{after}")


def full(rows):
    return goals_table([(row.what, row) for row in rows])


def narrow(rows):
    return goals_table([(row.short, row) for row in rows])


def goals_table(rows):
    cells = [(what, row.goal, row.value, "yes" if row.is_met else "no") for what, row in rows]
    return table(("What", "Goal", "Measured", "Met"), cells)


def table_of(times):
    rows = [
        (title, name, f"{milliseconds:,.1f} ms", f"{megabytes:,.0f} MB", str(runs) if runs else "-")
        for title, name, milliseconds, megabytes, runs in times
    ]
    return table(("Job", "Command", "Median", "Memory", "Runs"), rows)


def table(head, rows):
    """A table, its columns as wide as their widest cell."""
    rows = [head, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines) + "\n"


PAGE = """\
# How fast tvgen is

Made by `benches/run.sh`, which measures anew.

## What was to be reached

Each figure is the median of the ratios of paired runs: the commands took turns, on two cores, after a warm-up. Every run of
`tvgen check` compiles each service and checks it against all rules: nothing is cached between runs.

{goals}
## What each command took

{times}
The memory is the most that a run had, and no less than that of the Python that starts it.

## What was compared

The services are those of `benches/fleet.py`: a web service each, deployed to Azure AKS, eight files and about 1,900 lines. They
differ in name, title, owner, port, Ruby, Alpine, namespace, and one in five has another registry and another environment. Half of
the specs extend the platform's, half say all themselves.

- The others write the same files byte for byte, but for tvgen's header, whose checksum they cannot have. The run fails if they
  do not. Their templates are made of what tvgen renders. They know no rules, and read nothing back.
- `tvgen check` finds the specs itself, reads them, checks them against all rules, plans, and compares what it would
  write with what is there. `git diff` compares stamps of time and reads no file, `diff -rq` reads two trees and knows nothing of
  either.
- The script has one process for all services, one core, its templates loaded once, and compares in memory. Its values are JSON.
- jrsonnet has one process for all services, on one core, writes them beside, and `diff -rq` compares.
- copier has one process a service, writes it beside, and `diff -rq` compares. A thousand services are a thousand times one.
- `tvgen render` replaces each file atomically, and reads all back with unrelated parsers before.

## The machine

{machine}
"""
