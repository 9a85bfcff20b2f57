package order

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/fault"
	"berth/ui/life"
	"berth/ui/live"
	"berth/ui/part/credit"
	"berth/ui/part/site"
	"berth/ui/state"
)

const (
	seeBy      = 30 * time.Second // for which the platform may not have seen an order that was placed just now
	seeEvery   = 700 * time.Millisecond
	pollEvery  = 4 * time.Second // while the stream of changes is down
	watchAgain = 5 * time.Second // after the gateway's stream has ended
	refreshes  = 10
)

// feed is what is known of an order: from the chain by way of the platform, and from the node's gateway once that has
// given a token. Each order has a run of its own. Its values are for the UI goroutine.
type feed struct {
	run  life.Run
	id   order.ID              // 0: the address has no order's number
	info *state.Of[wire.Info]  // the page's
	news func(template string) // there is something new; template is of the service that the order is for, if that is known

	view   state.Of[wire.OrderView]
	fresh  bool  // was placed just now: the platform may not have seen it yet
	waits  error // what is not yet, while it is waited for
	broken bool  // the stream of changes is down: polling
	node   state.Of[wire.Node]
	owed   []wire.Money // what the user may withdraw

	deployed state.Of[wire.Deployment]
	last     state.Last // what this device remembers of it
	watching bool
	renewing bool // this browser's key gets a token
}

// open begins to follow the order.
func (f *feed) open() {
	if f.id == 0 {
		f.view = state.Of[wire.OrderView]{Status: state.Failed, Err: problem.New(404, problem.NotFound, "no such order")}
		return
	}
	f.view.Status = state.Loading
	run, id := f.run, f.id
	run.Go(func() { f.follow(run, id) })
}

// follow keeps the order fresh until its run ends: by the stream, and by asking every few seconds while that is down.
func (f *feed) follow(run life.Run, id order.ID) {
	until := time.Now().Add(seeBy)
	for {
		v, err := api.Order(api.Telling(run, f.told), id)
		unseen := f.fresh && (fault.Is(err, problem.NotFound) || fault.Is(err, problem.NotYours)) && time.Now().Before(until)
		if !unseen {
			run.Do(func(ctx app.Context) {
				if err != nil {
					f.view = state.Of[wire.OrderView]{Status: state.Failed, Err: err}
					state.SessionLost(ctx, err)
					return
				}
				f.set(v)
			})
			if err != nil {
				return
			}
			break
		}
		if life.Wait(run, seeEvery) != nil {
			return
		}
	}
	run.Go(func() { f.poll(run, id) })
	run.Do(func(ctx app.Context) {
		live.Follow(ctx, run, live.Want{
			Topics: []wire.Topic{wire.TopicOrders},
			Order: func(_ app.Context, v wire.OrderView) {
				if v.ID == id {
					f.set(v)
				}
			},
			Fresh: func(app.Context) { run.Go(func() { _, _ = f.ask(run, id) }) }, // without an answer what is shown stays
			Down:  func(_ app.Context, down bool) { f.broken = down },
		})
	})
}

// poll asks while the stream is down.
func (f *feed) poll(run life.Run, id order.ID) {
	for life.Wait(run, pollEvery) == nil {
		if f.broken {
			_, _ = f.ask(run, id) // without an answer what is shown stays
		}
	}
}

// ask asks the platform for the order. It blocks.
func (f *feed) ask(run life.Run, id order.ID) (v wire.OrderView, err error) {
	if v, err = api.Order(run, id); err == nil {
		run.Do(func(app.Context) { f.set(v) })
	}
	return v, err
}

// refresh asks the platform for the order until it has seen what was done, in case its stream is slow.
func (f *feed) refresh() {
	run, id, before := f.run, f.id, f.view.Data.State
	run.Go(func() {
		for range refreshes {
			if v, err := f.ask(run, id); err == nil && v.State != before {
				return
			}
			if life.Wait(run, seeEvery) != nil {
				return
			}
		}
	})
}

// older reports whether a view is from before another: answers and the stream may overtake each other.
func older(v, than wire.OrderView) bool {
	if v.ID != than.ID || v.ChainTime.After(than.ChainTime) {
		return false
	}
	return v.ChainTime.Before(than.ChainTime) || len(v.Steps) < len(than.Steps)
}

// set takes over what the platform says of the order.
func (f *feed) set(v wire.OrderView) {
	if v.ID != f.id || f.view.Status == state.Ready && older(v, f.view.Data) {
		return // an order under another's number would have the user act on the wrong one
	}
	moved := f.view.Data.State != v.State
	if f.last.At.IsZero() {
		f.last = state.LastOf(v.User, v.ID)
	}
	f.view = state.Of[wire.OrderView]{Status: state.Ready, Data: v}
	if moved {
		f.readOwed()
	}
	f.readNode()
	f.watch()
	f.news(v.Template)
}

