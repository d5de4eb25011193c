"""The operations of Zeren, without a terminal and without a web page: both call these and nothing below."""

from graph.errors import DatabaseError, InputError, UsageError, ZerenError
from ui.services.asking import Answer, NamedQuery, ask, ask_cypher, named_queries, suggest_actors
from ui.services.bulk import BULK, export_for_import, prepare_database
from ui.services.database import DatabaseState, database_state, reset_database, stop_database
from ui.services.deciding import VERDICTS, Said, decide, reviewed_documents, undo_decision
from ui.services.evaluation import Evaluation, evaluate, extract
from ui.services.exporting import EXPORTS, Content, Filters, content, export, export_bytes, ledger
from ui.services.health import Check, examine
from ui.services.loading import (
    Began,
    Failure,
    Input,
    Loaded,
    Step,
    Summary,
    count_samples,
    find,
    load,
    load_samples,
)  # fmt: skip
from ui.services.measuring import measure
from ui.services.reliability import Share
from ui.services.reviewing import DOUBT_KINDS, decisions, doubts, export_decisions, facts, import_decisions
from ui.services.scoring import Layer
from ui.services.session import Session

__all__ = [
    "BULK",
    "DOUBT_KINDS",
    "EXPORTS",
    "VERDICTS",
    "Answer",
    "Began",
    "Check",
    "Content",
    "DatabaseError",
    "DatabaseState",
    "Evaluation",
    "Failure",
    "Filters",
    "Input",
    "InputError",
    "Layer",
    "Loaded",
    "NamedQuery",
    "Said",
    "Session",
    "Share",
    "Step",
    "Summary",
    "UsageError",
    "ZerenError",
    "ask",
    "ask_cypher",
    "content",
    "count_samples",
    "database_state",
    "decide",
    "decisions",
    "doubts",
    "evaluate",
    "examine",
    "export",
    "export_bytes",
    "export_decisions",
    "export_for_import",
    "extract",
    "facts",
    "find",
    "import_decisions",
    "ledger",
    "load",
    "load_samples",
    "measure",
    "named_queries",
    "prepare_database",
    "reset_database",
    "reviewed_documents",
    "stop_database",
    "suggest_actors",
    "undo_decision",
]  # fmt: skip
