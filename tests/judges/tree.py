"""The files that are judged."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tree:
    folder: Path
    dockerfiles: tuple[str, ...]
    makefiles: tuple[str, ...]
    workflows: tuple[str, ...]
    dependabot: tuple[str, ...]
    dockerignores: tuple[str, ...]
    make_variables: tuple[str, ...]

    @classmethod
    def read(cls, folder: Path, make_variables: tuple[str, ...] = ()) -> "Tree":
        def files(*patterns: str) -> tuple[str, ...]:
            paths = (path for pattern in patterns for path in folder.glob(pattern))
            return tuple(sorted(str(path.relative_to(folder)) for path in paths))

        return cls(
            folder=folder.resolve(),
            dockerfiles=files("Dockerfile", "*/Dockerfile"),
            makefiles=files("Makefile", "Makefile.*"),
            workflows=files(".github/workflows/*.y*ml"),
            dependabot=files(".github/dependabot.y*ml"),
            dockerignores=files(".dockerignore", "*/*.dockerignore"),
            make_variables=make_variables,
        )

    def files(self) -> tuple[str, ...]:
        return self.dockerfiles + self.makefiles + self.workflows + self.dependabot + self.dockerignores

    def text(self, file: str) -> str:
        return (self.folder / file).read_text(encoding="utf-8")
