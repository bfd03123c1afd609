"""Validators of every schema: as it is shipped, and as
the package itself writes the document at this version."""

from functools import cache

import pytest
from jsonschema import Draft202012Validator
from schema_generator.documents import schema_of

from kompass_spec.documents.schemas import read_schema

FORMATS = Draft202012Validator.FORMAT_CHECKER


@cache
def shipped(name):
    """Return the engine for a schema as it is shipped, with formats checked."""
    return Draft202012Validator(read_schema(name), format_checker=FORMATS)


@cache
def complete(name):
    """Return the engine for what the package writes itself: every key, and no other."""
    return Draft202012Validator(schema_of(name, complete=True), format_checker=FORMATS)


def complaints(validator, data):
    """Return what is wrong with data, in words, for a message that helps."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]


@pytest.fixture(scope="session")
def check_shipped():
    """Return what a shipped schema complains of."""
    return lambda name, data: complaints(shipped(name), data)


@pytest.fixture(scope="session")
def check_complete():
    """Return what the schema of all that the package writes complains of."""
    return lambda name, data: complaints(complete(name), data)


@pytest.fixture(scope="session")
def fits_shipped():
    """Return whether data fit a shipped schema, which is known at the first complaint."""
    return lambda name, data: shipped(name).is_valid(data)


@pytest.fixture(scope="session")
def fits_complete():
    """Return whether data fit the schema of all that the package writes."""
    return lambda name, data: complete(name).is_valid(data)
