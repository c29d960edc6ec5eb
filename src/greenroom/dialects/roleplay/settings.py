"""Settings that only this dialect needs."""

from greenroom.settings import Setting

SETTINGS = (
    Setting(
        "roleplay.avatar_required",
        True,  # noqa: FBT003 - a table row
        "Whether a character made through RolePlay's API must come with a picture.",
    ),
)
