# Lontar: `make help` lists the verbs. Everything is installed into .venv, from locked versions with hashes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LONTAR := $(BIN)/lontar
PIP := -m pip --disable-pip-version-check --quiet
# The peers hold back packages that we use, so what measures them is installed apart from what is used and tested.
PEERS := .venv-bench
RELEASES ?= 1000000

COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-annotate --no-header

.DEFAULT_GOAL := install
.PHONY: install help archive test lint types browser bench bench-exactness bench-search prove pictures serve lock clean
.PHONY: check-python

help: ## list the verbs
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(VENV)/.installed ## install the project into .venv

check-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Lontar needs Python 3.11 or newer: install it, or name one with PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  v=$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "Python $$v here has no venv module: run 'apt install python$$v-venv', then make again" >&2; exit 1; }

$(VENV)/.created: | check-python
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created requirements.lock setup.cfg pyproject.toml
	@echo "Installing the locked packages into $(VENV) ..."
	@$(BIN)/python $(PIP) install --require-hashes -r requirements.lock
	@$(BIN)/python $(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed requirements-dev.lock
	@echo "Installing what the tests need ..."
	@$(BIN)/python $(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

$(PEERS)/.installed: requirements-bench.lock | check-python
	@echo "Installing what is measured beside us into $(PEERS) ..."
	@rm -rf $(PEERS)
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python $(PIP) install --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

archive: $(VENV)/.installed ## crawl the sample site, or SITE=kedirikab, into archive.db
	@if [ -n "$(SITE)" ]; then $(LONTAR) crawl $(SITE); code=$$?; else $(LONTAR) crawl --sample; code=$$?; fi; \
	  if [ $$code -eq 3 ]; then echo "Finished with alarms: '$(LONTAR) status' tells which."; exit 0; fi; exit $$code

test: $(VENV)/.tested ## run the tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser and not prove"

lint: $(VENV)/.tested ## check style
	@$(BIN)/ruff check .

types: $(VENV)/.tested ## check types
	@$(BIN)/mypy

browser: $(VENV)/.tested ## test the pages in chromium
	@$(BIN)/python -m pytest -m browser

pictures: $(VENV)/.tested ## take the documentation's pictures anew in chromium
	@$(BIN)/python docs/pictures.py

prove: $(VENV)/.tested ## the long proofs; writes docs/proof-kills.md
	@$(BIN)/python -m pytest -m prove

bench: $(PEERS)/.installed ## measure against peers, side by side
	@$(PEERS)/bin/python -m bench

bench-exactness: $(PEERS)/.installed ## measure how exactly pages are read, beside peers; writes docs/exactness.md
	@$(PEERS)/bin/python -m bench.exactness --docs

bench-search: $(VENV)/.tested ## measure search and pages on a synthetic archive; RELEASES=20000 is short
	@$(BIN)/python -m bench.search --count $(RELEASES)

serve: $(VENV)/.installed ## open the archive with Datasette on 127.0.0.1:8001
	@$(LONTAR) serve

lock: ## write the locked requirements anew (needs uv)
	@$(COMPILE) requirements.in -o requirements.lock
	@$(COMPILE) -c requirements.lock requirements-dev.in -o requirements-dev.lock
	@cp requirements.lock requirements-bench.lock
	@$(COMPILE) requirements-bench.in -o requirements-bench.lock

clean: ## remove what was installed, and caches; archive.db and captures/ stay
	@rm -rf $(VENV) $(PEERS) *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
