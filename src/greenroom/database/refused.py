"""Why a database can't be opened, backed up or restored as things are."""


class Refused(Exception):
    """One sentence for the person at the terminal: what is the matter and what to do about it."""
