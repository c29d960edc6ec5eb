"""The TypeScript client's generated part: types and resources."""

from clients.generate.api import Api


def typescript_files(api: Api) -> dict[str, str]:
    """The texts by their paths below `clients/typescript/src/generated`."""
    return {} if api else {}
