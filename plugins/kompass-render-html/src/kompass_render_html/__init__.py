"""Show scorecards of Kommunkompassen as one self-contained page."""
