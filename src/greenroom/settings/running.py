"""What a server does beside answering."""

from greenroom.settings.setting import SECONDS, Must, Setting, one_of, socket_address

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
        "workers",
        0,
        "Processes that answer, under one that watches over them; 0 is one process alone; over SQLite at most 1.",
        Must("at most 256", lambda workers: workers <= 256),
    ),
    Setting(
        "background",
        default=True,
        help="Whether a server also does the work that goes on beside requests; off where `greenroom worker` does it.",
    ),
    Setting(
        "health",
        "",
        "Where `greenroom worker` answers /healthz, /readyz and /metrics, as 127.0.0.1:8701; none: nowhere. A server "
        "answers them where it serves.",
        Must("a host and a port, such as 127.0.0.1:8701 or [::1]:8701", socket_address),
    ),
    Setting(
        "drain_seconds",
        30,
        "Seconds that a process gets to end its streams in when another takes its place.",
        Must("from 1 to 3600", lambda seconds: 1 <= seconds <= 3600),
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
