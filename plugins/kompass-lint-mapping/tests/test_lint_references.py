"""References inside an OSCAL mapping-collection: to its parties, roles, resources and catalogues."""

import json
import uuid
from copy import deepcopy
from pathlib import Path

import pytest

from kompass_lint_mapping.oscal import OscalLinter
from kompass_spec.plugins.requests import LintRequest

SETS = Path(__file__).with_name("sets")
GOOD = json.loads((SETS / "good.json").read_text("utf-8"))


def lint(data):
    return OscalLinter().lint(LintRequest(file=str(SETS / "set.json"), text=json.dumps(data, indent=1)))


def maps(data, number=0):
    return data["mapping-collection"]["mappings"][number]["maps"]


PARTY, PLACE, NOBODY = (f"00000000-0000-4000-8000-0000000000{end}" for end in ("c1", "c2", "cc"))


def metadata(data):
    """Give a set a role, an organisation, a person, a location and a resource, and return its metadata."""
    data["mapping-collection"]["back-matter"] = {"resources": [{"uuid": PLACE, "title": "Made up"}]}
    given = data["mapping-collection"]["metadata"]
    given["roles"] = [{"id": "creator", "title": "Creator"}]
    given["locations"] = [{"uuid": PLACE, "title": "Here"}]
    given["parties"] = [
        {"uuid": PARTY, "type": "organization", "name": "Made up", "location-uuids": [PLACE.upper()]},
        {"uuid": PLACE, "type": "person", "name": "Anna", "member-of-organizations": [PARTY]},
    ]
    given["responsible-parties"] = [{"role-id": "creator", "party-uuids": [PARTY, PLACE]}]
    given["links"] = [{"rel": "reference", "href": f"#{PLACE}"}, {"href": "#elsewhere"}]
    return given


def role_of_nobody(data):
    metadata(data)["responsible-parties"][0]["role-id"] = "Creator"


def party_that_is_none(data):
    metadata(data)["responsible-parties"][0]["party-uuids"].append(NOBODY)


def location_that_is_none(data):
    metadata(data)["parties"][0]["location-uuids"] = [PARTY]


def member_of_a_person(data):
    metadata(data)["parties"][1]["member-of-organizations"] = [PLACE]


def link_to_no_resource(data):
    metadata(data)["links"][0]["href"] = f"#{NOBODY}"


def link_of_an_end_to_no_resource(data):
    maps(data)[2]["sources"][0]["links"] = [{"rel": "reference", "href": f"#{NOBODY}"}]


def responsible_of_the_provenance(data):
    data["mapping-collection"]["provenance"]["responsible-parties"] = [
        {"role-id": "reviewer", "party-uuids": [PARTY]}
    ]
    metadata(data)["roles"].append({"id": "other", "title": "Other"})


def action_of_nobody(data):
    metadata(data)["actions"] = [
        {
            "uuid": NOBODY,
            "type": "approval",
            "system": "http://csrc.nist.gov/ns/oscal",
            "responsible-parties": [{"role-id": "creator", "party-uuids": [NOBODY]}],
        }
    ]


def party_twice(data):
    metadata(data)["parties"].append({"uuid": PARTY.upper(), "type": "organization"})


def role_twice(data):
    metadata(data)["roles"].append({"id": "creator", "title": "Creator again"})


def resource_twice(data):
    metadata(data)
    data["mapping-collection"]["back-matter"]["resources"].append({"uuid": PLACE, "title": "Again"})


def parties_of_a_role_in_two_entries(data):
    metadata(data)["responsible-parties"].append({"role-id": "creator", "party-uuids": [PARTY]})


def mapping_called_as_the_whole(data):
    data["mapping-collection"]["mappings"][0]["uuid"] = data["mapping-collection"]["uuid"]


def mapping_twice(data):
    first, second = data["mapping-collection"]["mappings"]
    second["uuid"] = first["uuid"]


def catalogue_in_no_resource(data):
    data["mapping-collection"]["mappings"].append(
        {
            **deepcopy(data["mapping-collection"]["mappings"][0]),
            "uuid": NOBODY,
            "source-resource": {"type": "catalog", "href": f"#{NOBODY}"},
            "maps": [{**deepcopy(maps(data)[0]), "uuid": str(uuid.uuid4())}],
        }
    )


_HEAD = "/mapping-collection/metadata"
BAD = {
    role_of_nobody: ("dangling-reference", f"{_HEAD}/responsible-parties/0/role-id"),
    party_that_is_none: ("dangling-reference", f"{_HEAD}/responsible-parties/0/party-uuids/2"),
    location_that_is_none: ("dangling-reference", f"{_HEAD}/parties/0/location-uuids/0"),
    member_of_a_person: ("dangling-reference", f"{_HEAD}/parties/1/member-of-organizations/0"),
    link_to_no_resource: ("dangling-reference", f"{_HEAD}/links/0/href"),
    link_of_an_end_to_no_resource: (
        "dangling-reference",
        "/mapping-collection/mappings/0/maps/2/sources/0/links/0/href",
    ),
    responsible_of_the_provenance: (
        "dangling-reference",
        "/mapping-collection/provenance/responsible-parties/0/role-id",
    ),
    action_of_nobody: ("dangling-reference", f"{_HEAD}/actions/0/responsible-parties/0/party-uuids/0"),
    party_twice: ("duplicate-id", f"{_HEAD}/parties/2/uuid"),
    role_twice: ("duplicate-id", f"{_HEAD}/roles/1/id"),
    resource_twice: ("duplicate-id", "/mapping-collection/back-matter/resources/1/uuid"),
    parties_of_a_role_in_two_entries: ("duplicate-id", f"{_HEAD}/responsible-parties/1/role-id"),
    mapping_twice: ("duplicate-id", "/mapping-collection/mappings/1/uuid"),
    mapping_called_as_the_whole: ("duplicate-id", "/mapping-collection/mappings/0/uuid"),
    catalogue_in_no_resource: (
        "dangling-reference",
        "/mapping-collection/mappings/2/source-resource/href",
    ),
}


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_bad_reference_is_told_with_its_place(spoil):
    data = deepcopy(GOOD)
    spoil(data)
    findings = lint(data).findings
    assert [(finding.rule, finding.pointer) for finding in findings] == [BAD[spoil]], findings
    assert all(finding.message and finding.line for finding in findings)


def test_references_to_what_is_there_are_fine():
    data = deepcopy(GOOD)
    metadata(data)
    linted = lint(data)
    assert (linted.findings, linted.unchecked) == ((), ())


def test_an_identifier_is_that_of_one_map():
    data = deepcopy(GOOD)
    assert len(maps(data)) > 1
    maps(data)[1]["uuid"] = maps(data)[0]["uuid"]
    (found,) = [one for one in lint(data).findings if one.rule == "duplicate-id"]
    assert found.pointer == "/mapping-collection/mappings/0/maps/1/uuid"
    assert maps(data)[0]["uuid"] in found.message
