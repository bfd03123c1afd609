"""Walk through the blocks of a sheet, for tests that look for what stands anywhere in it."""

from kompass_spec.model.sheet import Beside, Details, Illustration, Section, SheetTable


def blocks_of(blocks):
    """Iterate over blocks and all that stand in them, tables of drawings too."""
    for block in blocks:
        yield block
        if isinstance(block, Section | Details):
            yield from blocks_of(block.blocks)
        elif isinstance(block, Beside):
            yield from (inner for column in block.columns for inner in blocks_of(column))
        elif isinstance(block, Illustration) and block.table is not None:
            yield block.table


def all_blocks(sheet):
    """Iterate over everything in a sheet."""
    return (block for part in sheet.parts for block in blocks_of(part.blocks))


def of_kind(sheet, kind):
    """Return all blocks of a class, in order."""
    return [block for block in all_blocks(sheet) if isinstance(block, kind)]


def section(sheet, anchor):
    """Return the section with an anchor, ``None`` where there is none."""
    return next((one for one in of_kind(sheet, Section) if one.anchor == anchor), None)


def table(sheet, name):
    """Return the table with a name, ``None`` where there is none."""
    return next((one for one in of_kind(sheet, SheetTable) if one.name == name), None)


def drawing(sheet, kind):
    """Return the first drawing of a class, ``None`` where there is none."""
    found = [one.drawing for one in of_kind(sheet, Illustration) if isinstance(one.drawing, kind)]
    return found[0] if found else None
