"""What the history of a character says."""

WORDS = {
    "title": "History of {name}",
    "text": "Every change is kept. Going back makes a new revision, so that can be taken back, too.",
    "revision": "Revision {number}",
    "now": "as it is now",
    "live": "live",
    "by": "through {via}",
    "created": "Made",
    "compare": "Compare with the one before",
    "differences": "Revision {number}, and the one before",
    "since": "What is otherwise now than at revision {number}",
    "none": "Nothing differs in what the editor shows.",
    "field": "Field",
    "before": "Before",
    "after": "After",
    "empty": "nothing",
    "restore": "Go back to this revision",
    "restored": "It is again what it was at revision {number}.",
    "back": "All revisions",
    "elsewhere": "{path}, which another API keeps for itself",
}
