# gapkit: `make report` and `make test` work on a fresh clone with Python 3.11 or newer.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup report test check lint types imports notebooks docs bench format simulate clean

help: ## list what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(STAMP) ## create the environment (the other targets do it when it is missing)

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("gapkit needs Python 3.11 or newer; try make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up $(VENV) (a few minutes the first time) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[notebook]" --group dev
	@touch $@

report: $(STAMP) ## build reports/social_brand.pdf from the bundled study
	@echo "Building reports/social_brand.pdf from surveys/social_brand.toml ..."
	@$(BIN)/gapkit report surveys/social_brand.toml -o reports/social_brand.pdf

test: $(STAMP) ## run the tests
	@echo "Running the tests ..."
	@$(BIN)/python -m pytest -q -n 2

check: $(STAMP) lint types imports ## format, lint, types, import contract and the fast tests: before every commit
	@$(BIN)/python -m pytest -q -n 2 -m "not slow" tests/unit tests/property tests/architecture

lint: $(STAMP) ## ruff: rules and format
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMP) ## mypy, strict
	@$(BIN)/mypy

imports: $(STAMP) ## the import contract: data flows one way
	@$(BIN)/lint-imports

notebooks: $(STAMP) ## execute the notebooks
	@$(BIN)/python -m pytest -q tests/docs/test_notebooks.py

docs: $(VENV)/.docs ## build the site in docs/_build/html; warnings are errors, nothing is fetched
	@echo "Running the reference tests for docs/validation.md ..."
	@$(BIN)/python docs/make_validation.py
	@echo "Building docs/_build/html ..."
	@$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build/html

$(VENV)/.docs: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group docs
	@touch $@

bench: $(VENV)/.bench ## time gapkit beside limits and peers; prints ratios
	@$(BIN)/python -m benchmarks --quick

$(VENV)/.bench: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@touch $@

simulate: $(STAMP) ## simulate coverage and error rates for docs/simulation (an hour; goes on where it stopped)
	@OPENBLAS_NUM_THREADS=1 nice -n 19 $(BIN)/python -m tests.simulation.study

format: $(STAMP) ## format the code
	@$(BIN)/ruff check --fix-only --quiet . && $(BIN)/ruff format .

clean: ## remove the environment and everything that was built
	@rm -rf $(VENV) build dist reports/*.pdf docs/_build docs/_generated .mypy_cache .ruff_cache .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Clean."
