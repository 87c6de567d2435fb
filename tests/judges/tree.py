"""The files to lint."""

from dataclasses import dataclass
from pathlib import Path

# The locations of each kind of file in a service: more than tvgen's defaults, because a spec can move its outputs.
PATTERNS = {
    "dockerfiles": ("Dockerfile*", "*/Dockerfile*"),
    "makefiles": ("Makefile", "Makefile.*", "*/*.mk"),
    "workflows": (".github/workflows/*.y*ml",),
    "dependabot": (".github/dependabot.y*ml",),
    "actions": ("action.y*ml",),
    "dockerignores": (".dockerignore", "*.dockerignore", "*/*.dockerignore"),
    "pages": ("documentation/*.md", "docs/*.md", "spec/*.md"),
}

# Endings of files that are named like Dockerfiles.
NOT_DOCKERFILES = (".dockerignore", ".j2")


@dataclass(frozen=True)
class Tree:
    """The files of one or more services, with paths relative to `folder`."""

    folder: Path
    services: tuple[str, ...]
    dockerfiles: tuple[str, ...]
    makefiles: tuple[str, ...]
    workflows: tuple[str, ...]
    dependabot: tuple[str, ...]
    actions: tuple[str, ...]
    dockerignores: tuple[str, ...]
    pages: tuple[str, ...]
    make_variables: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Path, make_variables: tuple[str, ...] = ()) -> "Tree":
        """The service in `folder`."""
        return cls.find(folder, ("",), make_variables)

    @classmethod
    def read_all(cls, folder: Path) -> "Tree":
        """The services in the subfolders of `folder`, as one tree, because most linters take longer to start than to lint."""
        return cls.find(folder, tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())))

    @classmethod
    def find(cls, folder: Path, services: tuple[str, ...], make_variables: tuple[str, ...] = ()) -> "Tree":
        def files(kind: str) -> tuple[str, ...]:
            found = {path for service in services for pattern in PATTERNS[kind] for path in (folder / service).glob(pattern)}
            names = sorted(str(path.relative_to(folder)) for path in found if path.is_file())
            return tuple(name for name in names if kind != "dockerfiles" or not name.endswith(NOT_DOCKERFILES))

        kinds = {kind: files(kind) for kind in PATTERNS}
        return cls(folder=folder.resolve(), services=services, make_variables=make_variables, **kinds)

    def service(self, file: str) -> str:
        """The service of a file."""
        return next(service for service in self.services if not service or file.startswith(f"{service}/"))

    def files(self) -> tuple[str, ...]:
        return tuple(file for kind in PATTERNS for file in getattr(self, kind))

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")
