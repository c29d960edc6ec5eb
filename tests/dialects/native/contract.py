"""What schemathesis is not to ask of this dialect (tests/dialects/test_contract.py)."""

from tests.dialects.off import Off

OFF = (
    Off(
        "positive_data_acceptance",
        "POST /v1/keys",
        "a schema cannot say that a time must lie in the future",
    ),
    *(
        Off("positive_data_acceptance", operation, "a schema cannot say which pictures an account has")
        for operation in ("POST /v1/personas", "PATCH /v1/personas/{persona_id}")
    ),
    Off("positive_data_acceptance", "POST /v1/imports", "what is a card is a matter of its content"),
    Off("positive_data_acceptance", "POST /v1/imports/batch", "not every form has a file"),
    Off("negative_data_rejection", "POST /v1/imports/batch", "any bytes are a file, which is judged later"),
    Off("positive_data_acceptance", "POST /v1/assets", "not all bytes are a picture"),
    Off(
        "ensure_resource_availability",
        "POST /v1/scenes/{scene_id}/move",
        "what is not there is the other scene, which the body names",
    ),
    *(
        Off("negative_data_rejection", operation, "no body at all is an object in which nothing is said")
        for operation in (
            *(
                f"PATCH /v1/{what}"
                for what in ("personas/{persona_id}", "scenes/{scene_id}", "threads/{thread_id}")
            ),
            *(f"POST /v1/threads/{{thread_id}}/{what}" for what in ("reply", "continue")),
        )
    ),
    *(
        Off(
            "positive_data_acceptance",
            operation,
            "a schema cannot say what is there: models, greetings, casts",
        )
        for operation in (
            *("POST /v1/scenes", "PATCH /v1/scenes/{scene_id}", "POST /v1/threads"),
            *("PATCH /v1/threads/{thread_id}", "GET /v1/threads/{thread_id}/prompt"),
            *(f"POST /v1/threads/{{thread_id}}/{what}" for what in ("messages", "reply", "continue")),
        )
    ),
)
