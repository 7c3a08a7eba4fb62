"""The dates feeds write, in the languages and zones they write them in. What is no date is None; nothing raises."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta


def _table(lines: str) -> dict[str, float]:
    return {name: float(number) for name, number in re.findall(r"(\w+)=(\S+)", lines)}


_MONTHS = _table(  # by their first letters in English, Spanish, Portuguese, French, Italian, German, Dutch
    """jan=1 ene=1 gen=1 feb=2 fev=2 mar=3 maer=3 mrt=3 apr=4 abr=4 avr=4 may=5 mai=5 mag=5 mei=5 jun=6 juin=6 giu=6
    jul=7 juil=7 lug=7 aug=8 ago=8 aou=8 sep=9 set=9 oct=10 out=10 okt=10 ott=10 nov=11 dec=12 dic=12 dez=12"""
)
_ZONES = _table(  # hours from UTC, for which feedparser takes most of them; of two meanings the one commoner in feeds
    """bst=1 cet=1 met=1 wat=1 cest=2 mest=2 eet=2 cat=2 sast=2 eest=3 msk=3 eat=3 gst=4 pkt=5 ist=5.5 wib=7 ict=7
    hkt=8 sgt=8 pht=8 awst=8 jst=9 kst=9 acst=9.5 aest=10 aedt=11 nzst=12 nzdt=13 brst=-2 ndt=-2.5 adt=-3 art=-3 brt=-3
    clst=-3 uyt=-3 nst=-3.5 ast=-4 edt=-4 clt=-4 bot=-4 vet=-4 est=-5 cdt=-5 cot=-5 ect=-5 pet=-5 cst=-6 mdt=-6 mst=-7
    pdt=-7 pst=-8 akdt=-8 akst=-9 hst=-10 et=-5 ct=-6 mt=-7 pt=-8"""
)
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})[a-z]*"
_NTH = "(?:st|nd|rd|th|er|o)?"
_DATES = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)"),
    re.compile(rf"(?<!\d)(?P<day>\d\d?){_NTH}[\s./-]*(?:de )?{_MONTH}[\s.,/-]*(?:del? )?(?P<year>\d{{4}}|\d\d)\b"),
    re.compile(rf"\b{_MONTH}[\s.]+(?P<day>\d\d?){_NTH}\b.*?\b(?P<year>\d{{4}})\b"),
)
_EPOCH = re.compile(r"\s*(\d{10})(?:\d{3})?\s*")  # seconds or milliseconds
_TIME = re.compile(
    r"(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d?))?(?:[.,]\d+)?\s*(?P<half>[ap]\.?m\b)?\.?\s*(?:gmt|utc)?\s*"
    r"(?:(?P<sign>[+-])(?P<ahead>\d\d?):?(?P<ahead_minutes>\d\d)?|(?P<zone>[a-z]+))?"
)


def read_date(value: str) -> datetime | None:
    """The moment that a feed's date means, in UTC; without a zone it is taken for UTC. None when it cannot be read."""
    said = unicodedata.normalize("NFKD", value[:100].lower()).encode("ascii", "ignore").decode()
    if epoch := _EPOCH.fullmatch(said):
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    found = next(filter(None, (pattern.search(said) for pattern in _DATES)), None)
    if not found:
        return None
    year, month = int(found["year"]), found["month"]
    century = (2000 if year < 70 else 1900) if year < 100 else 0
    try:
        day = datetime(century + year, int(_MONTHS.get(month) or month), int(found["day"]), tzinfo=UTC)
        return day + _time_of_day(said)
    except (ValueError, OverflowError):
        return None


def _time_of_day(said: str) -> timedelta:
    """From the start of the day in UTC to the moment: negative for an early hour in the east."""
    time = _TIME.search(said)
    if not time:
        return timedelta()
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % 12 + (12 if time["half"].startswith("p") else 0)
    ahead = timedelta(hours=_ZONES.get(time["zone"], 0.0))
    if time["sign"]:
        ahead = timedelta(hours=int(time["ahead"]), minutes=int(time["ahead_minutes"] or 0))
        ahead = -ahead if time["sign"] == "-" else ahead
    return timedelta(hours=hour, minutes=int(time["minute"]), seconds=int(time["second"] or 0)) - ahead
