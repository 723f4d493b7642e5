"""Which lines are in UTC although their time does not say so: their format does, or the heading above them.

Azure and Microsoft 365 audit records ("The date and time in UTC"), AWS event records where a query took
the Z away, W3C extended logs (the W3C's working draft: times are in GMT) as IIS and CDNs write them, tables
whose heading says UTC, and Shadowserver's feeds ("all timestamps are in UTC").
"""

from __future__ import annotations

import re

_CLOUD = re.compile(
    r"\"(?:RecordType|OrganizationId|awsRegion|userIdentity|resourceId|azureResourceId|TenantId|tenantId|correlationId"
    r"|CorrelationId)\"{1,2}\s?:"
)
_CLOUD_TIME = re.compile(
    r"\"(?:CreationTime|CreationDate|creationTime|eventTime|time|TimeGenerated|timeGenerated|createdDateTime"
    r"|activityDateTime|ActivityDateTime|EventTime)\"{1,2}\s?:\s?\"{1,2}\Z"
)
_QUAD = r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{2,40})"
_IIS = re.compile(
    rf"\s(?:W3SVC\d+ (?:\S{{1,64}} )?)?{_QUAD} [A-Z]{{3,9}} [/*]\S{{0,4000}} \S{{1,4000}} \d{{1,5}} \S{{1,256}} {_QUAD} ",
    re.ASCII,
)
"""What follows the time in IIS's usual fields: own address, method, path, query, port, user, the other address."""
_EDGE = re.compile(rf"\t[A-Z]{{3}}\d{{1,3}}(?:-[A-Z]\d{{1,2}})?\t\d+\t{_QUAD}\t", re.ASCII)
_W3C = re.compile(r"#Fields:\s+(?:date\s+)?time\b", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:time(?! ?zone)|date|stamp|generated|日時|時刻)\w{0,12}(?:[\[(（]| [\[(（]?|_)(?:utc|gmt|協定世界時|世界標準時)[\])）]?\"?\s{0,8}(?:[,;\t|]|\Z)"
    r"|(?:\butc|\bgmt)[_ ]?(?:time|date|日時|時刻)\"?\s{0,8}(?:[,;\t|]|\Z)",
    re.IGNORECASE,
)
_FEED = re.compile(r"\"?timestamp\"?,(?:\"?severity\"?,)?\"?ip\"?,.{0,2000}\"?asn\"?,\"?geo\"?\b")
_CELLS = re.compile(r"[,;\t|].*[,;\t|]|[,\t|]")
_LONGEST_HEADING = 4_000


def of_line(before: str, line: str, end: int) -> bool:
    """Whether the format of ``line``, whose stamp stands after ``before`` and ends at ``end``, is one in UTC."""
    if before.endswith('"') and _CLOUD_TIME.search(before[-40:]):
        return _CLOUD.search(line) is not None
    return not before.strip(' >"') and (_IIS.match(line, end) or _EDGE.match(line, end)) is not None


def begins(line: str) -> bool:
    """Whether ``line`` is the heading of a W3C log that has times: from here on they are in UTC."""
    return _W3C.match(line) is not None


def heads(line: str) -> bool:
    """Whether ``line`` (without a stamp) is the heading of a table whose times are in UTC, up to the next blank line."""
    if len(line) > _LONGEST_HEADING or ("," not in line and "\t" not in line and ";" not in line and "|" not in line):
        return False
    if _FEED.match(line):
        return True
    found = _HEADING.search(line)
    return found is not None and ":" not in line and "：" not in line and _CELLS.search(line) is not None
