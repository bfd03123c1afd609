"""Bring the message catalogue ``kompass`` up to date with
the code: template, translations and what gettext reads.

Run it after changing a message, then translate what it lists, in the ``locale/*/LC_MESSAGES/kompass.po`` of
``kompass_spec`` and of the plugins that bring languages, and run it again::

    uv run python tests/refresh_catalogue.py

The files carry no date, no line number and no version, so that they change only when a message does.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg  # type: ignore[attr-defined]  # the stubs are of an older Babel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "kompass_spec/wording/locale"
TEMPLATE = LOCALES / "kompass.pot"
KEYWORDS = ("say", "count:1,2", "pgettext:1c,2", "message")
COMMENT = "# Messages of kompass-spec and its renderers. Refresh with tests/refresh_catalogue.py."


class StableCatalog(Catalog):
    """A catalogue whose header says only what gettext needs, so that the same messages are the same bytes."""

    @property  # type: ignore[misc]  # Babel's own can be set; this one always says the same
    def mime_headers(self):
        known = [("Project-Id-Version", "kompass-spec")]
        if self.locale_identifier:
            known += [("Language", str(self.locale_identifier)), ("Plural-Forms", self.plural_forms)]
        return [
            *known,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def extract():
    """Return the template: every message that the code and the pages of the renderers say, by file."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)
    template = StableCatalog(domain="kompass", header_comment=COMMENT, fuzzy=False)
    found = extract_from_dir(
        ROOT,
        method_map=methods,
        options_map=options,
        keywords=parse_keywords(KEYWORDS),
        comment_tags=["TRANSLATORS:"],
    )
    for file, _, identity, comments, context in sorted(found, key=str):
        template.add(identity, locations=[(file, 0)], auto_comments=comments, context=context)
    return template


def translate(template, file):
    """Return the template in the language of a catalogue, with the translations that the catalogue has."""
    language = file.parts[-3]
    with file.open("rb") as stream:
        known = read_po(stream, locale=language, domain="kompass")
    catalogue = StableCatalog(locale=language, domain="kompass", header_comment=COMMENT, fuzzy=False)
    for wanted in template:
        if not wanted.id:
            continue
        had = known.get(wanted.id, wanted.context)
        string = had.string if had is not None and had.pluralizable == wanted.pluralizable else None
        catalogue.add(
            wanted.id,
            string,
            locations=wanted.locations,
            auto_comments=wanted.auto_comments,
            user_comments=had.user_comments if had is not None else (),
            flags={"fuzzy"} if had is not None and had.fuzzy else (),
            context=wanted.context,
        )
    return catalogue


def po_bytes(catalogue):
    """Return a catalogue as a file for people, ordered by message."""
    for message in catalogue:
        # A "% f" in a sentence is no placeholder of the old kind; ours are all in braces.
        message.flags.discard("python-format")
    stream = BytesIO()
    write_po(stream, catalogue, sort_output=True, ignore_obsolete=True, include_lineno=False, width=0)
    return stream.getvalue()


def mo_bytes(catalogue):
    """Return a catalogue as the file that gettext reads, without what is not translated for certain."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def catalogues():
    """Return the files with translations, one for every
    language: the core's own, then those that plugins bring."""
    own = sorted(LOCALES.glob("*/LC_MESSAGES/kompass.po"))
    return [*own, *sorted(ROOT.glob("plugins/*/src/*/locale/*/LC_MESSAGES/kompass.po"))]


def untranslated(catalogue) -> list[Message]:
    """Return the messages without a certain translation."""
    return [message for message in catalogue if message.id and (message.fuzzy or not all(strings(message)))]


def strings(message) -> tuple[str, ...]:
    """Return the translations of a message: one, or one for every plural form."""
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)


def refresh() -> None:
    """Write the template and every language's files, and list what is left to translate."""
    template = extract()
    TEMPLATE.write_bytes(po_bytes(template))
    for file in catalogues():
        catalogue = translate(template, file)
        file.write_bytes(po_bytes(catalogue))
        file.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        for message in untranslated(catalogue):
            sys.stdout.write(f"{file.parts[-3]}: not translated: {message.id!r}\n")


if __name__ == "__main__":
    refresh()
