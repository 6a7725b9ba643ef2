# Airdate: `make demo` serves the sample guide, `make test` runs every test. See README.md.

VENV := .venv
BIN := $(VENV)/bin
# The first Python of 3.11 or later that can make virtual environments; PYTHON=... chooses another.
PYTHON ?= $(shell for candidate in python3 python3.13 python3.12 python3.11; do \
	"$$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$candidate"; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help demo test test-long lint lock screenshots messages docs accuracy performance check-data clean

help: ## Say what can be made.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo 'Airdate needs Python 3.11 or later with venv (Debian, Ubuntu: apt install python3-venv).' >&2; exit 2; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/.site: requirements/site.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/site.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.site
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: $(VENV)/.site ## Set up the sample guide and serve it at http://127.0.0.1:8000.
	$(BIN)/airdate demo --site demo

test: $(VENV)/.dev ## Check the code and run all tests, on SQLite and on PostgreSQL.
	$(BIN)/python tests/run.py

test-long: $(VENV)/.dev ## The long kill and fuzz runs.
	$(BIN)/python tests/run.py --long

lint: $(VENV)/.dev ## Style, types and the order of imports.
	$(BIN)/python tests/run.py --lint-only

check-data: $(VENV)/.dev ## Checks on outside data: make check-data DATA=folder.
	@test -n "$(DATA)" || { echo 'Name the folder: make check-data DATA=folder' >&2; exit 2; }
	$(BIN)/python tests/check_data.py "$(DATA)"

screenshots: $(VENV)/.dev ## Take the pictures of the pages anew.
	$(BIN)/python tests/screenshots.py

messages: $(VENV)/.dev ## Collect what is to be translated, and compile the translations.
	$(BIN)/python tests/messages/catalogues.py

docs: $(VENV)/.dev ## Write anew what of the docs the program prints.
	$(BIN)/python tests/docs/generated.py

accuracy: $(VENV)/.dev ## Measure how well and how fast articles are read, and write docs/reference/accuracy.md.
	$(BIN)/python benchmarks/accuracy.py

performance: $(VENV)/.dev ## Measure the site and the TV guide beside others, and write docs/reference/performance.md.
	$(BIN)/python benchmarks/performance.py

lock: $(VENV)/.dev ## Lock the dependencies anew (needs uv).
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --no-annotate --extra site --extra build pyproject.toml -o requirements/site.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --no-annotate --extra site --extra build --extra dev -c requirements/site.txt \
		pyproject.toml -o requirements/dev.txt

clean: ## Remove what was installed and made, the demo site included.
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
