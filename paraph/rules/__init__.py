"""The language rules: what a text says is held against what guidance says of instruments which do not bind.

A rule is a file in `rules/`: data. Its `kind` names the Python which applies it. Rules read a text as `Prose`,
whoever wrote it, and give findings; they change nothing.
"""
