# One word a chore; `make help` lists them. Nothing has to be installed first but git, make and Python 3.11 to 3.13.
BIN := .venv/bin
COMPILE = build/uv/bin/uv pip compile --quiet --universal --generate-hashes --no-header $(UPGRADE) pyproject.toml

.PHONY: help setup system demo test lint lab quality bench lock clean
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "%-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## .venv as requirements.lock says; a new one takes minutes, an unchanged one nothing
	@$(or $(PYTHON),python3) tools/setup_env.py

system:
	@$(or $(PYTHON),python3) tools/system_packages.py

demo: setup ## from names to telephone numbers, on this machine: enriched.xlsx
	@$(BIN)/workbench run data/samples/names.xlsx --settings data/samples/settings/waterfall.yaml --out enriched.xlsx

lab: setup ## JupyterLab with the analyst's panel
	@$(BIN)/jupyter lab --allow-root --LabApp.app_settings_dir=$(CURDIR)/tools/lab notebooks/panel.ipynb

test: setup system lint ## lint, then every test
	@$(BIN)/pytest -q -n auto --maxprocesses 4 --dist loadgroup

lint: setup ## formatting, likely bugs, types, layers, notebooks without outputs, the template
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted: run $(BIN)/ruff format ." >&2; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@said=$$($(BIN)/lint-imports --no-logo) || { echo "$$said"; exit 1; }
	@$(BIN)/nbstripout --verify notebooks/*.ipynb
	@$(BIN)/cfn-lint --regions ap-northeast-1 -t infra/cfn.yaml

pictures: setup system ## the pictures of the guides (docs/images), taken by the browser tests
	@$(BIN)/pytest -q tests/browser
	@$(BIN)/python tools/pictures.py

quality: setup ## how well numbers are found on the written pages, and names in a register: figures, errors
	@$(BIN)/python -m tests.extract.quality
	@$(BIN)/python -m tests.registry.evaluation

bench: setup ## how fast it is, as ratios beside the committed baselines
	@$(BIN)/python -m benchmarks

lock: setup ## the lock files from pyproject.toml; UPGRADE=--upgrade takes newer versions
	@$(BIN)/python -m venv build/uv && build/uv/bin/pip install --quiet --disable-pip-version-check uv
	@$(COMPILE) --all-extras -o requirements.lock
	@$(COMPILE) --extra crawler -c requirements.lock -o crawler/requirements.lock
	@$(COMPILE) --extra notebook -c requirements.lock -o notebooks/requirements.lock

clean: ## stop the embedded AWS, remove everything that was made here
	-@if [ -x $(BIN)/workbench ]; then $(BIN)/workbench local down; fi
	@rm -rf .venv .workbench .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache out build *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
