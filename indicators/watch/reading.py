"""An entry as the matcher reads it: headline and lead as words with their stems, and the countries they name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from indicators.watch.places import PlaceMention, find_places
from indicators.watch.query import Page, open_page
from indicators.watch.words import language_among, rarity, split_words, stem

LEAD_CHARACTERS = 1_500  # about the first paragraphs: what is further down seldom is what a story is about
LEAD_WORDS = 80

TITLE_WEIGHT = 1.6  # a word of the headline against one of the lead; measured, see benchmarks/README.md


@dataclass(frozen=True)
class Reading:
    """Words of the headline and the lead. Offsets point into `text`: the title, a newline and the lead.

    `country` is the feed's own, for a local story seldom names the country it happens in; `source` and `site` are who
    tells it, for filters that ask.
    """

    title: str
    text: str
    language: str
    starts: Sequence[int]
    ends: Sequence[int]
    folded: Sequence[str]
    stems: Sequence[str]
    title_words: int
    mentions: Sequence[PlaceMention]
    country: str = ""
    source: str = ""
    site: str = ""

    def weight_at(self, position: int) -> float:
        return TITLE_WEIGHT if position < self.title_words else 1.0

    @cached_property
    def positions(self) -> Mapping[str, Sequence[int]]:
        """Where each stem stands, in words."""
        positions: dict[str, list[int]] = {}
        for position, stemmed in enumerate(self.stems):
            positions.setdefault(stemmed, []).append(position)
        return positions

    @cached_property
    def frequencies(self) -> Mapping[str, float]:
        """How often each stem occurs, in the headline counted more."""
        count, extra = len, TITLE_WEIGHT - 1
        frequencies = {stemmed: float(count(places)) for stemmed, places in self.positions.items()}
        for stemmed in self.stems[: self.title_words]:
            frequencies[stemmed] += extra
        return frequencies

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """Each stem's share in what the entry says: its saturated frequency, over the length of the whole."""
        often = {stemmed: frequency / (frequency + 1) for stemmed, frequency in self.frequencies.items()}
        length = sum((rarity(stemmed, self.language) * share) ** 2 for stemmed, share in often.items()) ** 0.5
        return {stemmed: share / (length or 1.0) for stemmed, share in often.items()}

    @cached_property
    def page(self) -> Page:
        """The same, as a query is asked of it."""
        lead = self.text[len(self.title) + 1 :]
        return open_page(self.title, lead, source=self.source, language=self.language, site=self.site)

    @cached_property
    def countries(self) -> Mapping[str, int]:
        """How often each country is named; the feed's own, once, where none is."""
        counts: dict[str, int] = {}
        for mention in self.mentions:
            counts[mention.code] = counts.get(mention.code, 0) + 1
        return counts or ({self.country: 1} if self.country else {})


def lead_of(text: str) -> str:
    return text[:LEAD_CHARACTERS]


def read(title: str, text: str, *, language: str = "", country: str = "", source: str = "", site: str = "") -> Reading:
    """Reads an entry. `language` and `country` are what its feed says of itself, `site` is its address or host."""
    whole = f"{title}\n{lead_of(text)}"
    folded, starts, ends = split_words(whole)
    spoken = language_among(folded, language)
    title_words = sum(start < len(title) for start in starts)
    kept = slice(0, title_words + LEAD_WORDS)
    folded, starts, ends = folded[kept], starts[kept], ends[kept]
    return Reading(
        title=title,
        text=whole,
        language=spoken,
        starts=starts,
        ends=ends,
        folded=folded,
        stems=[stem(word, spoken) for word in folded] if spoken else [],
        title_words=title_words,
        mentions=find_places(_named(whole, folded, starts, spoken)),
        country=country,
        source=source,
        site=site,
    )


def _named(text: str, folded: Sequence[str], starts: Sequence[int], language: str) -> Sequence[str]:
    """The folded words, but “US” told from “us” by its capitals, and the EU of Mexican headlines from Europe's."""
    country = ("us", "eu") if language == "es" else ("us",)
    capitals = {at for at, word in enumerate(folded) if word in country and text[starts[at] :][:2].isupper()}
    return ["usa" if at in capitals else word for at, word in enumerate(folded)] if capitals else folded
