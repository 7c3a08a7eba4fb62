"""The forms of the verbs in the tables: regular ones by rule, irregular ones as they stand there.

Verbs are parted by commas or lines. An English verb is its base ("sign"), with a plus where the last letter doubles
("ban+"); or all its forms, base, -s, past (one or two) and -ing, where "-" leaves out what is another word ("- opens
opened opening"). A Spanish verb is its infinitive and then forms that are irregular; "resuelt-" is a participle in -o,
-a, -os, -as, and "!concreta" a regular form left out because it is another word.
"""

from collections.abc import Iterable, Iterator

from tracker.evidence.direction.roles import Form

Inflected = tuple[str, str]  # a word and the form it is

_SPANISH_ENDINGS: dict[str, dict[str, str]] = {
    "ar": {
        Form.FINITE: "a an ó aron amos aba aban",
        Form.PARTICIPLE: "ado ada ados adas",
        Form.GERUND: "ando",
        Form.INFINITIVE: "ar arse",
        Form.FUTURE: "ará arán",
    },
    "er": {
        Form.FINITE: "e en ió ieron",
        Form.PARTICIPLE: "ido ida idos idas",
        Form.GERUND: "iendo",
        Form.INFINITIVE: "er erse",
        Form.FUTURE: "erá erán",
    },
    "ir": {
        Form.FINITE: "e en ió ieron",
        Form.PARTICIPLE: "ido ida idos idas",
        Form.GERUND: "iendo",
        Form.INFINITIVE: "ir irse",
        Form.FUTURE: "irá irán",
    },
}


def listed(table: str) -> list[str]:
    """What stands between commas and line ends."""
    return [each.strip() for each in table.replace("\n", ",").split(",") if each.strip()]


def english_forms(verb: str) -> Iterator[Inflected]:
    base, *given = verb.split()
    present, *past, gerund = given or _regular_english(base)
    yield base.rstrip("+"), Form.BASE
    yield present, Form.FINITE
    yield from ((word, Form.PAST) for word in past)
    yield gerund, Form.GERUND


def _regular_english(base: str) -> tuple[str, str, str]:
    if base.endswith("+"):
        stem = base[:-1]
        return f"{stem}s", f"{stem}{stem[-1]}ed", f"{stem}{stem[-1]}ing"
    if base.endswith("e"):
        return f"{base}s", f"{base}d", f"{base if base.endswith('ee') else base[:-1]}ing"
    if base.endswith("y") and base[-2] not in "aeou":
        return f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"
    present = f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh")) else f"{base}s"
    return present, f"{base}ed", f"{base}ing"


def spanish_forms(verb: str) -> Iterator[Inflected]:
    infinitive, *given = verb.split()
    left_out = {word[1:] for word in given if word.startswith("!")}
    yield from _irregular_spanish(word for word in given if not word.startswith("!"))
    yield from (each for each in _regular_spanish(infinitive) if each[0] not in left_out)


def _regular_spanish(infinitive: str) -> Iterator[Inflected]:
    stem, ending = infinitive[:-2], infinitive[-2:]
    for form, endings in _SPANISH_ENDINGS[ending].items():
        yield from ((stem + each, form) for each in endings.split())


def _irregular_spanish(words: Iterable[str]) -> Iterator[Inflected]:
    for word in words:
        if word.endswith("-"):
            yield from ((word[:-1] + ending, Form.PARTICIPLE) for ending in ("o", "a", "os", "as"))
        elif word.endswith("ndo"):
            yield word, Form.GERUND
        else:
            yield word, Form.FUTURE if word.endswith(("drá", "drán")) else Form.FINITE
