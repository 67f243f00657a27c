-- SPDX-License-Identifier: Apache-2.0
-- wrk: the addresses of a file, in their order, each thread from another place.
local at, paths, first = 0, {}, 0
function setup(thread)
    thread:set("first", first)
    first = first + 700
end
function init(args)
    for line in io.lines(args[1]) do
        paths[#paths + 1] = line
    end
    at = first
end
function request()
    at = at % #paths + 1
    return wrk.format("GET", paths[at])
end
local bad = 0
function response(status)
    if status ~= 200 then
        bad = bad + 1
    end
end
function done(summary, latency)
    io.write(string.format("RESULT %.1f %.1f %.1f %.0f %d\n",
        latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        latency.max / 1000, summary.requests / (summary.duration / 1e6),
        summary.errors.status + summary.errors.connect + summary.errors.read
        + summary.errors.timeout))
end
