package api

import (
	"errors"
	"log/slog"
	"net/http"
	"time"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// clerk writes down who did what.
type clerk struct {
	audit Audit
	log   *slog.Logger
	now   func() time.Time
}

// act is what somebody does, now.
func (c *clerk) act(who session.Who, what string) wire.AdminAct { return who.Act(c.now(), what) }

// audited writes down that somebody does a thing with an order, does it, and writes down if that failed.
func (c *clerk) audited(act wire.AdminAct, id order.ID, do func() error) error {
	act.Order = id
	if err := c.audit.Note(act); err != nil {
		return err
	}
	err := do()
	if err == nil {
		return nil
	}
	act.At, act.Failed = c.now().UTC().Truncate(time.Second), Code(err)
	if noted := c.audit.Note(act); noted != nil {
		c.log.Error("the audit log cannot be written", "err", noted)
	}
	return err
}

// Code is a problem's code, as the audit log has it; what is no problem is problem.Internal.
func Code(err error) string {
	var p *problem.Problem
	if errors.As(err, &p) {
		return string(p.Code)
	}
	return string(problem.Internal)
}

// records show what the gateway wrote down: who did what, and what it logged.
type records struct {
	done  Audit
	lines Log
}

func (r *records) audit(w http.ResponseWriter, req *http.Request, _ session.Who) error {
	before, limit, err := page(req, "before")
	if err != nil {
		return err
	}
	acts, more, err := r.done.Acts(before, limit)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, wire.AdminAudit{Entries: some(acts), More: more})
}

func (r *records) log(w http.ResponseWriter, req *http.Request, _ session.Who) error {
	before, limit, err := page(req, "before")
	if err != nil {
		return err
	}
	id, err := answer.Number(req, "order", 0, 1, 1<<53-1)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, r.lines.Lines(order.ID(id), before, limit))
}
