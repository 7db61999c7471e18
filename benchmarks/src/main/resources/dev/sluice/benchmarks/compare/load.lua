-- The load: GET with a client's id and a header or two. Arguments: path, client, and of how many (0: always this one).
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

-- All requests are made beforehand, so that the cores are the contender's.
function init(arguments)
    math.randomseed(os.time() * 10 + number)
    wrk.headers["User-Agent"] = "compare/1.0"
    wrk.headers["Accept"] = "application/json, text/plain"
    local path, client = arguments[1] .. "?client_id=" .. arguments[2], tonumber(arguments[3])
    many = math.max(client, 1)
    requests = {}
    for i = 1, many do
        requests[i] = wrk.format("GET", client == 0 and path or path .. "-" .. (i - 1))
    end
end

function request()
    return requests[math.random(many)]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("RESULT requests=%d micros=%d p50=%d p99=%d status=%d connect=%d read=%d write=%d timeout=%d\n",
        summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.status, errors.connect, errors.read, errors.write, errors.timeout))
end
