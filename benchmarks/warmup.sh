#!/usr/bin/env bash
# How long a start takes, and what the first seconds under load are worth: the distribution, stock Spring Cloud Gateway and the bare
# proxy, each started anew in turn.
#
#   docker/distribution && benchmarks/warmup.sh
#
# Needs the distribution (docker/distribution), the benchmarks and the stock gateway, which benchmarks/compare builds, nginx and wrk.
# With a JAVA_HOME it is that one for all, which has to be the one that made the distribution.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="${JAVA_HOME:+$JAVA_HOME/bin:}$PATH"

ROUNDS=${ROUNDS:-5}
WARM_UP=${WARM_UP:-20}
DISTRIBUTION=$(realpath "${DISTRIBUTION:-gateway-app/target/distribution}")
STOCK=$PWD/benchmarks/peers/stock-gateway/target/stock-gateway.jar
BENCHMARKS=$PWD/benchmarks/target/benchmarks.jar
OPTIONS=$PWD/docker/jvm.options
FIRST=28301
SECOND=28302
PORT=28380
URL=http://127.0.0.1:$PORT/
. benchmarks/laboratory.sh

backends 127.0.0.1:$FIRST 127.0.0.1:$SECOND

sluice() {
    cd "$DISTRIBUTION"
    exec env PORT=$PORT BACKENDS=http://127.0.0.1:$FIRST,http://127.0.0.1:$SECOND java @jvm.options @cache.options -Xmx1g -jar gateway-app.jar \
        --spring.r2dbc.url=r2dbc:h2:file:///"$WORK/db-$1" --sluice.load-balancer.strategy=least-connections --sluice.access-log.enabled=false \
        --sluice.token-bucket.default-limit.capacity=1000000000 --sluice.token-bucket.default-limit.rate-per-sec=1000000000
}

stock() {
    exec java @"$OPTIONS" -Xmx1g -jar "$STOCK" --server.port=$PORT --stock.backends[0]=$FIRST --stock.backends[1]=$SECOND
}

bare() {
    exec java @"$OPTIONS" -Xmx1g -cp "$BENCHMARKS" dev.sluice.benchmarks.peer.BareProxy $PORT $FIRST $SECOND
}

rate() { wrk -t1 -c64 -d"$1s" $URL | awk '/Requests\/sec/ { print $2 }'; }

# turn <contender> <round>: start in ms, its CPU in s, requests a second in three times three seconds, and when warm
turn() {
    local begun answered cpu
    begun=$(date +%s%N)
    ("$1" "$2" >"$WORK/log" 2>&1) &
    PIDS[1]=$!
    until curl -sf $URL >/dev/null; do
        kill -0 "${PIDS[1]}" || { cat "$WORK/log" >&2; exit 1; }
        sleep 0.02
    done
    answered=$(date +%s%N)
    cpu=$(processor "${PIDS[1]}")
    echo "$(((answered - begun) / 1000000)) $cpu $(rate 3) $(rate 3) $(rate 3) $(rate "$WARM_UP" >/dev/null; rate 4)" >>"$WORK/$1"
    kill "${PIDS[1]}"
    wait "${PIDS[1]}" 2>/dev/null || true
}

for ((round = 1; round <= ROUNDS; round++)); do
    for contender in sluice stock bare; do turn $contender "$round"; done
done

echo "medians of $ROUNDS     start (ms)  its CPU (s)  0-3 s  3-6 s  6-9 s (requests/s)   warm"
for contender in sluice stock bare; do
    awk -v OFS=' ' '{ print $0, $3 / $6, $4 / $6, $5 / $6 }' "$WORK/$contender" >"$WORK/ratios"
    figures=()
    for column in 1 2 3 4 5 6 7 8 9; do figures+=("$(awk -v c=$column '{ print $c }' "$WORK/ratios" | median)"); done
    printf '%-12s %12.0f %12.2f %7.0f %6.0f %6.0f %19.0f   of warm: %.2f %.2f %.2f\n' $contender "${figures[@]}"
done
