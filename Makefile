# Two commands matter: `make run` (the program with its sample) and `make test` (everything).
# Needs only make, git, python3 (3.11 or newer) and python3-venv; the rest is fetched and checked.

SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
PIP_FLAGS := -qq --disable-pip-version-check --require-hashes --only-binary=:all:

# The first interpreter that is new enough and can make environments; looked for only when one must
# be made. The system's own first: it is built with optimizations, which is a tenth of all time.
PYTHON ?= $(shell for p in /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11; do \
	if command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then command -v $$p; break; fi; done)

# An environment whose interpreter no longer starts is made again, so its stamps must go too.
ifneq ($(shell $(PY) -c 'print("ok")' 2>/dev/null),ok)
$(shell rm -rf .stamps $(VENV))
endif

# Stamps are named after the content of the lock: same lock, nothing to do.
RUN_STAMP := .stamps/run-$(shell sha256sum requirements.txt | cut -c1-16)
DEV_STAMP := .stamps/dev-$(shell sha256sum requirements-dev.txt | cut -c1-16)

.PHONY: help run install test deep check fmt lock advisories sbom bench mutate hostile drill clean

help:
	@echo "make run    chạy chương trình với dữ liệu mẫu tại 127.0.0.1:8000 (PORT=… để đổi cổng)"
	@echo "make install cài để vận hành thật trên Debian 12, 13: PostgreSQL, nginx, systemd, quản trị viên đầu tiên"
	@echo "make test   chạy toàn bộ kiểm thử trên SQLite và PostgreSQL, trình duyệt, kiểu, tầng"
	@echo "make deep   chạy các kiểm thử dài (giá trị phá hoại, tắt đột ngột, sao lưu, cỡ lớn, tệp Word) trên cả hai; trước mỗi bản phát hành"
	@echo "make check  chỉ các phép kiểm tra tĩnh: định dạng, kiểu, tầng, migration, tệp khóa"
	@echo "make fmt    định dạng lại mã nguồn"
	@echo "make lock   tính lại requirements*.txt từ pyproject.toml (UPGRADE=1 để lấy bản mới)"
	@echo "make advisories hỏi qua mạng xem phiên bản đã khóa có lỗ hổng đã công bố không"
	@echo "make sbom   lập danh mục thành phần phần mềm (CycloneDX) từ tệp khóa: data/sbom.cdx.json"
	@echo "make bench  đo tốc độ các trang"
	@echo "make mutate tắt lần lượt từng quy tắc quyền, từng bộ lọc phạm vi (khoảng một giờ; APP=tasks để chạy một phần)"
	@echo "make hostile gửi mọi giá trị phá hoại vào từng ô của từng biểu mẫu (make deep chỉ gửi vài giá trị mỗi ô)"
	@echo "make drill  diễn tập tắt đột ngột 50 lần khi đang nhận tệp, sao lưu và khôi phục, trên cả hai cơ sở dữ liệu; mất từng tiến trình"
	@echo "make clean  xóa mọi thứ tạo ra được, trừ dữ liệu trong data/"

run: $(RUN_STAMP) .stamps/system
	@exec $(PY) tools/serve.py

# On a Debian 12 or 13, as root, from /srv/ntm: PostgreSQL, nginx, systemd, first administrator.
install: $(RUN_STAMP)
	@exec $(PY) deploy/install.py

test: $(DEV_STAMP)
	@$(PY) tools/system_packages.py --tests
	@exec $(PY) tools/run_tests.py

# What takes minutes: hostile values in every field, kills under load, a backup drill, great sizes,
# and the Word files as LibreOffice lays them out.
deep: $(DEV_STAMP)
	@$(PY) tools/system_packages.py --tests --deep
	@exec $(PY) tools/run_tests.py --deep

check: $(DEV_STAMP)
	@exec $(PY) tools/run_tests.py --static-only

