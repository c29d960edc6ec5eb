from greenroom.bench.load import Load, read_load

OUTPUT = """\
Running 1s test @ http://127.0.0.1:8700/healthz
  1 threads and 32 connections
Requests/sec:  18000.00
Transfer/sec:      3.11MB
{"microseconds":1000250,"requests":18004,"refused":4,"broken":1,"p50":1700,"p99":4100}
"""


def test_the_last_line_is_what_is_read() -> None:
    load = read_load(OUTPUT)
    assert load == Load(microseconds=1_000_250, requests=18_004, refused=4, broken=1, p50=1700, p99=4100)
    assert load.done == 18_000
