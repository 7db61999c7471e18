# For benchmarks that start their own contenders, sourced by them: a place to work, an end of all that was started, backends, and figures.

WORK=$(mktemp -d)
PIDS=()

finish() {
    for pid in "${PIDS[@]}"; do kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null || true; done
    rm -rf "$WORK"
}
trap finish EXIT

# backends <where to listen>...: small answers of NGINX.
backends() {
    cat >"$WORK/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $WORK/nginx.pid;
error_log stderr crit;
events { worker_connections 20000; }
http {
    access_log off;
    keepalive_requests 1000000000;
    server {
$(printf '        listen %s backlog=4096;\n' "$@")
        location / { default_type text/plain; return 200 "hello\n"; }
    }
}
CONF
    ulimit -n "$(ulimit -Hn)"
    nginx -p "$WORK" -c "$WORK/nginx.conf" &
    PIDS+=($!)
}

# processor <pid>: what it has taken, in seconds.
processor() { awk -v hertz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) / hertz }' "/proc/$1/stat"; }

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
