PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
LOCKS := packaging/locks
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
QT_CHECK := $(BIN)/python packaging/qt_libraries.py

ifeq ($(shell uname -s)$(DISPLAY)$(WAYLAND_DISPLAY),Linux)
HEADLESS ?= 1
endif

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-sync run test check bench locks

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(STAMPS)/python:
	@$(PYTHON) packaging/python_version.py
	$(PYTHON) -m venv $(VENV)
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/runtime: $(STAMPS)/python $(LOCKS)/runtime.txt $(LOCKS)/build.txt pyproject.toml
	$(PIP) --require-hashes -r $(LOCKS)/build.txt
	$(PIP) --require-hashes -r $(LOCKS)/runtime.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/hub: $(STAMPS)/runtime $(LOCKS)/hub.txt
	$(PIP) --require-hashes -r $(LOCKS)/hub.txt
	@touch $@

$(STAMPS)/dev: $(STAMPS)/runtime $(LOCKS)/dev.txt
	$(PIP) --require-hashes -r $(LOCKS)/dev.txt
	@touch $@

setup: $(STAMPS)/runtime ## make .venv with the program in it

demo: $(STAMPS)/runtime ## open a practice workspace (HEADLESS=1: drive it offscreen, leave pictures in build/demo)
	@$(QT_CHECK) $(if $(HEADLESS),,--display)
	$(BIN)/rhi-desktop demo $(if $(HEADLESS),--headless)

demo-sync: $(STAMPS)/hub ## lead a team of three laptops through a hub (HEADLESS=1: offscreen, pictures in build/demo-sync)
	@$(QT_CHECK) $(if $(HEADLESS),,--display)
	$(BIN)/rhi-desktop demo-sync $(if $(HEADLESS),--headless)

run: $(STAMPS)/runtime ## open the application
	@$(QT_CHECK) --display
	$(BIN)/rhi-desktop

test: $(STAMPS)/dev ## run every test
	@$(QT_CHECK)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest $(ARGS)

check: $(STAMPS)/dev ## formatting, lint, types, import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

bench: $(STAMPS)/dev ## measure against peers and limits, as ratios
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

locks: $(STAMPS)/dev ## pin the dependencies anew, with hashes for every platform
	$(PIP) uv
	$(BIN)/uv pip compile -q -U --universal --generate-hashes --python-version 3.11 --no-header --no-annotate pyproject.toml -o $(LOCKS)/runtime.txt
	$(BIN)/uv pip compile -q -U --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --group server -c $(LOCKS)/runtime.txt -o $(LOCKS)/hub.txt
	$(BIN)/uv pip compile -q -U --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --group dev -c $(LOCKS)/runtime.txt -c $(LOCKS)/hub.txt --extra hub pyproject.toml -o $(LOCKS)/dev.txt
