package gateway

import (
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// TestIdleSockets measures what idle WebSockets cost; BERTH_TEST_SOCKETS says how many. The client's ends and the
// service's are not the gateway's, but the client's are counted here, since they are in this process.
func TestIdleSockets(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("BERTH_TEST_SOCKETS"))
	if err != nil {
		t.Skip("BERTH_TEST_SOCKETS is not set")
	}
	w := newWorld(t)
	w.start(func(c *Config) { c.Idle, c.Connections = time.Hour, 16*n })
	_, _, url := w.serving(echoManifest, "echo")
	h := http.Header{"Origin": {url}}
	for _, c := range w.cookies(url) {
		h.Add("Cookie", c.String())
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	d := websocket.Dialer{NetDialContext: w.dial, HandshakeTimeout: 20 * time.Second, ReadBufferSize: 256, WriteBufferSize: 256}
	open := make([]*websocket.Conn, 0, n)
	for range n {
		c, _, err := d.Dial(strings.Replace(url, "http://", "ws://", 1)+"/ws", h)
		if err != nil {
			t.Fatalf("after %d: %v", len(open), err)
		}
		open = append(open, c)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	used := after.Sys - before.Sys
	t.Logf("%d sockets: heap %d KiB, stacks %d KiB, from the system %d KiB, each %d bytes", n,
		(after.HeapInuse-before.HeapInuse)>>10, (after.StackInuse-before.StackInuse)>>10, used>>10, used/uint64(n))
	for _, c := range open {
		c.Close()
	}
}
