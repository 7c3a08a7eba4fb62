"""The cues of a text, each read in the light of its clause.

One pass from left to right remembers what the clause has said so far. What is wanted, possible or denied counts for
nothing, what is planned for half, what is negated turns round, what is only the occasion ("after", "tras") for half.
"""

from collections.abc import Sequence

from tracker.evidence.direction.clause import MODIFIERS, NEGATION_REACHES, Clause, Reading
from tracker.evidence.direction.lexicon import Lexicon
from tracker.evidence.direction.roles import ANNOUNCEMENT, Form, Role
from tracker.evidence.direction.words import Hit, Words, find_hits, read_words
from tracker.evidence.direction.worth import sign_of

CARRIED_WITHIN = 5  # words: "signed an executive order that suspends"
CARRIED_AT_ONCE = 2  # words: "agreed to suspend"
AUXILIARY_WITHIN = 3  # words: "ha sido ya firmado"
HEADLINE_PLAN_WITHIN = 4  # words of a clause before its "to": "Mexico to sign"

# How much of a cue is left when its clause is less than a plain statement.
PLANNED = 0.5
OCCASION = 0.5
PURPOSE = 0.4  # "funds to train judges"
ATTRIBUTE = 0.3  # "a programme funded by"
CARRIED_OUT = 0.8  # "voted to suspend"
NOUN = 0.5  # "the launch", "la firma"
_SURE = {Form.BASE: 0.7, Form.GERUND: 0.7}  # both are often nouns
AIM = 0.5  # "dismantling cartels", "combatting crime": rather meant than done
NEGATED_PROGRESS, NEGATED_SETBACK = 0.8, 0.4  # "did not sign" says more than "did not cancel"

_NOUNS = frozenset({Role.GOOD_NOUN, Role.CATCH_NOUN, Role.BAD_NOUN, Role.HARM_NOUN})
_CHANGES = frozenset({Role.RISES, Role.FALLS})
_ENDINGS = frozenset({Role.ENDS, Role.HINDERS, Role.LOWERS, Role.CATCHES})
_MOVES = _CHANGES | {Role.RAISES, Role.LOWERS}
# Beside these a noun is still heard.
_NO_VERB = _NOUNS | _CHANGES | {Role.TELLS_STAGE, Role.PLANNED, Role.WANTED}
_NOUN_FORMS = frozenset({Form.BASE, Form.FINITE, Form.GERUND})
_VERBAL_ENDINGS = ("o", "ron")  # of Spanish words that no article makes a noun: "la detuvo", "los suspendieron"


def read(joined: str, lexicon: Lexicon) -> tuple[Words, list[Reading]]:
    """The words of a text and the cues among them."""
    words = read_words(joined)
    clause, readings, sentence = Clause(), list[Reading](), 0
    for hit in find_hits(words, lexicon, joined):
        role = hit.entry.role
        if role not in MODIFIERS:
            readings.append(_read_cue(hit, words, lexicon, clause))
            continue
        if role == Role.WANTED and hit.entry.form != Form.PHRASE and _has_article(hit, words, lexicon):
            continue  # "the proposed law", "la propuesta"
        clause.hear(hit)
        if role in (Role.WANTED, Role.PLANNED):
            stage = ANNOUNCEMENT if role == Role.PLANNED else ""
            readings.append(Reading(hit.entry, hit.first, hit.last, clause.number, 0.0, stage))
        elif role == Role.QUESTION:
            _withdraw(readings[sentence:])
        if role in (Role.STOP, Role.QUESTION):
            sentence = len(readings)
    _settle(readings)
    return words, readings


def _read_cue(hit: Hit, words: Words, lexicon: Lexicon, clause: Clause) -> Reading:
    entry, form = hit.entry, _form(hit, words)
    weight, sign, sure = _certainty(form, clause, hit, words, lexicon), 0.0, True
    if weight or clause.failure:
        purpose = form == Form.INFINITIVE and hit.first - clause.carried_to > CARRIED_AT_ONCE
        told, sure = sign_of(hit, form, words, lexicon, purpose=purpose)
        _mend_failure(clause, hit, told)
        sign = weight * told * (AIM if told > 0 and form == Form.GERUND and entry.role in _ENDINGS else 1.0)
    stage, is_noun = _stage(hit, form, clause, words, lexicon), entry.role in _NOUNS or _is_noun(hit, words, lexicon)
    reading = Reading(entry, hit.first, hit.last, clause.number, sign, stage, sure=sure, is_noun=is_noun)
    if clause.negates(hit, form) and (entry.role in _NOUNS or not is_noun):
        _negate(reading, clause, words)
    else:
        _note(reading, clause)
    clause.silent = False
    return reading


def _note(reading: Reading, clause: Clause) -> None:
    """What the words that follow need to know of this one."""
    role = reading.entry.role
    if role == Role.CATCHES:
        clause.caught = True
    elif reading.sign and role == Role.FAILS:
        clause.note_failure(reading)
    elif role == Role.THREATENS:
        clause.note_threat()
    elif reading.sign > 0 and role == Role.CARRIES:
        clause.carried_to = reading.last


