"""Tables of the app: one line a room."""

from routing.cases.models import *  # noqa: F403
