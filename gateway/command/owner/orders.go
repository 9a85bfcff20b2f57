package owner

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"berth/gateway/command/remote"
	"berth/gateway/command/show"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

// Orders are the node's, and what can be done with one.
type Orders struct {
	List    OrderList    `cmd:"" default:"withargs" help:"List them, the newest first. It is what is done where nothing else is said."`
	Show    OrderShow    `cmd:"" help:"Show one, with its payments."`
	End     OrderEnd     `cmd:"" help:"End one, with notice or at once; what that costs is shown before."`
	Restart OrderRestart `cmd:"" help:"Start its services anew; its user sees an interruption."`
	Collect OrderCollect `cmd:"" help:"Delete the data of one that has ended, before its time is up."`
	Log     OrderLog     `cmd:"" help:"Show what the gateway logged about one; nothing that its user's services wrote."`
}

// OrderList lists orders.
type OrderList struct {
	State string      `enum:"live,ended,all" default:"live" help:"Which: live, ended or all."`
	User  eth.Address `placeholder:"ADDRESS" help:"Those of one user."`
	Limit int         `default:"50" help:"So many, 100 at most."`
	JSON  bool        `name:"json" help:"Say it as JSON."`
}

// Run lists them.
func (l *OrderList) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		q := url.Values{"state": {l.State}, "limit": {strconv.Itoa(l.Limit)}}
		if !l.User.IsZero() {
			q.Set("user", l.User.String())
		}
		var all wire.AdminOrders
		if err := c.Get(ctx, "/orders?"+q.Encode(), &all); err != nil {
			return err
		}
		if l.JSON {
			return d.json(all)
		}
		if err := d.coins(ctx, c); err != nil {
			return err
		}
		if len(all.Orders) == 0 {
			d.say("There are none.")
			return nil
		}
		var rows [][]string
		for _, o := range all.Orders {
			rows = append(rows, []string{o.ID.String(), o.User.Short(), o.State.String(), string(o.Phase), brief(o.Resources), d.about(o.Earned, o.Token), day(o.EndsAt)})
		}
		show.Table(d.Out, d.Width, []show.Column{
			{Name: "order", Right: true}, {Name: "user"}, {Name: "state"}, {Name: "phase"}, {Name: "bought"}, {Name: "earned", Right: true}, {Name: "ends"},
		}, rows)
		if all.More {
			d.say("There are more; --limit, or --user, or the page at /admin.")
		}
		return nil
	})
}

func orderPath(id order.ID) string { return "/orders/" + id.String() }

// orderArg is the number of an order.
type orderArg struct {
	ID uint64 `arg:"" name:"order" help:"Number of the order."`
}

func (a orderArg) path() string { return orderPath(order.ID(a.ID)) }

// OrderShow shows one.
type OrderShow struct {
	orderArg `embed:""`
	JSON     bool `name:"json" help:"Say it as JSON."`
}

// Run shows it.
func (s *OrderShow) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var o wire.AdminOrderView
		if err := c.Get(ctx, s.path(), &o); err != nil {
			return err
		}
		if s.JSON {
			return d.json(o)
		}
		if err := d.coins(ctx, c); err != nil {
			return err
		}
		blocked := ""
		if o.Blocked {
			blocked = "yes: this user's offers are rejected"
		}
		d.pairs(
			[2]string{"order", o.ID.String()}, [2]string{"state", o.State.String()}, [2]string{"phase", string(o.Phase)}, [2]string{"error", o.Error},
			[2]string{"user", o.User.String()}, [2]string{"blocked", blocked}, [2]string{"bought", room(o.Resources)},
			[2]string{"created", at(o.CreatedAt)}, [2]string{"activated", at(o.ActivatedAt)}, [2]string{"ends", at(o.EndsAt)}, [2]string{"announced", at(o.End.Announced)},
			[2]string{"earned", d.money(o.Earned, o.Token)}, [2]string{"traffic", fmt.Sprintf("%d of %d MiB", o.TrafficMiB, o.Resources.TrafficMiB)},
			[2]string{"services", services(o.Services)}, [2]string{"data until", at(o.GraceUntil)},
		)
		if len(o.Payments) > 0 {
			fmt.Fprintln(d.Out)
			d.entries(o.Payments)
		}
		return nil
	})
}

func services(all []wire.AdminService) (s string) {
	for i, x := range all {
		if i > 0 {
			s += ", "
		}
		s += x.Name + " " + string(x.Phase)
	}
	return s
}

