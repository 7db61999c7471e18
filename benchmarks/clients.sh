#!/usr/bin/env bash
# A million clients beside ten: two gateways on two databases of one PostgreSQL, the same load on each in turn.
#
#   DATABASE_URL=postgres://user:password@localhost:5432 benchmarks/clients.sh
#
# Needs a built gateway (./mvnw -Dmaven.test.skip package), psql and wrk. Makes and drops two databases.
set -euo pipefail
cd "$(dirname "$0")/.."

MANY=${MANY:-1000000}
ROUNDS=${ROUNDS:-5}
SECONDS_PER_ROUND=${SECONDS_PER_ROUND:-10}
HEAP=${HEAP:-1g}
JAR=gateway-app/target/gateway-app.jar
WORK=$(mktemp -d)
PIDS=()

finish() {
    for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
    for clients in 10 "$MANY"; do
        psql -q "$DATABASE_URL/postgres" -c "drop database if exists sluice_bench_$clients" || true
    done
    rm -rf "$WORK"
}
trap finish EXIT

# The gateway makes its tables, then the clients come in.
start() { # clients, port, port of its backend
    psql -q "$DATABASE_URL/postgres" -c "drop database if exists sluice_bench_$1" -c "create database sluice_bench_$1"
    PORT=$2 DATABASE_URL="$DATABASE_URL/sluice_bench_$1" SLUICE_ACCESSLOG_ENABLED=false \
        java "-Xmx$HEAP" -jar "$JAR" --spring.profiles.active=demo --sluice.demo.ports="$3" >"$WORK/$1.log" 2>&1 &
    PIDS+=($!)
    until curl -sf "localhost:$2/actuator/health" >/dev/null; do
        kill -0 "${PIDS[-1]}" || { cat "$WORK/$1.log"; exit 1; }
        sleep 0.2
    done
    psql -q "$DATABASE_URL/sluice_bench_$1" -c "
        insert into sluice_clients
        select 'client-' || i, null, 1000, 1000, 1000, now(), version, version, now(), now()
        from (select i, nextval('sluice_client_versions') version from generate_series(0, $1 - 1) i) c"
}

# Each client once, so that the gateway knows them all.
cat >"$WORK/each.lua" <<'LUA'
local thread = 0
function setup(t) t:set("first", thread) thread = thread + 1 end
function init(args) clients = tonumber(args[1]); at = first - 2 end
function request()
    at = at + 2
    return wrk.format("GET", "/?client_id=client-" .. at % clients)
end
LUA

cat >"$WORK/any.lua" <<'LUA'
function init(args) clients = tonumber(args[1]); math.randomseed(os.time()) end
function request() return wrk.format("GET", "/?client_id=client-" .. math.random(0, clients - 1)) end
function done(summary, latency)
    io.write(string.format("%.0f %.2f %d\n", summary.requests / summary.duration * 1e6,
        latency:percentile(99) / 1000, summary.errors.status))
end
LUA

round() { # clients, port
    wrk -t2 -c64 -d"${SECONDS_PER_ROUND}s" -s "$WORK/any.lua" "http://localhost:$2" -- "$1" | tail -1
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

start 10 28081 28001
start "$MANY" 28082 28002
echo "making both known ..."
wrk -t2 -c64 -d"$((MANY / 4000 + 30))s" -s "$WORK/each.lua" http://localhost:28082 -- "$MANY" | grep -E 'requests in|Non-2xx' || true
wrk -t2 -c64 -d20s -s "$WORK/any.lua" http://localhost:28081 -- 10 >/dev/null

for i in $(seq "$ROUNDS"); do
    few=$(round 10 28081)
    many=$(round "$MANY" 28082)
    echo "round $i   10: $few   $MANY: $many   (requests a second, p99 in ms, refused)"
    echo "$few" >>"$WORK/few"
    echo "$many" >>"$WORK/many"
done
for column in 1 2; do
    few=$(awk -v c=$column '{ print $c }' "$WORK/few" | median)
    many=$(awk -v c=$column '{ print $c }' "$WORK/many" | median)
    name=$([ $column = 1 ] && echo "requests a second" || echo "p99, ms")
    awk -v n="$name" -v f="$few" -v m="$many" 'BEGIN { printf "%-18s %10s %10s   ratio %.3f\n", n, f, m, m / f }'
done
for i in 0 1; do
    echo "resident memory of gateway $i: $(awk '/VmRSS/ { print int($2 / 1024) " MiB" }' "/proc/${PIDS[$i]}/status")"
done
