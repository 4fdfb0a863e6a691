# The two commands: `make build` and `make test`. Both make .venv first; the second time they only do their work.
PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes
NPM := node_modules/.installed
# Tests write thousands of small files: into memory where there is room for them.
TEMP := $(shell df -k --output=avail /dev/shm 2>/dev/null | awk 'NR == 2 && $$1 > 2000000 { print "PYTEST_DEBUG_TEMPROOT=/dev/shm" }')

.PHONY: build test deep lint types check pictures requirements benchmark clean

build: $(VENV)/.runtime
	$(VENV)/bin/python assemble.py build drafts --format docx,html,md,txt

test: build $(VENV)/.dev
	$(TEMP) $(VENV)/bin/python -m pytest -n auto --dist worksteal

# Properties are tried with ten times as many examples as in `make test`.
deep: $(VENV)/.dev
	DEEP=1 $(TEMP) $(VENV)/bin/python -m pytest -n auto --dist worksteal

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types: $(VENV)/.dev
	$(VENV)/bin/mypy

check: $(VENV)/.runtime
	$(VENV)/bin/python assemble.py check
	$(VENV)/bin/python assemble.py fmt --check

# Every page of every built draft as a picture, into build/pictures (needs LibreOffice and pdftoppm).
pictures: build
	$(VENV)/bin/python tools/pictures.py

# The pinned versions, from the ranges in pyproject.toml.
requirements: $(VENV)/.dev
	$(VENV)/bin/python -m pip --disable-pip-version-check --quiet install pip-tools
	for extra in "" dev; do \
		$(VENV)/bin/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url \
			--no-emit-trusted-host --no-emit-find-links --no-header --no-annotate $${extra:+--extra $$extra} \
			--output-file requirements$${extra:+-$$extra}.txt pyproject.toml; \
	done

benchmark: $(VENV)/.dev
	$(VENV)/bin/python benchmarks/run.py

node: $(NPM)
$(NPM): package.json
	npm install --no-package-lock --no-audit --no-fund --loglevel=error
	touch $@

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(PIP) -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	$(PIP) -r requirements-dev.txt
	touch $@

clean:
	rm -rf build $(VENV) node_modules .cache *.egg-info
