"""What is said where a file cannot be opened; each sentence has what helps."""

from kompass_spec import InputError, Problem

__all__ = ["binary_workbook", "damaged", "encrypted", "other_content", "too_large"]


def damaged() -> InputError:
    """Return what is said of a file of which a part is missing or no longer makes sense."""
    return _refused(
        "damaged-file",
        "This file is damaged and cannot be opened. Fetch it again, or open it in the program that wrote it, "
        "let that repair it, and save it anew.",
    )


def encrypted() -> InputError:
    """Return what is said of a file that asks for a password."""
    return _refused(
        "encrypted-file",
        "This file is protected by a password and cannot be opened. Open it in its program, save a copy "
        "without a password, and read that.",
    )


def binary_workbook() -> InputError:
    """Return what is said of a workbook that is not kept as XML."""
    return _refused(
        "unread-kind",
        "This is a binary workbook of Excel (.xlsb), which is not read. "
        "Open it in Excel and save it as .xlsx.",
    )


def other_content() -> InputError:
    """Return what is said of a file that does not hold what its form promises."""
    return _refused(
        "damaged-file",
        "This file has no document in it. Open it in the program that wrote it, and save it anew.",
    )


def too_large(reason: str) -> InputError:
    """Return what is said of a file that would take more memory than a document needs."""
    return _refused(
        "file-too-large",
        f"This file holds more than a document does. {reason} Save what is to be read in a file of its own.",
    )


def _refused(code: str, sentence: str) -> InputError:
    return InputError([Problem(code, sentence)])
