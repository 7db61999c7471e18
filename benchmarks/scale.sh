#!/usr/bin/env bash
# One route beside a thousand, and two instances beside a thousand: two gateways each, the same load on both in turn.
#
#   benchmarks/scale.sh
#
# Needs a built gateway (./mvnw -Dmaven.test.skip package), nginx and wrk, on Linux, where all of 127.0.0.0/8 is this machine.
set -euo pipefail
cd "$(dirname "$0")/.."

MANY=${MANY:-1000}
ROUNDS=${ROUNDS:-5}
SECONDS_PER_ROUND=${SECONDS_PER_ROUND:-6}
WARM_UP=${WARM_UP:-20}
JAR=$PWD/gateway-app/target/gateway-app.jar
BACKEND_PORT=28201
FEW_PORT=28281
MANY_PORT=28282
. benchmarks/laboratory.sh

backends $BACKEND_PORT

# routes <how many>: each for a path of its own, the last of which is asked for.
routes() {
    local prefix=spring.cloud.gateway.server.webflux.routes i
    for ((i = 0; i < $1; i++)); do
        printf '%s[%d].id=r%d\n%s[%d].uri=lb://backends\n%s[%d].predicates[0]=Path=/api/v1/service-%d/**\n' \
            $prefix $i $i $prefix $i $prefix $i $i
        printf '%s[%d].filters[0]=TokenBucket\n%s[%d].filters[1]=Failover\n' $prefix $i $prefix $i
    done
}

# instances <how many>: each an address of its own.
instances() {
    local i
    for ((i = 0; i < $1; i++)); do
        printf 'spring.cloud.discovery.client.simple.instances.backends[%d].uri=http://127.0.%d.%d:%d\n' \
            "$i" $((i / 250)) $((i % 250 + 1)) $BACKEND_PORT
    done
}

start() { # port, file of settings
    (cd "$WORK" && exec java -Xmx1g -jar "$JAR" --server.port="$1" --spring.config.additional-location="$2" \
        --spring.r2dbc.url=r2dbc:h2:file:///"$WORK/db-$1" --sluice.access-log.enabled=false --sluice.load-balancer.strategy=power-of-two-choices \
        --sluice.token-bucket.default-limit.capacity=1000000000 --sluice.token-bucket.default-limit.rate-per-sec=1000000000 \
        >"$WORK/$1.log" 2>&1) &
    PIDS+=($!)
    until curl -sf "localhost:$1/actuator/health/readiness" >/dev/null; do
        kill -0 "${PIDS[-1]}" || { cat "$WORK/$1.log"; exit 1; }
        sleep 0.2
    done
}

# load <pid> <url> <seconds>: requests a second, p99 in ms, CPU in ms per request, failures
load() {
    local before after
    before=$(processor "$1")
    wrk -t2 -c64 -d"$3s" --latency "$2" >"$WORK/wrk"
    after=$(processor "$1")
    awk -v cpu="$after" -v before="$before" '
        /Requests\/sec/ { rps = $2 }
        $1 == "99%" { p99 = $2; sub(/ms/, "", p99); if ($2 ~ /us$/) { sub(/us/, "", p99); p99 /= 1000 } }
        /requests in/ { requests = $1 }
        /Non-2xx/ { failures = $NF }
        END { printf "%.0f %.2f %.4f %d\n", rps, p99, (cpu - before) * 1000 / requests, failures }' "$WORK/wrk"
}

compare() { # name, few, path of few, path of many
    local few_pid=${PIDS[-2]} many_pid=${PIDS[-1]} i column few many
    load "$few_pid" "http://localhost:$FEW_PORT$3" "$WARM_UP" >/dev/null
    load "$many_pid" "http://localhost:$MANY_PORT$4" "$WARM_UP" >/dev/null
    : >"$WORK/few"
    : >"$WORK/many"
    for ((i = 0; i < ROUNDS; i++)); do
        load "$few_pid" "http://localhost:$FEW_PORT$3" "$SECONDS_PER_ROUND" >>"$WORK/few"
        load "$many_pid" "http://localhost:$MANY_PORT$4" "$SECONDS_PER_ROUND" >>"$WORK/many"
    done
    for column in 1 2 3 4; do
        few=$(awk -v c=$column '{ print $c }' "$WORK/few" | median)
        many=$(awk -v c=$column '{ print $c }' "$WORK/many" | median)
        awk -v n="$(cut -d, -f$column <<<"requests a second,p99 (ms),CPU (ms per request),failures")" -v what="$1" -v f="$few" -v m="$many" \
            'BEGIN { printf "%-10s %-22s %10s %10s   ratio %s\n", what, n, f, m, f ? sprintf("%.3f", m / f) : "-" }'
    done
    kill "$few_pid" "$many_pid"
    wait "$few_pid" "$many_pid" 2>/dev/null || true
}

last=$((MANY - 1))
{ instances 2; routes 1; } >"$WORK/one.properties"
{ instances 2; routes "$MANY"; } >"$WORK/routes.properties"
start $FEW_PORT "$WORK/one.properties"
start $MANY_PORT "$WORK/routes.properties"
compare routes 1 /api/v1/service-0/x "/api/v1/service-$last/x"

{ instances "$MANY"; routes 1; } >"$WORK/instances.properties"
start $FEW_PORT "$WORK/one.properties"
start $MANY_PORT "$WORK/instances.properties"
compare instances 2 /api/v1/service-0/x /api/v1/service-0/x
