"""Read a catalogue of 1,200 controls from JSON and let compliance-trestle check it with all its validators."""

from pathlib import Path

from timing import asked, tell
from trestle.core.all_validator import AllValidator
from trestle.oscal.catalog import Catalog

place = Path(asked()["folder"]) / "catalogue.json"


def work():
    catalogue = Catalog.oscal_read(place)
    if not AllValidator().model_is_valid(catalogue, quiet=True):
        raise AssertionError("the catalogue is not valid")
    return sum(len(group.controls) for group in catalogue.groups)


tell(work)
