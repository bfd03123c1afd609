"""Score printed figures exactly: every figure is an interval, and sums form a tree."""
