"""Pieces of the build of the region: each reads published source files and gives rows that are always the same."""
