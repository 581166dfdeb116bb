# Every chore is one command. Nothing but Python (3.11 or newer), make and the package registries is needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export DEMO ?= 1

.PHONY: run test lint types bench eval messages region lock clean browser

run: $(VENV)/.run  ## the demonstration: http://127.0.0.1:8000/
	@$(BIN)/python manage.py up

test: $(VENV)/.dev browser lint  ## every check that CI runs
	$(BIN)/python -m pytest -n 2 $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive agencies citizen_portal routing --configfile pyproject.toml
	$(BIN)/python manage.py makemigrations --check --dry-run
	DEMO=0 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

types: $(VENV)/.dev
	$(BIN)/mypy agencies citizen_portal routing

bench: $(VENV)/.dev  ## speed and memory, beside a plain scikit-learn model in the same run
	$(BIN)/python -m tools.bench_topics
	$(BIN)/python -m tools.bench_place

messages: $(VENV)/.dev  ## collect and compile the texts of the interface
	$(BIN)/python manage.py makemessages -l ru -l en --no-location --ignore '$(VENV)'
	$(BIN)/python manage.py compilemessages --ignore '$(VENV)'

browser:  ## Chromium for the browser tests, where Debian's packages can be installed
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && \
		apt-get install -y -qq chromium >/dev/null; } || \
		{ echo 'Browser tests need Chromium: install the package "chromium" and repeat.'; exit 1; }

lock:  ## write the hashed pins anew (needs uv)
	tools/lock.sh

clean:
	rm -rf $(VENV) var

$(VENV)/.run: requirements.lock
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/.run
