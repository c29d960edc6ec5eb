"""Functions: source code that characters are connected to. It is kept and never run."""
