-- GETs the paths of a file, one after the other and then again. Arguments: the file, and how many milliseconds to pause
-- before each on average: never all for as long, or who began together would go on together.
local paths, at = {}, 0

function init(arguments)
  for path in io.lines(arguments[1]) do
    paths[#paths + 1] = path
  end
  local pause = tonumber(arguments[2])
  if pause > 0 then
    function delay()
      return math.random(0, 2 * pause)
    end
  end
end

function request()
  at = at % #paths + 1
  return wrk.format(nil, paths[at])
end
