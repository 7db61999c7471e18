#!/usr/bin/env bash
# Several gateways, one limit: three gateways on one Redis, beside three of Spring Cloud Gateway with its RequestRateLimiter.
#
#   benchmarks/cluster.sh [seconds]
#
# One hot key at a limit far below the demand, then 10,000 keys that are never refused: requests per second, what was admitted of what
# is lawful, and scripts that Redis ran for 1,000 requests.
#
# Needs what was built (./mvnw -DskipTests package, and ./mvnw -f benchmarks/peers/stock-gateway/pom.xml package), a JDK, nginx, wrk,
# redis-server and redis-cli. Other ports: PORT.
set -euo pipefail
set -m
cd "$(dirname "$0")/.."

DURATION=${1:-10}
PORT=${PORT:-28400}
HEAP=${HEAP:-256m}
REDIS=$((PORT + 90))
BACKENDS=("$((PORT + 91))" "$((PORT + 92))")
CAPACITY=1000
RATE=1000
WARM_UP=15
WORK=$(mktemp -d)
PIDS=()

finish() {
    for pid in "${PIDS[@]}"; do kill -- "-$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
    rm -rf "$WORK"
}
trap finish EXIT

background() { # log, command
    local log=$1
    shift
    "$@" >"$WORK/$log.log" 2>&1 &
    PIDS+=($!)
}

cat >"$WORK/nginx.conf" <<NGINX
daemon off; worker_processes 1; pid $WORK/nginx.pid; error_log $WORK/nginx.log;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 1000000000;
    server { listen 127.0.0.1:${BACKENDS[0]}; listen 127.0.0.1:${BACKENDS[1]}; location / { return 200 "hello\n"; } } }
NGINX
# 10,000 keys, one after the other.
cat >"$WORK/warm.lua" <<'LUA'
local at = 0
function request()
    at = at + 1
    return wrk.format("GET", "/?client_id=warm-" .. at % 10000)
end
LUA

sluice() { # port
    background "sluice-$1" java "-Xmx$HEAP" -jar gateway-app/target/gateway-app.jar \
        --server.port="$1" --spring.r2dbc.url="r2dbc:h2:file:///$WORK/$1" --spring.data.redis.port="$REDIS" \
        --spring.cloud.discovery.client.simple.instances.backends[0].uri="http://127.0.0.1:${BACKENDS[0]}" \
        --spring.cloud.discovery.client.simple.instances.backends[1].uri="http://127.0.0.1:${BACKENDS[1]}" \
        --sluice.token-bucket.ledger=redis --sluice.token-bucket.unknown-client=default-limit \
        --sluice.token-bucket.default-limit.capacity="$CAPACITY" --sluice.token-bucket.default-limit.rate-per-sec="$RATE" \
        --sluice.access-log.enabled=false
}

stock() { # port
    background "stock-$1" java "-Xmx$HEAP" -jar benchmarks/peers/stock-gateway/target/stock-gateway.jar \
        --server.port="$1" --stock.backends="${BACKENDS[0]},${BACKENDS[1]}" --spring.profiles.active=redis \
        --spring.data.redis.port="$REDIS" \
        "--spring.cloud.gateway.server.webflux.routes[1].filters[0].args.redis-rate-limiter.replenishRate=$RATE" \
        "--spring.cloud.gateway.server.webflux.routes[1].filters[0].args.redis-rate-limiter.burstCapacity=$CAPACITY"
}

scripts() {
    redis-cli -p "$REDIS" info commandstats | tr -d '\r' |
        awk -F'[=,]' '/cmdstat_eval/ { sum += $2 } END { print sum + 0 }'
}

load() { # seconds, first port, options of wrk
    local seconds=$1 first=$2 running=()
    shift 2
    for i in 0 1 2; do
        wrk -t1 -c8 -d"${seconds}s" --latency "$@" "http://127.0.0.1:$((first + i))/" >"$WORK/wrk-$i" &
        running+=($!)
    done
    wait "${running[@]}"
}

measure() { # name, first port, what, options of wrk
    local name=$1 first=$2 what=$3 before all refused
    shift 3
    before=$(scripts)
    load "$DURATION" "$first" "$@"
    all=$(awk '/requests in/ { sum += $1 } END { print sum }' "$WORK"/wrk-[012])
    refused=$(awk '/Non-2xx/ { sum += $NF } END { print sum + 0 }' "$WORK"/wrk-[012])
    awk -v name="$name" -v what="$what" -v all="$all" -v refused="$refused" -v calls="$(($(scripts) - before))" \
        -v lawful="$((CAPACITY + RATE * DURATION))" -v seconds="$DURATION" -v p99="$(awk '/99%/ { print $2 }' "$WORK"/wrk-[012] | paste -sd ' ')" \
        'BEGIN { printf "%-8s %-6s %9.0f %9d %9s %10.2f   %s\n", name, what, all / seconds, all - refused,
            what == "hot" ? sprintf("%.3f", (all - refused) / lawful) : "", calls * 1000 / all, p99 }'
}

background nginx nginx -c "$WORK/nginx.conf"
background redis redis-server --port "$REDIS" --save "" --dir "$WORK"
printf '%-8s %-6s %9s %9s %9s %10s   %s\n' gateway keys requests/s admitted lawful calls/1000 "p99 of each"
for name in sluice stock; do
    first=$((PORT + (${#name} - 5) * 10))
    for i in 0 1 2; do "$name" "$((first + i))"; done
    for i in 0 1 2; do
        until curl -sf "localhost:$((first + i))/?client_id=start" >/dev/null; do sleep 0.3; done
    done
    load "$WARM_UP" "$first" -s "$WORK/warm.lua"
    measure "$name" "$first" hot -H "X-API-Key: hot-$name"
    measure "$name" "$first" warm -s "$WORK/warm.lua"
    for pid in "${PIDS[@]:2}"; do kill -- "-$pid" && wait "$pid" 2>/dev/null || true; done
    PIDS=("${PIDS[@]:0:2}")
done
