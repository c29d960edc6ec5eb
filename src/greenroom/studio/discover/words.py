"""What Discover says."""

WORDS = {
    "title": "Discover",
    "search": "Search characters",
    "placeholder": "A name, a mood, a trade …",
    "submit": "Search",
    "orders": "What comes first",
    "popular": "Popular",
    "trending": "Trending",
    "recent": "New",
    "mature_show": "Show what is for adults",
    "mature_hide": "Hide what is for adults",
    "mature_shown": "You are shown characters that are for adults only, too.",
    "mature_hidden": "You are shown no characters that are for adults only.",
    "categories": "Categories",
    "any": "Everything",
    "found_none": "Nobody answers to that",
    "found_none_text": "Try fewer words, or the beginning of one.",
    "empty": "The stage is empty",
    "empty_text": "Nobody on this server has published a character yet. Yours could be the first.",
    "count": "{count} shown",
}
