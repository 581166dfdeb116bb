"""Threats to life or health in a text."""

from routing.understanding.danger.finding import MAX_CHARACTERS, find_danger

__all__ = ["MAX_CHARACTERS", "find_danger"]
