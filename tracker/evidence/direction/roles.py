"""What an entry may be found to tell, what a word can do to that, and what a noun is worth. Nothing but names."""

ADVANCES, SETS_BACK, CONTEXT, UNCLEAR = "advances", "sets_back", "context", "unclear"

# In the order in which a recommendation is carried out.
ANNOUNCEMENT, FORMAL_COMMITMENT, ACTION, OUTCOME = "announcement", "formal_commitment", "action", "outcome"
STAGES = (ANNOUNCEMENT, FORMAL_COMMITMENT, ACTION, OUTCOME)


class Role:
    """What a word does to the judgement. The last block changes how the cues after it are read.

    Not an enum: Python 3.11 takes 0.2 µs to reach a member, and one text asks hundreds of times.
    """

    ADVANCES = "advances"
    SETS_BACK = "sets_back"
    CARRIES = "carries"  # progress, unless what it carries is a setback: "approved cuts", "agreed to suspend"
    ENDS = "ends"  # setback, unless what it ends is an evil: "dismantled a cartel"
    HINDERS = "hinders"  # the same, and surer where we do not know what is hindered: "delayed", "thwarted a plot"
    IMPOSES = "imposes"  # setback, unless it falls on an evil: "sanctions on traffickers"
    OPPOSES = "opposes"  # setback, unless what it opposes is an evil; then it is only a stance
    CATCHES = "catches"  # progress, unless whom it catches is to be protected: "arrested journalists"
    SEIZES = "seizes"  # progress only where it is good to have it seized: "recovered weapons"
    FREES = "frees"  # progress of whom it frees if to be protected, setback if a criminal, nothing of others
    ACQUITS = "acquits"  # the same, but of others a setback
    FAILS = "fails"  # setback, and what follows was not done: "refuses to sign"
    THREATENS = "threatens"  # setback, and what follows is not done yet
    RISES = "rises"  # tells nothing until we know what rises
    FALLS = "falls"
    RAISES = "raises"  # the same, of what is named after it first
    LOWERS = "lowers"
    GOOD_NOUN = "good_noun"  # a noun counts where no verb of its clause says more
    CATCH_NOUN = "catch_noun"  # "arrests": progress to a watch that asks for them
    BAD_NOUN = "bad_noun"
    HARM_NOUN = "harm_noun"  # a bad noun, unless it falls on an evil: "offensive against traffickers"
    TELLS_STAGE = "tells_stage"

    WANTED = "wanted"  # asked for, possible, supposed: not done
    PLANNED = "planned"
    NEGATES = "negates"
    DENIES = "denies"
    BACKGROUND = "background"  # "after", "tras": what follows is the occasion, not the news
    BREAK = "break"  # a new clause begins
    COMMA = "comma"
    STOP = "stop"
    QUESTION = "question"
    SKIP = "skip"  # a phrase that is none of the cues it contains


class Form:
    """What a verb's inflection says of it."""

    PHRASE = "phrase"
    BASE = "base"
    FINITE = "finite"
    PAST = "past"  # English past and participle, which look alike
    PARTICIPLE = "participle"  # Spanish
    GERUND = "gerund"
    INFINITIVE = "infinitive"
    FUTURE = "future"


class Worth:
    """What a noun is worth. Numbers because they are looked up for every word after a cue.

    A pursuit (an investigation, an operation) is good to have, but only towards what asks for it. "Drug" before a noun
    we do not know ("drug czar") is mixed: the whole may be either.
    """

    PURSUIT = 3
    TO_BE_PROTECTED = 2
    GOOD_THING = 1
    NOT_KNOWN = 0
    EVIL = -1
    DEED_OF_HARM = -2
    MIXED = -3


PUNCTUATION = {
    ".": Role.STOP,
    "!": Role.STOP,
    ";": Role.STOP,
    ":": Role.STOP,
    "…": Role.STOP,
    "\n": Role.STOP,
    "?": Role.QUESTION,
    ",": Role.COMMA,
}
PUNCTUATION |= dict.fromkeys("—–()", Role.COMMA)
