"""A repository with the sample application and its generated files."""

import os
import re
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
HOME = Path(os.environ.get("ENGINE_HOME", PROJECT / "target/engine"))
TVGEN = PROJECT / "target/debug/tvgen"
# The owner of the service's images. Parts that run in parallel share the registry, but not their repositories.
OWNER = os.environ.get("OWNER", "acme")
# Files that the image must not contain.
UNWANTED = {".env": "SECRET=must-not-be-shipped\n", "config/.env.local": "SECRET=must-not-be-shipped-either\n"}


class Service:
    def __init__(self, folder: Path, spec: str = "tvgen.toml"):
        self.folder = folder
        shutil.copytree(HERE / "app", folder)
        for lockfile in ("Gemfile.lock", "yarn.lock"):
            shutil.copy(HOME / "image" / lockfile, folder)
        for name, text in UNWANTED.items():
            (folder / name).write_text(text, "utf-8")
        self.edit("tvgen.toml", "/acme", f"/{OWNER}")
        subprocess.run([TVGEN, "render", folder / spec, "--quiet"], check=True)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.git("remote", "add", "origin", "https://github.com/acme/notes.git")
        self.commit("The application")

    @classmethod
    def load(cls, folder: Path) -> "Service":
        """The existing service in `folder`."""
        service = cls.__new__(cls)
        service.folder = folder
        return service

    def git(self, *arguments: str) -> str:
        author = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com"]
        done = subprocess.run(["git", *author, *arguments], cwd=self.folder, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def commit(self, message: str) -> str:
        """Commits all files, including ignored ones, and returns the commit."""
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.head()

    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str) -> None:
        self.git("checkout", "--quiet", "-b", name)

    def change_code(self, revision: int) -> str:
        """Commits a code change that no manifest depends on."""
        file = self.folder / "app/controllers/checks_controller.rb"
        file.write_text(re.sub(r"REVISION = \d+", f"REVISION = {revision}", file.read_text("utf-8")), "utf-8")
        return self.commit(f"Revision {revision}")

    def edit(self, file: str, old: str, new: str) -> None:
        text = self.read(file)
        if text.count(old) < 1:
            raise LookupError(f"{file} does not contain {old!r}")
        (self.folder / file).write_text(text.replace(old, new), "utf-8")

    def read(self, file: str) -> str:
        return (self.folder / file).read_text("utf-8")
