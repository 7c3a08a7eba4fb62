"""Text as it is kept: nothing invisible, one kind of line end; and by what the same text is known when it comes again.

Pages stay parted by form feeds, columns by tabs. No place in a text changes after this.
"""

import re
import unicodedata
from functools import cache
from hashlib import sha256

MAX_MARKS = 30  # on one letter, as in Unicode's Stream-Safe Text: NFC takes 4 s for 40,000
_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_MANY_LINES = re.compile("\n{4,}")
# C0 and C1 controls, soft hyphens, what is zero wide or turns the direction, surrogates, noncharacters.
_FORBIDDEN = re.compile(
    "[^\t\n\f -~\xa0-\xac\xae-\u061b\u061d-\u180d\u180f-\u200a\u2010-\u2027\u202f-\u205f"
    "\u2070-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufff8\ufffc-\ufffd"
    + "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14))
    + "]"
)
_NOT_IN_WORDS = re.compile(r"[\W_]+")


def clean(text: str) -> str:
    text = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", too_many_marks().sub(r"\1", text))
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    return _MANY_LINES.sub("\n\n\n", text).strip("\n\t ")


def fingerprint(text: str) -> str:
    """SHA-256 of the letters and digits in their order, whatever stands between them; "" when there are none.

    So a text is the same with other line breaks, hyphens at line ends, bullets, quotation marks or letter case.
    """
    letters = _NOT_IN_WORDS.sub("", unicodedata.normalize("NFKC", clean(text)).casefold())
    return sha256(letters.encode()).hexdigest() if letters else ""


@cache
def too_many_marks() -> re.Pattern[str]:
    """More marks than one letter bears. Made when needed: there are a thousand, and few texts have any apart."""
    three_that_hide = "\u0f73\u0f75\u0f81"  # no marks themselves, but made of nothing else
    mark = three_that_hide + "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x1E950))))
    return re.compile(f"([{mark}]{{{MAX_MARKS}}})[{mark}]+")
