"""What one report names, however much, changes nothing about what another gives a related site to be."""

from __future__ import annotations

from pathlib import Path

from ircon import desk
from ircon.model import Level, Role
from ircon.store import Store, incidents, neighbours
from tests.disclosure import world
from tests.support import story


def _parts(folder: Path, *, names: int) -> dict[int, Role]:
    """Return asite's part by the second report, where the first names ``names`` other addresses."""
    many = "\n".join(f"Jun 23 12:00:00 gw sshd[1]: from 10.0.{n // 250}.{n % 250}" for n in range(names))
    first = story.mail("root@csite.example.net", "many", f"see these\n\n{many}\n", "Fri, 23 Jun 2000 22:05:00 +0900")
    with Store.create(folder / f"{names}.db") as store:
        desk.import_sites(store, story.REGISTER.encode(), handler="mori", at=world.SENT_AT)
        taken = [desk.take_in(store, mail, handler="mail").incident for mail in (first, story.from_b())]
        number = desk.put_together(store, sorted(set(taken)), handler="mori").incident or min(taken)
        site = next(s for s in incidents.related(store, number) if s.name == "asite")
        assert desk.decide(store, number, report=2, level=Level.LOGS, quote="yes", handler="mori")
        return {2: site.part_in(2)}


def test_a_report_with_thousands_of_addresses_does_not_crowd_out_another(tmp_path: Path) -> None:
    few = _parts(tmp_path, names=3)
    assert few == _parts(tmp_path, names=neighbours.MOST_SIGHTINGS + 500) == {2: Role.SOURCE}
