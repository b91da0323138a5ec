# Copil : « make » seul affiche l’aide.

PORT ?= 8000
DATA_DIR ?= ./data
export PORT DATA_DIR
# Some machines forbid it: each command would then compile a thousand files again, for seconds.
unexport PYTHONDONTWRITEBYTECODE

PYTHON := .venv/bin/python
COPIL := .venv/bin/copil
# The checks never see the data nor the settings of the person who runs them.
ALONE := env -u DATA_DIR -u PORT -u BASE_URL -u DEMO -u DEBUG -u EMAIL_URL -u ALLOWED_HOSTS -u TRUST_PROXY
CHECKED := $(ALONE) DJANGO_SETTINGS_MODULE=copil.settings DATABASE_URL=sqlite://:memory: BASE_URL=https://copil.example.org \
	SECRET_KEY=only-for-these-checks-0123456789-abcdefghijklmnopqrstuvwxyz $(PYTHON) -m django
PYTEST := $(PYTHON) -m pytest -n 2 --dist worksteal

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run demo test browser lint types audit soak bench screenshots lock \
	base dev chromium migrations deploy-check test-sqlite test-postgres

help: ## affiche cette aide
	@echo "Copil, commandes disponibles :"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)$$/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 22
	@echo "Variables : PORT ($(PORT)), DATA_DIR ($(DATA_DIR)), DATABASE_URL (SQLite si elle manque)"

run: base ## installe ce qu’il faut, charge la démonstration une fois et démarre Copil
	@$(COPIL) demo --once
	@exec $(COPIL) serve

demo: base ## charge les données de démonstration
	@$(COPIL) demo

test: dev chromium ## vérifie tout, sur SQLite et sur PostgreSQL
	@$(MAKE) --no-print-directory --jobs=2 --output-sync lint types migrations deploy-check
	@$(MAKE) --no-print-directory test-sqlite
	@$(MAKE) --no-print-directory test-postgres

lint: dev ## vérifie la forme du code et des gabarits, et le sens des imports
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	.venv/bin/djlint copil --lint --quiet
	.venv/bin/lint-imports

types: dev ## vérifie les types
	$(ALONE) -u DATABASE_URL $(PYTHON) -m mypy

browser: dev chromium ## parcourt les écrans dans un navigateur (fait partie de « make test »)
	$(ALONE) -u DATABASE_URL $(PYTEST) -m "browser and not audit"

bench: dev ## mesure les performances
	$(PYTHON) -m bench

screenshots: dev chromium ## refait les images de la documentation
	$(PYTHON) -m tools.screenshots

audit: dev chromium ## cherche les failles connues des bibliothèques et parcourt toute l’accessibilité
	$(PYTHON) -m tools.audit
	$(ALONE) -u DATABASE_URL $(PYTEST) -m audit

soak: dev ## coupe brutalement Copil, longtemps et souvent, et vérifie que rien ne se perd
	$(ALONE) $(PYTEST) -m soak

lock: ## fige les versions des bibliothèques (UPGRADE=1 pour prendre les plus récentes)
	uv=$$(python3 bootstrap.py uv) && cd requirements \
	&& compile="$$uv pip compile --quiet --universal --python-version 3.11 --generate-hashes $(if $(UPGRADE),--upgrade)" \
	&& $$compile base.in -o base.txt \
	&& $$compile dev.in -c base.txt -o dev.txt

# --- Parts -----------------------------------------------------------------------------------------

base:
	@python3 bootstrap.py base

dev:
	@python3 bootstrap.py dev

chromium: dev
	@$(PYTHON) -m tools.ensure_chromium

migrations: dev
	$(CHECKED) makemigrations --check --dry-run

deploy-check: dev
	$(CHECKED) check --deploy --fail-level WARNING

test-sqlite: dev
	$(ALONE) -u DATABASE_URL $(PYTEST) -m "not (audit or soak)"

test-postgres: dev
	$(ALONE) $(PYTHON) -m tests.postgres -- \
	$(PYTEST) -m "postgres_journey or not (browser or matrix or once or audit or soak)"
