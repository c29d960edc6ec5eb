"""Taking a character along as a file, in every format that this server writes."""
