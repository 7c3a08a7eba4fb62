"""A register with everything in it, and a way to load one as it would come in a file."""

import json

import pytest

from indicators.catalogue.files import read_content
from indicators.catalogue.load import load_rows

DOCUMENTS = [
    {
        "title": "Harbour review",
        "number": "HI-26-1",
        "publisher": "Harbour Institute",
        "url": "https://harbour.example/review",
        "published_on": "2026-01-31",
        "language": "en",
        "text": "\nThe coast guard should scan every container. Seizures tell whether it does.\n",
    },
    {"title": "Informe del puerto", "publisher": "Instituto; del Puerto", "language": "es"},
]
ITEMS = [
    {
        "document": "Harbour review",
        "kind": "recommendation",
        "reference": "R1",
        "title": "Scan every container",
        "text": "=SUM(A1) is no formula here; nor is this\nsecond line.",
        "quote": "scan every container",
        "quote_start": 24,
        "quote_end": 44,
        "page": 3,
        "cycle": "Second round",
        "topics": ["Ports", "Customs; tolls"],
        "countries": ["EC", "MX"],
        "lead": ["Coast Guard", "Navy"],
        "supporting": ["Customs Service"],
        "priority": "high",
        "published": True,
        "due_on": "2026-12-31",
        "due_basis": "derived",
        "review_every_days": 30,
        "closing_stage": "action",
        "closing_sources": 3,
        "closing_official": True,
        "reported_status": "Open – Partially Addressed",
        "reported_scheme": "gao",
        "reported_note": "-- As of March, two scanners stand.",
        "responses": [
            {
                "actor": "Coast Guard",
                "position": "accepted_in_principle",
                "text": "@ once",
                "received_on": "2026-02-10",
            },
            {"actor": "Navy", "position": "no_response"},
        ],
        "milestones": [
            {"title": "Two scanners stand", "due_on": "2026-06-30", "done_on": "2026-03-01"},
            {"title": "All ports have one"},
        ],
        "watch": {
            "terms": {"en": ["container scanner"], "es": ["escáner de contenedores", "aduana"]},
            "places": ["EC"],
            "actors": ["Coast Guard"],
            "exclude": ["ferry"],
            "filter": "port OR puerto",
            "min_score": 1.5,
        },
    },
    {
        "document": "Harbour review",
        "kind": "indicator",
        "reference": "M1",
        "title": "Containers scanned",
        "measure": "percentage",
        "unit": "percent of all containers",
        "ascending": True,
        "baseline_value": "-1.5",
        "baseline_on": "2025-12-31",
        "informs": ["R1"],
        "targets": [{"period_end": "2026-12-31", "value": "40"}, {"period_end": "2027-12-31", "value": "80.25"}],
        "measurements": [
            {"measured_on": "2026-06-30", "value": "12.5", "source_url": "https://harbour.example/figures"},
            {"measured_on": "2028-03-31", "value": "81"},
        ],
        "watch": {"terms": {"en": ["container scans"]}},
    },
    {
        "document": "Informe del puerto",
        "kind": "indicator",
        "reference": "M1",
        "title": "Confianza de los vecinos",
        "measure": "qualitative",
        "ascending": False,
        "baseline_narrative": "Ninguna confianza",
        "baseline_on": "2025-01-01",
        "trips_when": "Los vecinos vuelven al muelle",
        "active_from": "2026-01-01",
        "active_until": "2027-01-01",
        "polarity": "sets_back",
        "informs": ["Harbour review#R1"],
        "relations": [{"kind": "restates", "other": "Harbour review#M1", "note": "The same in words"}],
        "targets": [{"period_end": "2026-12-31", "narrative": "Alguna confianza"}],
        "measurements": [{"measured_on": "2026-05-05", "narrative": "Muy poca: «no vamos»"}],
        "watch": {"terms": {"es": ["vecinos del puerto"]}},
    },
]


@pytest.fixture
def register():
    """As it is written down; each test may change its own."""
    return json.loads(json.dumps({"documents": DOCUMENTS, "items": ITEMS}))


@pytest.fixture
def load_data():
    def load(data, **options):
        content = data if isinstance(data, bytes) else json.dumps(data).encode()
        name = options.pop("name", "catalogue.json")
        dry_run = options.pop("dry_run", False)
        return load_rows(read_content(content, name, **options), dry_run=dry_run)

    return load


@pytest.fixture
def outcomes():
    return lambda rows: [row.outcome for row in rows]
