"""Compares the files that a real build copies from a context with the expected ones of contexts.toml."""

import io
import shutil
import subprocess
import tarfile
import tomllib
from pathlib import Path

from report import Report
from service import HERE, TVGEN
from world import World


def contexts(world: World, report: Report) -> None:
    report.begin("Build contexts")
    for number, context in enumerate(tomllib.loads((HERE / "contexts.toml").read_text("utf-8"))["context"]):
        folder = world.folder / "contexts" / str(number)
        files = [*context["included"], *context["excluded"]]
        dockerignore = render(world, number, context["spec"])
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("", "utf-8")
        shutil.copy(dockerignore, folder / ".dockerignore")
        found = copy_context(folder)
        report.check(
            f"{context['name']}: {len(context['included'])} files are copied, and {len(context['excluded'])} are excluded",
            found == sorted(context["included"]),
            sorted(set(found) ^ set(context["included"])),
        )
        everything = copy_context(folder, dockerignore=False)
        report.check(f"{context['name']}: without a .dockerignore all files are copied", set(files) <= set(everything), everything)


def render(world: World, number: int, spec: str) -> Path:
    """The `.dockerignore` that tvgen renders for a spec."""
    folder = world.folder / "rendered" / str(number)
    folder.mkdir(parents=True)
    (folder / "tvgen.toml").write_text(spec, "utf-8")
    subprocess.run([TVGEN, "render", folder / "tvgen.toml", "--only", "dockerignore", "--quiet"], check=True)
    return folder / ".dockerignore"


def copy_context(folder: Path, dockerignore: bool = True) -> list[str]:
    """The files that `COPY . /` copies from a folder."""
    if not dockerignore:
        (folder / ".dockerignore").write_text("", "utf-8")
    # This Dockerfile is outside the context, because a Dockerfile in the context is one of the files to exclude.
    dockerfile = folder.parent / "Dockerfile"
    dockerfile.write_text("FROM scratch\nCOPY . /\n", "utf-8")
    build = ["docker", "buildx", "build", "--quiet", "--no-cache", "--output", "type=tar,dest=-", "--file", dockerfile, folder]
    done = subprocess.run(build, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        return sorted(member.name for member in archive if not member.isdir())
