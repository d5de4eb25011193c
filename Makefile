# Everything that a fresh machine with Python (3.11 or newer) and make needs. Nothing is installed outside .venv.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SOURCES := graph loaders nlp ui tests bench

.PHONY: help install demo test lint docs bench clean

help:
	@echo "make install   装好运行环境（.venv）"
	@echo "make demo      载入样例文件，打开网页"
	@echo "make test      运行全部测试"
	@echo "make lint      检查代码格式和类型"
	@echo "make docs      重新生成 docs/ 里由代码生成的页"
	@echo "make bench     测量速度"
	@echo "make clean     删除 .venv 和缓存"

install: $(READY)

# The stamp is older than these two files exactly when the environment has to be brought up to date.
$(READY): pyproject.toml constraints.txt
	@set -e; found=; \
	for python in $(PYTHON) python3 python3.13 python3.12 python3.11 python; do \
	  if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then \
	    found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "没有找到 Python 3.11 至 3.13。请先安装，或用 make PYTHON=/路径/python3 指明。" >&2; exit 1; fi; \
	echo "准备运行环境 $(VENV)（$$($$found --version)），首次需要几分钟……"; \
	if ! [ -x $(BIN)/python ]; then \
	  "$$found" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "建不了运行环境：Python 缺少 venv 组件（Debian、Ubuntu 上：apt install python3-venv）。" >&2; exit 1; }; fi; \
	PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	  $(BIN)/python -m pip install --quiet -e '.[dev]'; \
	touch $(READY); echo "运行环境已就绪：$(BIN)/zeren"

demo: $(READY)
	@$(BIN)/zeren demo

test: $(READY)
	@$(BIN)/python -m pytest -n auto --dist loadgroup

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(READY)
	$(BIN)/python docs/generate.py

bench: $(READY)
	@for file in bench/*.py; do echo "== $$file"; PYTHONPATH=. $(BIN)/python "$$file" || exit 1; done

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache dist
