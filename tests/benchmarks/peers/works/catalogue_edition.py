"""Read an edition of 1,200 questions from TOML and check all its rules."""

from pathlib import Path

from timing import asked, tell

from kompass_spec.documents.editions import read_edition

place = Path(asked()["folder"]) / "edition.toml"


def work():
    edition = read_edition(place.read_text("utf-8"), "edition.toml")
    return len(list(edition.questions))


tell(work)
