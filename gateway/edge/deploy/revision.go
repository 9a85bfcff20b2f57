package deploy

import (
	"context"
	"math"
	"net/http"
	"strconv"

	"berth/gateway/answer"
	"berth/gateway/edge/call"
	"berth/gateway/lease/tenancy"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// How many revisions a page of them has.
const (
	revisionsUsual = 20
	revisionsMost  = 50
)

// Revisions has what was deployed; *tenancy.Deployer does.
type Revisions interface {
	Revisions(id order.ID, before uint64, limit int) (wire.Revisions, error)
	RevisionManifest(id order.ID, n uint64) (format, text string, err error)
	Proof(id order.ID, n uint64) (wire.Proof, error)
}

var _ Revisions = (*tenancy.Deployer)(nil)

// Revisions lists what was deployed for an order, the newest first.
func (h *History) Revisions(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	before, err := answer.Number(r, "before", 0, 1, math.MaxInt64)
	if err != nil {
		return err
	}
	limit, err := answer.Number(r, "limit", revisionsUsual, 1, revisionsMost)
	if err != nil {
		return err
	}
	v, err := h.page(r.Context(), c, before, int(limit))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, v)
}

// page opens a page of revisions, when it is its user's turn: that is work.
func (h *History) page(ctx context.Context, c call.Caller, before uint64, limit int) (wire.Revisions, error) {
	back, err := h.turns.Take(ctx, c.User)
	if err != nil {
		return wire.Revisions{}, err
	}
	defer back()
	return h.revisions.Revisions(c.ID, before, limit)
}

// Proof gives the chain of signatures from the user's wallet to a revision, when it is its user's turn: a revision is opened.
func (h *History) Proof(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	n, err := strconv.ParseUint(r.PathValue("number"), 10, 64)
	if err != nil {
		return problem.Field("number", "a revision's number")
	}
	back, err := h.turns.Take(r.Context(), c.User)
	if err != nil {
		return err
	}
	defer back()
	p, err := h.revisions.Proof(c.ID, n)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, p)
}
