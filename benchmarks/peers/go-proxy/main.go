// A reverse proxy of Go's standard library, tuned: a pool of connections that is large enough, and buffers that are used again.
//
//	go-proxy <port> <port of a backend>...
package main

import (
	"log"
	"net/http"
	"net/http/httputil"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// As many as Sluice has for each backend; by default there would be two, and most requests would open one of their own.
const connections = 500

// What ReverseProxy would allocate for each body.
const bufferSize = 32 << 10

type buffers struct{ pool sync.Pool }

func (b *buffers) Get() []byte       { return *b.pool.Get().(*[]byte) }
func (b *buffers) Put(buffer []byte) { b.pool.Put(&buffer) }

func main() {
	backends := os.Args[2:]
	var turn uint32
	proxy := &httputil.ReverseProxy{
		Director: func(request *http.Request) {
			port := backends[int(atomic.AddUint32(&turn, 1))%len(backends)]
			request.URL.Scheme = "http"
			request.URL.Host = "127.0.0.1:" + port
		},
		Transport: &http.Transport{
			MaxIdleConns:        connections * len(backends),
			MaxIdleConnsPerHost: connections,
			MaxConnsPerHost:     connections,
			IdleConnTimeout:     time.Hour,
			DisableCompression:  true,
		},
		BufferPool: &buffers{sync.Pool{New: func() any {
			buffer := make([]byte, bufferSize)
			return &buffer
		}}},
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], proxy))
}
