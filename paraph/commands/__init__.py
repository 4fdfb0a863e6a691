"""The verbs: each a module with its help, its arguments and `run`."""
