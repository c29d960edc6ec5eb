"""Scenes and common knowledge of somebody's, through a served process."""

from typing import Any, NamedTuple

from tests.dialects.inworld.studio import Studio


class Sort(NamedTuple):
    """A collection: its segment, the field of its list, what one is called, and a field of a thing for texts."""

    path: str
    many: str
    noun: str
    prefix: str
    texts: str


SCENES = Sort("scenes", "scenes", "scene", "scene", "commonKnowledge")
KNOWLEDGE = Sort(
    "common-knowledge", "commonKnowledge", "common knowledge", "common_knowledge", "memoryRecords"
)


class Things:
    """Those of one sort in a workspace."""

    def __init__(self, studio: Studio, sort: Sort) -> None:
        self.studio, self.sort = studio, sort
        self.path = f"{studio.workspace}/{sort.path}"

    def create(self, body: Any = None, **options: Any) -> Any:
        options = options if body is None else {"json": body} | options
        return self.studio.ask("POST", self.path, **options)

    def named(self, title: str, **fields: Any) -> str:
        return str(self.create({"displayName": title} | fields)["name"])

    def page(self, **query: Any) -> Any:
        found = self.studio.ask("GET", self.path, params=query)
        assert set(found) == {self.sort.many, "nextPageToken"}
        return found

    def titles(self, **query: Any) -> list[str]:
        """The titles of a list, through all its pages."""
        found, token = [], ""
        while True:
            page = self.page(pageToken=token, **query)
            found += [shown["displayName"] for shown in page[self.sort.many]]
            token = page["nextPageToken"]
            if not token:
                return found
