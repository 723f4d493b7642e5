"""Reports by fax and phone: an empty form for the handler to fill in, read as any other form is."""

from __future__ import annotations

_FORMS = {
    "ja": """\
氏名:
組織名:
メール:
電話:
分類:
発生日時:
発見方法:
要望:
条件:
その他:

ログ:
""",
    "en": """\
Name:
Organisation:
Mail:
Phone:
Class:
Occurred:
Found by:
Request:
Conditions of disclosure:
Remarks:

Log:
""",
}


def blank(language: str) -> str:
    """Return the empty form, in Japanese (``ja``) or English (``en``)."""
    return _FORMS[language]


def is_filled_in(form: str) -> bool:
    """Say whether anything was written into a form: a blank one is no report."""
    labels = {line for empty in _FORMS.values() for line in empty.splitlines()}
    return any(line.strip() not in labels and line.strip() for line in form.splitlines())
