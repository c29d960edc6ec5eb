-- GETs the paths of a file, one after the other and then again. Arguments: the file.
local paths, at = {}, 0

function init(arguments)
  for path in io.lines(arguments[1]) do
    paths[#paths + 1] = path
  end
end

function request()
  at = at % #paths + 1
  return wrk.format(nil, paths[at])
end
