"""The boolean queries of watches and of search.

    fiscal AND (extradición OR "orden de captura") NOT fútbol title:ministr* lang:es

Words are found whole, whatever their case and accents. Next to each other they all must be there: a space is AND.
AND, OR and NOT are operators in capitals only; `-word` is NOT word. `"A phrase"` is its words one after the other, and
so is a word with signs in it (anti-corruption, U.S.). `corrup*` is any word that begins so; it takes three letters.
`title:`, `source:`, `lang:` and `site:` ask the title, the name of the source, the language and the host.

`a NEAR/5 b`: at most five words stand between the two, in either order; NEAR alone is NEAR/10, and NEAR/0 is side by
side. It counts like NEAR of SQLite's FTS5: two that share a word are near. In `a NEAR/3 b NEAR/3 c`, c is near the
stretch from a to b. Neither phrases nor NEAR reach from the title into the text.

At most 2,000 characters, 50 words, phrases and fields, 20 times NEAR, six parentheses deep; what cannot be understood,
or would match nearly everything, is refused with the column.

What binds first: NOT, then NEAR, then AND and space, then OR. `a b OR c NOT d` is `(a AND b) OR (c AND (NOT d))`.
"""

from indicators.watch.query.find import Found, Span, find, matches
from indicators.watch.query.page import Page, open_page
from indicators.watch.query.parse import parse
from indicators.watch.query.query import Query, positive_terms
from indicators.watch.query.refusal import QueryError
from indicators.watch.query.wanted import AllOf, AnyOf, Anything, Has, Wanted, wanted
from indicators.watch.query.write import write

__all__ = [
    "AllOf",
    "AnyOf",
    "Anything",
    "Found",
    "Has",
    "Page",
    "Query",
    "QueryError",
    "Span",
    "Wanted",
    "find",
    "matches",
    "open_page",
    "parse",
    "positive_terms",
    "wanted",
    "write",
]
