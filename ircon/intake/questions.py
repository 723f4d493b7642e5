"""Labels that the table lacks, by the words that cannot be missing from such a question.

Every form asks in words of its own: 「どのように発見しましたか」, "How did you become aware
of it?". What is asked here must be known for a label by its looks already: a sentence of
an answer may hold the same words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ircon.intake import labels
from ircon.intake.labels import Label

_SHORTEST = 4
_FOUND = "発見|検知|検出|発覚|認知|覚知|気付|気づ|お知り"
_KINDS = "インシデント|事象|攻撃|事案|被害|事故|問題"
_ASKED: tuple[tuple[Label, str], ...] = (
    (
        Label.FOUND_BY,
        rf"(?:{_FOUND}).{{0,6}}(?:方法|手段|経緯|契機|きっかけ|理由|いきさつ)"
        rf"|(?:どの|どう|何で|何によ).{{0,8}}(?:{_FOUND})"
        r"|\bhow\b.*\b(?:discover|detect|found|find|notic|learn|aware|come to know)"
        r"|\b(?:discover|detect)\w*\b.*\b(?:method|means)\b|\b(?:method|means) of (?:discovery|detection)",
    ),
    (
        Label.CONDITION,
        r"(?:開示|公開|共有|第三者|外部).{0,8}(?:条件|可否|範囲|許可|許諾|同意|ますか|ですか|でしょうか|制限)$"
        r"|\b(?:may|can|could|what|which)\b.*\b(?:disclos|share|pass(?:ed)? on|forward|publish|reveal)"
        r"|\b(?:disclosure|sharing|release|confidentiality)\b.{0,16}"
        r"\b(?:conditions?|terms?|restrictions?|level|polic\w+|permission|limits?)$",
    ),
    (
        Label.OCCURRED,
        r"^いつ|(?:発生|検知|発見|発覚|アクセス|侵入|異常"
        rf"|{_KINDS}).{{0,6}}(?:日時|年月日|時刻|時間帯|時期)$"
        r"|^when\b|\b(?:date|time)s?\b.{0,14}\b(?:incident|attack|event|occurr\w+|detect\w+|activity)\b"
        r"|\b(?:incident|attack|event|detection|activity) (?:date|time)s?\b",
    ),
    (
        Label.REQUEST,
        r"(?:要望|依頼|希望|期待|お願い|求める).{0,6}(?:事項|内容|対応|こと|点)?$"
        r"|(?:何を|どのような).{0,6}(?:要望|依頼|希望|期待|お望み)"
        r"|\bwhat\b.*\b(?:want|like|expect|need|ask)\b"
        r"|\b(?:action|assistance|help|support)s? (?:requested|wanted|desired|sought|needed|required)\b"
        r"|\b(?:requested|desired|required) (?:action|assistance|help|support)",
    ),
    (
        Label.CLASS,
        rf"(?:{_KINDS}).{{0,6}}(?:種類|種別|分類|区分|タイプ)$|どの(?:ような|種の|様な)(?:{_KINDS})"
        r"|\b(?:kind|type|nature|category|sort|class)\b.{0,10}\b(?:incident|attack|event|abuse|activity|problem)\b"
        r"|\b(?:incident|attack|event|abuse) (?:kind|type|category|class)\b",
    ),
)
_POLITELY = re.compile(
    r"(?:を|について|に関して|は)?(?:具体的に|簡単に|下記から|できる限り)?(?:お|ご)?(?:教え|知らせ|聞かせ|書き|選び|選択|記入|記載|入力|回答)"
    r"(?:て|して|を)?(?:いただけますか|頂けますか|ください|下さい|願います|お願いします)$"
    r"|^(?:please )?(?:tell us|let us know|describe|specify|state|indicate|give|enter)(?: us)?(?: the| your)? "
)
"""What a question says besides what it asks for."""
_PATTERNS = tuple((label, re.compile(asks)) for label, asks in _ASKED)


@lru_cache(maxsize=2048)
def asked(words: str) -> Label | None:
    """Return what a label asks for, by the table or by its words; None where neither tells."""
    known = labels.which(words)
    if known is not None or not _SHORTEST <= len(words) <= labels.LONGEST or ":" in words or "：" in words:
        return known
    name = labels.bare(words)
    if (plainly := _POLITELY.sub("", name)) != name and (known := labels.which(plainly)) is not None:
        return known
    name = plainly or name
    return next((label for label, asks in _PATTERNS if asks.search(name)), None)
