"""Show scorecards as tables for a terminal and as Markdown for a document."""
