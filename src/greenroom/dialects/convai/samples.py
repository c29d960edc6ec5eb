"""A character made and read as this dialect's clients do."""

from greenroom.dialects.kit.samples import Samples, Sent

SAMPLES = Samples(
    create="/character/create",
    body=lambda name, text: {"charName": name, "voiceType": "MALE", "backstory": text},
    one=lambda made: f"/character/get?character_id={made['charID']}",
    header=lambda key: ("CONVAI-API-KEY", key),
    whole="/character/list",
    ids=lambda record: {"charID": record.character_id},
    change=lambda made, text: Sent(
        "POST", "/character/update", {"charID": made["charID"], "backstory": text}
    ),
    remove=lambda made: Sent("POST", "/character/delete", {"charID": made["charID"]}),
)
