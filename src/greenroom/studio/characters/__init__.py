"""One's own characters: found, sorted into collections, many changed at once, brought in as files and taken out again."""
