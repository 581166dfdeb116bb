"""People and their data in a text: names, phones, documents, flats; and the text without them."""

from routing.understanding.people.finding import AUTHOR, find_people, hide

__all__ = ["AUTHOR", "find_people", "hide"]
