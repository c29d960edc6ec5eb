"""Who may come, and how people sign in."""

from greenroom.kit.pairs import pairs
from greenroom.settings.setting import Must, Setting, is_address, one_of

_NAMED = Must("names with values, such as work=…", pairs)
_DAYS = Must("from 1 to 3650", lambda days: 1 <= days <= 3650)

PEOPLE: tuple[Setting, ...] = (
    Setting(
        "registration",
        "",
        "Who may have an account: closed (nobody new), invite, guests (who need an invite to stay) or open; "
        "default: open where only this machine reaches the server, else closed.",
        one_of("closed", "invite", "guests", "open"),
    ),
    Setting("guest_days", 30, "Days after which a guest who stays away is deleted, with everything.", _DAYS),
    Setting("session_idle_days", 14, "Days after which somebody who stays away has to sign in again.", _DAYS),
    Setting("session_days", 90, "Days after which everybody has to sign in again.", _DAYS),
    Setting("google_client_id", "", "The client id with which people sign in by Google; none: they don't."),
    Setting("google_client_secret", "", "Google's client secret to it.", secret=True),
    Setting("apple_client_id", "", "The Services ID with which people sign in by Apple; none: they don't."),
    Setting("apple_team_id", "", "Apple's id of your team."),
    Setting("apple_key_id", "", "Apple's id of the key that signs for you."),
    Setting(
        "apple_key",
        "",
        "That key itself, as in the .p8 file that Apple gave; best said as GREENROOM_APPLE_KEY_FILE.",
        secret=True,
    ),
    Setting(
        "apple_issuer",
        "https://appleid.apple.com",
        "Where Apple's sign-in is; another address is for trying it out.",
        Must("an address such as https://appleid.apple.com", is_address),
    ),
    Setting(
        "oidc_issuers",
        (),
        "Further OpenID Connect issuers by names of your own, as work=https://id.example/realms/work.",
        Must(
            "names of small letters, digits and hyphens with addresses, such as work=https://id.example",
            lambda said: all(
                is_address(url)
                and name.replace("-", "").isalnum()
                and name.isascii()
                and name == name.lower()
                for name, url in pairs(said).items()
            ),
        ),
    ),
    Setting("oidc_clients", (), "Your client ids at those issuers, as work=greenroom.", _NAMED),
    Setting("oidc_secrets", (), "The client secrets to them, as work=….", _NAMED, secret=True),
    Setting("oidc_names", (), "What people are shown instead of those names, as work=Example Ltd.", _NAMED),
    Setting(
        "review",
        default=False,
        help="Whether a character waits for an operator's approval before it is found by others.",
    ),
)
