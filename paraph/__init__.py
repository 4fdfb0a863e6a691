"""Paraph assembles Memoranda of Cooperation from a library of clauses."""

__version__ = "0.1.0"
