"""The files that are judged."""

from dataclasses import dataclass
from pathlib import Path

# Where each kind of file lies in a service. The outputs of a spec may be moved, so this is more than where tvgen puts them by itself.
PLACES = {
    "dockerfiles": ("Dockerfile*", "*/Dockerfile*"),
    "makefiles": ("Makefile", "Makefile.*", "*/*.mk"),
    "workflows": (".github/workflows/*.y*ml",),
    "dependabot": (".github/dependabot.y*ml",),
    "actions": ("action.y*ml",),
    "dockerignores": (".dockerignore", "*.dockerignore", "*/*.dockerignore"),
    "pages": ("documentation/*.md", "docs/*.md", "spec/*.md"),
}

# What is called like a Dockerfile and is none.
NO_DOCKERFILES = (".dockerignore", ".j2")


@dataclass(frozen=True)
class Tree:
    """The files of one service, or of many; each is named by its path from `folder`."""

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
        return cls.of(folder, ("",), make_variables)

    @classmethod
    def read_all(cls, folder: Path) -> "Tree":
        """The services in the folders of `folder`, as one tree: most judges take longer to start than to judge."""
        return cls.of(folder, tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())))

    @classmethod
    def of(cls, folder: Path, services: tuple[str, ...], make_variables: tuple[str, ...] = ()) -> "Tree":
        def files(kind: str) -> tuple[str, ...]:
            found = {path for service in services for place in PLACES[kind] for path in (folder / service).glob(place)}
            names = sorted(str(path.relative_to(folder)) for path in found if path.is_file())
            return tuple(name for name in names if kind != "dockerfiles" or not name.endswith(NO_DOCKERFILES))

        kinds = {kind: files(kind) for kind in PLACES}
        return cls(folder=folder.resolve(), services=services, make_variables=make_variables, **kinds)

    def service(self, file: str) -> str:
        """The service whose file it is."""
        return next(service for service in self.services if not service or file.startswith(f"{service}/"))

    def files(self) -> tuple[str, ...]:
        return tuple(file for kind in PLACES for file in getattr(self, kind))

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")
