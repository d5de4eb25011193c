"""The operations of Zeren, without a terminal and without a web page: both call these and nothing below."""

from ui.services.asking import Answer, NamedQuery, ask, ask_cypher, named_queries, suggest_actors
from ui.services.database import DatabaseState, database_state, reset_database, stop_database
from ui.services.evaluation import Evaluation, evaluate, extract
from ui.services.exporting import EXPORTS, Content, Filters, content, export
from ui.services.health import Check, examine
from ui.services.loading import (
    Began, Failure, Input, Loaded, Step, Summary, find, load, load_samples,
)  # fmt: skip
from ui.services.session import Session

__all__ = [
    "EXPORTS", "Answer", "Began", "Check", "Content", "DatabaseState", "Evaluation", "Failure", "Filters", "Input",
    "Loaded", "NamedQuery", "Session", "Step", "Summary", "ask", "ask_cypher", "content", "database_state", "evaluate",
    "examine", "export", "extract", "find", "load", "load_samples", "named_queries", "reset_database", "stop_database",
    "suggest_actors",
]  # fmt: skip
