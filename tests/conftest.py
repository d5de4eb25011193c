"""What every run says first: whether the annotated corpus is scored."""

import os

CORPUS = os.environ.get("ZEREN_CORPUS")


def pytest_report_header() -> str:
    """One line that names the corpus, or says plainly that none is scored."""
    if CORPUS:
        return f"corpus: scored ({CORPUS})"
    return "corpus: NOT scored (set ZEREN_CORPUS to a folder with docs/ and gold/); the samples are"
