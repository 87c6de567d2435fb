"""Measures tvgen beside what one would pick instead, on the same services in one run, and writes down what came of it.

bench.py [--smoke] TVGEN
"""

import filecmp
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import fleet
import measure
import rivals
from measure import Command, in_turn

import report

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "target" / "bench"
WORK = TOOLS / "work"
# Whatever the day, nothing of the specs is past its end of life.
DAY = "2026-06-01"
MANY, TENFOLD = 1000, 10000
# Copier takes half a second for a service: nobody waits for a thousand of them.
COPIED = 20


class Bench:
    """The folders and the programs of a run."""

    def __init__(self, tvgen, many):
        self.tvgen = [str(Path(tvgen).resolve()), "--today", DAY]
        self.many = many
        self.python = str(TOOLS / "venv" / "bin" / "python")
        self.copier = str(TOOLS / "venv" / "bin" / "copier")
        self.jrsonnet = str(TOOLS / "bin" / "jrsonnet")
        self.first = fleet.service(0)["name"]

    def prepare(self):
        """Makes the services, their files, and the templates of the others."""
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        measure.keep_apart(WORK)
        fleet.write(WORK / "fleet", self.many)
        fleet.write_values(WORK / "values", self.many)
        marks = WORK / "marks"
        for size in ("small", "large"):
            (marks / size).mkdir(parents=True)
            spec = fleet.spec({**fleet.MARKS, "large": size == "large"}, extends=False)
            (marks / size / "tvgen.toml").write_text(spec)
        self.call("render", "--quiet", marks)
        rivals.write(WORK / "templates", marks / "small", marks / "large", self.many)
        self.call("render", "--quiet", WORK / "fleet")
        outputs(WORK / "fleet", WORK / "copy")
        outputs(WORK / "fleet", WORK / "other copy")
        self.keep_in_git(WORK / "fleet")
        shutil.copytree(WORK / "fleet" / self.first, WORK / "one" / self.first)
        shutil.copy(WORK / "fleet" / "platform.toml", WORK / "one")
        self.keep_in_git(WORK / "one")
        for name in ("script", "jsonnet", "copier"):
            self.bodies(WORK / name)

    def call(self, *words):
        subprocess.run([*self.tvgen, *map(str, words)], check=True, stdout=subprocess.DEVNULL, env=measure.ENVIRONMENT)

    def keep_in_git(self, folder):
        """Commits all of `folder`, so long after it was written that git need not look into it again."""
        for path in folder.rglob("*"):
            os.utime(path, (1_700_000_000, 1_700_000_000), follow_symlinks=False)
        git = ["git", "-C", str(folder), "-c", "user.name=bench", "-c", "user.email=bench@localhost"]
        for words in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All"], ["status", "--short"]):
            subprocess.run([*git, *words], check=True, stdout=subprocess.DEVNULL)

    def bodies(self, folder):
        """What tvgen wrote for each service, without its header: the files that the others are to write."""
        for own in sorted((WORK / "copy").iterdir()):
            for path, text in rivals.bodies(own).items():
                into = folder / own.name / path
                into.parent.mkdir(parents=True, exist_ok=True)
                into.write_text(text)

    # The commands

    def check(self, folder):
        return Command([*self.tvgen, "check", "--quiet", str(folder)])

    def render(self, folder):
        def prepare():
            shutil.rmtree(folder, ignore_errors=True)
            fleet.write(folder, self.many)

        return Command([*self.tvgen, "render", "--quiet", str(folder)], prepare)

    def script(self, command, values, out, prepare=lambda: None):
        folders = [WORK / "templates" / "jinja", values, out]
        words = [self.python, str(ROOT / "benches" / "script.py"), command, *map(str, folders)]
        return Command(words, prepare)

    def jsonnet(self, program, out):
        options = ["--string", "--no-trailing-newline", "--create-output-dirs", "--multi", str(out)]
        words = [self.jrsonnet, *options, str(WORK / "templates" / "jsonnet" / program)]
        return Command(words, lambda: shutil.rmtree(out, ignore_errors=True))

    def jsonnet_check(self, program, out, expected):
        made = self.jsonnet(program, out)
        return Command(then_compared(made.words, out, expected), made.prepare)

    def copy(self, name, out):
        options = ["--quiet", "--defaults", "--data-file", str(WORK / "values" / f"{name}.json")]
        return [self.copier, "copy", *options, str(WORK / "templates" / "copier"), str(out / name)]

    def copier_check(self, name, out):
        words = then_compared(self.copy(name, out), out / name, WORK / "copier" / name)
        return Command(words, lambda: shutil.rmtree(out, ignore_errors=True))

    def git_diff(self, folder):
        return Command([shutil.which("git"), "-C", str(folder), "diff", "--exit-code"])

    def diff(self, one, other):
        return Command([shutil.which("diff"), "-rq", str(one), str(other)])

    # Whether all make the same

    def agree(self):
        """Fails unless each of the others that is installed makes the files of every service byte for byte."""
        seen = []
        if Path(self.python).exists():
            self.script("render", WORK / "values", WORK / "made").run()
            self.same("script")
            self.script("check", WORK / "values", WORK / "script").run()
            seen.append("script")
        if Path(self.jrsonnet).exists():
            self.jsonnet("all.jsonnet", WORK / "made").run()
            self.same("jsonnet")
            seen.append("jsonnet")
        if Path(self.copier).exists():
            shutil.rmtree(WORK / "made", ignore_errors=True)
            names = [fleet.service(number)["name"] for number in range(min(COPIED, self.many))]
            for name in names:
                subprocess.run(self.copy(name, WORK / "made"), check=True)
            self.same("copier", names)
            seen.append("copier")
        return seen

    def same(self, name, services=None):
        services = services or sorted(os.listdir(WORK / name))
        made = sorted(os.listdir(WORK / "made"))
        if made != services:
            sys.exit(f"{name} made {len(made)} services of {len(services)}")
        for service in services:
            differences(WORK / name / service, WORK / "made" / service, name)


