package page

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/js"
	"berth/ui/text"
)

const (
	shellBox      = "shell-box"
	shellKeysID   = "shell-keys"
	shellFontMin  = 13
	shellFontMost = 15
	shellScroll   = 5000     // lines that can be scrolled back to
	shellPiece    = 16 << 10 // bytes of a paste that are sent at once
	shellWhyBy    = 10 * time.Second
)

// shellState is how far a shell is.
type shellState string

const (
	shellIdle       shellState = "idle"
	shellLoading    shellState = "loading"
	shellConnecting shellState = "connecting"
	shellOpen       shellState = "open"
	shellEnded      shellState = "ended" // the gateway said so
	shellLost       shellState = "lost"  // the connection broke off
	shellFailed     shellState = "failed"
)

func (s shellState) busy() bool { return s == shellLoading || s == shellConnecting }

// Terminal is a shell in one of an order's services. The terminal itself is xterm.js, which is loaded when one is opened.
type Terminal struct {
	app.Compo

	T        text.T
	Gateway  func() (api.Gateway, bool)
	Heard    func(error) error
	Order    order.ID
	Services []string
	Can      bool // the node's runtime can open one

	ctx     app.Context
	life    context.Context
	stop    context.CancelFunc
	shown   order.ID
	service string
	state   shellState
	end     wire.ShellEnd
	err     error
	font    int

	mu    sync.Mutex // guards what follows, which the terminal's own events use
	term  app.Value
	fit   app.Value
	sock  *js.Socket
	ctrl  bool
	leave []func() // what is to be undone
}

// OnMount implements app.Mounter.
func (c *Terminal) OnMount(ctx app.Context) {
	c.ctx, c.shown, c.state = ctx, c.Order, shellIdle
	js.Local.Get("shell.font", &c.font)
	c.font = min(max(c.font, shellFontMin), shellFontMost)
}

// OnUpdate implements app.Updater.
func (c *Terminal) OnUpdate(app.Context) {
	if c.shown != c.Order || !c.Can {
		c.shown = c.Order
		c.close()
		c.state = shellIdle
	}
}

// OnDismount implements app.Dismounter.
func (c *Terminal) OnDismount() { c.close() }

// close ends the connection and takes the terminal away.
func (c *Terminal) close() {
	if c.stop != nil {
		c.stop()
	}
	c.mu.Lock()
	undo := c.leave
	c.leave, c.term, c.fit, c.sock, c.ctrl = nil, nil, nil, nil, false
	c.mu.Unlock()
	for _, f := range slices.Backward(undo) {
		f()
	}
}

// undo has something done when the terminal is taken away.
func (c *Terminal) undo(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.leave = append(c.leave, f)
}

// name is the service that is to be opened.
func (c *Terminal) name() string {
	if !slices.Contains(c.Services, c.service) && len(c.Services) > 0 {
		return c.Services[0]
	}
	return c.service
}

func (c *Terminal) pickService(_ app.Context, v string) {
	c.service = v
	if c.state != shellIdle {
		c.close()
		c.state = shellIdle
	}
}

func (c *Terminal) doOpen(app.Context, app.Event) {
	g, ok := c.Gateway()
	if c.state.busy() || !ok || len(c.Services) == 0 {
		return
	}
	c.close()
	life, stop := context.WithCancel(c.ctx)
	c.life, c.stop = life, stop
	c.service, c.state, c.err, c.end = c.name(), shellLoading, nil, wire.ShellEnd{}
	ctx := c.ctx
	ctx.Async(func() {
		js.Style("xterm-style", "/web/xterm/xterm.css")
		xterm, err := js.Import(life, "/web/xterm/xterm.mjs")
		var fit app.Value
		if err == nil {
			fit, err = js.Import(life, "/web/xterm/addon-fit.mjs")
		}
		c.mine(life, func() {
			if err == nil {
				err = c.build(xterm, fit)
			}
			if err != nil {
				c.state = shellFailed
				return
			}
			c.connect(life, g)
		})
	})
}

// mine runs f on the UI goroutine if the shell is still the one.
func (c *Terminal) mine(life context.Context, f func()) {
	c.ctx.Dispatch(func(app.Context) {
		if life.Err() == nil {
			f()
		}
	})
}

