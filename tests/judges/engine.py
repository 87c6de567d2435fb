"""The container engine that is there to judge: tests/engine/up.sh starts it."""

import io
import os
import subprocess
import tarfile
from functools import cache
from pathlib import Path

import offline

HOME = Path(os.environ.get("ENGINE_HOME", Path(__file__).parents[2] / "target/engine")).absolute()
CLIENT = str(HOME / "root/usr/bin/docker")
VARIABLES = {"DOCKER_HOST": f"unix://{HOME}/docker.sock", "DOCKER_CONFIG": str(HOME / "config")}

# Stands for every image that a Dockerfile names: no registry is asked, and a check looks at nothing but the image's variables.
STAND_IN = "tvgen.invalid/stand-in"


def docker(*words: str, folder: Path = HOME.parent, codes: tuple[int, ...] = (0,), text: str = "") -> subprocess.CompletedProcess:
    version()
    return offline.run([CLIENT, *words], folder, codes, text, VARIABLES)


@cache
def version() -> str:
    """What the engine calls itself. Without one, a developer is told; where all must be judged, that is a fault."""
    try:
        return offline.run([CLIENT, "version", "--format", "{{.Server.Version}}"], Path("/"), (0,), variables=VARIABLES).stdout.strip()
    except offline.Failed as error:
        if os.environ.get("CI") == "true":
            raise
        raise offline.Skipped("no container engine runs here, start it with tests/engine/up.sh") from error


@cache
def stand_in() -> str:
    if docker("image", "inspect", STAND_IN, codes=(0, 1)).returncode != 0:
        empty = io.BytesIO()
        tarfile.open(fileobj=empty, mode="w").close()
        docker("import", "--change", "ENV PATH=/usr/local/bin:/usr/bin:/bin", "-", STAND_IN, text=empty.getvalue().decode())
    return STAND_IN
