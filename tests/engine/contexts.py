"""Build contexts full of files that must stay out of images, and which of them a real build copies."""

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
    report.begin("What a build copies of the repository")
    for number, context in enumerate(tomllib.loads((HERE / "contexts.toml").read_text("utf-8"))["context"]):
        folder = world.folder / "contexts" / str(number)
        files = [*context["included"], *context["excluded"]]
        dockerignore = render(world, number, context["spec"])
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("", "utf-8")
        shutil.copy(dockerignore, folder / ".dockerignore")
        found = copied(folder)
        report.check(
            f"{context['name']}: {len(context['included'])} files arrive, and the {len(context['excluded'])} others stay out",
            found == sorted(context["included"]),
            sorted(set(found) ^ set(context["included"])),
        )
        everything = copied(folder, dockerignore=False)
        report.check(f"{context['name']}: without the list all of them arrive", set(files) <= set(everything), everything)


def render(world: World, number: int, spec: str) -> Path:
    """The `.dockerignore` that tvgen renders for a spec."""
    folder = world.folder / "rendered" / str(number)
    folder.mkdir(parents=True)
    (folder / "tvgen.toml").write_text(spec, "utf-8")
    subprocess.run([TVGEN, "render", folder / "tvgen.toml", "--only", "dockerignore", "--quiet"], check=True)
    return folder / ".dockerignore"


def copied(folder: Path, dockerignore: bool = True) -> list[str]:
    """The files that `COPY . /` copies from a folder."""
    if not dockerignore:
        (folder / ".dockerignore").write_text("", "utf-8")
    # Not in the context, whose own Dockerfile must stay out.
    dockerfile = folder.parent / "Dockerfile"
    dockerfile.write_text("FROM scratch\nCOPY . /\n", "utf-8")
    build = ["docker", "buildx", "build", "--quiet", "--no-cache", "--output", "type=tar,dest=-", "--file", dockerfile, folder]
    done = subprocess.run(build, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        return sorted(member.name for member in archive if not member.isdir())
