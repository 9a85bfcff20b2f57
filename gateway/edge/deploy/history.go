package deploy

import (
	"math"
	"net/http"
	"time"

	"berth/gateway/answer"
	"berth/gateway/edge/call"
	"berth/gateway/edge/limit"
	"berth/gateway/lease/tenancy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Past shows what happened and what was used; *tenancy.Viewer does.
type Past interface {
	Happenings(id order.ID, after uint64, limit int) ([]wire.Happening, error)
	Use(id order.ID, span time.Duration) (wire.Use, error)
}

var _ Past = (*tenancy.Viewer)(nil)

// History is what was: revisions, what happened, what was used. It is safe for concurrent use.
type History struct {
	turns     *limit.Turns[eth.Address] // the reader's: to open a revision is work
	revisions Revisions
	past      Past
}

// NewHistory makes it.
func NewHistory(x *Reader, p Past) *History {
	return &History{turns: x.Turns, revisions: x.revisions, past: p}
}

// How many happenings an answer has.
const (
	happeningsUsual = 100
	happeningsMost  = 200
)

// Happenings lists what happened to an order's deployment, the newest first.
func (h *History) Happenings(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	after, err := answer.Number(r, "after", 0, 0, math.MaxInt64)
	if err != nil {
		return err
	}
	limit, err := answer.Number(r, "limit", happeningsUsual, 1, happeningsMost)
	if err != nil {
		return err
	}
	all, err := h.past.Happenings(c.ID, after, int(limit))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, wire.Happenings{Events: all})
}

// Use tells what an order's services used.
func (h *History) Use(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	span, err := answer.Span(r)
	if err != nil {
		return err
	}
	v, err := h.past.Use(c.ID, span)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, v)
}
