"""Whether a place in a sentence is within quotation marks: what others are heard to say is not the document's word."""

_OPENING, _CLOSING = "“«„", "”»"


def is_quoted(sentence: str, place: int) -> bool:
    before = sentence[:place]
    if before.count('"') % 2:
        return True
    opened = sum(map(before.count, _OPENING))
    return opened > sum(map(before.count, _CLOSING))
