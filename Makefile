# Every chore is one command. Nothing but Python (3.11 or newer), make and the package registries is needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
export DEMO ?= 1

.PHONY: run test lint types audit bench bench-workplace simulate eval ceiling messages region lock clean browser screens

run: $(VENV)/.run  ## the demonstration: http://127.0.0.1:8000/
	@$(BIN)/python manage.py up

test: $(VENV)/.dev browser lint  ## every check that CI runs
	$(BIN)/python -m pytest -n 2 $(ARGS)

lint: types  ## style, types, floors, templates, security and what a deployment needs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint citizen_portal routing --lint --quiet
	$(BIN)/bandit --quiet --recursive agencies citizen_portal routing --configfile pyproject.toml
	$(BIN)/python manage.py makemigrations --check --dry-run
	DEMO=0 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

types: $(VENV)/.dev
	$(BIN)/mypy agencies citizen_portal routing

# Appeals of the region with their outcome, of another region with groups of topics, and the script that scores.
DATA ?= ../shared/data/spb
GROUPS ?= ../shared/data/kursk/appeals.csv.gz
SCORE ?= ../shared/eval/score.py
EARLIER := var/earlier

$(EARLIER)/topics.npz: $(VENV)/.dev
	$(BIN)/python manage.py train_topics --portal $(DATA)/appeals.csv.gz --groups $(GROUPS) --share 0.8 --out $(EARLIER)

$(EARLIER)/answerers.npz: $(EARLIER)/topics.npz
	$(BIN)/python -m tools.fit_answerers --source $(DATA) --share 0.8 --out $(EARLIER)

eval: $(EARLIER)/answerers.npz  ## accuracy on the latest months by a model and rules that have not seen them
	$(BIN)/python tools/evaluate.py --source $(DATA) --score $(SCORE) --models $(EARLIER)
	$(BIN)/python -m tools.ask_gain --portal $(DATA)/appeals.csv.gz --models $(EARLIER)

ceiling: $(EARLIER)/topics.npz  ## how far a topic can be told at all: the noise of the labels themselves
	$(BIN)/python -m tools.topic_ceiling --portal $(DATA)/appeals.csv.gz --models $(EARLIER)

bench: $(EARLIER)/topics.npz  ## speed and memory, beside the usual tools in the same run
	OMP_NUM_THREADS=1 $(BIN)/python -m tools.bench_topics --portal $(DATA)/appeals.csv.gz --models $(EARLIER)
	OMP_NUM_THREADS=1 $(BIN)/python -m tools.bench_place --source $(DATA) --kursk $(dir $(GROUPS))
	OMP_NUM_THREADS=1 $(BIN)/python -m tools.bench_words --portal $(DATA)/appeals.csv.gz --other $(GROUPS)
	$(MAKE) bench-workplace

APPEALS ?= 50000
simulate: $(VENV)/.dev  ## a year of appeals and random officials through the real services: nothing is lost
	$(BIN)/python -m tools.simulate_year --cases $(APPEALS) --processes 2 $(if $(DATABASE_URL),--database '$(DATABASE_URL)',--apart)

CASES ?= 200000
bench-workplace: $(VENV)/.dev  ## the officials' list and card with many cases: CPU time
	$(BIN)/python -m tools.bench_workplace --cases $(CASES)

audit: $(VENV)/.dev  ## known holes in what is installed in production; needs PyPI itself, a mirror does not tell
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --requirement requirements.lock

messages: $(VENV)/.dev  ## collect and compile the texts of the interface
	$(BIN)/python manage.py makemessages -l ru -l en --no-location --ignore '$(VENV)'
	$(BIN)/python manage.py compilemessages --ignore '$(VENV)'

browser:  ## Chromium for the browser tests, where Debian's packages can be installed
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && \
		apt-get install -y -qq chromium >/dev/null; } || \
		{ echo 'Browser tests need Chromium: install the package "chromium" and repeat.'; exit 1; }

screens: $(VENV)/.dev browser  ## the pictures of the README, of a demonstration started for it
	$(BIN)/python tools/screens.py

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
