"""The parts of a letter to a reporter: what we ask, what may be chosen, what has been done."""

from __future__ import annotations

from ircon.disclosure import ReporterView
from ircon.model import CloseReason, Level
from ircon.notices import blocks
from ircon.notices.defanging import defanged
from ircon.text import as_sent, one_line

_QUESTIONS = {
    "occurred": ("発生した日時 (時間帯もお書き添えください)", "When did it happen, and in which time zone?"),
    "logs": ("関係するログ (該当する行をそのままお送りください)", "The log lines concerned, as they are"),
    "zone": ("ログの時刻の時間帯 (JST、UTC など)", "The time zone of the log times (UTC, JST ...)"),
    "clock": (
        "ログを記録したホストの時刻の正確さ (NTP の利用の有無、誤差)",
        "How accurate the logging host's clock is (NTP or not, error)",
    ),
    "source": ("アクセス元のアドレスやホスト名", "The addresses or names that the access came from"),
    "route": (
        "侵入の経路 (おわかりでしたら、利用されたサービスや弱点)",
        "How they came in, if you know: the service or weakness that was used",
    ),
    "extent": (
        "影響の範囲 (該当するホスト、変更されたファイル、利用されたアカウントなど)",
        "How far it went: hosts, changed files, accounts used",
    ),
    "contact": ("ご連絡先", "How to reach you"),
}
_ALWAYS = ("現在の状況と、すでに行われた対処", "How things stand now, and what you have done so far")

CHOICES: dict[Level, tuple[str, str]] = {
    Level.FULL: ("全ての情報を開示してよい", "You may disclose everything"),
    Level.LOGS: ("組織名などを伏せたうえで、ログも開示してよい", "You may share the logs, without our name"),
    Level.FACTS: ("匿名で、事実のみ開示してよい", "You may share the facts only, anonymously"),
    Level.NONE: ("開示不可", "Do not disclose anything"),
}
"""The words we offer. ``ircon.consent`` reads each of them as just this level, so that an answer can quote them."""

_MEANING = {
    Level.FULL: ("組織名、ご連絡先、ログを含みます", "with your name, how to reach you, and the log lines"),
    Level.LOGS: (
        "先方に関する行のみ。ホスト名などは伏せます",
        "only lines about them, with other hosts and names left out",
    ),
    Level.FACTS: ("日時、サービス、先方のアドレス、件数のみ", "times, services, their own addresses, and how often"),
    Level.NONE: ("この場合、先方への連絡はいたしません", "we then cannot write to them"),
}


def questions(view: ReporterView, language: str) -> str:
    """Return what we ask a reporter about: what their report does not state."""
    at = 0 if language == "ja" else 1
    asked = [_QUESTIONS[name][at] for name in view.missing if name in _QUESTIONS] + [_ALWAYS[at]]
    return "\n".join(f"    {number}. {question}" for number, question in enumerate(asked, 1))


def choices(language: str) -> str:
    """Return the levels of disclosure to choose from, in words that ``ircon.consent`` understands."""
    at = 0 if language == "ja" else 1
    return "\n".join(
        f"    {number}. {CHOICES[level][at]}\n       ({_MEANING[level][at]})"
        for number, level in enumerate(reversed(Level), 1)
    )


def pass_back(language: str) -> str:
    """Return what a site may allow us to pass back to the reporter."""
    at = 0 if language == "ja" else 1
    return "\n".join(f"    {number}. {CHOICES[level][at]}" for number, level in enumerate(reversed(Level), 1))


def consent(view: ReporterView, language: str) -> str:
    """Return how we treat what was sent: by the reporter's own condition, or not at all until we have asked."""
    japanese = language == "ja"
    if view.condition.strip():
        words = quoted(view.condition)
        if japanese:
            return (
                f"開示の条件として、「{words}」と承っております。\nこの範囲を超えて外部にお伝えすることはございません。"
            )
        return f'You wrote: "{words}". We will keep to that, and disclose nothing beyond it.'
    if japanese:
        return (
            "開示の条件をまだ承っておりません。お許しをいただくまで、\n"
            "ご報告の内容を外部にお伝えすることはございません。"
        )
    return "You have not said what may be disclosed. Until you have, we disclose nothing."


