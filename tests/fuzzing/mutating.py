"""Change inputs in ways that plain chance hardly finds: within archives, and by words that matter."""

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

__all__ = ["mutated"]

Mutate = Callable[[bytes, int], bytes]
"""What changes bytes up to a size, as the fuzzer does it."""

_MOST_UNPACKED = 300_000
_BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)

WORDS = [
    word.encode()
    for word in (
        *(
            "9" * 400,
            "NaN",
            "inf",
            "-inf",
            "1e400",
            "-0",
            "0",
            "-1",
            "1048576",
            "99999999999",
            "7١",
            "７１",
            "७१",
        ),
        *(
            "71",
            "66,5",
            "497 poäng",
            "75 %",
            "100",
            "=1+1",
            "2017",
            "2015",
            "9999",
            "0000",
            "(60)",
            "61 – 52",
        ),
        *(
            "\u202e",
            "\u200b",
            "\u00ad",
            "\ufeff",
            "\ufffe",
            "\u0000",
            "Ledаrskap",
            "𝟙𝟚",
            "Ⅺ",
            "½",
            "²",
            "\u2028",
        ),
        *("Område 1 Offentlighet och demokrati", "Lunds kommun", "Poäng", "Maxpoäng", "Totalt", "Snitt"),
        *(
            "Styrkor",
            "Förbättringsområden",
            "Innehåll",
            "....... 8",
            "|",
            "\t",
            ";",
            "\n",
            "# ",
            "- ",
            "1.1 ",
        ),
        *(
            "../../etc",
            "<table>",
            "</td>",
            "<ul>",
            "&#x41;",
            "<!--",
            "]]>",
            "<![CDATA[",
            '"',
            "'",
            "<p",
            ">",
            "/>",
        ),
    )
]
_TAG = re.compile(rb"<[^<>]{1,400}>")
_VALUE = re.compile(rb'="[^"<>]{0,200}"|>[^<>]{1,200}<|\b[0-9]{1,9}\b')


def mutated(data: bytes, most: int, seed: int, mutate: Mutate) -> bytes:
    """Return an input that is another; of an archive a part is changed, and the whole packed again."""
    chance = random.Random(seed)  # noqa: S311 - for what is tried, not for a secret
    if data.startswith(b"PK") and chance.random() < 0.95:
        return _archive(data, chance, mutate)[:most]
    return _changed(data, most, chance, mutate)[:most]


def _archive(data: bytes, chance: random.Random, mutate: Mutate) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.open(name).read(_MOST_UNPACKED) for name in archive.namelist()}
    except _BROKEN:
        return mutate(data, len(data) + 100)
    if not parts:
        return mutate(data, len(data) + 100)
    name = chance.choice([*parts, *[one for one in parts if len(parts[one]) > 1_000] * 2])
    kind = chance.randrange(40)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = parts[chance.choice(list(parts))]
    elif kind == 2:
        parts[chance.choice(["../../etc/passwd", "/x", "word/vbaProject.bin", "META-INF/manifest.xml"])] = (
            b"<a/>"
        )
    else:
        parts[name] = _changed(parts[name], _MOST_UNPACKED, chance, mutate)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for part, content in parts.items():
            made.writestr(part, content)
    return stream.getvalue()


def _changed(data: bytes, most: int, chance: random.Random, mutate: Mutate) -> bytes:
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        data = chance.choice(_WAYS)(data, chance, mutate)
    return data[:most]


def _by_the_fuzzer(data: bytes, _chance: random.Random, mutate: Mutate) -> bytes:
    return mutate(data, len(data) + 64)


def _word_put_in(data: bytes, chance: random.Random, _mutate: Mutate) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(WORDS) + data[at:]


def _value_changed(data: bytes, chance: random.Random, _mutate: Mutate) -> bytes:
    values = list(_VALUE.finditer(data))
    if not values:
        return data
    found = chance.choice(values)
    word = chance.choice([*WORDS, chance.choice(values)[0].strip(b'=">< ')])
    text = found[0]
    new = b'="%s"' % word if text[:1] == b"=" else b">%s<" % word if text[:1] == b">" else word
    return data[: found.start()] + new + data[found.end() :]


def _part_moved(data: bytes, chance: random.Random, _mutate: Mutate) -> bytes:
    """Repeat, drop or move what stands from one tag, or line, to another."""
    tags = list(_TAG.finditer(data)) or list(re.finditer(rb"[^\n]*\n", data))
    if not tags:
        return data
    first = chance.randrange(len(tags))
    last = min(len(tags) - 1, first + chance.choice([0, 0, 1, 2, 5, 20]))
    begin, end = tags[first].start(), tags[last].end()
    part = data[begin:end]
    way = chance.randrange(3)
    if way == 0:
        return data[:begin] + data[end:]
    if way == 1:
        return data[:end] + part * chance.choice([1, 1, 2, 10, 300 if len(part) < 40 else 3]) + data[end:]
    rest = data[:begin] + data[end:]
    at = chance.choice(tags).start()
    return rest[:at] + part + rest[at:]


_WAYS = (
    _by_the_fuzzer,
    _by_the_fuzzer,
    _word_put_in,
    _value_changed,
    _value_changed,
    _part_moved,
    _part_moved,
)
