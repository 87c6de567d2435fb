"""What a judge says."""

from typing import NamedTuple


class Finding(NamedTuple):
    tool: str
    rule: str
    place: str
    message: str
