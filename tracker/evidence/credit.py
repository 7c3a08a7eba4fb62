"""The news agency that an entry credits: papers that print it are one voice. Pure."""

import re

# By the names they sign with, each under its own site, so that what it publishes itself is the same voice.
AGENCIES = {
    "AFP": "afp.com",
    "Agence France-Presse": "afp.com",
    "ANSA": "ansa.it",
    "AP": "apnews.com",
    "Associated Press": "apnews.com",
    "DPA": "dpa.com",
    "dpa": "dpa.com",
    "EFE": "efe.com",
    "Europa Press": "europapress.es",
    "Kyodo": "kyodonews.net",
    "Notimex": "notimex.gob.mx",
    "Prensa Latina": "prensa-latina.cu",
    "Reuters": "reuters.com",
    "Sputnik": "sputniknews.com",
    "TASS": "tass.com",
    "Télam": "telam.com.ar",
    "UPI": "upi.com",
    "Xinhua": "xinhuanet.com",
    "Yonhap": "yna.co.kr",
}
NAME = rf"\b({'|'.join(AGENCIES)})\b"
DATELINE = 200  # characters from the start, where a credit stands; “told Reuters” further down is none
CREDIT = re.compile(rf"\([^()]{{0,20}}{NAME}[^()]{{0,20}}\)|^{NAME}\s*[.\-–—/]")
AUTHOR = re.compile(NAME)


def agency_of(text: str, author: str = "") -> str:
    """The site of the agency that signs the text or is its author; "" when none does."""
    found = CREDIT.search(text[:DATELINE]) or AUTHOR.search(author)
    return AGENCIES[next(filter(None, found.groups()))] if found else ""
