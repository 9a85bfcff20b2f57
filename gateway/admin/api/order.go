package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"berth/gateway/admin/session"
	"berth/gateway/answer"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// maxPage is the longest page of any list, usualPage how long one is where nothing is said.
const (
	maxPage   = 100
	usualPage = 50
)

// page reads limit and a number as the cursor.
func page(r *http.Request, cursor string) (at uint64, limit int, err error) {
	n, err := answer.Number(r, "limit", usualPage, 1, maxPage)
	if err != nil {
		return 0, 0, err
	}
	at, err = answer.Number(r, cursor, 0, 0, 1<<63-1)
	return at, int(n), err
}

func orderID(r *http.Request) (order.ID, error) {
	id, err := order.ParseID(r.PathValue("id"))
	if err != nil {
		return 0, problem.New(404, problem.NotFound, "there is no such order").Remedy("an order's number is 1 or more")
	}
	return id, nil
}

// address reads an address; the zero one where nothing is said.
func address(field, text string) (eth.Address, error) {
	if text == "" {
		return eth.Address{}, nil
	}
	a, err := eth.ParseAddress(text)
	if err != nil {
		return a, problem.Field(field, "an address: 0x and 40 hex digits")
	}
	return a, nil
}

func (a *API) orders(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	before, limit, err := page(r, "before")
	if err != nil {
		return err
	}
	q := r.URL.Query()
	state := q.Get("state")
	switch state {
	case "":
		state = "all"
	case "live", "ended", "all":
	default:
		return problem.Field("state", "live, ended or all")
	}
	user, err := address("user", q.Get("user"))
	if err != nil {
		return err
	}
	all := a.cfg.Orders.List(state, user, order.ID(before), limit)
	for i := range all.Orders {
		all.Orders[i].Blocked = a.cfg.Blocking.Blocking(all.Orders[i].Order.User) != nil
	}
	return answer.JSON(w, 200, all)
}

func (a *API) order(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	v, err := a.cfg.Orders.View(id)
	if err != nil {
		return err
	}
	if v.UserRecord, err = a.known(v.Order.User); err != nil {
		return err
	}
	v.Blocked = v.UserRecord.Blocked != nil
	payments, err := a.page(filter{order: id}, "", usualPage)
	if err != nil {
		return err
	}
	v.Payments = payments.Entries
	return answer.JSON(w, 200, v)
}

// known is what is known of a user, with why the user is blocked and which order is live here.
func (a *API) known(user eth.Address) (wire.AdminUser, error) {
	u, err := a.cfg.Users.User(user)
	if err != nil {
		return u, err
	}
	u.Address, u.Blocked = user, a.cfg.Blocking.Blocking(user)
	if live := a.cfg.Orders.List("live", user, 0, 1).Orders; len(live) > 0 {
		u.Live = live[0].ID
	}
	return u, nil
}

func (a *API) user(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	user, err := address("address", r.PathValue("address"))
	if err != nil {
		return err
	}
	u, err := a.known(user)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, u)
}

func (a *API) events(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	after, limit, err := page(r, "after")
	if err != nil {
		return err
	}
	all, err := a.cfg.Happened.Happenings(id, after, limit)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, wire.Happenings{Events: list(all)})
}

func (a *API) use(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	span := time.Hour
	switch r.URL.Query().Get("span") {
	case "", "hour":
	case "day":
		span = 24 * time.Hour
	default:
		return problem.Field("span", "hour or day")
	}
	u, err := a.cfg.Happened.Use(id, span)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, u)
}

func (a *API) endCost(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	c, err := a.cfg.Orders.EndCost(id)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, c)
}

// endTime is how long an end may take until the chain has it.
const endTime = 3 * time.Minute

func (a *API) end(w http.ResponseWriter, r *http.Request, who session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	e := wire.AdminEnd{Reason: order.NodeMaintenance}
	if err := answer.Read(w, r, answer.MaxBody, &e); err != nil {
		return err
	}
	if !a.long.Take(who.Session) {
		return problem.New(409, problem.Busy, "several ends are on their way to the chain already").Remedy("wait until they are done")
	}
	defer a.long.Give(who.Session)
	// Who asked may go; what is on its way to the chain is not to be given up for that.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), endTime)
	defer cancel()
	at, err := a.cfg.Acts.End(ctx, a.act(who, "order-end"), id, e)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, wire.AdminEnding{Order: id, End: at})
}

// act is what somebody does, now.
func (a *API) act(who session.Who, what string) wire.AdminAct { return who.Act(a.cfg.Now(), what) }

// audited writes down that somebody does a thing with an order, does it, and writes down if that failed.
func (a *API) audited(act wire.AdminAct, id order.ID, do func() error) error {
	act.Order = id
	if err := a.cfg.Audit.Note(act); err != nil {
		return err
	}
	err := do()
	if err == nil {
		return nil
	}
	act.At, act.Failed = a.cfg.Now().UTC().Truncate(time.Second), Code(err)
	if noted := a.cfg.Audit.Note(act); noted != nil {
		a.cfg.Log.Error("the audit log cannot be written", "err", noted)
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

func (a *API) restart(w http.ResponseWriter, r *http.Request, who session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	if err := a.audited(a.act(who, "order-restart"), id, func() error { return a.cfg.Acts.Restart(id) }); err != nil {
		return err
	}
	return done(w)
}

func (a *API) collect(w http.ResponseWriter, r *http.Request, who session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	var c wire.AdminCollect
	if err := a.audited(a.act(who, "order-collect"), id, func() (err error) {
		c, err = a.cfg.Acts.Collect(id)
		return err
	}); err != nil {
		return err
	}
	return answer.JSON(w, 200, c)
}

func (a *API) log(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	before, limit, err := page(r, "before")
	if err != nil {
		return err
	}
	id, err := answer.Number(r, "order", 0, 1, 1<<53-1)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, a.cfg.Lines.Lines(order.ID(id), before, limit))
}
