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
	"berth/ui/part"
	"berth/ui/text"
)

// Signs of the bar above a log.
const (
	glyphPause part.Glyph = `<path d="M7 4.5v11M13 4.5v11"/>`
	glyphPlay  part.Glyph = `<path d="M6.5 4.2 15 10l-8.5 5.8z"/>`
	glyphWrap  part.Glyph = `<path d="M3 5h14M3 10h11.5a2.5 2.5 0 0 1 0 5H10m0 0 2-2m-2 2 2 2M3 15h3.5"/>`
	glyphBroom part.Glyph = `<path d="M5 6h10l-.8 11H5.8zM3.5 6h13M8 6V3.5h4V6"/>`
	glyphUp    part.Glyph = `<path d="m4.5 12 5.5-5.5 5.5 5.5"/>`
	glyphMinus part.Glyph = `<path d="M4.5 10h11"/>`
	glyphPlus  part.Glyph = `<path d="M4.5 10h11M10 4.5v11"/>`
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

// Render implements app.Composer.
func (c *Logs) Render() app.UI {
	t := c.T
	if len(c.Services) == 0 {
		return app.Section().Class("panel").DataSet("test", "logs").Body(app.H2().Text(t.Say(text.Tabs["logs"])), app.P().Class("muted").Text(t.Say(text.WatchNone)))
	}
	class := "log-box"
	if !c.wrap {
		class += " is-long"
	}
	if c.only && c.search.on() {
		class += " is-only"
	}
	live := "polite"
	if c.flooding {
		live = "off"
	}
	body := []app.UI{
		app.Div().Class("panel-head").Body(app.H2().Text(t.Say(text.Tabs["logs"])), c.renderLink()),
		app.Div().Class("log-top").Body(serviceField(t, "logs-service", c.Services, c.service, c.pickService), c.renderSearch()),
		c.renderTools(),
		app.Div().Class("log-frame").Body(
			app.Div().Class(class).ID(logsBox).Role("log").Aria("label", t.Say(text.LogsBox, c.service)).Aria("live", live).TabIndex(0).DataSet("test", "log-box").OnKeyDown(c.boxKey),
			app.If(c.link == linkLive, func() app.UI { // shown where the list has nothing

				words := text.LogsEmpty
				if c.Over {
					words = text.LogsKept
				}
				return app.P().Class("log-empty").DataSet("test", "logs-empty").Text(t.Say(words))
			}),
			c.renderNew(),
		),
	}
	if c.told.lines >= mostShown {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.LogsMost, mostShown)))
	}
	switch {
	case c.link == linkFailed && c.err != nil:
		body = append(body, trouble(t, c.err, &part.Button{Label: t.Say(text.Retry), Test: "logs-retry", OnClick: c.doRetry}))
	case c.link == linkLost:
		body = append(body, app.P().Class("small muted").Text(t.Say(text.LogsLostDo)))
	}
	if c.saveErr != nil {
		body = append(body, trouble(t, c.saveErr))
	}
	return app.Section().Class("panel logs").DataSet("test", "logs").DataSet("link", linkNames[c.link]).Body(body...)
}

var linkNames = [...]string{"connecting", "live", "lost", "failed"}

func (c *Logs) doRetry(app.Context, app.Event) { c.follow() }

func (c *Logs) renderLink() app.UI {
	t := c.T
	tone, words := part.Waiting, text.LogsConnecting
	switch {
	case c.link == linkLive && c.Over:
		tone, words = part.Neutral, text.WatchEnded
	case c.link == linkLive && c.told.frozen:
		tone, words = part.Neutral, text.LogsPaused
	case c.link == linkLive:
		tone, words = part.Running, text.LogsLive
	case c.link == linkLost:
		words = text.LogsLost
	case c.link == linkFailed:
		return nil
	}
	return app.Span().Role("status").DataSet("test", "logs-state").Body(part.Badge(tone, t.Say(words)))
}

func (c *Logs) renderSearch() app.UI {
	t := c.T
	found := ""
	switch {
	case !c.search.on():
	case c.told.hits == 0:
		found = t.Say(text.LogsNoHits)
	case c.told.at >= 0:
		found = t.Say(text.LogsHits, c.told.at+1, c.told.hits)
	default:
		found = t.Count(text.LogsHitCount, c.told.hits)
	}
	none := c.told.hits == 0
	return app.Div().Class("log-search").OnKeyDown(c.searchKey).Body(
		&part.Field{ID: "logs-search", Label: t.Say(text.LogsSearch), HideLabel: true, Placeholder: t.Say(text.LogsSearch), Type: "search", Value: c.needle, Unit: found, Max: 200, Test: "logs-search", OnInput: c.typeSearch},
		&part.Button{Glyph: glyphUp, Hidden: t.Say(text.LogsPrevious), Test: "logs-previous", Disabled: none, OnClick: c.doPrevious},
		&part.Button{Glyph: part.GlyphDown, Hidden: t.Say(text.LogsNext), Test: "logs-next", Disabled: none, OnClick: c.doNext},
		app.Span().Class("sr").Role("status").DataSet("test", "logs-found").Text(found),
	)
}

func (c *Logs) renderTools() app.UI {
	t := c.T
	pressed := func(on bool) string {
		if on {
			return "true"
		}
		return "false"
	}
	pause := &part.Button{Glyph: glyphPause, Label: t.Say(text.LogsPause), Test: "logs-pause", OnClick: c.doPause}
	if c.paused {
		pause.Glyph, pause.Label = glyphPlay, t.Say(text.LogsGoOn)
	}
	save := &part.Button{Glyph: part.GlyphDownload, Label: t.Say(text.LogsDownload), Test: "logs-download", Busy: c.saving, OnClick: c.doSave}
	if c.saving {
		save.Label = t.Say(text.LogsSaving)
	}
	tools := []app.UI{
		pause,
		&part.Button{Glyph: glyphWrap, Label: t.Say(text.LogsWrap), Test: "logs-wrap", Pressed: pressed(c.wrap), OnClick: c.doWrap},
		&part.Button{Glyph: part.GlyphFilter, Label: t.Say(text.LogsOnly), Test: "logs-only", Pressed: pressed(c.only), Disabled: !c.search.on(), OnClick: c.doOnly},
		&part.Button{Glyph: glyphBroom, Label: t.Say(text.LogsClear), Test: "logs-clear", OnClick: c.doClear},
		save,
	}
	return app.Div().Class("log-tools").Body(tools...)
}

// renderNew is the way back to the newest lines while the list stands still.
func (c *Logs) renderNew() app.UI {
	t := c.T
	if !c.told.frozen || c.told.lines == 0 {
		return nil
	}
	label := t.Say(text.LogsToEnd)
	if c.told.waiting > 0 {
		label = t.Count(text.LogsNew, c.told.waiting)
	}
	return app.Div().Class("log-new").Body(&part.Button{Glyph: part.GlyphDown, Label: label, Test: "logs-new", OnClick: c.doBottom})
}

// serviceField chooses among an order's services.
func serviceField(t text.T, test string, services []string, service string, pick func(app.Context, string)) app.UI {
	if len(services) == 1 {
		return app.P().DataSet("test", test).Body(app.Span().Class("muted").Text(t.Say(text.WatchService)+" "), app.Strong().Text(service))
	}
	var options []part.Option
	for _, s := range services {
		options = append(options, part.Option{Value: s, Label: s})
	}
	return &part.Field{ID: test, Label: t.Say(text.WatchService), HideLabel: true, Value: service, Options: options, Test: test, OnChange: pick}
}
