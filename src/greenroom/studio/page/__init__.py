"""What the studio's pages share: the table of pages, a visit, rendering, forms, messages, headers, static files."""
