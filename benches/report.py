"""Writes the measurements as Markdown: a page, and a table for the README."""

import platform
import re
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from measure import ratio

BEGIN, END = "<!-- begin: benches/run.sh -->\n", "<!-- end: benches/run.sh -->\n"


@dataclass
class Goal:
    """A goal for a measure, and its measured value."""

    measure: str
    goal: str
    value: str
    is_met: bool


def at_most(measure, limit, value):
    return Goal(measure, f"at most {limit}x", f"{value:.2f}x", value <= limit)


def at_least(measure, limit, value):
    return Goal(measure, f"at least {limit}x", f"{value:.0f}x" if value >= 10 else f"{value:.2f}x", value >= limit)


def goals(one, tvgen_with_copier, many, new, tenfold):
    """The goals, in their order."""
    megabytes = tenfold["tvgen tenfold"].megabytes
    return [
        at_most(
            "`tvgen check` of one service, compared with `git diff --exit-code` of the same tree",
            1.5,
            ratio(one["tvgen"], one["git"]),
        ),
        at_least(
            "`tvgen check` of one service is faster than the script with Jinja2 by",
            40,
            ratio(one["script"], one["tvgen"]),
        ),
        at_least(
            "`tvgen check` of one service is faster than copier by",
            100,
            ratio(one["copier"], tvgen_with_copier),
        ),
        at_most(
            "`tvgen check` of 1,000 services, compared with `diff -rq` of two rendered copies",
            1,
            ratio(many["tvgen"], many["diff"]),
        ),
        at_least(
            "`tvgen check` of 1,000 services is faster than the script with Jinja2 by",
            10,
            ratio(many["script"], many["tvgen"]),
        ),
        at_most(
            "`tvgen check` of 10,000 services, compared with 1,000",
            12,
            ratio(tenfold["tvgen tenfold"], tenfold["tvgen"]),
        ),
        Goal("Peak memory of `tvgen check` of 10,000 services", "under 64 MB", f"{megabytes:.0f} MB", megabytes < 64),
        at_most(
            "`tvgen render` of 1,000 new services, compared with `cp -r` of the result",
            4,
            ratio(new["render"], new["cp"]),
        ),
    ]


def times(one, many, new, tenfold):
    """The measurements of each command: `(job, command, median in milliseconds, peak megabytes, runs)`."""
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
        ("1,000 services rendered", new),
        ("10,000 services checked", {"tvgen tenfold": tenfold["tvgen tenfold"]}),
    )
    for title, commands in groups:
        for name, command in commands.items():
            yield title, names[name], command.median * 1000, command.megabytes, len(command.seconds)
        if title.startswith("1,000"):
            copier = one["copier"]
            yield title, "copier, a thousand times that of one", copier.median * 1_000_000, copier.megabytes, 0


def machine(cores, tvgen, bench):
    """The machine and the versions of the programs."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    lines = [
        f"{cpu.group(1) if cpu else platform.machine()}, {cores} cores, {int(memory.group(1)) / 1024 / 1024:.0f} GB, "
        f"{platform.system()} {'.'.join(platform.release().split('.')[:2])}",
        first_line(tvgen, "--version"),
        first_line("git", "--version"),
        first_line("diff", "--version"),
        first_line("cp", "--version"),
        first_line(bench.jrsonnet, "--version"),
        first_line(bench.copier, "--version"),
        f"Python {platform.python_version()}, Jinja2 {version('jinja2')}",
    ]
    return lines


def first_line(*arguments):
    output = subprocess.run([str(word) for word in arguments], capture_output=True, text=True, check=True).stdout
    return output.splitlines()[0]


def write(root, goals, times, machine):
    """Writes the page and the README's table, and prints the page."""
    times = list(times)
    page = root / "benches" / "result.md"
    page.write_text(
        PAGE.format(goals=goals_table(goals), times=times_table(times), machine="\n".join(f"- {line}" for line in machine))
    )
    sys.stdout.write(page.read_text())
    readme = root / "README.md"
    text = readme.read_text()
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    source = textwrap.fill(f"Measured on {machine[0]}.", 72)
    readme.write_text(f"{before}{BEGIN}\n{readme_table(times)}\n{source}\n\n{END}{after}")


