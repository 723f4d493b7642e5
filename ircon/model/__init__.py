"""The words of the trade, as data.

Every other room speaks in these names: what a site sends is a *report*, what the
handlers work is an *incident*, whom it involves is a *related site*, and so on. Data
only, frozen, without behaviour beyond what the word itself means. All instants are
aware datetimes in UTC; line numbers count from 1 in the report's text.
"""

from __future__ import annotations

from ircon.model.incident import Entry, Incident, Link, Note, QueueRow, RelatedSite, StoredReport, Unfinished
from ircon.model.incoming import Fields, LogLine, Observable, Report, Reporter, Stated
from ircon.model.outgoing import Decision, Draft, Finding, Release
from ircon.model.register import Centre, Contact, Site
from ircon.model.words import (
    Audience,
    Ball,
    Certainty,
    CloseReason,
    ConsentState,
    ConsentSummary,
    DraftState,
    IncidentClass,
    Item,
    LetterKind,
    Level,
    ObservableKind,
    Order,
    Role,
    SiteState,
    Status,
)

__all__ = [
    "Audience",
    "Ball",
    "Centre",
    "Certainty",
    "CloseReason",
    "ConsentState",
    "ConsentSummary",
    "Contact",
    "Decision",
    "Draft",
    "DraftState",
    "Entry",
    "Fields",
    "Finding",
    "Incident",
    "IncidentClass",
    "Item",
    "LetterKind",
    "Level",
    "Link",
    "LogLine",
    "Note",
    "Observable",
    "ObservableKind",
    "Order",
    "QueueRow",
    "RelatedSite",
    "Release",
    "Report",
    "Reporter",
    "Role",
    "Site",
    "SiteState",
    "Stated",
    "Status",
    "StoredReport",
    "Unfinished",
]