def condition(view: ReporterView, language: str) -> str:
    """Return their own words on disclosure, where they wrote some that we could not be sure of."""
    if not view.condition.strip():
        return ""
    words = quoted(view.condition)
    if language == "ja":
        return f"\nなお、ご報告には「{words}」とお書きいただいております。"
    return f'\nIn your report you wrote: "{words}".\n'


def quoted(words: str) -> str:
    """Return a reporter's words as one safe line that cannot be clicked."""
    short = " ".join(words.split())
    return defanged(as_sent(short if len(short) <= 200 else short[:200] + "..."))


def addresses(view: ReporterView, language: str) -> str:
    """Return whom we would contact, by the addresses in the reporter's own report."""
    japanese = language == "ja"
    if not view.addresses:
        return "    ご報告に関係するサイトの管理者" if japanese else "    the administrators of the sites involved"
    tail = " の管理者" if japanese else ""
    head = "" if japanese else "the administrators of "
    return "\n".join(f"    {head}{defanged(one_line(address))}{tail}" for address in view.addresses)


def state(view: ReporterView, language: str) -> str:
    """Return what we have done, without telling more of other sites than they allow."""
    japanese = language == "ja"
    done = ["ご報告とログを確認いたしました。" if japanese else "We have read your report and its log lines."]
    if view.notified:
        done.append(
            "関連するサイトに連絡し、確認と対応をお願いいたしました。"
            if japanese
            else "We have written to the sites involved and asked them to look into it."
        )
    elif view.level is Level.NONE:
        done.append(
            "開示のお許しをいただいていないため、他のサイトへの連絡は行っておりません。"
            if japanese
            else "As we have no permission to disclose, we have written to no other site."
        )
    else:
        done.append(
            "他のサイトへの連絡は行っておりません。" if japanese else "We have written to no other site so far."
        )
    if view.fixed:
        done.append(
            "関連するサイトから、対処を行ったとの連絡をいただいております。"
            if japanese
            else "A site involved has told us that it has put the matter right."
        )
    elif view.answered:
        done.append(
            "関連するサイトから、連絡をいただいております。" if japanese else "We have heard from a site involved."
        )
    return "\n".join(f"    - {line}" for line in done)


def learned(view: ReporterView, language: str) -> str:
    """Return what other sites allow us to pass back about the reporter's own hosts; "" where there is nothing."""
    if view.learned is None or not view.learned.permitted:
        return ""
    head = "■ 関連するサイトからの情報" if language == "ja" else "What other sites let us tell you"
    rows = [head, blocks.facts(view.learned, language)]
    if any(part.lines for part in view.learned.parts):
        rows += ["", blocks.log_lines(view.learned, language)]
    return "\n" + "\n".join(rows) + "\n"


_OUTCOMES = {
    CloseReason.RESOLVED: ("対処が完了したものと判断いたしました。", "We take it that the matter has been put right."),
    CloseReason.NO_ANSWER: (
        "期間内にご返信を確認できませんでしたので、いったん終了といたします。",
        "No answer has reached us in the time that we allow, so we close it for now.",
    ),
    CloseReason.OUT_OF_SCOPE: (
        "当方で対応できる範囲の事柄ではございませんでした。",
        "It is not something that we are in a position to help with.",
    ),
    CloseReason.DUPLICATE: (
        "すでにお受けしている件と同じ内容でしたので、そちらで対応を続けます。",
        "It is the same matter as one that we already have, and we go on with it there.",
    ),
    CloseReason.NOT_AN_INCIDENT: (
        "確認の結果、インシデントにはあたらないものと判断いたしました。",
        "Having looked at it, we do not take it to be an incident.",
    ),
}


def outcome(view: ReporterView, language: str) -> str:
    """Return why the incident is closed, in words."""
    at = 0 if language == "ja" else 1
    try:
        words = _OUTCOMES[CloseReason(view.closed_for)][at]
    except ValueError:
        words = ("当方での対応を終了いたします。", "We have done what we can.")[at]
    return f"    {words}"
