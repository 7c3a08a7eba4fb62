"""How many forged links of a subscription lead anywhere, and what it takes to turn them away.

    python benchmarks/tokens.py [TOKENS]

A hundred subscriptions with a link each, in a SQLite database in a temporary folder. Each forged token (100,000 unless
told) is posted to the address that ends a subscription, as a mail program does it: random ones, real ones with a sign
changed or missing, what is kept of them, and such as another key makes. It exits 1 if one was not answered with 404.
"""

import logging
import os
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def forgeries(real, hashes):
    def changed():
        token, place = secrets.choice(real), secrets.randbelow(43)
        return token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]

    kinds = [
        lambda: secrets.token_urlsafe(32),
        changed,
        lambda: secrets.choice(real)[:-1],
        lambda: secrets.choice(real).swapcase(),
        lambda: secrets.choice(hashes)[:43],
        lambda: salted_hmac(
            links.SALT, f"{secrets.randbelow(200)}:{secrets.token_hex(16)}", secret="other"
        ).hexdigest(),
    ]
    number = 0
    while True:
        yield kinds[number % len(kinds)]()
        number += 1


def main(count):
    at = timezone.now()
    made = [Subscription(email=f"r{number}@example.org", created_at=at, confirmed_at=at) for number in range(100)]
    Subscription.objects.bulk_create(made)
    real = [links.hand_out(one, at) for one in Subscription.objects.all()]
    hashes = list(SubscriptionLink.objects.values_list("sha256", flat=True))
    client, answers, started = Client(), Counter(), time.perf_counter()
    for _, token in zip(range(count), forgeries(real, hashes), strict=False):
        answers[client.post(f"/unsubscribe/{token}/").status_code] += 1
    seconds = time.perf_counter() - started
    ended = Subscription.objects.filter(active=False).count()
    print(f"{count} forged: {dict(answers)}, {ended} ended, {seconds:.0f} s, {1e3 * seconds / count:.2f} ms each")
    controls = Counter(client.post(f"/unsubscribe/{token}/").status_code for token in real)
    print(f"{len(real)} real: {dict(controls)}, {Subscription.objects.filter(active=False).count()} ended")
    return set(answers) != {404} or ended > 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"DATA_DIR": home, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ |= {"ALLOWED_HOSTS": "testserver", "SECRET_KEY": secrets.token_hex(32)}
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        logging.disable()  # else each one that is not found is a line
        from django.core.management import call_command
        from django.test import Client
        from django.utils import timezone
        from django.utils.crypto import salted_hmac

        from tracker.digests import links
        from tracker.models import Subscription, SubscriptionLink

        call_command("migrate", verbosity=0)
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
