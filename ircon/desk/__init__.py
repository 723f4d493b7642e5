"""What a handler does, one function an action; the console's keys and the command line call the same.

Each action is one transaction with its journal entry, can be undone unless it says
otherwise, and answers with an ``Outcome`` to show. ``handler`` is who acts (default: the
operating-system user), ``at`` when (an aware instant; default: now).
"""

from ircon.desk.classifying import class_named, classify
from ircon.desk.clocks import settle_clock
from ircon.desk.closing import close, outstanding, outstanding_of, reopen
from ircon.desk.contacts import choose_contact, ladder
from ircon.desk.correcting import add_part, change_part, remove_part, set_part
from ircon.desk.dossier import hold, make_site, note_fact
from ircon.desk.export import as_text, export, write_eml
from ircon.desk.following import follow_up, site_said
from ircon.desk.handing_over import handover, since_when
from ircon.desk.ignoring import ignore
from ircon.desk.joining import write_joint
from ircon.desk.letters import write_letter
from ircon.desk.marking import Marked, marked
from ircon.desk.merging import homes, put_together, take_apart
from ircon.desk.noting import keep_unfinished, write_note
from ircon.desk.outcome import Outcome, Taken, me
from ircon.desk.permission import decide
from ircon.desk.register import ImportedSites, import_sites
from ircon.desk.registries import ask_about, ask_registry, note_question, take_answer
from ircon.desk.releasing import override
from ircon.desk.roles import role_named, say_role
from ircon.desk.sending import examine, keep_typed, load, mark_sent, refuse_if_blocked, save_draft
from ircon.desk.taking_back import redo, undo
from ircon.desk.taking_down import consent_from_report
from ircon.desk.taking_in import take_in
from ircon.desk.turns import hand_over, take

__all__ = [
    "ImportedSites",
    "Marked",
    "Outcome",
    "Taken",
    "add_part",
    "as_text",
    "ask_about",
    "ask_registry",
    "change_part",
    "choose_contact",
    "class_named",
    "classify",
    "close",
    "consent_from_report",
    "decide",
    "examine",
    "export",
    "follow_up",
    "hand_over",
    "handover",
    "hold",
    "homes",
    "ignore",
    "import_sites",
    "keep_typed",
    "keep_unfinished",
    "ladder",
    "load",
    "make_site",
    "mark_sent",
    "marked",
    "me",
    "note_fact",
    "note_question",
    "outstanding",
    "outstanding_of",
    "override",
    "put_together",
    "redo",
    "refuse_if_blocked",
    "remove_part",
    "reopen",
    "role_named",
    "save_draft",
    "say_role",
    "set_part",
    "settle_clock",
    "since_when",
    "site_said",
    "take",
    "take_answer",
    "take_apart",
    "take_in",
    "undo",
    "write_eml",
    "write_joint",
    "write_letter",
    "write_note",
]
