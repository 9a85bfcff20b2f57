package edge

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"berth/gateway/answer"
	"berth/gateway/lease/tenancy"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/proxy"
	"berth/shared/problem"
	"berth/shared/wire"
)

const (
	// cardLife is how long a signed card is given out again: a signature a second is enough.
	cardLife = time.Second
	// deployWait is how long a deployment's answer streams; the deployment itself goes on.
	deployWait = 10 * time.Minute
	// heartbeat keeps a silent stream from being taken for a dead one.
	heartbeat = 15 * time.Second
)

type cards struct {
	mu   sync.Mutex
	raw  []byte
	made time.Time
}

func (e *Edge) card(w http.ResponseWriter, _ *http.Request) error {
	c := &e.cards
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.made) > cardLife {
		card, err := e.cfg.Desk.Card(e.cfg.Card)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(card)
		if err != nil {
			return fmt.Errorf("card: %w", err)
		}
		c.raw, c.made = raw, time.Now()
	}
	w.Header().Set("Cache-Control", "max-age=1")
	return answer.JSON(w, 200, json.RawMessage(c.raw))
}

func (e *Edge) greet(w http.ResponseWriter, r *http.Request) error {
	var g wire.Greet
	if err := answer.Read(w, r, answer.MaxBody, &g); err != nil {
		return err
	}
	a, err := e.cfg.Desk.Greet(r.Context(), g, origin(r))
	if err != nil {
		return err
	}
	if e.cfg.Greeted != nil {
		e.cfg.Greeted(a.Kind)
	}
	return answer.JSON(w, 200, a)
}

func (e *Edge) access(w http.ResponseWriter, r *http.Request) error {
	var req wire.AccessRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	t, err := e.cfg.Guard.Grant(r.Context(), req)
	if err != nil {
		return err
	}
	return answer.JSON(w, 201, t)
}

func (e *Edge) deployment(w http.ResponseWriter, _ *http.Request, c caller) error {
	d, _, _, err := e.cfg.Views.View(c.id)
	if err != nil {
		return err
	}
	e.showDoors(c, &d)
	return answer.JSON(w, 200, d)
}

// deploy answers with the deployment's progress as it comes, a line of JSON each. Nothing is read of a manifest before its
// signature is there, the user's or that of an access key. Where it rolls back, the format and the manifest are those of the revision that it names, so
// that what was signed is held to what will run.
func (e *Edge) deploy(w http.ResponseWriter, r *http.Request, c caller) error {
	var req wire.DeployRequest
	if err := e.receive(w, r, c, &req); err != nil {
		return err
	}
	if d := req.Deploy; d.From != 0 {
		// What was signed is held to what will run.
		var format string
		if err := e.earlier(c.id, d.From, &format, &req.Manifest); err != nil {
			return err
		}
		if format != d.Format {
			return problem.Field("deploy.format", "that of revision %d, %s", d.From, format)
		}
	}
	if len(req.Manifest) > manifest.MaxBytes {
		return problem.New(413, problem.TooLarge, "the manifest is too large").Remedy("at most %d bytes", manifest.MaxBytes)
	}
	signed, err := e.cfg.Signatures.Deploy(r.Context(), c.User, c.id, req)
	if err != nil {
		return err
	}
	m, err := e.parse(r.Context(), c, req.Deploy.Format, req.Manifest)
	if err != nil {
		return err
	}
	err = e.cfg.Deployments.Deploy(c.id, ledger.Revision{
		Number: req.Deploy.Revision, Format: req.Deploy.Format, Manifest: req.Manifest, Signature: req.Signature, NotAfter: req.Deploy.NotAfter,
		From: req.Deploy.From, ShortStop: req.Deploy.ShortStop, Gateway: req.Deploy.Gateway, Order: req.Deploy.Order, Access: signed.Access,
	}, m, signed.Hold)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/x-ndjson")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(200)
	out := http.NewResponseController(w)
	ctx, back := e.deploySeats.take(r.Context(), e.cfg.Orders.Workload(c.id), c.User)
	defer back()
	deadline := time.After(deployWait)
	for sent := -1; ; {
		d, dropped, changed, err := e.cfg.Views.View(c.id)
		if err != nil {
			return err
		}
		if sent < 0 {
			sent = dropped
		}
		steps := d.Steps[min(max(sent-dropped, 0), len(d.Steps)):]
		over := false
		for _, p := range steps {
			if d.Revision != req.Deploy.Revision {
				break
			}
			// With more than one service, only all of them are the end.
			over = over || (p.Phase == wire.PhaseReady || p.Phase == wire.PhaseFailed) && p.Phase == d.Phase
			if err := line(w, out, p); err != nil {
				return err
			}
		}
		sent = dropped + len(d.Steps)
		switch {
		case d.Revision != req.Deploy.Revision:
			return line(w, out, wire.Progress{Phase: wire.PhaseFailed, At: time.Now().UTC(), Text: "a later revision has taken its place"})
		case over:
			return nil
		case d.Phase == wire.PhaseEnded || d.Phase == wire.PhaseStopped:
			return line(w, out, wire.Progress{Phase: wire.PhaseFailed, At: time.Now().UTC(), Text: "it was " + string(d.Phase) + " meanwhile"})
		}
		select {
		case <-changed:
		case <-ctx.Done():
			if p := why(ctx); p != nil {
				return line(w, out, wire.Progress{
					Phase: wire.PhaseFailed, At: time.Now().UTC(), Text: p.Title + "; the deployment goes on, and shows how far it is",
				})
			}
			return nil
		case <-deadline:
			return line(w, out, wire.Progress{
				Phase: wire.PhaseFailed, At: time.Now().UTC(),
				Text: "it is not ready after ten minutes; it goes on, and the deployment shows how far it is",
			})
		}
	}
}

