"""Hold the cyclomatic complexity of every distribution, as radon counts it: ``uv run python
tests/complexity.py``.

No function is above 15, and the mean of a distribution is below 5. It needs the dependency group ``lint``.
"""

import sys
from pathlib import Path

from radon.complexity import average_complexity, cc_visit

ROOT = Path(__file__).parents[1]
MOST, MEAN = 15, 5
FOLDERS = (ROOT / "kompass_spec", ROOT / "frameworks", *sorted(ROOT.glob("plugins/*/src")))


def blocks_of(folder):
    """Return every function, method and class below a folder, each with the name of its file."""
    return [
        (path.relative_to(ROOT).as_posix(), block)
        for path in sorted(folder.rglob("*.py"))
        for block in cc_visit(path.read_text("utf-8"))
    ]


def main():
    """Print the mean of every distribution; return in words whatever is above the limits, 0 if nothing is."""
    wrong = []
    for folder in FOLDERS:
        blocks = blocks_of(folder)
        mean = average_complexity([block for _, block in blocks])
        highest = max(block.complexity for _, block in blocks)
        sys.stdout.write(f"{folder.relative_to(ROOT).as_posix():<40} mean {mean:.2f}  highest {highest}\n")
        if mean >= MEAN:
            wrong.append(
                f"{folder.relative_to(ROOT).as_posix()}: the mean is {mean:.2f}, and below {MEAN} is allowed."
            )
        wrong += [
            f"{file}:{block.lineno}: {block.fullname} has {block.complexity}, and at most {MOST} are allowed."
            for file, block in blocks
            if block.complexity > MOST
        ]
    return "\n".join(wrong) or 0


if __name__ == "__main__":
    sys.exit(main())
