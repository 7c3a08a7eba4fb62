"""A query that was taken: its tree, and how to ask it, worked out when it is first asked."""

from dataclasses import dataclass
from functools import cached_property

from indicators.watch.query.plan import Plan, plan_of
from indicators.watch.query.tree import Node, positive


@dataclass(frozen=True)
class Query:
    root: Node

    @cached_property
    def plan(self) -> Plan:
        return plan_of(self.root)

    def __reduce__(self) -> tuple[type["Query"], tuple[Node]]:
        """Pickled and copied without the plan, which is made of functions."""
        return Query, (self.root,)


def positive_terms(query: Query) -> tuple[str, ...]:
    """The words and phrases looked for in title or text, as typed; a prefix without its `*`."""
    return tuple(dict.fromkeys(term.text for term, name in positive(query.root) if name != "source"))
