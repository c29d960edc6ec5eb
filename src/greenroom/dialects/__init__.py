"""The faces of the catalogue: one folder for each API, and `kit`, which they are made with."""
