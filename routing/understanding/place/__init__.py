"""Reading places: streets, houses, settlements and points, resolved in the register of a region. Needs no Django."""

from routing.understanding.place.reader import Location, PlaceReader
from routing.understanding.place.suggest import Suggestion

__all__ = ["Location", "PlaceReader", "Suggestion"]
