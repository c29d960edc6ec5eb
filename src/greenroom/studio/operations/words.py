"""What the page of operations says."""

WORDS = {
    "title": "Operations",
    "text": "Work that goes on after its request was answered, as deploying a character does. Each is kept for 30 days after "
    "its end.",
    "list": "Operations",
    "kind": "What",
    "subject": "On",
    "state": "State",
    "begun": "Asked for",
    "took": "Took",
    "attempts": "Attempts",
    "outcome": "Outcome",
    "id": "Id",
    "queued": "queued",
    "running": "running",
    "done": "done",
    "failed": "failed",
    "cancelled": "cancelled",
    "gone": "deleted",
    "going_on": "going on …",
    "none": "Nothing was left to do",
    "none_text": "Deploy a character through an API that knows the word, and watch it here.",
}
