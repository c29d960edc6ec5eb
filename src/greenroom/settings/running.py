"""What a server does beside answering."""

from greenroom.settings.setting import SECONDS, Must, Setting, one_of

RUNNING: tuple[Setting, ...] = (
    Setting(
        "secret",
        "",
        "The server's own secret, at least 16 characters; default: made once and kept in the data folder.",
        secret=True,
    ),
    Setting(
        "default_plan",
        "home",
        "Plan of new accounts: home (no limits), standard or guest.",
        one_of("home", "standard", "guest"),
    ),
    Setting(
        "request_log",
        default=True,
        help="Keep a log of requests (method, path, status, time; never bodies or keys).",
    ),
    Setting(
        "request_log_days",
        14,
        "Days after which lines of the request log are dropped.",
        Must("at most 3650", lambda days: days <= 3650),
    ),
    Setting(
        "lease_seconds",
        30,
        "Seconds after which work that a server left behind when it died is taken up again.",
        SECONDS,
    ),
)

LOGGING: tuple[Setting, ...] = (
    Setting(
        "log_level",
        "info",
        "How much to tell on standard error: debug, info, warning or error.",
        one_of("debug", "info", "warning", "error"),
    ),
)
