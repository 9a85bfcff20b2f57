package api

import (
	"context"
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

// desk shows orders and who has them, and does with them what an operator wants.
type desk struct {
	orders   Orders
	happened Happened
	acts     Acts
	users    Users
	blocking Blocking
	payments *till
	clerk    *clerk
	long     long
}

func (d *desk) list(w http.ResponseWriter, r *http.Request, _ session.Who) error {
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
	all := d.orders.List(state, user, order.ID(before), limit)
	for i := range all.Orders {
		all.Orders[i].Blocked = d.blocking.Blocking(all.Orders[i].Order.User) != nil
	}
	return answer.JSON(w, 200, all)
}

func (d *desk) order(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	v, err := d.orders.View(id)
	if err != nil {
		return err
	}
	if v.UserRecord, err = d.known(v.Order.User); err != nil {
		return err
	}
	v.Blocked = v.UserRecord.Blocked != nil
	payments, err := d.payments.page(filter{order: id}, "", usualPage)
	if err != nil {
		return err
	}
	v.Payments = payments.Entries
	return answer.JSON(w, 200, v)
}

// known is what is known of a user, with why the user is blocked and which order is live here.
func (d *desk) known(user eth.Address) (wire.AdminUser, error) {
	u, err := d.users.User(user)
	if err != nil {
		return u, err
	}
	u.Address, u.Blocked = user, d.blocking.Blocking(user)
	if live := d.orders.List("live", user, 0, 1).Orders; len(live) > 0 {
		u.Live = live[0].ID
	}
	return u, nil
}

func (d *desk) user(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	user, err := address("address", r.PathValue("address"))
	if err != nil {
		return err
	}
	u, err := d.known(user)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, u)
}

func (d *desk) events(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	after, limit, err := page(r, "after")
	if err != nil {
		return err
	}
	all, err := d.happened.Happenings(id, after, limit)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, wire.Happenings{Events: some(all)})
}

func (d *desk) use(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	span, err := answer.Span(r)
	if err != nil {
		return err
	}
	u, err := d.happened.Use(id, span)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, u)
}

func (d *desk) endCost(w http.ResponseWriter, r *http.Request, _ session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	c, err := d.orders.EndCost(id)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, c)
}

// endTime is how long an end may take until the chain has it.
const endTime = 3 * time.Minute

func (d *desk) end(w http.ResponseWriter, r *http.Request, who session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	e := wire.AdminEnd{Reason: order.NodeMaintenance}
	if err := answer.Read(w, r, answer.MaxBody, &e); err != nil {
		return err
	}
	give, err := d.long.take(who, "several ends are on their way to the chain already", "wait until they are done")
	if err != nil {
		return err
	}
	defer give()
	// Who asked may go; what is on its way to the chain is not to be given up for that.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), endTime)
	defer cancel()
	at, err := d.acts.End(ctx, d.clerk.act(who, "order-end"), id, e)
	if err != nil {
		return err
	}
	return answer.JSON(w, 200, wire.AdminEnding{Order: id, End: at})
}

func (d *desk) restart(w http.ResponseWriter, r *http.Request, who session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	if err := d.clerk.audited(d.clerk.act(who, "order-restart"), id, func() error { return d.acts.Restart(id) }); err != nil {
		return err
	}
	return answer.Empty(w)
}

func (d *desk) collect(w http.ResponseWriter, r *http.Request, who session.Who) error {
	id, err := orderID(r)
	if err != nil {
		return err
	}
	var c wire.AdminCollect
	if err := d.clerk.audited(d.clerk.act(who, "order-collect"), id, func() (err error) {
		c, err = d.acts.Collect(id)
		return err
	}); err != nil {
		return err
	}
	return answer.JSON(w, 200, c)
}
