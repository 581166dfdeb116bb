"""What kind of appeal a text is, by which words, and whom it complains of."""

from routing.understanding.kind.bodies import BodyNames
from routing.understanding.kind.reading import KindRead, read_kind

__all__ = ["BodyNames", "KindRead", "read_kind"]
