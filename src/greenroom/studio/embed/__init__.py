"""oEmbed (oembed.com, 1.0): other sites ask here how to show one of our pages."""
