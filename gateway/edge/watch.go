package edge

import (
	"math"
	"net/http"
	"time"

	"berth/gateway/answer"
	"berth/shared/problem"
	"berth/shared/wire"
)

// How many happenings an answer has.
const (
	happeningsUsual = 100
	happeningsMost  = 200
)

// happenings lists what happened to an order's deployment, the newest first.
func (e *Edge) happenings(w http.ResponseWriter, r *http.Request, c caller) error {
	after, err := answer.Number(r, "after", 0, 0, math.MaxInt64)
	if err != nil {
		return err
	}
	limit, err := answer.Number(r, "limit", happeningsUsual, 1, happeningsMost)
	if err != nil {
		return err
	}
	all, err := e.cfg.Views.Happenings(c.id, after, int(limit))
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, wire.Happenings{Events: all})
}

// use tells what an order's services used.
func (e *Edge) use(w http.ResponseWriter, r *http.Request, c caller) error {
	span := time.Hour
	switch r.URL.Query().Get("span") {
	case "", "hour":
	case "day":
		span = 24 * time.Hour
	default:
		return problem.Field("span", "hour or day")
	}
	v, err := e.cfg.Views.Use(c.id, span)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, v)
}
