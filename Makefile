# Every target makes the environment it needs; `make clean` forgets it.
# On Windows without make, README.md gives the same steps for PowerShell.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
FAULTS ?= 1
READY  := $(VENV)/.ready

.PHONY: help install demo test lint types unit test-cluster faults eval bench docs clean

help:            ## list the targets
	@grep -E '^[a-z-]+: .*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/'

install: $(READY) ## make .venv and install giaoban into it

$(READY): pyproject.toml src/giaoban_cli/__init__.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "giaoban needs Python 3.11 or newer; name one: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(READY)   ## ingest the sample corpus, search it, show a meeting
	@$(BIN)/python scripts/demo.py

test: lint types unit ## everything that CI checks

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/python -m pytest

test-cluster: $(READY) ## what asks a real OpenSearch of three nodes: needs a JDK (17 or newer) and Maven
	$(BIN)/python -m tests.cluster --check
	$(BIN)/python -m pytest -m cluster --hypothesis-profile=servers tests/cluster tests/contract \
	  tests/test_search_gold.py tests/test_search_samples.py

faults: $(READY) ## break archives on purpose, the large counts (hours; root sees all); FAULTS=0.1 a tenth
	GIAOBAN_LONG=$(FAULTS) $(BIN)/python -m pytest tests/faults
	$(BIN)/python -m tests.faults.cost

eval: $(READY)   ## quality of the reading, per field, what it costs, and quality of the search
	$(BIN)/python -m benchmarks.evaluate
	$(BIN)/python -m benchmarks.reading_cost
	$(BIN)/python -m benchmarks.search_quality

bench: $(READY)  ## speed and memory beside Whoosh, SQLite and ripgrep; BENCH=--large for 100,000
	$(BIN)/python -m benchmarks.bench $(BENCH)

docs: $(READY)   ## write the generated pages and pictures of docs/ anew
	$(BIN)/python scripts/generate_docs.py
	$(BIN)/python scripts/screenshots.py

clean:           ## remove the environment and all caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf "$${XDG_CACHE_HOME:-$$HOME/.cache}/giaoban-tests"
