"""Convert scorecards between editions by their mapping: proved bounds, and what is assumed beside them."""
