// Package shell is the order's tab with a shell in one of its services.
package shell

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
	"berth/ui/outside"
	"berth/ui/text"
)

const (
	fontMin  = 13
	fontMost = 15
	whyBy    = 10 * time.Second
)

// stage is how far a shell is, as in data-state.
type stage string

const (
	idle       stage = "idle"
	loading    stage = "loading"
	connecting stage = "connecting"
	open       stage = "open"
	exited     stage = "ended" // the gateway said so
	lost       stage = "lost"  // the connection broke off
	failed     stage = "failed"
)

func (s stage) busy() bool { return s == loading || s == connecting }

// Panel is a shell in one of an order's services. The terminal itself is xterm.js, which is loaded when one is opened.
type Panel struct {
	app.Compo

	T        text.T
	Gateway  func() (api.Gateway, bool)
	Heard    func(error) error // reads the gateway's errors
	Order    order.ID
	Services []string
	Can      bool // the node's runtime can open one

	life    life.Life // each shell is a run of its own
	screen  screen
	shown   order.ID
	service string
	stage   stage
	end     wire.ShellEnd
	err     error
	font    int
}

// OnMount implements app.Mounter.
func (c *Panel) OnMount(ctx app.Context) {
	c.life.Begin(ctx)
	c.shown, c.stage = c.Order, idle
	js.Local.Get("shell.font", &c.font)
	c.font = min(max(c.font, fontMin), fontMost)
}

// OnUpdate implements app.Updater.
func (c *Panel) OnUpdate(app.Context) {
	if c.shown != c.Order || !c.Can {
		c.shown = c.Order
		c.leave()
	}
}

// OnDismount implements app.Dismounter.
func (c *Panel) OnDismount() { c.close() }

// close ends the connection and takes the terminal away.
func (c *Panel) close() {
	c.life.End()
	c.screen.close()
}

// leave ends the shell and leaves what it showed.
func (c *Panel) leave() {
	c.close()
	c.stage = idle
}

// name is the service that is to be opened.
func (c *Panel) name() string {
	if !slices.Contains(c.Services, c.service) && len(c.Services) > 0 {
		return c.Services[0]
	}
	return c.service
}

func (c *Panel) pickService(_ app.Context, v string) {
	c.service = v
	if c.stage != idle {
		c.leave()
	}
}

func (c *Panel) doOpen(app.Context, app.Event) {
	g, ok := c.Gateway()
	if c.stage.busy() || !ok || len(c.Services) == 0 {
		return
	}
	c.close()
	run := c.life.Renew()
	c.service, c.stage, c.err, c.end = c.name(), loading, nil, wire.ShellEnd{}
	run.Go(func() {
		js.Style("xterm-style", "/web/xterm/xterm.css")
		xterm, err := js.Import(run, "/web/xterm/xterm.mjs")
		var fit app.Value
		if err == nil {
			fit, err = js.Import(run, "/web/xterm/addon-fit.mjs")
		}
		run.Do(func(app.Context) {
			if err == nil {
				err = c.screen.build(xterm, fit, c.font, c.T.Say(text.ShellBox, c.service), events{
					offline: func() { c.offline(run) },
					ctrl:    func() { run.Own().Dispatch(nil) },
					leftOut: func(n int) string { return c.T.Say(text.ShellLeftOut, n) },
				})
			}
			if err != nil {
				c.stage = failed
				return
			}
			c.connect(run, g)
		})
	})
}

// connect opens the shell's connection.
func (c *Panel) connect(run life.Run, g api.Gateway) {
	c.stage = connecting
	term, opened := c.screen.terminal(), false
	var last *wire.ShellEnd
	sock, err := g.OpenShell(c.Order, c.service, js.SocketEvents{
		Open: func() {
			opened = true
			c.screen.resized()
			run.Do(func(app.Context) {
				c.stage = open
				term.Call("focus")
			})
		},
		Binary: func(data app.Value) {
			c.screen.show(js.GoBytes(data))
		},
		Text: func(s string) {
			var end wire.ShellEnd
			if outside.Decode([]byte(s), &end, outside.Usual) == nil {
				last = &end
			}
		},
		Close: func(bool) {
			run.Do(func(app.Context) {
				switch {
				case last != nil:
					c.stage, c.end = exited, *last
				case opened:
					c.stage = lost
				default:
					c.stage = failed
					c.askWhy(run, g)
				}
				term.Get("options").Set("disableStdin", true)
				term.Call("blur")
			})
		},
	})
	if err != nil {
		c.stage = failed
		return
	}
	c.screen.plug(sock)
}

// askWhy asks for the reason why a shell is not opened: a browser does not tell it.
func (c *Panel) askWhy(run life.Run, g api.Gateway) {
	id, service := c.Order, c.service
	run.Go(func() {
		limited, cancel := context.WithTimeout(run, whyBy)
		defer cancel()
		err := c.Heard(g.WhyNoShell(limited, id, service))
		run.Do(func(app.Context) { c.err = err })
	})
}

// offline notes that the browser has no network any more: a connection takes minutes to find that out.
func (c *Panel) offline(run life.Run) {
	run.Do(func(app.Context) {
		if c.stage == open || c.stage == connecting {
			if c.screen.unplug() {
				c.stage = lost
			}
		}
	})
}

func (c *Panel) doKey(ctx app.Context, _ app.Event) {
	c.screen.press(ctx.JSSrc().Get("dataset").Get("key").String())
}

func (c *Panel) doSmaller(app.Context, app.Event) { c.setFont(c.font - 1) }
func (c *Panel) doLarger(app.Context, app.Event)  { c.setFont(c.font + 1) }

func (c *Panel) setFont(n int) {
	c.font = min(max(n, fontMin), fontMost)
	js.Local.Set("shell.font", c.font)
	c.screen.setFont(c.font)
}

func (c *Panel) doLeave(app.Context, app.Event) { c.leave() }
