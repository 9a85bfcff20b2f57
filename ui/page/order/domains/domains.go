// Package domains is the order's tab with the user's own host names: which service each leads to, and what is still
// missing until it does.
package domains

import (
	"context"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/state"
	"berth/ui/text"
)

// Desk is what is kept of an order's domains while their tab is not shown. It is for the UI goroutine only.
type Desk struct {
	list state.Listed[wire.Domains]

	adding  bool // the form is shown, though there are some already
	entered string
	service string
	tried   bool
	busy    bool
	err     error

	checking string // host that is being checked
	wrong    error  // why it could not be
	of       string // the host that wrong is about
	gone     string // host that is asked about before it is removed
	removing bool
	goneErr  error
}

// Panel lists the order's domains, with the way to another one.
type Panel struct {
	app.Compo

	T        text.T
	Desk     *Desk
	Run      life.Run // of the order that is shown
	Gateway  func() (api.Gateway, bool)
	Heard    func(error) error
	Order    order.ID
	Services []wire.Service
	Opening  bool          // a service is being opened
	Said     func() app.UI // what came of it, made anew for each rendering; nil: nothing
	OnOpen   func(service, at string)

	life life.Life
	next time.Time
}

// How often it is asked how far the domains are, while some are on their way and when all are ready.
const (
	soon  = 10 * time.Second
	later = time.Minute
)

// OnMount implements app.Mounter.
func (c *Panel) OnMount(ctx app.Context) {
	c.life.Begin(ctx)
	c.load(false)
	c.life.Run().Every(soon, func(app.Context) {
		if time.Now().After(c.next) {
			c.load(false)
		}
	})
}

// OnDismount implements app.Dismounter.
func (c *Panel) OnDismount() { c.life.End() }

func (c *Panel) load(again bool) {
	g, ok := c.Gateway()
	if !ok {
		return
	}
	d, id := c.Desk, c.Order
	d.list.Ask(c.Run, again, func(ctx context.Context) (wire.Domains, error) { return g.Domains(ctx, id) }, c.Heard, func() {
		c.next = time.Time{}
		if settled(d.list.Data.Domains) {
			c.next = time.Now().Add(later)
		}
	})
}

// settled reports whether no domain is on its way.
func settled(all []wire.Domain) bool {
	return !slices.ContainsFunc(all, func(d wire.Domain) bool { return d.State != wire.DomainReady })
}

func (c *Panel) again(app.Context, app.Event) {
	c.load(true)
}

// put takes over what the gateway says of a host.
func (d *Desk) put(one wire.Domain) {
	list := slices.Clone(d.list.Data.Domains)
	if i := slices.IndexFunc(list, func(x wire.Domain) bool { return x.Host == one.Host }); i >= 0 {
		list[i] = one
	} else {
		list = append(list, one)
	}
	d.list.Data.Domains = list
}

// served are the services that a host can lead to.
func (c *Panel) served() (names []string) {
	for _, s := range c.Services {
		if s.URL != "" {
			names = append(names, s.Name)
		}
	}
	return names
}

func (c *Panel) service() string {
	all := c.served()
	if slices.Contains(all, c.Desk.service) || len(all) == 0 {
		return c.Desk.service
	}
	return all[0]
}

// read is the host that was entered, and what is wrong with it.
func (c *Panel) read() (string, *text.Text) {
	var theirs, have []string
	if g, ok := c.Gateway(); ok {
		theirs = append(theirs, hostOf(g.URL))
	}
	for _, s := range c.Services {
		theirs = append(theirs, hostOf(s.URL))
	}
	for _, d := range c.Desk.list.Data.Domains {
		have = append(have, d.Host)
	}
	return read(c.Desk.entered, js.ASCIIHost, theirs, have)
}

func (c *Panel) add(app.Context, app.Event) {
	d := c.Desk
	d.tried, d.err = true, nil
	host, why := c.read()
	g, ok := c.Gateway()
	if why != nil || d.busy || !ok {
		return
	}
	d.busy = true
	run, id, service, heard := c.Run, c.Order, c.service(), c.Heard
	run.Go(func() {
		one, err := g.SetDomain(run, id, host, service)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			if d.busy, d.err = false, err; err == nil {
				d.put(one)
				d.entered, d.tried, d.adding = "", false, false
			}
		})
	})
}

func (c *Panel) check(ctx app.Context, _ app.Event) {
	host := ctx.JSSrc().Get("dataset").Get("key").String()
	d := c.Desk
	g, ok := c.Gateway()
	i := slices.IndexFunc(d.list.Data.Domains, func(x wire.Domain) bool { return x.Host == host })
	if !ok || i < 0 || d.checking != "" {
		return
	}
	d.checking, d.wrong, d.of = host, nil, host
	run, id, service, heard := c.Run, c.Order, d.list.Data.Domains[i].Service, c.Heard
	run.Go(func() {
		one, err := g.SetDomain(run, id, host, service)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			if d.checking, d.wrong = "", err; err == nil {
				d.put(one)
			}
		})
	})
}

func (c *Panel) askRemove(ctx app.Context, _ app.Event) {
	c.Desk.gone, c.Desk.goneErr = ctx.JSSrc().Get("dataset").Get("key").String(), nil
}

func (c *Panel) keep(app.Context, app.Event) { c.Desk.gone = "" }

func (c *Panel) remove(app.Context, app.Event) {
	d, host := c.Desk, c.Desk.gone
	g, ok := c.Gateway()
	if !ok || d.removing {
		return
	}
	d.removing, d.goneErr = true, nil
	run, id, heard := c.Run, c.Order, c.Heard
	run.Go(func() {
		err := g.RemoveDomain(run, id, host)
		if !run.On() {
			return
		}
		err = heard(err)
		run.Do(func(app.Context) {
			if d.removing, d.goneErr = false, err; err == nil {
				d.gone = ""
				d.list.Data.Domains = slices.DeleteFunc(slices.Clone(d.list.Data.Domains), func(x wire.Domain) bool { return x.Host == host })
			}
		})
	})
}