// build puts the terminal into the page.
func (c *Terminal) build(xterm, fit app.Value) error {
	box := app.Window().GetElementByID(shellBox)
	_, err := js.Try(func() app.Value {
		term := xterm.Get("Terminal").New(map[string]any{
			"fontSize": c.font, "fontFamily": css(box, "--mono"), "lineHeight": 1.2, "scrollback": shellScroll, "theme": shellTheme(box),
			"cursorBlink": !media("(prefers-reduced-motion: reduce)"), "minimumContrastRatio": 4.5,
		})
		addon := fit.Get("FitAddon").New()
		c.undo(func() { term.Call("dispose") })
		c.mu.Lock()
		c.term, c.fit = term, addon
		c.mu.Unlock()
		term.Call("loadAddon", addon)
		term.Call("open", box)
		if in := term.Get("textarea"); in.Truthy() {
			in.Call("setAttribute", "aria-label", c.T.Say(text.ShellBox, c.service))
		}
		addon.Call("fit")
		c.hear(term, "onData", func(v app.Value) { c.typed(v.String()) })
		c.hear(term, "onBinary", func(v app.Value) {
			// One character a byte.
			var b []byte
			for _, r := range v.String() {
				b = append(b, byte(r))
			}
			c.send(b)
		})
		c.hear(term, "onResize", func(app.Value) { c.resized() })
		keys := app.FuncOf(func(_ app.Value, args []app.Value) any { return c.key(args[0]) })
		c.undo(keys.Release)
		term.Call("attachCustomKeyEventHandler", keys)
		c.watchSize(box)
		scheme := app.Window().Call("matchMedia", "(prefers-color-scheme: dark)")
		c.listen(scheme, "change", func(app.Value) { term.Get("options").Set("theme", shellTheme(box)) })
		c.listen(app.Window(), "offline", func(app.Value) { c.lost() })
		if row := app.Window().GetElementByID(shellKeysID); row.Truthy() {
			// A key of the row must not take the focus, or a phone's keyboard would go down.
			c.listen(row, "mousedown", func(e app.Value) { e.Call("preventDefault") })
		}
		return nil
	})
	return err
}

// hear has f called for an event of the terminal.
func (c *Terminal) hear(term app.Value, event string, f func(app.Value)) {
	fn := app.FuncOf(func(_ app.Value, args []app.Value) any {
		f(args[0])
		return nil
	})
	c.undo(fn.Release)
	sub := term.Call(event, fn)
	c.undo(func() { sub.Call("dispose") })
}

func (c *Terminal) listen(on app.Value, event string, f func(app.Value)) {
	l := js.Listen(on, event, f)
	c.undo(l.Close)
}

// watchSize fits the terminal to its box whenever that changes.
func (c *Terminal) watchSize(box app.Value) {
	frame := js.NewFrame(c.refit)
	c.undo(frame.Close)
	fn := app.FuncOf(func(app.Value, []app.Value) any {
		frame.Ask()
		return nil
	})
	c.undo(fn.Release)
	observer := app.Window().Get("ResizeObserver").New(fn)
	observer.Call("observe", box)
	c.undo(func() { observer.Call("disconnect") })
}

func (c *Terminal) refit() {
	c.mu.Lock()
	fit := c.fit
	c.mu.Unlock()
	if fit != nil {
		_, _ = js.Try(func() app.Value { return fit.Call("fit") })
	}
}

// connect opens the shell's connection.
func (c *Terminal) connect(life context.Context, g api.Gateway) {
	c.state = shellConnecting
	term, opened := c.term, false
	var last *wire.ShellEnd
	sock, err := g.OpenShell(c.Order, c.service, js.SocketEvents{
		Open: func() {
			opened = true
			c.resized()
			c.mine(life, func() {
				c.state = shellOpen
				term.Call("focus")
			})
		},
		Binary: func(data app.Value) {
			term.Call("write", app.Window().Get("Uint8Array").New(data))
		},
		Text: func(s string) {
			var end wire.ShellEnd
			if json.Unmarshal([]byte(s), &end) == nil {
				last = &end
			}
		},
		Close: func(bool) {
			c.mine(life, func() {
				switch {
				case last != nil:
					c.state, c.end = shellEnded, *last
				case opened:
					c.state = shellLost
				default:
					c.state = shellFailed
					c.askWhy(life, g)
				}
				term.Get("options").Set("disableStdin", true)
				term.Call("blur")
			})
		},
	})
	if err != nil {
		c.state = shellFailed
		return
	}
	c.mu.Lock()
	c.sock = sock
	c.mu.Unlock()
	c.undo(sock.Close)
}

