// Package logs is the order's tab with what its services write, as they write it.
package logs

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/life"
	"berth/ui/text"
)

const (
	linesAtFirst = 1000            // lines of the past that are asked for
	saveBy       = 5 * time.Minute // for which a download may take
	tellEvery    = 200 * time.Millisecond
	searchAfter  = 150 * time.Millisecond // without typing
)

// link is how a stream is doing.
type link uint8

const (
	linkConnecting link = iota
	linkLive
	linkLost
	linkFailed
)

// Panel shows the log of one of an order's services at a time.
type Panel struct {
	app.Compo

	T        text.T
	Gateway  func() (api.Gateway, bool)
	Heard    func(error) error // reads the gateway's errors
	Order    order.ID
	Services []string
	Over     bool // the order is

	life    life.Life // each log that is followed is a run of its own
	roll    roll
	telling atomic.Bool // the figures are to be told soon

	follows string // what is shown: order and service
	service string
	link    link
	err     error
	saving  bool
	saveErr error
	wrap    bool
	paused  bool
	only    bool
	needle  string // as it is written
	told    figures
}

// OnMount implements app.Mounter.
func (c *Panel) OnMount(ctx app.Context) {
	c.life.Begin(ctx)
	c.wrap = true
	js.Local.Get("logs.wrap", &c.wrap)
	c.roll.open(c.gap, c.tell, func() { ctx.Dispatch(func(app.Context) { c.thaw() }) })
	c.start()
}

// OnUpdate implements app.Updater.
func (c *Panel) OnUpdate(app.Context) { c.start() }

// OnDismount implements app.Dismounter.
func (c *Panel) OnDismount() {
	c.life.End()
	c.roll.close()
}

// start follows the service that is to be shown, unless it does.
func (c *Panel) start() {
	if len(c.Services) == 0 {
		// Its place is not in the page any more.
		c.life.End()
		c.follows = ""
		c.roll.detach()
		return
	}
	if !slices.Contains(c.Services, c.service) {
		c.service = c.Services[0]
	}
	follows := c.Order.String() + "/" + c.service
	if c.follows == follows {
		return
	}
	c.follows = follows
	c.follow()
}

// follow begins with a log from nothing.
func (c *Panel) follow() {
	run := c.life.Renew()
	c.link, c.err, c.paused = linkConnecting, nil, false
	c.clear()
	id, service := c.Order, c.service
	run.Go(func() {
		if err := c.roll.load(run); err != nil {
			c.say(run, linkFailed, err)
			return
		}
		g, ok := c.Gateway()
		if !ok {
			return
		}
		err := g.FollowLog(run, id, service, linesAtFirst, func(b wire.LogBatch) {
			if run.On() {
				c.roll.take(b)
			}
		}, func(err error) {
			l := linkLive
			if err != nil {
				l = linkLost
			}
			c.say(run, l, nil)
		})
		if run.On() {
			c.say(run, linkFailed, c.Heard(err))
		}
	})
}

// say notes how the stream is doing.
func (c *Panel) say(run life.Run, l link, err error) {
	run.Do(func(app.Context) { c.link, c.err = l, err })
}

func (c *Panel) gap(n int) string { return c.T.Count(text.LogsLeftOut, n) }

// tell renders the figures beside the lines, a few times a second at most. It may be called from any goroutine.
func (c *Panel) tell() {
	if c.telling.Swap(true) {
		return
	}
	// Not within a run: the next log's figures wait for the same turn.
	c.life.Own().After(tellEvery, func(app.Context) {
		c.telling.Store(false)
		c.told = c.roll.figures()
	})
}

// thaw lets the lines run, or stand still, as the viewer wants.
func (c *Panel) thaw() {
	c.roll.thaw(c.paused)
	c.told = c.roll.figures()
}

func (c *Panel) clear() {
	c.roll.clear()
	c.thaw()
}

// The viewer's actions.

func (c *Panel) pickService(_ app.Context, v string) {
	c.service = v
	c.start()
}

func (c *Panel) doRetry(app.Context, app.Event) { c.follow() }

func (c *Panel) doPause(app.Context, app.Event) {
	c.paused = !c.paused
	c.thaw()
}

func (c *Panel) doWrap(app.Context, app.Event) {
	c.wrap = !c.wrap
	js.Local.Set("logs.wrap", c.wrap)
}

func (c *Panel) doClear(app.Context, app.Event) { c.clear() }

// doBottom goes to the newest line and on from there.
func (c *Panel) doBottom(app.Context, app.Event) {
	c.paused = false
	c.roll.pin()
	c.thaw()
}

func (c *Panel) doSave(app.Context, app.Event) {
	g, ok := c.Gateway()
	if c.saving || !ok {
		return
	}
	c.saving, c.saveErr = true, nil
	own, id, service := c.life.Own(), c.Order, c.service
	own.Async(func() {
		limited, cancel := context.WithTimeout(own, saveBy)
		defer cancel()
		err := c.Heard(g.SaveLog(limited, id, service, "order-"+id.String()+"-"+service+".log"))
		own.Dispatch(func(app.Context) { c.saving, c.saveErr = false, err })
	})
}

// typeSearch searches once typing has paused.
func (c *Panel) typeSearch(_ app.Context, v string) {
	c.needle = v
	c.life.Own().After(searchAfter, func(app.Context) {
		if c.needle == v {
			c.find()
		}
	})
}

func (c *Panel) find() {
	if c.roll.find(c.needle) {
		c.told = c.roll.figures()
	}
}

func (c *Panel) doNext(app.Context, app.Event)     { c.turn(1) }
func (c *Panel) doPrevious(app.Context, app.Event) { c.turn(-1) }
func (c *Panel) doOnly(app.Context, app.Event)     { c.only = !c.only }

// turn goes to another line that has what is searched for. What is looked at must stand still.
func (c *Panel) turn(by int) {
	c.roll.turn(by)
	c.thaw()
}

// searchKey goes on with Enter, and back with Shift+Enter.
func (c *Panel) searchKey(_ app.Context, e app.Event) {
	if e.Get("key").String() != "Enter" {
		return
	}
	c.needle = app.Window().GetElementByID(searchID).Get("value").String()
	c.find()
	if e.Get("shiftKey").Bool() {
		c.turn(-1)
	} else {
		c.turn(1)
	}
}

// boxKey is n and N, as in a pager.
func (c *Panel) boxKey(_ app.Context, e app.Event) {
	if e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() || e.Get("altKey").Bool() {
		return
	}
	switch e.Get("key").String() {
	case "n":
		c.turn(1)
	case "N":
		c.turn(-1)
	case "/":
		if in := app.Window().GetElementByID(searchID); in.Truthy() {
			in.Call("focus")
		}
	}
}
