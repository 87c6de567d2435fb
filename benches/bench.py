"""bench.py [--smoke] TVGEN: compares tvgen with other tools on the same services, and writes the results.

With --smoke, only checks that all tools write the same files.
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
from measure import Command, run_alternately

import report

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "target" / "bench"
WORK = TOOLS / "work"
# A fixed day, on which no version in the specs is past its end of life.
DAY = "2026-06-01"
MANY, TENFOLD = 1000, 10000
# Copier takes half a second per service, so the check uses only a few.
COPIER_SERVICES = 20


class Bench:
    """The folders and programs of a run."""

    def __init__(self, tvgen, many):
        self.tvgen = [str(Path(tvgen).resolve()), "--today", DAY]
        self.many = many
        self.python = str(TOOLS / "venv" / "bin" / "python")
        self.copier = str(TOOLS / "venv" / "bin" / "copier")
        self.jrsonnet = str(TOOLS / "bin" / "jrsonnet")
        self.first = fleet.service(0)["name"]

    def prepare(self):
        """Writes the services, their generated files, and the templates of the other tools."""
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        measure.capture_output(WORK)
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
        copy_outputs(WORK / "fleet", WORK / "copy")
        copy_outputs(WORK / "fleet", WORK / "other copy")
        self.commit(WORK / "fleet")
        shutil.copytree(WORK / "fleet" / self.first, WORK / "one" / self.first)
        shutil.copy(WORK / "fleet" / "platform.toml", WORK / "one")
        self.commit(WORK / "one")
        for name in ("script", "jsonnet", "copier"):
            self.write_bodies(WORK / name)

    def call(self, *arguments):
        subprocess.run([*self.tvgen, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL, env=measure.ENVIRONMENT)

    def commit(self, folder):
        """Commits `folder`, with old timestamps so that git need not read the files again."""
        for path in folder.rglob("*"):
            os.utime(path, (1_700_000_000, 1_700_000_000), follow_symlinks=False)
        git = ["git", "-C", str(folder), "-c", "user.name=bench", "-c", "user.email=bench@localhost"]
        for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "All"], ["status", "--short"]):
            subprocess.run([*git, *arguments], check=True, stdout=subprocess.DEVNULL)

    def write_bodies(self, folder):
        """Writes the generated files of each service without tvgen's header: the expected files of the other tools."""
        for service in sorted((WORK / "copy").iterdir()):
            for path, text in rivals.read_bodies(service).items():
                target = folder / service.name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text)

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
        arguments = [self.python, str(ROOT / "benches" / "script.py"), command, *map(str, folders)]
        return Command(arguments, prepare)

    def jsonnet(self, program, out):
        options = ["--string", "--no-trailing-newline", "--create-output-dirs", "--multi", str(out)]
        arguments = [self.jrsonnet, *options, str(WORK / "templates" / "jsonnet" / program)]
        return Command(arguments, lambda: shutil.rmtree(out, ignore_errors=True))

    def jsonnet_check(self, program, out, expected):
        command = self.jsonnet(program, out)
        return Command(compare_after(command.arguments, out, expected), command.prepare)

    def copy(self, name, out):
        options = ["--quiet", "--defaults", "--data-file", str(WORK / "values" / f"{name}.json")]
        return [self.copier, "copy", *options, str(WORK / "templates" / "copier"), str(out / name)]

    def copier_check(self, name, out):
        arguments = compare_after(self.copy(name, out), out / name, WORK / "copier" / name)
        return Command(arguments, lambda: shutil.rmtree(out, ignore_errors=True))

    def git_diff(self, folder):
        return Command([shutil.which("git"), "-C", str(folder), "diff", "--exit-code"])

    def diff(self, one, other):
        return Command([shutil.which("diff"), "-rq", str(one), str(other)])

    # Comparison of the files

    def compare_tools(self):
        """Exits if an installed tool does not write the files of every service byte for byte; returns the installed tools."""
        tools = []
        if Path(self.python).exists():
            self.script("render", WORK / "values", WORK / "made").run()
            self.compare("script")
            self.script("check", WORK / "values", WORK / "script").run()
            tools.append("script")
        if Path(self.jrsonnet).exists():
            self.jsonnet("all.jsonnet", WORK / "made").run()
            self.compare("jsonnet")
            tools.append("jsonnet")
        if Path(self.copier).exists():
            shutil.rmtree(WORK / "made", ignore_errors=True)
            names = [fleet.service(number)["name"] for number in range(min(COPIER_SERVICES, self.many))]
            for name in names:
                subprocess.run(self.copy(name, WORK / "made"), check=True)
            self.compare("copier", names)
            tools.append("copier")
        return tools

    def compare(self, name, services=None):
        services = services or sorted(os.listdir(WORK / name))
        written = sorted(os.listdir(WORK / "made"))
        if written != services:
            sys.exit(f"{name} wrote {len(written)} of {len(services)} services")
        for service in services:
            compare_folders(WORK / name / service, WORK / "made" / service, name)


