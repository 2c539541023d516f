# groundplan: `make demo` shows it at work, `make test` proves it; both set themselves up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
SPEC   ?= examples/tasks

# The tests start hundreds of programs: none of them is to compile its libraries anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all check format bench rules corpus fuzz docs clean

help:            ## show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## make the development environment
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "groundplan needs Python 3.11 or later")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

demo: $(READY)   ## generate a service from $(SPEC), boot it on SQLite and call it
	@$(BIN)/python tools/demo.py $(SPEC)

test: $(READY)   ## everything that needs only Python
	$(BIN)/python -m pytest -n auto -m "not slow"

test-all: $(READY)  ## everything: toolchains, databases, generated projects
	$(BIN)/python -m pytest -n auto --durations=25 $(PYTEST)

check: $(READY)  ## format, lint, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)  ## put the sources in form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format --quiet .

bench: $(READY)  ## speed, as ratios to bare Python and to peers in the same run
	@$(BIN)/python tools/bench.py

rules: $(READY)  ## what each lint rule costs: at 1000 entities, and when a letter is typed at 100
	@$(BIN)/python tools/rules.py $(RULES)

corpus: $(READY) ## how well the labelled documents of other people are read: precision, recall, every difference
	@$(BIN)/python tools/corpus.py

fuzz: $(READY)   ## any bytes are read, checked, written anew and imported: ten minutes, coverage-guided (atheris)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "atheris>=2.3,<4" || true
	@$(BIN)/python tools/fuzz.py

docs: $(READY)   ## regenerate the generated pages
	$(BIN)/python tools/docs.py

clean:           ## remove what can be made again
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache dist build
