package local

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// echo is berth/echo: a page, a WebSocket at /ws that sends back what it gets, a clock at /events by server-sent events,
// /headers with the request's headers as they arrived, and /fetch?url= with what another service of the order answers.
func echo(s settings) (http.Handler, error) {
	mux := http.NewServeMux()
	mux.Handle("GET /page.css", asset("page.css"))
	mux.Handle("GET /echo.js", asset("echo.js"))
	mux.HandleFunc("GET /ws", echoSocket)
	mux.HandleFunc("GET /events", clock)
	mux.HandleFunc("GET /fetch", fetched(s))
	mux.HandleFunc("/headers", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		fmt.Fprintf(w, "%s %s\n", r.Method, r.URL.RequestURI())
		for _, h := range headers(r) {
			fmt.Fprintf(w, "%s: %s\n", h.Name, h.Value)
		}
	})
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		show(w, 200, "echo.html", map[string]any{"S": s, "Headers": headers(r)})
	})
	return mux, nil
}

type header struct{ Name, Value string }

func headers(r *http.Request) []header {
	all := []header{{"Host", r.Host}}
	for name, values := range r.Header {
		for _, v := range values {
			all = append(all, header{name, v})
		}
	}
	slices.SortStableFunc(all, func(a, b header) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// The socket's origin is checked: the page is on the same host, and a script elsewhere has no business here.
var upgrader = websocket.Upgrader{ReadBufferSize: 4096, WriteBufferSize: 4096, HandshakeTimeout: 10 * time.Second}

const maxEcho = 1 << 20

func echoSocket(w http.ResponseWriter, r *http.Request) {
	c, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	defer c.Close()
	c.SetReadLimit(maxEcho)
	for {
		kind, b, err := c.ReadMessage()
		if err != nil {
			return
		}
		c.SetWriteDeadline(time.Now().Add(10 * time.Second))
		if err := c.WriteMessage(kind, b); err != nil {
			return
		}
	}
}

// clock sends the time at once and every second.
func clock(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for now := time.Now(); ; {
		if _, err := fmt.Fprintf(w, "event: clock\ndata: %s\n\n", now.UTC().Format(time.RFC3339Nano)); err != nil {
			return
		}
		if err := out.Flush(); err != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case now = <-tick.C:
		}
	}
}
