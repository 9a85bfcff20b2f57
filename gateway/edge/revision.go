package edge

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"time"

	"berth/gateway/answer"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// How many revisions a page of them has.
const (
	revisionsUsual = 20
	revisionsMost  = 50
)

// revisions lists what was deployed for an order, the newest first.
func (e *Edge) revisions(w http.ResponseWriter, r *http.Request, c caller) error {
	before, err := answer.Number(r, "before", 0, 1, math.MaxInt64)
	if err != nil {
		return err
	}
	limit, err := answer.Number(r, "limit", revisionsUsual, 1, revisionsMost)
	if err != nil {
		return err
	}
	v, err := e.page(r.Context(), c, before, int(limit))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, v)
}

// page opens a page of revisions, when it is its user's turn: that is work.
func (e *Edge) page(ctx context.Context, c caller, before uint64, limit int) (wire.Revisions, error) {
	back, err := e.reading.take(ctx, c.User)
	if err != nil {
		return wire.Revisions{}, err
	}
	defer back()
	return e.cfg.Revisions.Revisions(c.id, before, limit)
}

// proof gives the chain of signatures from the user's wallet to a revision, when it is its user's turn: a revision is opened.
func (e *Edge) proof(w http.ResponseWriter, r *http.Request, c caller) error {
	n, err := strconv.ParseUint(r.PathValue("number"), 10, 64)
	if err != nil {
		return problem.Field("number", "a revision's number")
	}
	back, err := e.reading.take(r.Context(), c.User)
	if err != nil {
		return err
	}
	defer back()
	p, err := e.cfg.Revisions.Proof(c.id, n)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, p)
}

// receive reads a request's body with a manifest in it. Of those there is a quota: they are large.
func (e *Edge) receive(w http.ResponseWriter, r *http.Request, c caller, into any) error {
	ctx, back := e.bodySeats.take(r.Context(), e.cfg.Orders.Workload(c.id), c.User)
	defer back()
	// A body that is to give way is not waited for any longer. Test recorders have no deadlines.
	conn := http.NewResponseController(w)
	stop := context.AfterFunc(ctx, func() { conn.SetReadDeadline(time.Unix(1, 0)) })
	// JSON's escapes may make the manifest six times as long.
	err := answer.Read(w, r, 6*manifest.MaxBytes+answer.MaxBody, into)
	stop()
	if p := why(ctx); p != nil {
		return p
	}
	return err
}

// parse reads a manifest, when it is its user's turn.
func (e *Edge) parse(ctx context.Context, c caller, format, text string) (m manifest.Manifest, err error) {
	back, err := e.reading.take(ctx, c.User)
	if err != nil {
		return m, err
	}
	defer back()
	return manifest.Parse(format, text)
}

// earlier fills in the format and the manifest of an earlier revision; with 0 there is none, and they stay.
func (e *Edge) earlier(id order.ID, from uint64, format, text *string) (err error) {
	switch {
	case from == 0:
		return nil
	case *format != "":
		return problem.Field("format", "leave it out: revision %d has its own", from)
	case *text != "":
		return problem.Field("manifest", "leave it out: revision %d has its own", from)
	}
	*format, *text, err = e.cfg.Revisions.RevisionManifest(id, from)
	return err
}
