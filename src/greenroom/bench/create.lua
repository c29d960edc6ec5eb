-- POSTs a body from a file, with another number in it each time. Arguments: the file, what to replace, what numbers begin with.
local before, after, beginning
local count = 0

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  local body = file:read("*a")
  file:close()
  local from, to = body:find(arguments[2], 1, true)
  before, after, beginning = body:sub(1, from - 1), body:sub(to + 1), arguments[3]
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  count = count + 1
  return wrk.format(nil, nil, nil, before .. beginning .. count .. after)
end
