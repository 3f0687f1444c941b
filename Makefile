# SPDX-License-Identifier: Apache-2.0
# Waterline: `make run` opens it, `make test` checks it. PYTHON=... chooses the Python of the set-up.
BIN := .venv/bin
OUT := out
HOURS := 1
SEED := 1
JOBS := 2
SLOW := tests/attack tests/bench tests/cli tests/crash tests/flows tests/gui

export PYTHON
# The tests start the program hundreds of times; without its compiled modules each start takes twice as long.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup run test check fast bench shots long cover lock audit components translations clean
help: ## show these lines
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## make or refresh the environment (the other targets do it by themselves)
	@sh setup.sh

run: setup ## open Waterline on the sample portfolio; without a display, write its plan and charts to out/
	@$(BIN)/waterline demo --out $(OUT)

check: setup ## format, lint, types and import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## all that CI runs: check, then every test
	$(BIN)/python -m pytest -n $(JOBS)

fast: check ## under half a minute: check, then the quick tests without windows
	$(BIN)/python -m pytest -q -n $(JOBS) -m "not slow" $(addprefix --ignore=,$(SLOW))

bench: setup ## measure speed and memory against the floor
	$(BIN)/python -m tests.bench

shots: setup ## pictures of every screen into out/shots/
	$(BIN)/python -m tests.shots $(OUT)/shots

long: setup ## all fault harnesses in turn for HOURS hours, with growing seeds; counts in out/long/
	$(BIN)/python -m tests.crash.long --hours $(HOURS) --seed $(SEED) --jobs $(JOBS) --out $(OUT)/long

cover: setup ## every test with branch coverage
	$(BIN)/python -m pytest -n $(JOBS) --cov --cov-report=term

lock: setup ## write requirements.lock anew from pyproject.toml
	$(BIN)/python -m tests.tools.lock

audit: setup ## look up known vulnerabilities of what is in the lock (needs the network)
	@$(BIN)/python -m tests.tools.audit

components: setup ## list what the program is made of (CycloneDX) into out/components.json
	@$(BIN)/python -m tests.tools.components

translations: setup ## merge new texts into every catalogue, compile them, say what is missing
	$(BIN)/python -m tests.tools.translations update
	$(BIN)/python -m tests.tools.translations compile
	$(BIN)/python -m tests.tools.translations check

clean: ## remove the environment and everything that was made
	rm -rf .venv $(OUT) build dist waterline.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache
