"""The search box of a list, in the language of the watches."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from indicators.watch.query import QueryError, parse
from tracker.search.find import Results, find
from tracker.search.kinds import Kind

MOST = 1_000  # rows listed


class SearchBox:
    """For a ModelAdmin. What is searched is what the filters leave."""

    search_kind: Kind
    search_fields = ["title"]  # not asked: Django shows the box where there are any
    search_help_text = gettext_lazy('word  "a phrase"  corrup*  OR  NOT  title:')  # as much as there is room for
    list_before_template = "tracker/search_language.html"  # the rest, when something is looked for

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        try:
            query = parse(search_term)
        except QueryError as error:
            messages.error(request, gettext("Nothing was looked for: %(reason)s.") % {"reason": error.told(gettext)})
            return queryset.none(), False
        results = find(queryset, self.search_kind, query, most=MOST)
        if not results.is_all:
            messages.warning(request, _cut_short(results))
        return queryset.filter(Q(pk__in=results.pks) | self.also_found(search_term.strip())), False

    def also_found(self, typed: str) -> Q:
        """What is listed as well, whatever its text says."""
        return Q(pk__in=())


def _cut_short(results: Results) -> str:
    if len(results.pks) == MOST:
        return gettext("Only the newest %(number)s are listed: there are more.") % {"number": f"{MOST:,}"}
    told = gettext(
        "Only the newest %(number)s that may match were looked at. Add a rarer word, or a filter, to look further back."
    )
    return told % {"number": f"{results.looked_at:,}"}
