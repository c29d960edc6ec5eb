"""What the list of conversations says."""

WORDS = {
    "title": "Chats",
    "search": "Search by character or title",
    "placeholder": "Search your conversations",
    "empty": "No conversations yet",
    "empty_text": "Discover shows who is here. One click, and they say the first word.",
    "discover": "Go to Discover",
    "found_none": "No conversation is called that",
    "found_none_text": "Try the character’s name, or a word of the title.",
    "count": "{count} conversations",
    "closed": "can’t be talked to any more",
    "delete": "Delete the conversation with {name}",
    "delete_title": "Delete this conversation?",
    "delete_text": "All that was said in it is gone then, in every version. It can’t be brought back.",
    "delete_yes": "Delete",
    "draft": "nothing said yet",
}
