"""What the register already has of the documents and items that a file speaks of, asked for many at once."""

from collections import defaultdict
from collections.abc import Iterable

from indicators.models import Document, Item

AT_ONCE = 500  # references asked for in one query
LISTS = (
    *("topics", "countries", "addressees", "informs"),
    *("responses", "milestones", "relations", "targets", "measurements"),
)


class Known:
    """`keys` are the document titles and references that will be asked for."""

    def __init__(self, keys: Iterable[tuple[str, str]]) -> None:
        self._documents: dict[str, Document] = {}
        self._references: defaultdict[str, list[str]] = defaultdict(list)
        for title, reference in dict.fromkeys(keys):
            self._references[title].append(reference)
        self._items: dict[tuple[str, str], Item] = {}
        self._asked: set[str] = set()
        self._text: tuple[int, str] = (0, "")

    def document(self, title: str) -> Document | None:
        if title not in self._documents:
            document = Document.objects.defer("text", "outline").filter(title=title).first()
            if document is None:
                return None
            self._documents[title] = document
        return self._documents[title]

    def text_of(self, document: Document) -> str:
        """The last one only is held: texts are long, and rows of one document stand together."""
        if self._text[0] != document.pk:
            self._text = (document.pk, Document.objects.values_list("text", flat=True).get(pk=document.pk))
        return self._text[1]

    def item(self, document: Document, reference: str) -> Item | None:
        """As it was before the first row was loaded, with its lists."""
        if document.title not in self._asked:
            self._asked.add(document.title)
            self._ask(document)
        return self._items.get((document.title, reference))

    def _ask(self, document: Document) -> None:
        references = self._references[document.title]
        for start in range(0, len(references), AT_ONCE):
            some = references[start : start + AT_ONCE]
            found = Item.objects.filter(document=document, reference__in=some).select_related("watch")
            for item in found.prefetch_related(*LISTS):
                item.document = document
                self._items[document.title, item.reference] = item
