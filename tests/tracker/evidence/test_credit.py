"""Which agency an entry credits: those who print it are one voice."""

import pytest

from tracker.evidence.credit import agency_of


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("MANTA, Ecuador (AP) — The navy has seized cocaine.", "apnews.com"),
        ("MANTA, 2 March (Reuters) - The navy has seized cocaine.", "reuters.com"),
        ("Manta, 2 mar (EFE).- La Armada incautó cocaína.", "efe.com"),
        ("México, 2 Mar (Notimex).- La Armada incautó cocaína.", "notimex.gob.mx"),
        ("EFE.- La Armada incautó cocaína.", "efe.com"),
        ("Europa Press / La Armada incautó cocaína.", "europapress.es"),
        ("(Agence France-Presse) The navy has seized cocaine.", "afp.com"),
    ],
)
def test_an_agency_that_signs_at_the_start_is_credited(text, agency):
    assert agency_of(text) == agency


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The navy has seized cocaine.",
        "“They fled”, a witness told Reuters on Sunday.",
        "Según informó a Europa Press el servicio de emergencias, hay nueve detenidos.",
        "The (app) was made by (apt) people.",
        f"{'The navy has seized cocaine. ' * 10}(AP)",
    ],
)
def test_an_agency_that_is_only_named_is_not(text):
    assert agency_of(text) == ""


@pytest.mark.parametrize(
    ("author", "agency"), [("Reuters", "reuters.com"), ("Ana Paz, EFE", "efe.com"), ("Aparicio", ""), ("", "")]
)
def test_an_agency_may_be_the_author(author, agency):
    assert agency_of("The navy has seized cocaine.", author) == agency
