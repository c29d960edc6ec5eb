-- The last line of wrk's output: its counts and times, as JSON. Times are microseconds.
function done(summary, latency)
  local failed = summary.errors
  print(string.format(
    '{"microseconds":%d,"requests":%d,"refused":%d,"broken":%d,"p50":%d,"p99":%d}',
    summary.duration, summary.requests, failed.status, failed.connect + failed.read + failed.write + failed.timeout,
    latency:percentile(50), latency:percentile(99)))
end
