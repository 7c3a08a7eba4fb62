# `make run`, `make demo`, `make test` and `make check` each set up what they need; the second time that is quick.
PYTHON ?= python3
UV := 0.13.9
BIN := .venv/bin

# uv is quick; pip is asked where uv cannot reach an index (it does not read pip's own configuration).
sync = $(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python --require-hashes -r $(1) 2>/dev/null \
	|| $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)

.PHONY: install run demo test faults check messages lock clean

install: .venv/.installed

run: .venv/.installed
	@$(BIN)/python manage.py up

demo: .venv/.installed
	@$(BIN)/python manage.py up --demo

# A file's tests stay together: they share what its fixtures make.
PARALLEL := -n auto --maxprocesses 4 --dist loadfile

# The whole suite on PostgreSQL, then what touches the database once more on SQLite.
test: .venv/.installed-dev
	$(BIN)/python -m pytest $(PARALLEL)
	$(BIN)/python -m pytest $(PARALLEL) --sqlite

# What is killed, stopped, filled up and put back, at full size: half an hour. `docs/faults.md` says what is promised.
FAULTS := kills mail_faults three_schedulers broker_gone disk_full slow_feeds migrations_under_load

faults: .venv/.installed-dev
	@for fault in $(FAULTS); do $(BIN)/python tests/faults/$$fault.py || failed=1; done; [ -z "$$failed" ]

check: .venv/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check

# The catalogues of translations, gathered from the code and compiled; both are kept, so that a fresh machine needs
# neither tool. Needs Debian's gettext. What is new is left empty, what has changed is marked fuzzy: see to both.
messages: .venv/.installed-dev
	@for app in indicators tracker config; do \
		(cd $$app && ../$(BIN)/python ../manage.py makemessages -l es --no-location --no-wrap --no-obsolete) || exit 1; \
		sed -i '/^"POT-Creation-Date:/d' $$app/locale/es/LC_MESSAGES/django.po; \
		msgfmt --check-format -o $$app/locale/es/LC_MESSAGES/django.mo $$app/locale/es/LC_MESSAGES/django.po || exit 1; \
	done

# Pins and hashes only: no index address is written, so plain pip can install from the locks too.
lock: .venv/.uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header $(UPGRADE) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header $(UPGRADE) pyproject.toml --group dev -o requirements-dev.lock

.venv/.uv:
	@$(PYTHON) -c 'import sys; sys.exit("Followthrough needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	@touch $@

.venv/.installed: .venv/.uv requirements.lock
	@$(call sync,requirements.lock)
	@touch $@

.venv/.installed-dev: .venv/.uv requirements-dev.lock
	@$(call sync,requirements-dev.lock)
	@touch $@ .venv/.installed

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