def _form(hit: Hit, words: Words) -> str:
    form = hit.entry.form
    return Form.INFINITIVE if form == Form.BASE and words.before(hit.first, 1) == ["to"] else form


def _certainty(form: str, clause: Clause, hit: Hit, words: Words, lexicon: Lexicon) -> float:
    if clause.wants(form) or clause.charges_with(form):
        return 0.0
    if clause.plans(form) or _heads_plan(form, clause, hit, words):
        sure = PLANNED
    elif form == Form.INFINITIVE:
        sure = CARRIED_OUT if hit.first - clause.carried_to <= CARRIED_WITHIN else PURPOSE
    elif _describes(form, hit, words, lexicon):
        sure = ATTRIBUTE
    elif _is_noun(hit, words, lexicon):
        sure = NOUN
    else:
        sure = _SURE.get(form, 1.0)
    return sure * OCCASION if clause.background else sure


def _is_noun(hit: Hit, words: Words, lexicon: Lexicon) -> bool:
    """ "The launch", "la firma", "un aumento"."""
    form = hit.entry.form
    if form == Form.FINITE and words.keys[hit.first].endswith(_VERBAL_ENDINGS):
        return False
    may_be = form in _NOUN_FORMS or (form == Form.PHRASE and hit.entry.role in _CHANGES)
    return may_be and _has_article(hit, words, lexicon)


def _has_article(hit: Hit, words: Words, lexicon: Lexicon) -> bool:
    return not lexicon.determiners.isdisjoint(words.before(hit.first, 1))


def _heads_plan(form: str, clause: Clause, hit: Hit, words: Words) -> bool:
    """ "Mexico to sign treaty": in a headline an infinitive without any verb before it is the future."""
    if form != Form.INFINITIVE or words.before(hit.first, 1) != ["to"] or not clause.silent:
        return False
    before = words.before(hit.first - 1, HEADLINE_PLAN_WITHIN)
    return 0 < len(before) < HEADLINE_PLAN_WITHIN and words.begins_sentence(hit.first - 1 - len(before))


def _describes(form: str, hit: Hit, words: Words, lexicon: Lexicon) -> bool:
    """Whether a participle describes a noun and tells no event: "a programme funded by", "el acuerdo firmado en"."""
    if form not in (Form.PAST, Form.PARTICIPLE):
        return False
    if words.has_hyphen_before(hit.first) or _has_article(hit, words, lexicon):
        return True
    before = words.before(hit.first, AUXILIARY_WITHIN)
    if not before:  # "Detenidos dos hombres", but "la ley, aprobada en 2019"
        return form == Form.PARTICIPLE and not words.begins_sentence(hit.first)
    if not lexicon.auxiliaries.isdisjoint(before):
        return False
    if form == Form.PARTICIPLE:
        return True
    return words.after(hit.last, 1) == ["by"] and hit.entry.role not in _MOVES  # but "fell by a tenth"


def _stage(hit: Hit, form: str, clause: Clause, words: Words, lexicon: Lexicon) -> str:
    """The stage a cue tells in its clause: a planned action is an announcement, a purpose is nothing yet."""
    if not hit.entry.stage or clause.wants(form) or clause.charges_with(form):
        return ""
    if clause.plans(form) or _heads_plan(form, clause, hit, words):
        return ANNOUNCEMENT
    return "" if form == Form.INFINITIVE else hit.entry.stage


def _negate(reading: Reading, clause: Clause, words: Words) -> None:
    """Turn the cue round; it now begins with the negation. What was not done has no stage."""
    reading.first, reading.stage, clause.negated = clause.negated_from, "", True
    if words.keys[reading.first] == "'t":  # show "won't", not its tail
        reading.first = max(0, reading.first - 1)
    reading.sign *= -(NEGATED_PROGRESS if reading.sign > 0 else NEGATED_SETBACK)


def _mend_failure(clause: Clause, hit: Hit, told: float) -> None:
    """ "Refuses to cancel" is no setback."""
    if (
        clause.failure
        and told < 0
        and hit.entry.role not in _NOUNS
        and hit.first - clause.failure.last <= NEGATION_REACHES
    ):
        clause.failure.sign = 0.0


def _withdraw(readings: Sequence[Reading]) -> None:
    """A question asserts nothing."""
    for reading in readings:
        reading.sign, reading.stage = 0.0, ""


def _settle(readings: Sequence[Reading]) -> None:
    """Where a verb has spoken its clause's nouns are silent; what carries a setback is no progress."""
    spoken = {each.clause for each in readings if each.entry.role not in _NO_VERB and not each.is_noun}
    carrier: Reading | None = None
    for reading in readings:
        if reading.is_noun and reading.clause in spoken:
            reading.sign, reading.stage = 0.0, ""
        elif carrier and carrier.sign > 0 > reading.sign and _is_carried(reading, carrier):
            carrier.sign = 0.0
        if reading.entry.role == Role.CARRIES:
            carrier = reading


def _is_carried(reading: Reading, carrier: Reading) -> bool:
    return reading.clause == carrier.clause and reading.first - carrier.last <= CARRIED_WITHIN
