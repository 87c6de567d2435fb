"""Sets of tools that a Makefile must work with: GNU's and others."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import offline

# The tools that Makefiles call.
TOOLS = "awk cat cut date echo expr false grep printf rm sed sh test tr true".split()

# Programs replaced by stubs that record their calls.
CALLED = "az docker kubectl kubelogin terraform".split()
STUB = '#!/bin/sh\nfor word in "${0##*/}" "$@"; do printf \'%s \' "[$word]"; done >> "$CALLS"\necho >> "$CALLS"\n'

# A stub of git that reports the commit and the branch, and records other calls.
GIT = """#!/bin/sh
case "$*" in
  *symbolic-full-name*) printf 'refs/heads/%s\\n' "$BRANCH" ;;
  "rev-parse"*) echo 0123456789abcdef0123456789abcdef01234567 ;;
  "symbolic-ref"*) ;;
  *) for word in git "$@"; do printf '%s ' "[$word]"; done >> "$CALLS"; echo >> "$CALLS" ;;
esac
"""


class Toolchain(NamedTuple):
    """A set of tools."""

    name: str
    make: str
    tools: dict[str, str]


def toolchains() -> list[Toolchain]:
    """All toolchains, GNU's first."""
    busybox, awk, shasum, newest = (find_program(name) for name in ("busybox", "original-awk", "shasum", offline.installed("make")))
    gnu = {name: find_program(name) for name in (*TOOLS, "sha256sum")}
    busybox_tools = {name: busybox for name in (*TOOLS, "sha256sum")}
    macos = {name: busybox for name in TOOLS} | {"awk": awk, "shasum": shasum}
    return [
        Toolchain("gnu", "make", gnu),
        Toolchain("busybox", "make", busybox_tools),
        Toolchain("shasum", "make", macos),
        Toolchain("newest-make", newest, gnu),
    ]


def find_program(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise offline.Failed(f"{program} is missing")
    return path


def install(toolchain: Toolchain, folder: Path) -> Toolchain:
    """Links the tools into an otherwise empty folder."""
    programs = folder / toolchain.name
    programs.mkdir()
    for name, path in toolchain.tools.items():
        (programs / name).symlink_to(path)
    for name, script in {**dict.fromkeys(CALLED, STUB), "git": GIT}.items():
        (programs / name).write_text(script)
        (programs / name).chmod(0o755)
    return toolchain._replace(tools={"PATH": str(programs)})


def busybox_version() -> str:
    """The version of busybox, which differs most from GNU's tools."""
    return re.search(r"\d+(?:\.\d+)+", subprocess.run([find_program("busybox")], capture_output=True, text=True).stdout)[0]
