package admin

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"time"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Ender is what POST /orders/{id}/end does with a wire.AdminEnd → wire.AdminEnding, which is taken from the machine itself only (a
// loopback address), never from a browser's page, and as application/json. It ends an order, or announces its end and gives the time. Its errors are problems where the wish cannot be fulfilled.
type Ender func(ctx context.Context, id order.ID, e wire.AdminEnd) (time.Time, error)

const (
	maxEnd  = 4 << 10 // bytes of the request
	endTime = 3 * time.Minute
)

func serveEnd(end Ender) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		// Who asked may go; what is on its way to the chain is not to be given up for that.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), endTime)
		defer cancel()
		done, err := wish(ctx, r, end)
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		var p *problem.Problem
		switch {
		case err == nil:
			h.Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(done)
			return
		case !errors.As(err, &p):
			p = problem.New(503, problem.Unavailable, "the order could not be ended now").Remedy("%v; ask again", err)
		}
		body := web.Problem(p, h.Set)
		w.WriteHeader(p.Status)
		_, _ = w.Write(body)
	}
}

func wish(ctx context.Context, r *http.Request, end Ender) (wire.AdminEnding, error) {
	host, _, _ := net.SplitHostPort(r.RemoteAddr)
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() || r.Header.Get("Origin") != "" || r.Header.Get("X-Forwarded-For") != "" {
		return wire.AdminEnding{}, problem.New(403, problem.CrossSite, "orders are ended from the gateway's own machine only")
	}
	if media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); media != "application/json" {
		return wire.AdminEnding{}, problem.New(415, problem.BadField, "the body must be application/json")
	}
	id, err := order.ParseID(r.PathValue("id"))
	if err != nil {
		return wire.AdminEnding{}, problem.New(404, problem.NotFound, "there is no such order")
	}
	e := wire.AdminEnd{Reason: order.NodeMaintenance}
	in := json.NewDecoder(io.LimitReader(r.Body, maxEnd))
	in.DisallowUnknownFields()
	if err := in.Decode(&e); err != nil {
		return wire.AdminEnding{}, problem.New(400, problem.BadField, "the body cannot be read").Remedy("%v", err)
	}
	at, err := end(ctx, id, e)
	return wire.AdminEnding{Order: id, End: at}, err
}
