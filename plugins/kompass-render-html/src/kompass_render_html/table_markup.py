"""Write tables: their heads and rows; what stands within a cell, inline.py writes."""

from collections.abc import Iterator

from markupsafe import Markup

from kompass_render_html.cleaning import escaped, markup
from kompass_render_html.inline import Inline
from kompass_render_html.tables import LaidTable
from kompass_spec.model.sheet import Column, ColumnKind, SheetRow

__all__ = ["write_table"]

_SHORT_HEAD = 10
_DEEPEST = 3


def write_table(laid: LaidTable, inline: Inline, identity: str, *, is_headed_again: bool = False) -> Markup:
    """Return a table with its notes as markup, in which every word is escaped.

    ``identity`` is the id of its caption, which names what scrolls. Heads that stand above it already, as
    ``is_headed_again`` tells, are only heard.
    """
    table = laid.table
    stacks = laid.stacked is not None or laid.scrolls
    scrolls = f' tabindex="0" role="region" aria-labelledby="{identity}"' if laid.scrolls else ""
    named = f' class="{laid.classes}"' if laid.classes else ""
    least = f' role="table" style="--least: {laid.least}rem"' if stacks else ""
    again = ' class="again"' if is_headed_again else ""
    hidden = "" if table.is_caption_shown else ' class="sr"'
    heads = "".join(_head(column, inline, stacks, is_again=is_headed_again) for column in table.columns)
    lines = [
        f'<div class="table{" scroll" if laid.scrolls else ""}"{scrolls}>',
        f"<table{least}{named}>",
        f'<caption id="{identity}"{hidden}>{escaped(table.caption)}</caption>',
        f"<colgroup>{''.join(_widths(laid))}</colgroup>",
        f"<thead{_role('rowgroup', stacks)}{again}>",
        *_groups(laid, stacks),
        f"<tr{_role('row', stacks)}>{heads}</tr>",
        "</thead>",
        f"<tbody{_role('rowgroup', stacks)}>",
        *(_row(row, laid, inline, stacks) for row in table.rows),
        "</tbody>",
        "</table>",
        "</div>",
        *(f'<p class="note">{inline.words(note)}</p>' for note in table.notes),
    ]
    return markup("".join(f"{line}\n" for line in lines))


def _role(name: str, stacks: bool) -> str:
    """Return the attribute without which what is stacked would be no table to those who listen."""
    return f' role="{name}"' if stacks else ""


def _widths(laid: LaidTable) -> Iterator[str]:
    for column, percent in zip(laid.table.columns, laid.percents, strict=True):
        share = ' class="share"' if column.kind is ColumnKind.SHARE else ""
        yield f'<col{share} style="width:{percent}%">'


def _groups(laid: LaidTable, stacks: bool) -> Iterator[str]:
    """Yield the row of heads above heads, where there is one."""
    if not laid.groups:
        return
    yield f'<tr class="groups"{_role("row", stacks)}>'
    for group, span, is_break in laid.groups:
        if group is None:
            yield f'<td{_role("cell", stacks)} colspan="{span}"></td>'
        else:
            broken = ' class="break"' if is_break else ""
            role = _role("columnheader", stacks)
            yield f'<th{role} scope="colgroup" colspan="{span}"{broken}>{escaped(group)}</th>'
    yield "</tr>"


def _head(column: Column, inline: Inline, stacks: bool, *, is_again: bool) -> str:
    short = " short" if len(column.head) <= _SHORT_HEAD else ""
    words: str = escaped(column.head)
    if column.kind is ColumnKind.SHARE:
        words = f'<span class="sr">{words}</span>'
    elif is_again:
        words = f"<span>{words}</span>"
    role = _role("columnheader", stacks)
    return f'<th{role} scope="col" class="{inline.classes(column)}{short}">{words}</th>'


def _row(row: SheetRow, laid: LaidTable, inline: Inline, stacks: bool) -> str:
    anchor = f' id="{escaped(row.anchor)}"' if row.anchor else ""
    classes = (
        f"{'strong' if row.is_strong else ''}{f' depth-{min(row.depth, _DEEPEST)}' if row.depth else ''}"
    )
    named = f' class="{classes}"' if classes else ""
    cells = []
    for index, cell in enumerate(row.seen):
        column = laid.table.columns[index]
        own = inline.classes(column, cell)
        if index == 0:
            role = _role("rowheader", stacks)
            cells.append(f'<th{role} scope="row" class="{own}">{inline.content(cell)}</th>\n')
            continue
        head = f'<span class="head" aria-hidden="true">{escaped(column.head)}</span>' if stacks else ""
        content = f'<span class="cell">{inline.content(cell, laid.letters[index])}</span>'
        cells.append(f'<td{_role("cell", stacks)} class="{own}">{head}{content}</td>\n')
    return f"<tr{_role('row', stacks)}{anchor}{named}>{''.join(cells)}</tr>"
