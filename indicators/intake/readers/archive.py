"""The zip file that a .docx or .xlsx is, looked at before anything in it is unpacked."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from indicators.intake import limits
from indicators.intake.refusals import PACKED_TOO_TIGHT, NotRead

_XML = (".xml", ".rels")


def check_archive(content: bytes, damaged: str) -> None:
    """Raises NotRead. Sizes are those declared, and no more than that is ever unpacked."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise NotRead(damaged) from error
    if (
        len(entries) > limits.ENTRIES
        or sum(entry.file_size for entry in entries) > limits.UNPACKED_BYTES
        or any(map(_is_bomb, entries))
    ):
        raise NotRead(PACKED_TOO_TIGHT)


def _is_bomb(entry: ZipInfo) -> bool:
    if entry.filename.lower().endswith(_XML) and entry.file_size > limits.ENTRY_BYTES:
        return True
    return entry.file_size > limits.RATIO_FROM_BYTES and entry.file_size > limits.RATIO * entry.compress_size
