import json

from greenroom.bench.character import NAME, TEXT, all_sampled
from greenroom.bench.lab import SQLITE, Lab
from greenroom.bench.ours import commits
from greenroom.bench.own import serve_stocked
from greenroom.bench.pantry import shared
from greenroom.bench.request import ask


def test_every_dialect_makes_a_character_of_four_kilobytes_and_reads_it(lab: Lab) -> None:
    with serve_stocked(lab, shared(lab, SQLITE, 1)) as stocked:
        assert stocked.missing == []
        assert [own.dialect for own in stocked.own] == [dialect.name for dialect in all_sampled()]
        for own in stocked.own:
            assert own.creation.body
            assert 3_900 < len(own.creation.body) < 4_200
            assert len(own.body) > 3_900
            assert TEXT.encode() in own.body
        before = commits(stocked.served)
        ask(stocked.served.port, stocked.own[0].creation)
        assert commits(stocked.served) == before + 1


def test_each_create_can_have_a_name_of_its_own() -> None:
    for dialect in all_sampled():
        assert json.dumps(dialect.document()).count(NAME) == 1