def readme_table(times):
    """The time of each command for one service and for 1,000, and how many times as long as tvgen's that is."""
    one = {command: milliseconds for job, command, milliseconds, *_ in times if job == "One service checked"}
    many = {command: milliseconds for job, command, milliseconds, *_ in times if job == "1,000 services checked"}
    thousand_copiers = "copier, a thousand times that of one"
    commands = (
        ("`tvgen check`", "tvgen", "tvgen"),
        ("`git diff`", "`git diff --exit-code`", "`git diff --exit-code`"),
        ("jrsonnet", "jrsonnet", "jrsonnet"),
        ("Jinja2 script", "script with Jinja2", "script with Jinja2"),
        ("copier", "copier", thousand_copiers),
    )
    rows = [
        (name, with_factor(one[single], one["tvgen"]), with_factor(many[thousand], many["tvgen"]))
        for name, single, thousand in commands
    ]
    return table(("Command", "1 service", "1,000 services"), rows)


def with_factor(milliseconds, tvgen):
    """A time, and how many times tvgen's it is."""
    seconds = f"{milliseconds:,.0f} ms" if milliseconds < 1000 else f"{milliseconds / 1000:,.1f} s"
    factor = milliseconds / tvgen
    return seconds if factor == 1 else f"{seconds} ({factor:,.0f}x)" if factor >= 10 else f"{seconds} ({factor:.2g}x)"


def goals_table(goals):
    rows = [(goal.measure, goal.goal, goal.value, "yes" if goal.is_met else "no") for goal in goals]
    return table(("Measure", "Goal", "Measured", "Met"), rows)


def times_table(times):
    rows = [
        (title, name, f"{milliseconds:,.1f} ms", f"{megabytes:,.0f} MB", str(runs) if runs else "-")
        for title, name, milliseconds, megabytes, runs in times
    ]
    return table(("Job", "Command", "Median", "Memory", "Runs"), rows)


def table(head, rows):
    """A Markdown table with aligned columns."""
    rows = [head, *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines) + "\n"


PAGE = """\
# Benchmarks

Generated by `benches/run.sh`.

## Goals

Each figure is the median of the ratios of paired runs: the commands alternate, on two cores, after a warm-up run. Each run of
`tvgen check` compiles every service and checks it against all rules; nothing is cached between runs.

{goals}
For `tvgen render`, the goal allows twice the time of `cp -r` to write the files, and as much again to verify them.

## Times

{times}
Memory is the peak resident size of a run, and at least that of the Python process that starts it.

## Method

The services are generated by `benches/fleet.py`: web services deployed to Azure AKS, each with eight generated files of about
1,900 lines. They differ in name, title, owner, port, Ruby, Alpine and namespace; every fifth has another registry and another
environment. Half of the specs extend a base spec.

- All tools write the same files byte for byte, except for tvgen's header with its checksum; the benchmark fails if they differ.
  The templates of the other tools are derived from tvgen's output. They check no rules and verify no output.
- `tvgen check` finds the specs, parses them, checks them against all rules, plans, renders and compares with the files on disk.
  `git diff` compares timestamps and reads no file; `diff -rq` compares two directory trees.
- The script runs as one process on one core for all services, loads its templates once, and compares in memory. Its values are
  JSON.
- jrsonnet runs as one process on one core for all services and writes to another directory, which `diff -rq` compares.
- copier runs as one process per service and writes to another directory, which `diff -rq` compares. Its time for 1,000 services
  is a thousand times that for one.
- `tvgen render` replaces each file atomically, and verifies all outputs with unrelated parsers first.

## Machine

{machine}
"""
