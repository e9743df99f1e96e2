# Accalmie's commands. `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
RUN := $(VENV)/bin/accalmie
# The demo never meets the data of a real site, whatever the environment says.
DEMO := ACCALMIE_DEMO=1 ACCALMIE_DATA=var/demo DATABASE_URL= KEYS_DATABASE_URL=

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check figures locks clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Install everything, build the pages, make the database; skips what is done
	@$(PYTHON) scripts/setup.py

demo: setup ## A demo clinic on http://localhost:8000, with people to sign in as
	@$(DEMO) $(RUN) demo load
	@$(DEMO) $(RUN) serve

run: setup ## Serve without demo data; the first time, make the first administrator
	@$(RUN) first-administrator
	@$(RUN) serve

test: ## Install what is needed and run every test, on SQLite and on PostgreSQL
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/test.py

check: ## Style, types, import contracts and catalogues only
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/test.py --checks-only

locks: ## Choose the newest versions again and lock them with hashes, naming no host
	@sh scripts/locks

clean: ## Remove what was built; keeps the data in var/
	rm -rf $(VENV) .stamps frontend/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis reports
