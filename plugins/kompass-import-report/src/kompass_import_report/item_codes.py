"""The codes that questions and criteria have in print."""

import re

__all__ = ["QUESTION"]

QUESTION = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){1,2})\.?(?=\s|$)")
"""The code of a question or a criterion at the beginning of a text."""