def then_compared(words, made, expected):
    """The command `words`, and `diff -rq` of what it made and what is expected."""
    return ["/bin/sh", "-c", shlex.join(words) + " && exec " + shlex.join(["diff", "-rq", str(made), str(expected)])]


def outputs(folder, into):
    """Copies what was rendered in `folder`: all but the specs."""
    for own in folder.iterdir():
        if own.is_dir():
            shutil.copytree(own, into / own.name, ignore=shutil.ignore_patterns("tvgen.toml", ".git"))


def differences(expected, made, name):
    files = sorted(str(path.relative_to(expected)) for path in expected.rglob("*") if path.is_file())
    found = sorted(str(path.relative_to(made)) for path in made.rglob("*") if path.is_file())
    if files != found:
        sys.exit(f"{name} has other files than tvgen in {made}: {set(files) ^ set(found)}")
    _, different, errors = filecmp.cmpfiles(expected, made, files, shallow=False)
    if different or errors:
        sys.exit(f"{name} says something else than tvgen in {made}: {different + errors}")


def one_service(bench):
    first = bench.first
    commands = {
        "tvgen": bench.check(WORK / "one" / first),
        "nothing": Command([shutil.which("true")]),
        "git": bench.git_diff(WORK / "one"),
        "jsonnet": bench.jsonnet_check("one.jsonnet", WORK / "made one", WORK / "jsonnet" / first),
        "script": bench.script("check", WORK / "values" / f"{first}.json", WORK / "script"),
        "copier": bench.copier_check(first, WORK / "copied"),
    }
    in_turn([command for name, command in commands.items() if name != "copier"], rounds=25, warm_ups=3)
    # The slow one is not run as often as the quick ones, which run beside it again.
    beside_copier = bench.check(WORK / "one" / first)
    in_turn([beside_copier, commands["copier"]], rounds=5, warm_ups=1)
    return commands, beside_copier


def many_services(bench):
    commands = {
        "tvgen": bench.check(WORK / "fleet"),
        "diff": bench.diff(WORK / "copy", WORK / "other copy"),
        "git": bench.git_diff(WORK / "fleet"),
        "jsonnet": bench.jsonnet_check("all.jsonnet", WORK / "made", WORK / "jsonnet"),
        "script": bench.script("check", WORK / "values", WORK / "script"),
    }
    in_turn(list(commands.values()), rounds=5, warm_ups=1)
    return commands


def new_services(bench):
    def gone(path):
        return lambda: shutil.rmtree(path, ignore_errors=True)

    commands = {
        "render": bench.render(WORK / "fresh"),
        "cp": Command([shutil.which("cp"), "-r", str(WORK / "copy"), str(WORK / "copied")], gone(WORK / "copied")),
        "jsonnet": bench.jsonnet("all.jsonnet", WORK / "made"),
        "script": bench.script("render", WORK / "values", WORK / "made script", gone(WORK / "made script")),
    }
    in_turn(list(commands.values()), rounds=5, warm_ups=1)
    for name in ("copied", "fresh", "made", "made script"):
        shutil.rmtree(WORK / name)
    return commands


def ten_times_as_many(bench):
    fleet.write(WORK / "tenfold", TENFOLD)
    bench.call("render", "--quiet", WORK / "tenfold")
    commands = {"tvgen tenfold": bench.check(WORK / "tenfold"), "tvgen": bench.check(WORK / "fleet")}
    in_turn(list(commands.values()), rounds=3, warm_ups=1)
    shutil.rmtree(WORK / "tenfold")
    return commands


def main(arguments):
    is_smoke = "--smoke" in arguments
    tvgen = arguments[-1]
    bench = Bench(tvgen, many=3 if is_smoke else MANY)
    bench.prepare()
    agreeing = bench.agree()
    if is_smoke:
        bench.check(WORK / "fleet").run()
        bench.diff(WORK / "copy", WORK / "other copy").run()
        bench.git_diff(WORK / "fleet").run()
        print(f"benches: the same files from tvgen, {', '.join(agreeing) or 'and nobody else here'}")
        return
    cores = measure.on_two_cores()
    one, beside_copier = one_service(bench)
    many = many_services(bench)
    new = new_services(bench)
    tenfold = ten_times_as_many(bench)
    rows = report.goals(one, beside_copier, many, new, tenfold)
    machine = report.machine(cores, tvgen, bench)
    report.write(ROOT, rows, report.times(one, many, new, tenfold), machine)


if __name__ == "__main__":
    main(sys.argv[1:])