fmt: $(DEV_STAMP)
	@$(VENV)/bin/ruff check --fix --quiet .
	@$(VENV)/bin/ruff format .

bench: $(DEV_STAMP)
	@exec $(PY) -m tests.benchmarks

# Not part of `make test`: an hour on two cores, behind everything else. What was killed is not tried
# again until data/mutants.json is removed. An app's places are tried by its own tests and the walks.
mutate: $(DEV_STAMP)
	@exec $(PY) tools/mutate_rights.py $(if $(APP),--only $(APP)/) $(or $(TESTS),$(if $(APP),tests/$(APP) tests/access))

hostile: $(DEV_STAMP)
	@HOSTILE=all $(PY) -m pytest -n 3 --dist=worksteal -m deep tests/access/test_hostile.py

# The existing lock is kept as far as it fits, unless UPGRADE=1. No index address gets in.
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --python-version 3.11 $(if $(UPGRADE),--upgrade)
lock: $(DEV_STAMP)
	@$(LOCK) pyproject.toml --output-file requirements.txt
	@$(LOCK) pyproject.toml --group dev --constraint requirements.txt \
		--output-file requirements-dev.txt
	@$(PY) tools/check_lock.py

# Known weaknesses of the locked versions; asks over the network, and says so where nobody answers.
advisories: $(DEV_STAMP)
	@exec $(PY) tools/advisories.py

# What the program is made of, from the lock alone: data/sbom.cdx.json (CycloneDX).
sbom: $(DEV_STAMP)
	@mkdir -p data && exec $(PY) tools/sbom.py data/sbom.cdx.json

# kill -9 of the server under load, 50 times on each database (the suite itself does 3); then a backup
# under load, everything lost, and put back; then four servers behind nginx that die in turn, and the
# loss of a replica; then of every process of a whole site, one after another, under load; then
# three workers of prints on two machines, eight of them killed while each makes one.
drill: $(DEV_STAMP)
	@DRILL_KILLS=50 $(PY) -m pytest -n0 -s tests/evidence/test_kill_drill.py tests/evidence/test_s3.py tests/backup/test_drill.py
	@DRILL_KILLS=50 $(PY) tools/with_postgres.py $(PY) -m pytest -n0 -s tests/evidence/test_kill_drill.py tests/backup/test_drill.py
	@DRILL_KILLS=12 $(PY) tools/with_postgres.py $(PY) -m pytest -n0 -s tests/deploy/test_many_servers.py tests/deploy/test_replica.py
	@$(PY) tools/with_postgres.py $(PY) -m pytest -n0 -s tests/deploy/losses.py
	@DRILL_KILLS=8 $(PY) tools/with_postgres.py $(PY) -m pytest -n0 tests/reports/test_print_worker.py

clean:
	@rm -rf $(VENV) .stamps staticfiles .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis data/test-*
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@test -n "$(PYTHON)" || { echo "Cần Python 3.11 trở lên (trên Debian: apt-get install python3 python3-venv)."; exit 1; }
	@echo "Đang tạo môi trường Python trong $(VENV)."
	@"$(PYTHON)" -m venv --clear $(VENV)

$(RUN_STAMP): | $(PY)
	@echo "Đang cài các gói Python đã khóa bằng mã băm; lần đầu mất khoảng nửa phút."
	@$(PY) -m pip install $(PIP_FLAGS) -r requirements.txt
	@mkdir -p .stamps && rm -f .stamps/run-* && touch $@

$(DEV_STAMP): | $(PY)
	@echo "Đang cài các gói Python để kiểm thử, đã khóa bằng mã băm."
	@$(PY) -m pip install $(PIP_FLAGS) -r requirements-dev.txt
	@mkdir -p .stamps && rm -f .stamps/dev-* .stamps/run-* && touch $@ $(RUN_STAMP)

# The script makes the stamp itself, and only when nothing is missing.
.stamps/system: $(RUN_STAMP)
	@$(PY) tools/system_packages.py --stamp $@
