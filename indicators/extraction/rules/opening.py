"""How a statement opens: with an instruction ("Establish …", "Establecer …") or as a verbal noun ("Establishing …")."""

import re

from indicators.extraction.words import ACTION_VERBS, NOT_INFINITIVES
from indicators.watch.words import fold

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ADVERB = re.compile(r"(?:\w+ly|also|further|not|never|no|asimismo|tambien|ademas|\w+mente)\b\W*")
_SPANISH_ENDINGS = ("ar", "er", "ir", "arse", "erse", "irse", "arlo", "arla", "arlos", "arlas")
LONGEST_LABEL = 80


def opens_with_action(words: str, *, spanish: bool) -> bool:
    """Whether words, or what follows their label ("Training: …"), open with what someone is to do."""
    folded = fold(words[:200]).lstrip("\"'“«*_([ ")
    if is_action(folded, spanish=spanish):
        return True
    label, colon, rest = folded.partition(":")
    return bool(colon) and len(label) <= LONGEST_LABEL and is_action(rest.lstrip(" *_"), spanish=spanish)


def is_action(folded: str, *, spanish: bool) -> bool:
    """Whether folded words open with an imperative, an infinitive or a verbal noun."""
    adverb = _ADVERB.match(folded)
    word = _WORD.match(folded, adverb.end() if adverb else 0)
    if not word:
        return False
    first = word.group()
    if spanish:
        return len(first) > 3 and first.endswith(_SPANISH_ENDINGS) and first not in NOT_INFINITIVES
    return first in ACTION_VERBS or first.partition("-")[0] in ACTION_VERBS or is_verbal_noun(first)


def is_verbal_noun(word: str) -> bool:
    """Whether an English word is an action verb in -ing."""
    if not word.endswith("ing"):
        return False
    root = word[:-3]
    return (
        root in ACTION_VERBS or f"{root}e" in ACTION_VERBS or (root[-1:] == root[-2:-1] and root[:-1] in ACTION_VERBS)
    )
