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
	logsTail    = 1000            // lines of the past that are asked for
	saveBy      = 5 * time.Minute // for which a download may take
	quiet       = 5               // lines a second up to which they are read out
	tellEvery   = 200 * time.Millisecond
	logsBox     = "logs-box"
	linesModule = "/web/lines.mjs"
)

// link is how a stream is doing.
type link uint8

const (
	linkConnecting link = iota
	linkLive
	linkLost
	linkFailed
)

// Logs shows what an order's services write, as they write it. The lines themselves are not in go-app's tree: they are
// handed to lines.mjs once for each picture that the browser paints.
type Logs struct {
	app.Compo

	T        text.T
	Gateway  func() (api.Gateway, bool)
	Heard    func(error) error // reads the gateway's errors
	Order    order.ID
	Services []string
	Over     bool // the order is

	ctx      app.Context
	stop     context.CancelFunc
	follows  string // what is shown: order and service
	service  string
	link     link
	err      error
	saving   bool
	saveErr  error
	wrap     bool
	paused   bool
	only     bool
	needle   string // as it is written
	sought   string // as it was last searched for
	told     logFigures
	flooding bool

	mu      sync.Mutex // guards what follows, which the stream and the screen share
	feed    logFeed
	search  logSearch
	module  app.Value // lines.mjs
	list    app.Value // of the lines, in the page
	gone    bool      // the component is
	onList  app.Func
	frame   *js.Frame
	pinned  bool
	telling bool
	rate    []time.Time
}

// logFigures are what is told beside the lines.
type logFigures struct {
	lines, waiting, hits, at int
	frozen                   bool
}

// OnMount implements app.Mounter.
func (c *Logs) OnMount(ctx app.Context) {
	c.ctx, c.pinned = ctx, true
	c.wrap = true
	js.Local.Get("logs.wrap", &c.wrap)
	c.frame = js.NewFrame(c.flush)
	c.start()
}

// OnUpdate implements app.Updater.
func (c *Logs) OnUpdate(app.Context) { c.start() }

// OnDismount implements app.Dismounter.
func (c *Logs) OnDismount() {
	if c.stop != nil {
		c.stop()
	}
	c.frame.Close()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.gone = true
	c.detach()
}

