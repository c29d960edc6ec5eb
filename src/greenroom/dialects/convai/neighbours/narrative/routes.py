"""Narrative design: the operations. All of them are about an own character, named by any spelling of its id."""

from greenroom.dialects.convai.neighbours.narrative import (
    decisions,
    plot,
    positions,
    sections,
    triggers,
    wire,
)
from greenroom.dialects.kit.routes import Handler, Route


def _read(name: str, handler: Handler, body: object, answer: object) -> Route:
    return Route("POST", f"/character/narrative/{name}", handler, body, answer, kind="read")


def _write(name: str, handler: Handler, body: object, answer: object = wire.Done) -> Route:
    return Route(
        "POST", f"/character/narrative/{name}", handler, body, answer, creates=name.startswith("create")
    )


ROUTES = (
    Route("POST", "/character/toggle-is-narrative-driven", plot.toggle, wire.Toggle, wire.Done),
    _write("create-section", sections.create, wire.CreateSection, wire.SectionId),
    _write("edit-section", sections.edit, wire.EditSection, wire.EditedSection),
    _read("get-section", sections.get, wire.OneSection, wire.Section),
    _read("list-sections", sections.list_all, wire.OfCharacter, list[wire.Section]),
    _write("delete-section", sections.delete, wire.OneSection),
    _write("create-trigger", triggers.create, wire.CreateTrigger, wire.Trigger),
    _read("get-trigger", triggers.get, wire.OneTrigger, wire.Trigger),
    _read("list-triggers", triggers.list_all, wire.OfCharacter, list[wire.Trigger]),
    _write("update-trigger", triggers.update, wire.EditTrigger),
    _write("delete-trigger", triggers.delete, wire.OneTrigger),
    _write("add-decision", decisions.add, wire.AddDecision),
    _write("edit-decision", decisions.edit, wire.EditDecision),
    _write("delete-decision", decisions.delete, wire.OneDecision),
    _write("update-start-section-id", plot.update_start, wire.Start),
    _read("get-current-section", plot.current, wire.OfSession, wire.Current),
    _write("update-node-position", positions.update, wire.Moved),
)
