#!/usr/bin/env bash
# Several gateways, one limit: three gateways on one Redis, beside three of Spring Cloud Gateway with its RequestRateLimiter, and with
# Bucket4j in each of its ways to save calls.
#
#   DATABASE_URL=postgres://user:password@localhost:5432 benchmarks/cluster.sh [seconds]
#
# One hot key at a limit far below the demand, then 10,000 keys that are never refused: requests per second, what was admitted of what
# is lawful (more than 1 is over-admission), and calls to Redis for 1,000 requests. All are started and warm first, and then have their
# turns, ROUNDS of them, so that the machine is the same for all; at the end, medians. Other contenders: CONTENDERS.
#
# Needs what was built (./mvnw -Dmaven.test.skip package, and ./mvnw -f benchmarks/peers/stock-gateway/pom.xml package), a JDK, nginx, wrk,
# redis-server, redis-cli and psql. Makes and drops a database, in which ours have their clients. Other ports: PORT.
set -euo pipefail
set -m
cd "$(dirname "$0")/.."

DURATION=${1:-10}
DATABASE=sluice_bench_cluster
PORT=${PORT:-28400}
CONTENDERS=${CONTENDERS:-sluice stock batching delaying predicting}
ROUNDS=${ROUNDS:-3}
HEAP=${HEAP:-256m}
REDIS=$((PORT + 90))
BACKENDS=("$((PORT + 91))" "$((PORT + 92))")
CAPACITY=1000
RATE=1000
WARM_UP=60
WORK=$(mktemp -d)
PIDS=()

finish() {
    for pid in "${PIDS[@]}"; do kill -- "-$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
    psql -q "$DATABASE_URL/postgres" -c "drop database if exists $DATABASE" || true
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
    DATABASE_URL="$DATABASE_URL/$DATABASE" background "sluice-$1" java "-Xmx$HEAP" -jar gateway-app/target/gateway-app.jar \
        --server.port="$1" --spring.data.redis.port="$REDIS" \
        --spring.cloud.discovery.client.simple.instances.backends[0].uri="http://127.0.0.1:${BACKENDS[0]}" \
        --spring.cloud.discovery.client.simple.instances.backends[1].uri="http://127.0.0.1:${BACKENDS[1]}" \
        --sluice.token-bucket.ledger=redis \
        --sluice.access-log.enabled=false
}

# Those that wrk names; the gateways have made the tables.
clients() {
    psql -q "$DATABASE_URL/$DATABASE" -c "
        insert into sluice_clients
        select id, null, $CAPACITY, $RATE, $CAPACITY, now(), version, version, now(), now()
        from (select id, nextval('sluice_client_versions') version
              from (select 'hot-sluice' id union all select 'warm-' || i from generate_series(0, 9999) i) ids) clients"
}

peer() { # port, settings
    local port=$1
    shift
    background "peer-$port" java "-Xmx$HEAP" -jar benchmarks/peers/stock-gateway/target/stock-gateway.jar \
        --server.port="$port" --stock.backends[0]="${BACKENDS[0]}" --stock.backends[1]="${BACKENDS[1]}" \
        --spring.data.redis.port="$REDIS" --stock.capacity="$CAPACITY" --stock.rate="$RATE" "$@"
}

stock() { # port
    peer "$1" --spring.profiles.active=redis
}

bucket4j() { # port, optimization
    peer "$1" --spring.profiles.active=bucket4j --bucket4j.optimization="$2"
}
batching() { bucket4j "$1" batching; }
delaying() { bucket4j "$1" delaying; }
predicting() { bucket4j "$1" predicting; }

# What gateways asked for: a script each, but for Bucket4j, which reads first; its script, too, begins with a read or a write.
calls() { # name
    local asked=eval
    case $1 in batching | delaying | predicting) asked="(get|set):" ;; esac
    redis-cli -p "$REDIS" info commandstats | tr -d '\r' |
        awk -F'[=,]' -v asked="cmdstat_$asked" '$0 ~ asked { sum += $2 } END { print sum + 0 }'
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
    local name=$1 first=$2 what=$3 before all refused began lawful
    shift 3
    before=$(calls "$name")
    began=$(date +%s%N)
    load "$DURATION" "$first" "$@"
    lawful=$((CAPACITY + RATE * ($(date +%s%N) - began) / 1000000000))
    all=$(awk '/requests in/ { sum += $1 } END { print sum }' "$WORK"/wrk-[012])
    refused=$(awk '/Non-2xx/ { sum += $NF } END { print sum + 0 }' "$WORK"/wrk-[012])
    awk -v name="$name" -v what="$what" -v all="$all" -v refused="$refused" -v calls="$(($(calls "$name") - before))" \
        -v lawful="$lawful" -v seconds="$DURATION" -v p99="$(awk '/99%/ { print $2 }' "$WORK"/wrk-[012] | paste -sd ' ')" \
        'BEGIN { printf "%-10s %-6s %9.0f %9d %9s %10.2f   %s\n", name, what, all / seconds, all - refused,
            what == "hot" ? sprintf("%.3f", (all - refused) / lawful) : "-", calls * 1000 / all, p99 }' | tee -a "$WORK/turns"
}

median() { # name, what, column
    awk -v name="$1" -v what="$2" -v column="$3" '$1 == name && $2 == what { print $column }' "$WORK/turns" |
        sort -g | awk '{ values[NR] = $1 } END { print (values[int((NR + 1) / 2)] + values[int(NR / 2) + 1]) / 2 }'
}

psql -q "$DATABASE_URL/postgres" -c "drop database if exists $DATABASE" -c "create database $DATABASE"
background nginx nginx -c "$WORK/nginx.conf"
background redis redis-server --port "$REDIS" --save "" --dir "$WORK"
declare -A port_of
port=$PORT
for name in $CONTENDERS; do
    port=$((port + 10))
    port_of[$name]=$port
    for i in 0 1 2; do "$name" "$((port + i))"; done
    for i in 0 1 2; do
        until curl -sf "localhost:$((port + i))/?client_id=start" >/dev/null; do sleep 0.3; done
    done
    [ "$name" != sluice ] || clients
    load "$WARM_UP" "$port" -s "$WORK/warm.lua"
done

printf '%-10s %-6s %9s %9s %9s %10s   %s\n' gateway keys requests/s admitted lawful calls/1000 "p99 of each"
for ((round = 0; round < ROUNDS; round++)); do
    for name in $CONTENDERS; do measure "$name" "${port_of[$name]}" hot -H "X-API-Key: hot-$name"; done
    for name in $CONTENDERS; do measure "$name" "${port_of[$name]}" warm -s "$WORK/warm.lua"; done
done

printf '\nMedians\n%-10s %-6s %9s %9s %10s\n' gateway keys requests/s lawful calls/1000
for what in hot warm; do
    for name in $CONTENDERS; do
        printf '%-10s %-6s %9.0f %9s %10.2f\n' "$name" "$what" "$(median "$name" "$what" 3)" \
            "$([ "$what" = hot ] && printf %.3f "$(median "$name" "$what" 5)" || echo -)" "$(median "$name" "$what" 6)"
    done
done
