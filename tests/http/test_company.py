"""What the processes of one server tell each other."""

import os
from pathlib import Path

from greenroom.http.company import Company, Counts, forget
from greenroom.http.metrics import Metrics
from greenroom.http.server import Seen

OTHER = Counts([("one", "GET", 200, 7)], [("one", [7] + [0] * 13, 0.5)], [("gauge", "What it is", 1.0)])


def test_each_sees_what_all_have_counted(tmp_path: Path) -> None:
    company = Company(tmp_path, first=True)
    company.write(OTHER)
    (tmp_path / f"{os.getpid()}.counts").rename(tmp_path / "7.counts")
    metrics = Metrics(lambda: {"gauge": ("What it is", 2.0)})
    metrics.add(Seen(0.0, "GET", "/", 200, 0.1, "one", "", "", ""))
    lines = metrics.text(company).decode().splitlines()
    assert 'greenroom_requests_total{dialect="one",method="GET",process="7",status="200"} 7.0' in lines
    own = f'greenroom_requests_total{{dialect="one",method="GET",process="{os.getpid()}",status="200"}} 1.0'
    assert own in lines
    assert 'gauge{process="7"} 1.0' in lines
    assert sum(line.startswith("# TYPE gauge") for line in lines) == 1


def test_who_has_ended_is_forgotten(tmp_path: Path) -> None:
    company = Company(tmp_path, first=False)
    company.write(OTHER)
    assert company.read() == {str(os.getpid()): OTHER}
    forget(tmp_path, os.getpid())
    forget(tmp_path, os.getpid())
    assert company.read() == {}
