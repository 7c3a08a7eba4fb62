"""Which page an address is of, however a reader came to it. Pure."""

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Parameters that say how a reader came to a page, not which page it is.
TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|ref_src|cmpid|ocid|at_\w+)$", re.IGNORECASE)

LONGEST_URL = 500


def canonical_url(url: str) -> str:
    """The address without what only tells where the reader came from; two outlets' links to one page become equal."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    asked = parse_qsl(parts.query, keep_blank_values=True) if parts.query else ()
    query = urlencode([pair for pair in asked if not TRACKING.match(pair[0])])
    host = parts.netloc.lower().removeprefix("www.")
    canonical = urlunsplit(("https" if parts.scheme else "", host, parts.path.rstrip("/"), query, ""))
    # An index entry has room for some 2,700 bytes; whatever is longer is told apart by its hash.
    return canonical if len(canonical) <= LONGEST_URL else hashlib.sha256(canonical.encode()).hexdigest()
