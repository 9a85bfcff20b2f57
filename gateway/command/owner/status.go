package owner

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"berth/gateway/command/remote"
	"berth/gateway/command/show"
	"berth/shared/amount"
	"berth/shared/wire"
)

// Status says how the node stands.
type Status struct {
	JSON bool `name:"json" help:"Say it as JSON."`
}

// Run says it.
func (s *Status) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var o wire.AdminOverview
		if err := c.Get(ctx, "/overview", &o); err != nil {
			return err
		}
		found, err := certification(ctx, c)
		if s.JSON {
			return d.json(struct {
				wire.AdminOverview
				Certification *wire.AdminCertification `json:"certification,omitempty"` // absent: the platform does not answer
			}{o, found})
		}
		if err := d.coins(ctx, c); err != nil {
			return err
		}
		d.overview(o, certified(found, err))
		return nil
	})
}

// platformTime is for how long a command waits for what the platform says beside what the gateway does.
const platformTime = 5 * time.Second

// certification is what the platform has found out about the node; nil: it does not answer.
func certification(ctx context.Context, c *remote.Client) (*wire.AdminCertification, error) {
	ctx, cancel := context.WithTimeout(ctx, platformTime)
	defer cancel()
	var found wire.AdminCertification
	if err := c.Get(ctx, "/certification", &found); err != nil {
		return nil, err
	}
	return &found, nil
}

// certified says it; empty: there is no platform that could be asked.
func certified(c *wire.AdminCertification, err error) string {
	switch {
	case err != nil:
		return "not known: " + err.Error()
	case c.Platform == "":
		return ""
	case c.Found == nil:
		return "none by " + c.Platform
	case c.Found.Level == wire.NoLevel:
		return "nothing yet by " + c.Platform
	}
	f := c.Found
	words := string(f.Level)
	if since := at(f.Since[f.Level]); since != "" {
		words += " since " + since
	}
	if until := at(f.Until); until != "" {
		words += ", until " + until
	}
	words += ", by " + c.Platform
	for _, x := range f.Checks {
		if !x.Passed {
			words += "; not passed: " + x.Name + " (" + x.Why + ")"
		}
	}
	return words
}

func (d *Desk) overview(o wire.AdminOverview, certified string) {
	ready := "yes"
	if o.Ready != "yes" {
		ready = "no: " + o.Ready
	}
	closed := ""
	if o.Closed != "" {
		closed = "every offer is rejected: " + o.Closed
	}
	d.pairs(
		[2]string{"node", d.site.Name + " " + d.site.Node.String()}, [2]string{"version", fmt.Sprintf("%s, up %s", d.site.Version, o.At.Sub(o.Started).Round(time.Second))},
		[2]string{"ready", ready}, [2]string{"closed", closed},
		[2]string{"promised", room(o.Total)}, [2]string{"can give", room(o.Capacity)}, [2]string{"reserved", room(o.Reserved)}, [2]string{"quoted", room(o.Quoted)}, [2]string{"free", room(o.Free)},
		[2]string{"orders", counts(o.Orders)},
		[2]string{"earned today", d.sums(o.Earnings, func(e wire.AdminEarned) amount.Amount { return e.Today })},
		[2]string{"this month", d.sums(o.Earnings, func(e wire.AdminEarned) amount.Amount { return e.Month })},
		[2]string{"in all", d.sums(o.Earnings, func(e wire.AdminEarned) amount.Amount { return e.All })},
		[2]string{"running", d.sums(o.Earnings, func(e wire.AdminEarned) amount.Amount { return e.Running })},
		[2]string{"health", health(o.Health)}, [2]string{"certified", certified},
	)
	if len(o.Attention) == 0 {
		d.say("Nothing needs attention.")
		return
	}
	for _, a := range o.Attention {
		fmt.Fprintln(d.Out)
		show.Text(d.Out, d.Width, 0, strings.ToUpper(a.Level)+" "+a.Code+": "+a.Text)
		if a.Remedy != "" {
			show.Text(d.Out, d.Width, 2, "Remedy: "+a.Remedy)
		}
	}
	fmt.Fprintln(d.Out)
}

// counts are numbers by their names.
func counts(all map[string]int) string {
	var words []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if all[name] > 0 {
			words = append(words, fmt.Sprintf("%d %s", all[name], name))
		}
	}
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}

func health(all []wire.AdminHealth) string {
	var words []string
	for _, h := range all {
		state := "well"
		if !h.OK {
			if state = "ill"; h.Text != "" {
				state += " (" + h.Text + ")"
			}
		}
		words = append(words, h.What+" "+state)
	}
	return strings.Join(words, ", ")
}

// Audit lists who did what.
type Audit struct {
	Limit int  `default:"50" help:"So many, the newest; 100 at most."`
	JSON  bool `name:"json" help:"Say it as JSON."`
}

// Run lists it.
func (a *Audit) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error {
		var all wire.AdminAudit
		if err := c.Get(ctx, fmt.Sprintf("/audit?limit=%d", a.Limit), &all); err != nil {
			return err
		}
		if a.JSON {
			return d.json(all)
		}
		var rows [][]string
		for _, e := range all.Entries {
			who, order := "this machine", ""
			if !e.By.IsZero() {
				who = string(e.Role) + " " + e.By.Short()
			}
			if e.Order != 0 {
				order = e.Order.String()
			}
			rows = append(rows, []string{at(e.At), who, e.Act, order, e.Failed})
		}
		show.Table(d.Out, d.Width, []show.Column{{Name: "at"}, {Name: "who"}, {Name: "what"}, {Name: "order", Right: true}, {Name: "failed"}}, rows)
		return nil
	})
}

// Logout ends the session of these commands.
type Logout struct{}

// Run ends it.
func (Logout) Run(d *Desk) error {
	return d.with(func(ctx context.Context, c *remote.Client) error { return c.Forget(ctx) })
}
