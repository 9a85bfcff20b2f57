// Package stream is how the gateway's API sends what comes bit by bit: server-sent events, with the reason for which a stream ends.
package stream

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"berth/gateway/edge/call"
	"berth/shared/wire"
)

const (
	// Heartbeat keeps a silent stream from being taken for a dead one.
	Heartbeat = 15 * time.Second
	// SendTime is within what time a client has to take what is sent to it at once.
	SendTime = 30 * time.Second
)

// OnlyHead sets the headers of a stream of events, and reports whether they are all that was asked for: a stream that
// nobody can see would hold the connection.
func OnlyHead(w http.ResponseWriter, r *http.Request) bool {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	if r.Method != http.MethodHead {
		return false
	}
	w.WriteHeader(200)
	return true
}

// Bye says why the gateway ends a stream. A page that has gone is not told.
func Bye(ctx context.Context, w http.ResponseWriter, out *http.ResponseController) {
	p := call.Why(ctx)
	if p == nil {
		return
	}
	raw, err := json.Marshal(wire.StreamEnd{Code: p.Code, Text: p.Title})
	if err != nil {
		return
	}
	_ = Send(w, out, "event: end\ndata: "+string(raw)+"\n\n") // it ends either way
}

// Send sends an event, or a comment that keeps the stream open.
func Send(w http.ResponseWriter, out *http.ResponseController, s string) error {
	out.SetWriteDeadline(time.Now().Add(SendTime))
	if _, err := w.Write([]byte(s)); err != nil {
		return err
	}
	return out.Flush()
}