// readOwed reads what the user may withdraw.
func (f *feed) readOwed() {
	run, user, token, chain := f.run, f.view.Data.User, f.view.Data.Token, f.info.Data.Chain
	if user.IsZero() || chain.ID == 0 || !run.On() {
		return
	}
	run.Go(func() {
		if owed, err := credit.Read(run, chain, user, token); err == nil {
			run.Do(func(app.Context) { f.owed = owed })
		}
	})
}

// readNode reads what the order's node says of itself, for its limits and images.
func (f *feed) readNode() {
	run, node := f.run, f.view.Data.Node
	if f.node.Status != state.Idle || node.IsZero() {
		return
	}
	f.node.Status = state.Loading
	run.Go(func() {
		n, err := api.Node(run, node)
		run.Do(func(app.Context) { f.node = state.Came(n, err) })
	})
}

// site is the order's place on its node's gateway.
func (f *feed) site() site.Site {
	return site.Site{Said: f.view.Data.NodeURL, Order: f.view.Data.Order, Old: f.view.Data.Replaces, Told: f.told}
}

// told hears what is waited for.
func (f *feed) told(err error) { f.run.Do(func(app.Context) { f.waits = err }) }

// watch follows the deployment once there is a token to ask the gateway with.
func (f *feed) watch() {
	run, s := f.run, f.site()
	g, ok := s.Known()
	if f.watching || s.Order.ActivatedAt.IsZero() || s.URL() == "" {
		return
	}
	if !ok {
		f.renew(s)
		return
	}
	f.watching = true
	if f.deployed.Status == state.Idle {
		f.deployed.Status = state.Loading
	}
	run.Go(func() {
		d, err := g.Deployment(run, s.Order.ID)
		if err == nil {
			run.Do(func(app.Context) { f.setDeployment(d) })
			// The stream begins with all there is now.
			err = g.Follow(run, s.Order.ID, func(d wire.Deployment) {
				run.Do(func(app.Context) { f.setDeployment(d) })
			}, nil)
		}
		if err = s.Heard(err); fault.Is(err, problem.GaveWay) {
			// Newer pages have the streams that there are; opened again, this one would take theirs.
			err = s.Heard(f.glance(run, s, g))
		}
		run.Do(func(app.Context) {
			f.watching = false
			if f.deployed.Status != state.Ready {
				f.deployed = state.Of[wire.Deployment]{Status: state.Failed, Err: err}
			}
			if !fault.Is(err, site.AccessOver) || s.HasKey() {
				// Unknown is not failed: the gateway may only be away. It is asked again after a while, with a new token where
				// this browser's key gets one.
				run.After(watchAgain, func(app.Context) { f.watch() })
			}
		})
	})
}

// renew gets a token by this browser's key, where it has one, so that nobody has to ask for it.
func (f *feed) renew(s site.Site) {
	run := f.run
	if f.renewing || !run.On() || !s.HasKey() {
		return
	}
	f.renewing = true
	if f.deployed.Status == state.Idle {
		f.deployed.Status = state.Loading
	}
	run.Go(func() {
		_, ok, err := s.Renew(run.Own())
		run.Do(func(app.Context) {
			f.renewing = false
			switch {
			case ok:
				f.watch()
			case f.deployed.Status == state.Loading:
				f.deployed = state.Of[wire.Deployment]{} // the page asks for a signature
			}
			if err != nil && !ok && s.HasKey() {
				run.After(watchAgain, func(app.Context) { f.watch() }) // the gateway may only be away
			}
		})
	})
}

// glance asks for the deployment now and then, until that fails. It blocks.
func (f *feed) glance(run life.Run, s site.Site, g api.Gateway) error {
	for {
		if err := life.Wait(run, watchAgain); err != nil {
			return err
		}
		d, err := g.Deployment(run, s.Order.ID)
		if err != nil {
			return err
		}
		run.Do(func(app.Context) { f.setDeployment(d) })
	}
}

func (f *feed) setDeployment(d wire.Deployment) {
	f.deployed = state.Of[wire.Deployment]{Status: state.Ready, Data: d}
	if d.Order == f.id {
		f.last = f.last.Keep(f.view.Data.User, d, time.Now())
	}
	f.news(d.Template)
}

// gateway is the order's, with this tab's token; not ok: it has none any more.
func (f *feed) gateway() (api.Gateway, bool) { return f.site().Known() }

// heard reads an error of the gateway. The page shows how to get a new token where this tab's has ended.
func (f *feed) heard(err error) error {
	out := f.site().Heard(err)
	if out != err {
		f.run.Own().Update()
	}
	return out
}
