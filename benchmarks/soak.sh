#!/usr/bin/env bash
# Half an hour of everything that comes and goes, and what the gateway holds meanwhile: a line each minute.
#
#   benchmarks/soak.sh [minutes]
#   JVM_OPTIONS=-Dio.netty.leakDetection.level=paranoid benchmarks/soak.sh
#
# Needs a built gateway (./mvnw -Dmaven.test.skip package), a JDK, nginx, h2load, ab and curl. Other ports: PORT.
set -euo pipefail
# Each background job is a group of its own, so that it ends as a whole.
set -m
cd "$(dirname "$0")/.."

MINUTES=${1:-30}
PORT=${PORT:-28090}
HEAP=${HEAP:-256m}
BACKENDS=("$((PORT + 1))" "$((PORT + 2))")
WORK=$(mktemp -d)
PIDS=()
# NGINX reads it as nobody.
chmod 755 "$WORK"

finish() {
    for pid in "${PIDS[@]}"; do kill -- "-$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
    rm -rf "$WORK"
}
trap finish EXIT

backend() { # port
    cat >"$WORK/nginx-$1.conf" <<NGINX
daemon off; worker_processes 1; pid $WORK/nginx-$1.pid; error_log $WORK/nginx-$1.log;
events { worker_connections 4096; }
http {
    access_log off; client_body_temp_path $WORK/body-$1; client_max_body_size 10m;
    server {
        listen 127.0.0.1:$1;
        location / { return 200 "hello\n"; }
        location /large { alias $WORK/large; }
    }
}
NGINX
    nginx -c "$WORK/nginx-$1.conf" 2>/dev/null &
    PIDS+=($!)
}

# Each sort of client until the end, whatever becomes of single requests.
again() {
    while true; do "$@" >/dev/null 2>&1 || true; done &
    PIDS+=($!)
}

arrive() {
    ab -q -n 200 -c 4 -H 'X-API-Key: new-connections' "http://127.0.0.1:$PORT/" || true
    sleep 0.5
}

leave() {
    timeout 0.05 curl -s --limit-rate 1k "localhost:$PORT/large" || true
    timeout 0.05 curl -s --limit-rate 1k -T "$WORK/large" "localhost:$PORT/" || true
    sleep 0.5
}

meter() { # beginning of its lines, and what else is in them
    awk -v beginning="$1" -v part="${2:-}" \
        'index($0, beginning) == 1 && (part == "" || index($0, part)) { sum += $NF } END { print sum }' "$WORK/meters"
}

line() {
    jcmd "$GATEWAY" GC.run >/dev/null
    curl -s -u soak:soak "localhost:$PORT/actuator/prometheus" >"$WORK/meters"
    printf '%6d %9.1f %11.1f %12d %8.1f %12d %12d %6d\n' "$((SECONDS / 60))" \
        "$(meter 'jvm_memory_used_bytes{' 'area="heap"' | awk '{ print $1 / 1e6 }')" \
        "$(meter 'netty_allocator_memory_used{' 'memory_type="direct"' | awk '{ print $1 / 1e6 }')" \
        "$(find "/proc/$GATEWAY/fd" -mindepth 1 2>/dev/null | wc -l)" \
        "$(awk '/VmRSS/ { print $2 / 1024 }' "/proc/$GATEWAY/status")" \
        "$(meter sluice_gateway_connections{)" \
        "$(meter sluice_gateway_requests_seconds_count)" \
        "$(grep -c 'LEAK:' "$WORK/gateway.log" || true)"
}

# A copy, which no build replaces meanwhile.
cp gateway-app/target/gateway-app.jar docker/jvm.options "$WORK"
head -c 1000000 /dev/zero >"$WORK/large"
for port in "${BACKENDS[@]}"; do backend "$port"; done

cd "$WORK"
PORT=$PORT BACKENDS=$(printf 'http://127.0.0.1:%s,' "${BACKENDS[@]}" | sed 's/,$//') \
    SPRING_SECURITY_USER_NAME=soak SPRING_SECURITY_USER_PASSWORD=soak \
    SPRING_APPLICATION_JSON='{"sluice": {"token-bucket": {"default-limit": {"capacity": 1000, "rate-per-sec": 400}}}}' \
    java @jvm.options "-Xmx$HEAP" ${JVM_OPTIONS:-} -jar gateway-app.jar >"$WORK/gateway.log" 2>&1 &
GATEWAY=$!
PIDS+=("$GATEWAY")
until curl -sf "localhost:$PORT/actuator/health/readiness" >/dev/null; do
    kill -0 "$GATEWAY" || { cat "$WORK/gateway.log"; exit 1; }
    sleep 0.2
done

[ "$(curl -sf "localhost:$PORT/large" | wc -c)" = 1000000 ] || { echo "no large answers" >&2; exit 1; }

again h2load --h1 -c 16 -D 60 --rps 25 "http://127.0.0.1:$PORT/?client_id=steady"
again h2load --h1 -c 2 -D 60 --rps 5 "http://127.0.0.1:$PORT/large"
again h2load --h1 -c 2 -D 60 --rps 5 -d "$WORK/large" "http://127.0.0.1:$PORT/"
again arrive
again leave

printf '%6s %9s %11s %12s %8s %12s %12s %6s\n' minute 'heap, MB' 'direct, MB' descriptors 'RSS, MB' 'connections' requests leaks
SECONDS=0
for ((minute = 0; minute <= MINUTES; minute++)); do
    sleep "$((minute * 60 > SECONDS ? minute * 60 - SECONDS : 0))"
    line
    # One backend goes in each minute, and comes back.
    kill "$(cat "$WORK/nginx-${BACKENDS[1]}.pid")"
    sleep 5
    backend "${BACKENDS[1]}"
done
