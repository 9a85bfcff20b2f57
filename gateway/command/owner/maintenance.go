package owner

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"berth/gateway/command/remote"
	"berth/gateway/command/show"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Maintenance is what is announced to users, and its end.
type Maintenance struct {
	Show  MaintenanceShow  `cmd:"" default:"withargs" help:"Show whether it is announced, and whom it affects. It is what is done where nothing else is said."`
	Begin MaintenanceBegin `cmd:"" help:"Announce it: users see it at once, and new orders are not taken."`
	End   MaintenanceEnd   `cmd:"" help:"End it: new orders are taken again. Ends of orders that were announced stand."`
}

// MaintenanceShow shows it.
type MaintenanceShow struct {
	JSON bool `name:"json" help:"Say it as JSON."`
}

// Run shows it.
func (s *MaintenanceShow) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var m wire.AdminMaintenance
		var all wire.AdminAffected
		if err := c.Get(ctx, "/maintenance", &m); err != nil {
			return err
		}
		if err := c.Get(ctx, "/maintenance/orders?limit=100", &all); err != nil {
			return err
		}
		if s.JSON {
			return d.json(struct {
				Maintenance wire.AdminMaintenance `json:"maintenance"`
				Affected    wire.AdminAffected    `json:"affected"`
			}{m, all})
		}
		d.maintenance(m)
		d.affected(all)
		return nil
	})
}

func (d *Desk) maintenance(m wire.AdminMaintenance) {
	if !m.On {
		d.say("None is announced.")
		return
	}
	d.pairs(
		[2]string{"announced", at(m.Since)}, [2]string{"orders end", at(m.End)}, [2]string{"note", m.Note},
		[2]string{"affected", fmt.Sprintf("%d orders, %d of them with an announced end, %d where that failed", m.Affected, m.Told, m.Failed)},
	)
}

func (d *Desk) affected(all wire.AdminAffected) {
	if len(all.Orders) == 0 {
		return
	}
	fmt.Fprintln(d.Out)
	var rows [][]string
	for _, o := range all.Orders {
		rows = append(rows, []string{o.Order.String(), o.User.Short(), at(o.EndsAt), at(o.Earliest), at(o.Told), o.Error})
	}
	show.Table(d.Out, d.Width, []show.Column{{Name: "order", Right: true}, {Name: "user"}, {Name: "ends"}, {Name: "earliest"}, {Name: "announced"}, {Name: "error"}}, rows)
	if all.More {
		d.say("There are more; see /admin.")
	}
}

// MaintenanceBegin announces it.
type MaintenanceBegin struct {
	EndOrders bool      `help:"Announce the end of each live order on the chain, one transaction each; without it orders go on."`
	End       time.Time `placeholder:"TIME" help:"With --end-orders: not before, such as 2030-01-31T12:00:00Z; an order with a longer notice ends as soon as costs nothing."`
	Note      string    `help:"What users read."`
	Yes       bool      `help:"Do not ask."`
	JSON      bool      `name:"json" help:"Say it as JSON."`
}

// Run announces it.
func (b *MaintenanceBegin) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var all wire.AdminAffected
		if err := c.Get(ctx, "/maintenance/orders?limit=100", &all); err != nil {
			return err
		}
		question := "Users see it at once, and no new orders are taken. Orders go on."
		if b.EndOrders {
			question = "Users see it at once, no new orders are taken, and the end of each of these orders is announced on the chain, which cannot be taken back."
		}
		if !b.JSON {
			d.say("It affects %d live orders.", len(all.Orders))
			d.affected(all)
		}
		if err := d.agree(b.Yes, question); err != nil {
			return err
		}
		var m wire.AdminMaintenance
		if err := c.Do(ctx, http.MethodPost, "/maintenance", wire.AdminMaintain{EndOrders: b.EndOrders, End: b.End, Note: b.Note}, &m, nil); err != nil {
			return err
		}
		if b.JSON {
			return d.json(m)
		}
		d.maintenance(m)
		return nil
	})
}

// MaintenanceEnd ends it.
type MaintenanceEnd struct{}

// Run ends it.
func (MaintenanceEnd) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		if err := c.Do(ctx, http.MethodDelete, "/maintenance", nil, nil, nil); err != nil {
			return err
		}
		d.say("It is over: new orders are taken again.")
		return nil
	})
}

// Blocked are users whose offers are rejected.
type Blocked struct {
	List   BlockedList   `cmd:"" default:"withargs" help:"List them. It is what is done where nothing else is said."`
	Add    BlockedAdd    `cmd:"" help:"Block a user; orders that it has go on."`
	Remove BlockedRemove `cmd:"" help:"Take a block back."`
}

// BlockedList lists them.
type BlockedList struct {
	Before string `placeholder:"CURSOR" help:"Older ones than this, which the list before said."`
	JSON   bool   `name:"json" help:"Say it as JSON."`
}

// Run lists them.
func (l *BlockedList) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var all wire.AdminBlocked
		if err := c.Get(ctx, "/blocked?"+url.Values{"limit": {"100"}, "before": {l.Before}}.Encode(), &all); err != nil {
			return err
		}
		if l.JSON {
			return d.json(all)
		}
		var rows [][]string
		for _, u := range all.Users {
			rows = append(rows, []string{u.User.String(), u.Source, at(u.At), u.Note})
		}
		show.Table(d.Out, d.Width, []show.Column{{Name: "user"}, {Name: "by"}, {Name: "at"}, {Name: "note"}}, rows)
		if all.Next != "" {
			d.say("There are more: --before %s", all.Next)
		}
		return nil
	})
}

// BlockedAdd blocks one.
type BlockedAdd struct {
	User eth.Address `arg:"" name:"address" help:"The user."`
	Note string      `help:"Why; users do not see it."`
}

// Run blocks it.
func (b *BlockedAdd) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		return c.Do(ctx, http.MethodPut, "/blocked/"+b.User.String(), wire.AdminBlock{Note: b.Note}, nil, nil)
	})
}

// BlockedRemove takes a block back.
type BlockedRemove struct {
	User eth.Address `arg:"" name:"address" help:"The user."`
}

// Run takes it back.
func (b *BlockedRemove) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		return c.Do(ctx, http.MethodDelete, "/blocked/"+b.User.String(), nil, nil, nil)
	})
}