def compare_after(arguments, out, expected):
    """The command `arguments`, followed by `diff -rq` of its output and the expected files."""
    return ["/bin/sh", "-c", shlex.join(arguments) + " && exec " + shlex.join(["diff", "-rq", str(out), str(expected)])]


def copy_outputs(folder, target):
    """Copies the generated files in `folder`, without the specs."""
    for service in folder.iterdir():
        if service.is_dir():
            shutil.copytree(service, target / service.name, ignore=shutil.ignore_patterns("tvgen.toml", ".git"))


def compare_folders(expected, written, name):
    files = sorted(str(path.relative_to(expected)) for path in expected.rglob("*") if path.is_file())
    found = sorted(str(path.relative_to(written)) for path in written.rglob("*") if path.is_file())
    if files != found:
        sys.exit(f"{name} wrote other files than tvgen in {written}: {set(files) ^ set(found)}")
    _, different, errors = filecmp.cmpfiles(expected, written, files, shallow=False)
    if different or errors:
        sys.exit(f"{name} wrote other contents than tvgen in {written}: {different + errors}")


def check_one(bench):
    first = bench.first
    commands = {
        "tvgen": bench.check(WORK / "one" / first),
        "nothing": Command([shutil.which("true")]),
        "git": bench.git_diff(WORK / "one"),
        "jsonnet": bench.jsonnet_check("one.jsonnet", WORK / "made one", WORK / "jsonnet" / first),
        "script": bench.script("check", WORK / "values" / f"{first}.json", WORK / "script"),
        "copier": bench.copier_check(first, WORK / "copied"),
    }
    run_alternately([command for name, command in commands.items() if name != "copier"], rounds=25, warm_ups=3)
    # Copier is slow and runs less often, so tvgen is measured again next to it.
    tvgen_with_copier = bench.check(WORK / "one" / first)
    run_alternately([tvgen_with_copier, commands["copier"]], rounds=5, warm_ups=1)
    return commands, tvgen_with_copier


def check_many(bench):
    commands = {
        "tvgen": bench.check(WORK / "fleet"),
        "diff": bench.diff(WORK / "copy", WORK / "other copy"),
        "git": bench.git_diff(WORK / "fleet"),
        "jsonnet": bench.jsonnet_check("all.jsonnet", WORK / "made", WORK / "jsonnet"),
        "script": bench.script("check", WORK / "values", WORK / "script"),
    }
    run_alternately(list(commands.values()), rounds=5, warm_ups=1)
    return commands


def render_new(bench):
    def remove(path):
        return lambda: shutil.rmtree(path, ignore_errors=True)

    commands = {
        "render": bench.render(WORK / "fresh"),
        "cp": Command([shutil.which("cp"), "-r", str(WORK / "copy"), str(WORK / "copied")], remove(WORK / "copied")),
        "jsonnet": bench.jsonnet("all.jsonnet", WORK / "made"),
        "script": bench.script("render", WORK / "values", WORK / "made script", remove(WORK / "made script")),
    }
    run_alternately(list(commands.values()), rounds=5, warm_ups=1)
    for name in ("copied", "fresh", "made", "made script"):
        shutil.rmtree(WORK / name)
    return commands


def check_tenfold(bench):
    fleet.write(WORK / "tenfold", TENFOLD)
    bench.call("render", "--quiet", WORK / "tenfold")
    commands = {"tvgen tenfold": bench.check(WORK / "tenfold"), "tvgen": bench.check(WORK / "fleet")}
    run_alternately(list(commands.values()), rounds=3, warm_ups=1)
    shutil.rmtree(WORK / "tenfold")
    return commands


def main(arguments):
    is_smoke = "--smoke" in arguments
    tvgen = arguments[-1]
    bench = Bench(tvgen, many=3 if is_smoke else MANY)
    bench.prepare()
    tools = bench.compare_tools()
    if is_smoke:
        bench.check(WORK / "fleet").run()
        bench.diff(WORK / "copy", WORK / "other copy").run()
        bench.git_diff(WORK / "fleet").run()
        print(f"benches: identical files from tvgen, {', '.join(tools) or 'no other tool is installed'}")
        return
    cores = measure.use_two_cores()
    one, tvgen_with_copier = check_one(bench)
    many = check_many(bench)
    new = render_new(bench)
    tenfold = check_tenfold(bench)
    rows = report.goals(one, tvgen_with_copier, many, new, tenfold)
    machine = report.machine(cores, tvgen, bench)
    report.write(ROOT, rows, report.times(one, many, new, tenfold), machine)


if __name__ == "__main__":
    main(sys.argv[1:])