// OrderEnd ends one.
type OrderEnd struct {
	orderArg `embed:""`
	At       time.Time    `placeholder:"TIME" help:"Not before, such as 2030-01-31T12:00:00Z; without it, as soon as costs nothing."`
	Now      bool         `help:"At once, though that forfeits what was earned within the notice."`
	Reason   order.Reason `default:"node-maintenance" help:"Told to the user where it ends at once: node-maintenance, out-of-capacity, terms-broken or other."`
	Yes      bool         `help:"Do not ask."`
	JSON     bool         `name:"json" help:"Say it as JSON."`
}

// Run ends it.
func (e *OrderEnd) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var cost wire.AdminEndCost
		if err := c.Get(ctx, e.path()+"/end", &cost); err != nil {
			return err
		}
		if err := d.coins(ctx, c); err != nil {
			return err
		}
		if !e.JSON {
			d.cost(cost, e.Now)
		}
		if err := d.agree(e.Yes, "End order "+strconv.FormatUint(e.ID, 10)+"?"); err != nil {
			return err
		}
		var done wire.AdminEnding
		if err := c.Do(ctx, http.MethodPost, e.path()+"/end", wire.AdminEnd{At: e.At, Now: e.Now, Reason: e.Reason}, &done, nil); err != nil {
			return err
		}
		if e.JSON {
			return d.json(done)
		}
		if e.Now {
			d.say("It has ended.")
		} else {
			d.say("It ends at %s, which its user sees from now on.", at(done.End))
		}
		return nil
	})
}

// cost shows what an end costs.
func (d *Desk) cost(c wire.AdminEndCost, now bool) {
	if now {
		d.pairs(
			[2]string{"ends", "at once"}, [2]string{"the node keeps", d.money(c.Keeps, c.Token)}, [2]string{"forfeits", d.money(c.Forfeits, c.Token)}, [2]string{"the user gets back", d.money(c.Refunds, c.Token)},
		)
		return
	}
	d.pairs(
		[2]string{"ends", at(c.Earliest) + " at the earliest without a cost"}, [2]string{"announced", at(c.Announced)},
		[2]string{"the node keeps", d.money(c.NoticeKept, c.Token) + " by then"}, [2]string{"the user gets back", d.money(c.NoticeBack, c.Token)},
	)
}

// OrderRestart starts services anew.
type OrderRestart struct {
	orderArg `embed:""`
	Yes      bool `help:"Do not ask."`
}

// Run does it.
func (r *OrderRestart) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		if err := d.agree(r.Yes, "The services of order "+strconv.FormatUint(r.ID, 10)+" end and start again; its user sees an interruption."); err != nil {
			return err
		}
		return c.Do(ctx, http.MethodPost, r.path()+"/restart", nil, nil, nil)
	})
}

// OrderCollect deletes an ended order's data.
type OrderCollect struct {
	orderArg `embed:""`
	Yes      bool `help:"Do not ask."`
	JSON     bool `name:"json" help:"Say it as JSON."`
}

// Run does it.
func (r *OrderCollect) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var o wire.AdminOrderView
		if err := c.Get(ctx, r.path(), &o); err != nil {
			return err
		}
		until := "until a time after its end"
		if !o.GraceUntil.IsZero() {
			until = "until " + at(o.GraceUntil)
		}
		if err := d.agree(r.Yes, "The data of order "+o.ID.String()+" is deleted for good, though its user was promised it "+until+"."); err != nil {
			return err
		}
		var done wire.AdminCollect
		if err := c.Do(ctx, http.MethodPost, r.path()+"/collect", nil, &done, nil); err != nil {
			return err
		}
		if r.JSON {
			return d.json(done)
		}
		d.say("It is deleted once the order's end is final on the chain.")
		return nil
	})
}

// OrderLog shows what the gateway logged.
type OrderLog struct {
	orderArg `embed:""`
	Limit    int  `default:"50" help:"So many lines, the newest; 100 at most."`
	JSON     bool `name:"json" help:"Say it as JSON."`
}

// Run shows it.
func (l *OrderLog) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var all wire.AdminLog
		if err := c.Get(ctx, fmt.Sprintf("/log?order=%d&limit=%d", l.ID, l.Limit), &all); err != nil {
			return err
		}
		if l.JSON {
			return d.json(all)
		}
		for i := len(all.Lines) - 1; i >= 0; i-- {
			line := all.Lines[i]
			d.say("%s %s %s%s", at(line.At), line.Level, line.Text, attrs(line.Attrs))
		}
		return nil
	})
}
