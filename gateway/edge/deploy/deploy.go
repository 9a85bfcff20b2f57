// Package deploy is what the API has of deployments: what runs, what is to run, what a manifest would come to, and what was.
package deploy

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"berth/gateway/answer"
	"berth/gateway/auth"
	"berth/gateway/door"
	"berth/gateway/edge/call"
	"berth/gateway/edge/limit"
	"berth/gateway/edge/stream"
	"berth/gateway/image"
	"berth/gateway/lease/tenancy"
	"berth/gateway/ledger"
	"berth/gateway/manifest"
	"berth/gateway/manifest/formats"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Deployments runs what users deploy; *tenancy.Deployer does.
type Deployments interface {
	Deploy(id order.ID, rev ledger.Revision, m manifest.Manifest, hold func() (done func(), err error)) error
	Switch(id order.ID, p tenancy.Power) error
	Again(id order.ID, service string) error
	Sleep(id order.ID, service string, after uint32) error
}

// Signatures checks who signed a deployment; *auth.Auth does.
type Signatures interface {
	Deploy(ctx context.Context, user eth.Address, id order.ID, req wire.DeployRequest) (auth.Signed, error)
}

// Visibilities say in a word who may open services; *door.Doors does.
type Visibilities interface {
	Visibility(user eth.Address, id order.ID, service string) wire.Visibility
}

var (
	_ Deployments  = (*tenancy.Deployer)(nil)
	_ Signatures   = (*auth.Auth)(nil)
	_ Visibilities = (*door.Doors)(nil)
)

// What may be open at a time; one more ends the oldest.
var (
	WatchQuota  = limit.Quota{Order: 16, User: 32} // streams of a deployment
	deployQuota = limit.Quota{Order: 4, User: 8}   // answers to a deployment, of which each is sent as it comes
)

// DeskConfig is what a Desk is made of.
type DeskConfig struct {
	Reader       *Reader
	Views        call.Views
	Deployments  Deployments
	Signatures   Signatures
	Visibilities Visibilities
}

// Desk shows deployments and takes them. It is safe for concurrent use.
type Desk struct {
	Watched *limit.Seats // who has a stream open

	cfg       DeskConfig
	deploying *limit.Seats
}

// NewDesk makes a desk.
func NewDesk(cfg DeskConfig) *Desk {
	return &Desk{cfg: cfg, Watched: limit.NewSeats(WatchQuota), deploying: limit.NewSeats(deployQuota)}
}

// showDoors adds to a deployment who may open its services.
func (d *Desk) showDoors(c call.Caller, v *wire.Deployment) {
	for i := range v.Services {
		if s := &v.Services[i]; s.URL != "" {
			s.Visibility = d.cfg.Visibilities.Visibility(c.User, c.Workload, s.Name)
		}
	}
}

// deployWait is how long a deployment's answer streams; the deployment itself goes on.
const deployWait = 10 * time.Minute

// Show shows an order's deployment.
func (d *Desk) Show(w http.ResponseWriter, _ *http.Request, c call.Caller) error {
	v, _, _, err := d.cfg.Views.View(c.ID)
	if err != nil {
		return err
	}
	d.showDoors(c, &v)
	return answer.JSON(w, 200, v)
}