// start follows the service that is to be shown, unless it does.
func (c *Logs) start() {
	if len(c.Services) == 0 {
		// Its place is not in the page any more.
		if c.stop != nil {
			c.stop()
		}
		c.follows = ""
		c.mu.Lock()
		c.detach()
		c.mu.Unlock()
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
func (c *Logs) follow() {
	if c.stop != nil {
		c.stop()
	}
	life, stop := context.WithCancel(c.ctx)
	c.stop = stop
	c.link, c.err, c.paused = linkConnecting, nil, false
	c.clear()
	ctx, id, service := c.ctx, c.Order, c.service
	ctx.Async(func() {
		if err := c.open(life); err != nil {
			c.say(life, linkFailed, err)
			return
		}
		g, ok := c.Gateway()
		if !ok {
			return
		}
		err := g.FollowLog(life, id, service, logsTail, func(b wire.LogBatch) {
			c.take(life, b)
		}, func(err error) {
			l := linkLive
			if err != nil {
				l = linkLost
			}
			c.say(life, l, nil)
		})
		if life.Err() == nil {
			c.say(life, linkFailed, c.Heard(err))
		}
	})
}

// open loads what writes the lines into the page.
func (c *Logs) open(life context.Context) error {
	module, err := js.Import(life, linesModule)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.module = module
	return nil
}

// attach makes the list of lines once its place is in the page. The caller holds mu.
func (c *Logs) attach() bool {
	if c.list != nil || c.module == nil || c.gone {
		return c.list != nil
	}
	box := app.Window().GetElementByID(logsBox)
	if !box.Truthy() {
		return false
	}
	c.onList = app.FuncOf(func(_ app.Value, args []app.Value) any {
		bottom := args[1].Bool()
		c.mu.Lock()
		c.pinned = bottom
		c.mu.Unlock()
		c.ctx.Dispatch(func(app.Context) { c.thaw() })
		return nil
	})
	c.list = c.module.Call("lines", box, c.onList)
	return true
}

// detach lets go of the list. The caller holds mu.
func (c *Logs) detach() {
	if c.list == nil {
		return
	}
	c.list.Call("close")
	c.onList.Release()
	c.list = nil
}

// say notes how the stream is doing.
func (c *Logs) say(life context.Context, l link, err error) {
	stopped := life.Err() != nil
	c.ctx.Dispatch(func(app.Context) {
		if !stopped {
			c.link, c.err = l, err
		}
	})
}

// take hears of new lines.
func (c *Logs) take(life context.Context, b wire.LogBatch) {
	if life.Err() != nil {
		return
	}
	c.mu.Lock()
	full := c.feed.take(b)
	now := time.Now()
	for range min(len(b.Lines), quiet+1) {
		c.rate = append(c.rate, now)
	}
	if n := len(c.rate) - (quiet + 1); n > 0 {
		c.rate = c.rate[n:]
	}
	frozen := c.feed.frozen
	c.mu.Unlock()
	switch {
	case frozen:
		c.tell()
	case full:
		// A tab that is out of sight paints nothing, and may be so for hours.
		c.flush()
	default:
		c.frame.Ask()
	}
}

// flush hands what has come to the page.
func (c *Logs) flush() {
	c.mu.Lock()
	if c.feed.frozen || !c.attach() {
		c.mu.Unlock()
		return
	}
	drop, add := c.feed.give()
	c.search.drop(c.feed.first)
	number := c.feed.first + len(c.feed.shown) - len(add)
	rows := make([]drawn, len(add))
	for i, l := range add {
		marks := c.search.marks(l.text)
		if marks != nil {
			c.search.hits = append(c.search.hits, number+i)
		}
		rows[i] = draw(l, marks, c.gap)
	}
	if b, err := json.Marshal(rows); err == nil && len(rows) > 0 {
		c.list.Call("add", drop, string(b))
	}
	c.mu.Unlock()
	c.tell()
}

func (c *Logs) gap(n int) string { return c.T.Count(text.LogsLeftOut, n) }

// tell renders the figures beside the lines, a few times a second at most.
func (c *Logs) tell() {
	c.mu.Lock()
	if c.telling {
		c.mu.Unlock()
		return
	}
	c.telling = true
	c.mu.Unlock()
	c.ctx.After(tellEvery, func(app.Context) {
		c.mu.Lock()
		c.telling = false
		c.mu.Unlock()
		c.figures()
	})
}

// figures takes over what is told beside the lines.
func (c *Logs) figures() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.told = logFigures{lines: len(c.feed.shown), waiting: c.feed.waiting(), hits: len(c.search.hits), at: c.search.at, frozen: c.feed.frozen}
	c.flooding = len(c.rate) > quiet && time.Since(c.rate[0]) < time.Second
}

// thaw lets the lines run, or stand still, as the viewer wants.
func (c *Logs) thaw() {
	c.mu.Lock()
	c.feed.frozen = c.paused || !c.pinned
	frozen := c.feed.frozen
	c.mu.Unlock()
	if !frozen {
		c.flush()
	}
	c.figures()
}

// call calls the list in the page, if it is there.
func (c *Logs) call(name string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.list != nil {
		c.list.Call(name, args...)
	}
}

func (c *Logs) clear() {
	c.mu.Lock()
	c.feed.clear()
	c.search.hits, c.search.at = nil, -1
	c.pinned = true
	c.mu.Unlock()
	c.call("clear")
	c.call("pin", true)
	c.thaw()
}

// The viewer's actions.

func (c *Logs) pickService(_ app.Context, v string) {
	c.service = v
	c.start()
}

func (c *Logs) doPause(app.Context, app.Event) {
	c.paused = !c.paused
	c.thaw()
}

func (c *Logs) doWrap(app.Context, app.Event) {
	c.wrap = !c.wrap
	js.Local.Set("logs.wrap", c.wrap)
}

func (c *Logs) doClear(app.Context, app.Event) { c.clear() }

// doBottom goes to the newest line and on from there.
func (c *Logs) doBottom(app.Context, app.Event) {
	c.paused = false
	c.mu.Lock()
	c.pinned = true
	c.mu.Unlock()
	c.call("pin", true)
	c.thaw()
}

func (c *Logs) doSave(app.Context, app.Event) {
	g, ok := c.Gateway()
	if c.saving || !ok {
		return
	}
	c.saving, c.saveErr = true, nil
	ctx, id, service := c.ctx, c.Order, c.service
	ctx.Async(func() {
		limited, cancel := context.WithTimeout(ctx, saveBy)
		defer cancel()
		err := c.Heard(g.SaveLog(limited, id, service, "order-"+id.String()+"-"+service+".log"))
		ctx.Dispatch(func(app.Context) { c.saving, c.saveErr = false, err })
	})
}

// typeSearch searches once typing has paused.
func (c *Logs) typeSearch(ctx app.Context, v string) {
	c.needle = v
	c.ctx.After(150*time.Millisecond, func(app.Context) {
		if c.needle == v {
			c.find()
		}
	})
}

func (c *Logs) find() {
	c.mu.Lock()
	if c.needle == c.sought {
		c.mu.Unlock()
		return
	}
	c.sought, c.search = c.needle, newSearch(c.needle)
	marks := c.search.markAll(&c.feed)
	if c.list != nil {
		c.list.Call("mark", marks)
		c.list.Call("show", -1)
	}
	c.mu.Unlock()
	c.figures()
}

func (c *Logs) doNext(app.Context, app.Event)     { c.turn(1) }
func (c *Logs) doPrevious(app.Context, app.Event) { c.turn(-1) }
func (c *Logs) doOnly(app.Context, app.Event)     { c.only = !c.only }

// turn goes to another line that has what is searched for. What is looked at must stand still.
func (c *Logs) turn(by int) {
	c.mu.Lock()
	line, ok := c.search.turn(by)
	if ok && c.list != nil {
		c.pinned = false
		c.list.Call("pin", false)
		c.list.Call("show", line)
	}
	c.mu.Unlock()
	c.thaw()
}

// searchKey goes on with Enter, and back with Shift+Enter.
func (c *Logs) searchKey(_ app.Context, e app.Event) {
	if e.Get("key").String() != "Enter" {
		return
	}
	c.needle = app.Window().GetElementByID("logs-search").Get("value").String()
	c.find()
	if e.Get("shiftKey").Bool() {
		c.turn(-1)
	} else {
		c.turn(1)
	}
}

// boxKey is n and N, as in a pager.
func (c *Logs) boxKey(_ app.Context, e app.Event) {
	if e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool() || e.Get("altKey").Bool() {
		return
	}
	switch e.Get("key").String() {
	case "n":
		c.turn(1)
	case "N":
		c.turn(-1)
	case "/":
		if in := app.Window().GetElementByID("logs-search"); in.Truthy() {
			in.Call("focus")
		}
	}
}
