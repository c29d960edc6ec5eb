"""Which language models there are, and how long they are waited for."""

from greenroom.kit.pairs import pairs
from greenroom.llm.models import AUTO, MOST_TOKENS, numbers
from greenroom.llm.roles import FORMS
from greenroom.settings.setting import SECONDS, Must, Setting, is_address, one_of

MODELS: tuple[Setting, ...] = (
    Setting(
        "model_url",
        "",
        "Address of a model server with OpenAI's API, such as http://127.0.0.1:11434/v1.",
        Must("an address such as http://127.0.0.1:11434/v1", is_address),
    ),
    Setting("model_key", "", "The key to that server, if it wants one.", secret=True),
    Setting("model_name", "", "The model to use there; default: the first that the server lists."),
    Setting(
        "models",
        (),
        "Further names of models, as premium=gpt-4o@openai: a model's name there, and a backend's or none for model_url; "
        "a name with an @ in it ends with one more.",
        Must("names with models, such as premium=gpt-4o@openai", pairs),
    ),
    Setting(
        "model_backends",
        (),
        "Further model servers by names of your own, as openai=https://api.openai.com/v1.",
        Must(
            "names with addresses, such as openai=https://api.openai.com/v1",
            lambda said: all(map(is_address, pairs(said).values())),
        ),
    ),
    Setting(
        "model_keys",
        (),
        "The keys to those servers, as openai=sk-….",
        Must("names with keys, such as openai=sk-…", pairs),
        secret=True,
    ),
    Setting("premium_models", ("premium",), "Names of models that only plans with premium models may use."),
    Setting(
        "embedding_model", "", "A model that makes vectors of texts, as in models; none: words have to do."
    ),
    Setting(
        "moderation_model",
        "",
        "A model that judges what is said and what is replied before anybody reads it, as in models; none: nobody does.",
    ),
    Setting(
        "model_window",
        0,
        "Tokens that a model reads and writes at most; 0 asks its server, and takes 4096 where that doesn't tell.",
        Must(f"at most {MOST_TOKENS}", lambda tokens: tokens <= MOST_TOKENS),
    ),
    Setting(
        "model_windows",
        (),
        "The same by names of models, as premium=128000; default=… is that of model_url.",
        Must("names with numbers of tokens, such as premium=128000", numbers),
    ),
    Setting(
        "model_roles",
        AUTO,
        "How messages are put to models: any, system messages anywhere; strict, one first and then user and assistant in "
        "turn; merged, none; auto, the first that a model's server doesn't refuse.",
        one_of(AUTO, *FORMS),
    ),
    *(
        Setting(f"model_{limit}_seconds", seconds, f"Seconds that a model is waited for {words}.", SECONDS)
        for limit, seconds, words in (
            ("connect", 5, "until it is connected"),
            ("first_token", 120, "until its first token"),
            ("between_tokens", 30, "between two tokens"),
            ("whole", 600, "for a whole reply"),
        )
    ),
    Setting(
        "discover_models",
        default=True,
        help="Whether a server that listens on this machine alone looks for a model server there when none is set.",
    ),
    Setting(
        "system_prompt",
        "",
        "What every model is told first, with {{char}} and {{user}}; a character's own replaces it; default: Greenroom's.",
    ),
)