// Deploy answers with the deployment's progress as it comes, a line of JSON each. Nothing is read of a manifest before its
// signature is there, the user's or that of an access key. Where it rolls back, the format and the manifest are those of the revision that it names, so
// that what was signed is held to what will run.
func (d *Desk) Deploy(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.DeployRequest
	if err := d.cfg.Reader.receive(w, r, c, &req); err != nil {
		return err
	}
	if signed := req.Deploy; signed.From != 0 {
		// What was signed is held to what will run.
		var format string
		if err := d.cfg.Reader.earlier(c.ID, signed.From, &format, &req.Manifest); err != nil {
			return err
		}
		if format != signed.Format {
			return problem.Field("deploy.format", "that of revision %d, %s", signed.From, format)
		}
	}
	if err := formats.TooLong(req.Deploy.Format, req.Manifest); err != nil {
		return err
	}
	signed, err := d.cfg.Signatures.Deploy(r.Context(), c.User, c.ID, req)
	if err != nil {
		return err
	}
	m, err := d.cfg.Reader.parse(r.Context(), c, req.Deploy.Format, req.Manifest)
	if err != nil {
		return err
	}
	d.cfg.Reader.look(r.Context(), image.Who{Name: c.User.String()}, m) // what images are decides how they are run; who has checked before does not wait
	err = d.cfg.Deployments.Deploy(c.ID, ledger.Revision{
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
	ctx, back := d.deploying.Take(r.Context(), c.Workload, c.User)
	defer back()
	deadline := time.After(deployWait)
	for told := (steps{}); ; {
		v, dropped, changed, err := d.cfg.Views.View(c.ID)
		if err != nil {
			return err
		}
		over := false
		for _, p := range told.news(v.Steps, dropped) {
			if v.Revision != req.Deploy.Revision {
				break
			}
			// With more than one service, only all of them are the end.
			over = over || p.Phase.Stands() && v.Phase.Stands() || p.Phase == wire.PhaseFailed && p.Phase == v.Phase
			if err := line(w, out, p); err != nil {
				return err
			}
		}
		switch {
		case v.Revision != req.Deploy.Revision:
			return line(w, out, wire.Progress{Phase: wire.PhaseFailed, At: time.Now().UTC(), Text: phrase.Form("a later revision has taken its place").Text()})
		case over:
			return nil
		case v.Phase == wire.PhaseEnded || v.Phase == wire.PhaseStopped:
			return line(w, out, wire.Progress{Phase: wire.PhaseFailed, At: time.Now().UTC(), Text: phrase.Form("it was %s meanwhile").Text(string(v.Phase))})
		}
		select {
		case <-changed:
		case <-ctx.Done():
			if p := call.Why(ctx); p != nil {
				return line(w, out, wire.Progress{
					Phase: wire.PhaseFailed, At: time.Now().UTC(), Text: phrase.Form("%s; the deployment goes on, and shows how far it is").Text(p.Title),
				})
			}
			return nil
		case <-deadline:
			return line(w, out, wire.Progress{
				Phase: wire.PhaseFailed, At: time.Now().UTC(),
				Text: phrase.Form("it is not ready after ten minutes; it goes on, and the deployment shows how far it is").Text(),
			})
		}
	}
}

func line(w http.ResponseWriter, out *http.ResponseController, p wire.Progress) error {
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	out.SetWriteDeadline(time.Now().Add(stream.SendTime))
	if _, err := w.Write(append(raw, '\n')); err != nil {
		return err
	}
	return out.Flush()
}

// Events streams the deployment as server-sent events, the whole of it at each change.
func (d *Desk) Events(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	v, _, changed, err := d.cfg.Views.View(c.ID)
	if err != nil {
		return err
	}
	if stream.OnlyHead(w, r) {
		return nil
	}
	out := http.NewResponseController(w)
	beat := time.NewTicker(stream.Heartbeat)
	defer beat.Stop()
	ctx, back := d.Watched.Take(r.Context(), c.Workload, c.User)
	defer back()
	for {
		d.showDoors(c, &v)
		raw, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if err := stream.Send(w, out, "event: deployment\ndata: "+string(raw)+"\n\n"); err != nil {
			return nil // the page has gone
		}
		for waiting := true; waiting; {
			select {
			case <-changed:
				waiting = false
			case <-beat.C:
				if err := stream.Send(w, out, ": still here\n\n"); err != nil {
					return nil
				}
			case <-ctx.Done():
				stream.Bye(ctx, w, out)
				return nil
			}
		}
		if v, _, changed, err = d.cfg.Views.View(c.ID); err != nil {
			return err
		}
	}
}

// Power stops, starts or restarts all of an order.
func (d *Desk) Power(p tenancy.Power) func(http.ResponseWriter, *http.Request, call.Caller) error {
	return func(w http.ResponseWriter, r *http.Request, c call.Caller) error {
		if err := d.cfg.Deployments.Switch(c.ID, p); err != nil {
			return err
		}
		return d.Show(w, r, c)
	}
}

// Again starts one service anew.
func (d *Desk) Again(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	if err := d.cfg.Deployments.Again(c.ID, r.PathValue("service")); err != nil {
		return err
	}
	return d.Show(w, r, c)
}

// Sleep sets when a service falls asleep.
func (d *Desk) Sleep(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	var req wire.Sleep
	if err := answer.Read(w, r, answer.MaxBody, &req); err != nil {
		return err
	}
	if err := d.cfg.Deployments.Sleep(c.ID, r.PathValue("service"), req.After); err != nil {
		return err
	}
	return answer.JSON(w, 200, req)
}
