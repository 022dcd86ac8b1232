# Two commands matter: `make demo` and `make test`. Each does its own set-up on a fresh machine.
PORT ?= 8000
STREAM ?=
PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
PO := $(shell find src -name '*.po')

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test test-postgresql check bench bench-media requirements clean

help: ## Show what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(RUN_READY) ## Create .venv with the `tabayyun` command in it

demo: $(RUN_READY) ## Load a demonstration institution, replay a stream, serve it (PORT=, STREAM=file.ndjson)
	@$(BIN)/tabayyun demo --port $(PORT) $(if $(STREAM),--stream "$(STREAM)")

serve: $(RUN_READY) ## Serve this installation (PORT=)
	@$(BIN)/tabayyun init
	@$(BIN)/tabayyun serve --port $(PORT)

test: $(DEV_READY) ## Run every test
	@tools/install_test_programs
	@$(BIN)/python -m pytest

test-postgresql: $(DEV_READY) ## Run the tests of the rooms on PostgreSQL instead of SQLite
	@tools/with_postgresql $(BIN)/python -m pytest tests/architecture tests/kit tests/desk tests/newsroom

check: $(DEV_READY) ## ruff, mypy, import-linter, migrations, translations, templates
	$(BIN)/ruff check src tests bench tools
	$(BIN)/ruff format --check src tests bench tools
	$(BIN)/mypy src
	$(BIN)/lint-imports
	TABAYYUN_HOME=$(VENV)/check $(BIN)/tabayyun manage makemigrations --check --dry-run
	$(BIN)/python tools/check_translations.py
	$(BIN)/djlint --lint --quiet src

bench: $(DEV_READY) ## Measure, beside peers, and print JSON lines with the machine's description
	@for file in bench/*.py; do echo "# $$file"; $(BIN)/python $$file || exit 1; done

bench-media: $(DEV_READY) ## Measure what is recognised of edited pictures and clips, beside the published hashes
	@$(BIN)/python bench/media.py
	@$(BIN)/python bench/footage.py

requirements: $(DEV_READY) ## Pin dependencies anew (needs the registry; names no host)
	tools/pin_requirements

clean: ## Remove the environment and the demonstration
	rm -rf $(VENV) var/demo

# uv installs in seconds what pip takes minutes for; both take only the pinned hashes.
$(RUN_READY): requirements/run.txt requirements/setup.txt pyproject.toml $(PO)
	@tools/make_venv "$(PYTHON)" $(VENV)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python tools/compile_translations.py
	@touch $@

$(DEV_READY): $(RUN_READY) requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@