// askWhy asks for the reason why a shell is not opened: a browser does not tell it.
func (c *Terminal) askWhy(life context.Context, g api.Gateway) {
	id, service := c.Order, c.service
	c.ctx.Async(func() {
		limited, cancel := context.WithTimeout(life, shellWhyBy)
		defer cancel()
		err := c.Heard(g.WhyNoShell(limited, id, service))
		c.mine(life, func() { c.err = err })
	})
}

// lost notes that the browser has no network any more: a connection takes minutes to find that out.
func (c *Terminal) lost() {
	c.mu.Lock()
	sock := c.sock
	c.mu.Unlock()
	if sock == nil {
		return
	}
	life := c.life
	c.mine(life, func() {
		if c.state == shellOpen || c.state == shellConnecting {
			sock.Close()
			c.state = shellLost
		}
	})
}

// send sends what is typed, a long paste in pieces.
func (c *Terminal) send(b []byte) {
	c.mu.Lock()
	sock := c.sock
	c.mu.Unlock()
	if sock == nil {
		return
	}
	for piece := range slices.Chunk(b, shellPiece) {
		sock.Send(js.Bytes(piece))
	}
}

// typed takes what the terminal makes of keys; after Ctrl of the row of keys it is a control character.
func (c *Terminal) typed(s string) {
	c.mu.Lock()
	ctrl := c.ctrl
	c.ctrl = false
	c.mu.Unlock()
	if ctrl {
		s = controlled(s)
		c.ctx.Dispatch(nil)
	}
	c.send([]byte(s))
}

// controlled is a key together with Ctrl: what a terminal sends for it.
func controlled(s string) string {
	if len(s) != 1 {
		return s
	}
	switch b := s[0]; {
	case b >= 'a' && b <= 'z', b >= '@' && b <= '_':
		return string(rune(b & 0x1f))
	case b == ' ', b == '2':
		return "\x00"
	case b == '/':
		return "\x1f"
	case b == '?':
		return "\x7f"
	}
	return s
}

// key is asked before the terminal takes a key: false keeps it from it.
func (c *Terminal) key(e app.Value) bool {
	if e.Get("type").String() == "keydown" && e.Get("code").String() == "KeyL" && e.Get("ctrlKey").Bool() && e.Get("shiftKey").Bool() {
		e.Call("preventDefault")
		if b := app.Window().GetElementByID("shell-leave"); b.Truthy() {
			b.Call("focus")
		}
		return false
	}
	return true
}

// resized tells the shell the terminal's size.
func (c *Terminal) resized() {
	c.mu.Lock()
	sock, term := c.sock, c.term
	c.mu.Unlock()
	if sock == nil || term == nil {
		return
	}
	b, err := json.Marshal(wire.ShellControl{Columns: uint16(term.Get("cols").Int()), Rows: uint16(term.Get("rows").Int())})
	if err == nil {
		sock.Send(string(b))
	}
}

// keyOf is what a key of the row sends.
var keyOf = map[string]string{"esc": "\x1b", "tab": "\t", "pipe": "|", "slash": "/", "minus": "-"}

var arrowOf = map[string]string{"up": "A", "down": "B", "right": "C", "left": "D"}

func (c *Terminal) doKey(ctx app.Context, _ app.Event) {
	c.mu.Lock()
	term := c.term
	name := ctx.JSSrc().Get("dataset").Get("key").String()
	if name == "ctrl" {
		c.ctrl = !c.ctrl
	}
	c.mu.Unlock()
	if term == nil {
		return
	}
	if s, ok := keyOf[name]; ok {
		c.typed(s)
	}
	if s, ok := arrowOf[name]; ok {
		if term.Get("modes").Get("applicationCursorKeysMode").Bool() {
			c.typed("\x1bO" + s)
		} else {
			c.typed("\x1b[" + s)
		}
	}
	term.Call("focus")
}

func (c *Terminal) doSmaller(app.Context, app.Event) { c.setFont(c.font - 1) }
func (c *Terminal) doLarger(app.Context, app.Event)  { c.setFont(c.font + 1) }

func (c *Terminal) setFont(n int) {
	c.font = min(max(n, shellFontMin), shellFontMost)
	js.Local.Set("shell.font", c.font)
	c.mu.Lock()
	term := c.term
	c.mu.Unlock()
	if term != nil {
		term.Get("options").Set("fontSize", c.font)
		c.refit()
	}
}

// doLeave ends the shell and leaves what it showed.
func (c *Terminal) doLeave(app.Context, app.Event) {
	c.close()
	c.state = shellIdle
}
