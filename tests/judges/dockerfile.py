"""The judges of Dockerfiles."""

import json
import re
import shutil
import tempfile
from pathlib import Path

import engine
import offline
from finding import Finding
from tree import Tree

# Off by themselves: one forbids silences, the other wants a health check.
OPTIONAL = ("DL1001", "DL3057")

# More builds at a time and the engine loses track of them.
AT_ONCE = 25


def hadolint(tree: Tree) -> list[Finding] | None:
    if not tree.dockerfiles:
        return None
    rules = [word for rule in OPTIONAL for word in ("--info", rule)]
    rows = offline.run_json([offline.installed("hadolint"), "--no-color", "--format", "json", *rules, *tree.dockerfiles], tree.folder)
    return [Finding("hadolint", row["code"], f"{row['file']}:{row['line']}", row["message"]) for row in rows]


def build_check(tree: Tree) -> list[Finding] | None:
    """What BuildKit's own checks say. It is sent a Dockerfile and its .dockerignore alone."""
    if not tree.dockerfiles:
        return None
    engine.version()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, len(tree.dockerfiles), AT_ONCE):
            found += check(tree, tree.dockerfiles[first : first + AT_ONCE], Path(folder))
    return found


def check(tree: Tree, files: tuple[str, ...], folder: Path) -> list[Finding]:
    targets = {f"target-{number}": target(tree, file, folder) for number, file in enumerate(files)}
    command = ["buildx", "bake", "--progress=plain", "--file=-", "--call=check,format=json", *targets]
    done = engine.docker(*command, folder=folder, codes=(), text=json.dumps({"target": targets}))
    verdicts = offline.read_json("docker buildx bake", done)["target"]
    found = []
    for name, file in zip(targets, files, strict=True):
        verdict = verdicts[name]["check"]
        for warning in verdict["warnings"] or []:
            found.append(Finding("build-check", warning["ruleName"], place(file, warning), warning["detail"]))
        if "buildError" in verdict:
            found.append(Finding("build-check", "error", place(file, verdict["buildError"]), verdict["buildError"]["message"]))
    if done.returncode != 0 and not found:
        raise offline.Failed(f"docker buildx bake ended with {done.returncode} and names no finding: {done.stderr[-300:]}")
    return found


def target(tree: Tree, file: str, folder: Path) -> dict:
    """What to check, in a context with nothing else in it."""
    service = tree.service(file)
    context = folder / file.replace("/", "-")
    for name in (file, *tree.dockerignores):
        if tree.service(name) == service:
            copy = context / Path(name).relative_to(service)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(tree.folder / name, copy)
    return {
        "args": {"BUILDKIT_DOCKERFILE_CHECK": "experimental=all"},
        "context": context.name,
        "contexts": {image: f"docker-image://{engine.stand_in()}" for image in images(tree.text(file))},
        "dockerfile": str(Path(file).relative_to(service)),
    }


def images(dockerfile: str) -> list[str]:
    """The images that it builds on or copies from, by the names under which the engine looks for them."""
    stages = set(re.findall(r"^FROM \S+ AS (\S+)$", dockerfile, re.MULTILINE | re.IGNORECASE))
    named = re.findall(r"^FROM (\S+)|^COPY .*--from=(\S+)", dockerfile, re.MULTILINE | re.IGNORECASE)
    images = {"".join(names) for names in named} - stages
    return sorted(re.sub(r"^docker\.io/(library/)?|:latest$", "", image) for image in images)


def place(file: str, verdict: dict) -> str:
    ranges = (verdict.get("location") or {}).get("ranges") or [{"start": {"line": 1}}]
    return f"{file}:{ranges[0]['start']['line']}"
