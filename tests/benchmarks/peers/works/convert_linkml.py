"""Map objects of as many fields as questions to objects of others with linkml-map; nothing is proved."""

from linkml_map.transformer.object_transformer import ObjectTransformer
from linkml_runtime import SchemaView
from timing import asked, tell

task = asked()
FIELDS = 45
SCHEMA = "id: https://example.org/{0}\nname: {0}\ntypes:\n  integer:\n    uri: xsd:integer\n    base: int\n"
SCHEMA += "classes:\n  Card:\n    attributes:\n"


def view(name):
    fields = "".join(f"      {name}{number}:\n        range: integer\n" for number in range(FIELDS))
    return SchemaView(SCHEMA.format(name) + fields)


transformer = ObjectTransformer()
transformer.source_schemaview = view("a")
derived = {f"b{number}": {"populated_from": f"a{number}"} for number in range(FIELDS)}
transformer.create_transformer_specification(
    {"class_derivations": {"Card": {"populated_from": "Card", "slot_derivations": derived}}}
)
cards = [
    {f"a{place}": (number * 37 + place * 11) % 101 for place in range(FIELDS)}
    for number in range(task["size"])
]


def work():
    for card in cards:
        transformer.map_object(card, source_type="Card")
    return len(cards)


tell(work)
