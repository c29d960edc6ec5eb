"""References: what of a story leads to a section, and is to lead nowhere once the section is gone."""

from greenroom.characters import Transaction
from greenroom.dialects.convai.neighbours.narrative.story import Story
from greenroom.records import store as records


def forget(db: Transaction, of: Story, section_id: str) -> None:
    """Let no trigger and no decision lead to a section any more."""
    for trigger in records.all_on(db, of.triggers):
        if trigger.document.get("destination_section") == section_id:
            records.put(db, of.triggers, trigger.record_id, trigger.document | {"destination_section": None})
    for section in records.all_on(db, of.sections):
        decisions = section.document.get("decisions") or []
        left = [one for one in decisions if one["next_section_id"] != section_id]
        if left != decisions:
            records.put(db, of.sections, section.record_id, section.document | {"decisions": left})
