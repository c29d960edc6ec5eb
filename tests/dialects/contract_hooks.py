"""What schemathesis cannot know of our documents: real ids, whole pictures, and that it must not revoke its own key.

Loaded into its process by `test_contract.py`, which says the rest in environment variables.
"""

import os
import random
from typing import Any

import schemathesis
from hypothesis import strategies as st
from tests.served import PICTURE

IDS = os.environ["CONTRACT_IDS"].split()
OWN_KEY = os.environ["CONTRACT_KEY"][:15]

schemathesis.openapi.format("uuid", st.sampled_from(IDS) | st.uuids().map(str))
schemathesis.openapi.format("uuid4", st.uuids(version=4).map(str))
schemathesis.openapi.format("image-data-url", st.just(PICTURE))
schemathesis.openapi.format("cursor", st.just(""))
schemathesis.openapi.format("asset-id", st.just(""))  # any other must be a picture of this account
schemathesis.openapi.format("container", st.just("default"))
schemathesis.openapi.format(
    "aip-160-filter", st.sampled_from(["", "nora OR socialRank>0", "name:* AND -personalKnowledge:*"])
)
schemathesis.openapi.format(
    "field-mask", st.sampled_from(["", "*", "yamlConfig,initial_mood.joy", "personalKnowledge"])
)
schemathesis.openapi.format(
    "neighbour-filter", st.sampled_from(["", "nora OR displayName:x", "name:* AND -description:*"])
)
schemathesis.openapi.format("neighbour-mask", st.sampled_from(["", "*", "displayName,description"]))


@schemathesis.hook
def before_call(_context: Any, case: Any, _kwargs: Any) -> None:
    values = case.path_parameters or {}
    if "character_id" in values and random.random() < 0.5:
        values["character_id"] = random.choice(IDS)
    if "revision" in values and random.random() < 0.5:
        values["revision"] = "1"
    if "dialect" in values and random.random() < 0.5:
        values["dialect"] = "inworld"
    if "workspace" in values and random.random() < 0.5:
        values |= {"workspace": "default", "character": random.choice(IDS)}
    if "world_id" in values and random.random() < 0.5:
        values |= {"game_id": "default", "world_id": "default"}
    if values.get("key_id") == OWN_KEY:
        values["key_id"] = "none"
