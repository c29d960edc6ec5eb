"""The folders of the studio: each is a page, or what pages share. Whatever folder there is, is part of the studio."""

from importlib.resources import files

PACKAGE = "greenroom.studio"


def having(module: str) -> list[str]:
    """The folders that have a module of this name."""
    found = [
        one.name for one in files(PACKAGE).iterdir() if one.is_dir() and (one / f"{module}.py").is_file()
    ]
    return sorted(found)
