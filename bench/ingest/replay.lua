-- For wrk: replays the requests of a file, each once, over and over when it has to. All have the same length.
local file, size

function init(args)
  file = assert(io.open(args[1], "rb"))
  size = tonumber(args[2])
end

function request()
  local bytes = file:read(size)
  if bytes == nil then
    file:seek("set", 0)
    bytes = file:read(size)
  end
  return bytes
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%f,"p50":%f,"p99":%f,"failed":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
