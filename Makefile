# The habits of this house. What CI does is what these do.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# Start-up is four times slower without compiled files, so they are always written.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes

.DEFAULT_GOAL := help
.PHONY: help run test lint types bench stress screenshots catalogue manual audit lock clean

help: ## what there is to do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/ready ## open the console on a scratch copy of the demonstration
	@$(BIN)/python -m ircon demo

test: $(VENV)/ready-to-test ## run the tests
	@$(BIN)/python -m pytest -q -n auto --dist worksteal

lint: $(VENV)/ready-to-test ## look for mistakes and untidiness
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m tests.lint_markup
	@$(BIN)/python -m tests.lint_speech

types: $(VENV)/ready-to-test ## check the types
	@$(BIN)/python -m mypy

bench: $(VENV)/ready-to-test ## measure what must stay fast
	@$(BIN)/python -m tests.bench

stress: $(VENV)/ready-to-test ## many handlers on one file, killed at any moment; takes minutes
	@$(BIN)/python -m tests.stress

screenshots: $(VENV)/ready-to-test ## draw the pictures in docs/ from the running program
	@$(BIN)/python -m tests.support.screenshots

catalogue: $(VENV)/ready-to-test ## take what handlers read out of the source, and compile its Japanese
	@$(BIN)/python -m tests.catalogue

manual: $(VENV)/ready-to-test ## write the manual page, in both languages, from the commands and keys
	@$(BIN)/python -m tests.manual

audit: ## ask whether anything is known against what is pinned; needs the network, and is red without it
	@$(PYTHON) tests/audit.py

lock: ## pin the dependencies anew
	@$(PYTHON) tests/lock.py

clean: ## forget the environment and what tools have cached
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Each stamp is written last, so an interrupted install is begun again.
$(VENV)/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "ircon needs Python 3.11 or newer. Have one elsewhere? make run PYTHON=python3.12")'
	@test -x $(BIN)/python || echo "Installing what ircon needs into $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) -r requirements.txt
	@$(BIN)/python -m compileall -q ircon screens
	@touch $@

$(VENV)/ready-to-test: $(VENV)/ready tests/requirements.txt
	@$(PIP) -r tests/requirements.txt
	@touch $@
