"""Serves captured feeds over loopback, polls every one, and counts what was stored against the items in the bytes.

    python benchmarks/feeds.py FOLDER [SUBFOLDER …]

FOLDER holds manifest.jsonl (file, n_items_regex) and the files it names; with subfolders, only those files count.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

ROOT = Path(__file__).resolve().parent.parent


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = {"": "application/octet-stream", ".xml": "application/xml", ".json": "application/feed+json"}

    def log_message(self, *args):
        pass


def manage(*args, env):
    done = subprocess.run([sys.executable, ROOT / "manage.py", *args], env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{args[0]}: {done.stderr[-2000:]}")
    return done.stdout


def main(folder, *subfolders):
    folder = Path(folder)
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").open()]
    rows = [row for row in rows if not subfolders or row["file"].split("/")[0] in subfolders]
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as home:
        env = os.environ | {
            "DATA_DIR": home,
            "FEED_ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
            "FEED_ALLOWED_PORTS": "any",
            "FEED_HOST_INTERVAL_SECONDS": "0",
            "FEED_HOST_CONCURRENCY": "200",
        }
        urls = {f"http://127.0.0.1:{server.server_port}/{quote(row['file'])}": row for row in rows}
        outlines = "".join(f'<outline type="rss" xmlUrl={quoteattr(url)}/>' for url in urls)
        opml = Path(home) / "feeds.opml"
        opml.write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
        manage("migrate", "-v0", env=env)
        manage("import_feeds", str(opml), env=env)
        print(manage("poll", "--all", "--format", "json", env=env).strip())
        report(urls, env)


def report(urls, env):
    counted = (
        "from tracker.models import Feed; from django.db.models import Count; import json; "
        "feeds = Feed.objects.annotate(count=Count('entries')); "
        "print(json.dumps([[f.url, f.count, f.trouble, f.trouble_note] for f in feeds]))"
    )
    stored = {url: rest for url, *rest in json.loads(manage("shell", "--no-imports", "-c", counted, env=env))}
    wanted = sum(row["n_items_regex"] for row in urls.values())
    found = sum(rest[0] for rest in stored.values())
    print(f"{len(urls)} files, {wanted} items, {found} entries stored: {100 * found / wanted:.2f} %")
    for url, row in urls.items():
        count, trouble, note = stored[url]
        if trouble or count != row["n_items_regex"]:
            print(f"  {row['file']}: {row['n_items_regex']} items, {count} entries {trouble} {note}".rstrip())


if __name__ == "__main__":
    main(*sys.argv[1:])
