# Two commands do everything on a fresh machine: `make run` and `make test`. The others are for working on the program.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test check soak soak-steps bench screenshots lock clean

run: ## open the program on a demo town (or run its main job in the terminal where there is no display)
	@$(PYTHON) bootstrap.py app
	@$(BIN)/survey-app tour

test: ## every test that fits into a quarter of an hour
	@$(PYTHON) bootstrap.py dev
	@$(BIN)/pytest -m "not slow" -n 2

check: ## what a change must pass: style, types, architecture, tests
	@$(PYTHON) bootstrap.py dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyright
	@$(BIN)/lint-imports
	@$(BIN)/pytest -m "not slow" -n 2

soak: ## everything, the long runs and the frozen build too, then a million steps; `make soak-steps FROM=SEED` goes on
	@$(PYTHON) bootstrap.py dev
	@HYPOTHESIS_PROFILE=wandering $(BIN)/pytest -n 2
	@$(MAKE) --no-print-directory soak-steps

soak-steps: ## a million steps of simulated surveys, from seed FROM on; tells how far it is and with which seed to go on
	@$(BIN)/python tests/sync/store/surveyed/soak.py --from $(or $(FROM),0)

bench: ## the benchmarks; each prints its ratios
	@$(PYTHON) bootstrap.py dev
	@for script in $$(grep -l '^if __name__' tests/benchmarks/*.py); do echo "== $$script"; $(BIN)/python $$script || exit 1; done

screenshots: ## the pictures of the README, made from the running program
	@$(PYTHON) bootstrap.py dev
	@$(BIN)/python docs/pictures/take.py
	@$(BIN)/python docs/pictures/gallery/take.py --keep

lock: ## write the pinned versions anew (needs uv)
	uv pip compile pyproject.toml requirements/build.in --extra desktop --extra server --universal --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate --python-version 3.11 --quiet --output-file requirements/app.txt
	uv pip compile pyproject.toml requirements/build.in --all-extras --universal --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate --python-version 3.11 --quiet --constraint requirements/app.txt --output-file requirements/dev.txt

clean:
	rm -rf .venv build dist .pytest_cache .hypothesis .ruff_cache .import_linter_cache
