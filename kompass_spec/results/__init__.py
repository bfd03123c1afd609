"""From a report to a page: import, score, convert, compare, gather and show."""