func line(w http.ResponseWriter, out *http.ResponseController, p wire.Progress) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	out.SetWriteDeadline(time.Now().Add(sendTime))
	if _, err := w.Write(append(raw, '\n')); err != nil {
		return err
	}
	return out.Flush()
}

// events streams the deployment as server-sent events, the whole of it at each change.
func (e *Edge) events(w http.ResponseWriter, r *http.Request, c caller) error {
	d, _, changed, err := e.cfg.Views.View(c.id)
	if err != nil {
		return err
	}
	if onlyHead(w, r) {
		return nil
	}
	out := http.NewResponseController(w)
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	ctx, back := e.eventSeats.take(r.Context(), e.cfg.Orders.Workload(c.id), c.User)
	defer back()
	for {
		e.showDoors(c, &d)
		raw, err := json.Marshal(d)
		if err != nil {
			return err
		}
		if err := send(w, out, "event: deployment\ndata: "+string(raw)+"\n\n"); err != nil {
			return nil // the page has gone
		}
		for waiting := true; waiting; {
			select {
			case <-changed:
				waiting = false
			case <-beat.C:
				if err := send(w, out, ": still here\n\n"); err != nil {
					return nil
				}
			case <-ctx.Done():
				bye(ctx, w, out)
				return nil
			}
		}
		if d, _, changed, err = e.cfg.Views.View(c.id); err != nil {
			return err
		}
	}
}

// onlyHead sets the headers of a stream of events, and reports whether they are all that was asked for: a stream that
// nobody can see would hold the connection.
func onlyHead(w http.ResponseWriter, r *http.Request) bool {
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

// bye says why the gateway ends a stream. A page that has gone is not told.
func bye(ctx context.Context, w http.ResponseWriter, out *http.ResponseController) {
	p := why(ctx)
	if p == nil {
		return
	}
	raw, err := json.Marshal(wire.StreamEnd{Code: p.Code, Text: p.Title})
	if err != nil {
		return
	}
	_ = send(w, out, "event: end\ndata: "+string(raw)+"\n\n") // it ends either way
}

func send(w http.ResponseWriter, out *http.ResponseController, s string) error {
	out.SetWriteDeadline(time.Now().Add(sendTime))
	if _, err := w.Write([]byte(s)); err != nil {
		return err
	}
	return out.Flush()
}

func (e *Edge) ticket(w http.ResponseWriter, r *http.Request, c caller) error {
	var req wire.TicketRequest
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	to := req.To
	if to == "" {
		to = "/"
	}
	if proxy.Local(to) != to {
		return problem.Field("to", "a path on the service, beginning with one /")
	}
	at, err := e.served(c, req.Service)
	if err != nil {
		return err
	}
	if req.At != "" && req.At != at.URL && !slices.Contains(at.Domains, req.At) {
		return problem.Field("at", "the service's address, or one of its domains that are ready")
	}
	text, until, err := e.cfg.Tickets.Ticket(c.Pass, e.cfg.Orders.Workload(c.id), req.Service, to)
	if err != nil {
		return err
	}
	return answer.JSON(w, 201, wire.Ticket{URL: proxy.EnterURL(at.URL, req.At, text, to), ExpiresAt: until})
}

func (e *Edge) power(p tenancy.Power) func(http.ResponseWriter, *http.Request, caller) error {
	return func(w http.ResponseWriter, r *http.Request, c caller) error {
		if err := e.cfg.Deployments.Switch(c.id, p); err != nil {
			return err
		}
		return e.deployment(w, r, c)
	}
}

//go:embed openapi.yaml
var spec []byte

func openapi(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/yaml")
	w.Header().Set("Cache-Control", "max-age=3600")
	w.Write(spec)
	return nil
}
