"""A finding of a linter."""

from typing import NamedTuple


class Finding(NamedTuple):
    tool: str
    rule: str
    location: str
    message: str
