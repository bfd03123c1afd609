"""The containers of kompass-spec for text, Markdown, HTML and CSV."""
