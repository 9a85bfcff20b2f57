package owner

import (
	"context"
	"errors"
	"fmt"

	"berth/gateway/command/remote"
	"berth/gateway/command/show"
	"berth/shared/wire"
)

// PricesMarket shows where the node's prices stand among others'.
type PricesMarket struct {
	JSON bool `name:"json" help:"Say it as JSON."`
}

// Run shows it.
func (p *PricesMarket) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var m wire.AdminMarket
		if err := c.Get(ctx, "/market", &m); err != nil {
			return err
		}
		if p.JSON {
			return d.json(m)
		}
		if m.Platform == "" {
			return errors.New("the node's settings name no platform; remedy: --platform URL, or --app URL, and a restart")
		}
		if err := d.coins(ctx, c); err != nil {
			return err
		}
		d.pairs([2]string{"compared", room(m.Sample) + ", for an hour"}, [2]string{"platform", m.Platform}, [2]string{"as of", at(m.At)})
		for _, x := range m.Positions {
			fmt.Fprintln(d.Out)
			d.position(x)
		}
		if m.More {
			fmt.Fprintln(d.Out)
			d.say("The platform lists more nodes than were looked at.")
		}
		return nil
	})
}

// position says where a price stands, and which are next to it.
func (d *Desk) position(x wire.AdminPosition) {
	rate := d.about(x.Rate.Cost(3600), x.Token)
	if x.Middle == nil {
		d.pairs([2]string{"this node", rate}, [2]string{"others", "nobody else who takes orders has prices in this token"})
		return
	}
	d.pairs(
		[2]string{"this node", rate}, [2]string{"others", fmt.Sprintf("%d, of which %d are cheaper and %d dearer", x.Others, x.Cheaper, x.Dearer)},
		[2]string{"half ask", "at most " + d.about(x.Middle.Cost(3600), x.Token)},
	)
	fmt.Fprintln(d.Out)
	var rows [][]string
	for _, r := range x.Around {
		name := r.Name
		if r.Mine {
			name += " (this node)"
		}
		rows = append(rows, []string{name, r.Node.Short(), d.about(r.Rate.Cost(3600), x.Token)})
	}
	show.Table(d.Out, d.Width, []show.Column{{Name: "node"}, {Name: "address"}, {Name: "an hour", Right: true}}, rows)
}
