// Package usage is the panel with what an order's services use, as charts over time.
package usage

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// useEvery is how often the figures are asked for, which is how often there are new ones.
const useEvery = 15 * time.Second

var useSpans = map[string]time.Duration{"hour": time.Hour, "day": 24 * time.Hour}

// Panel shows what an order's services use: CPU, memory, disk and traffic over the last hour or day.
type Panel struct {
	app.Compo

	T          text.T
	Gateway    func() (api.Gateway, bool)
	Heard      func(error) error
	Order      order.ID
	TrafficMiB uint64 // used in all
	Local      bool   // the runtime is the one for trying out
	Over       bool   // the order is

	life  life.Life // each order is a run of its own
	shown order.ID
	span  string
	use   state.Of[wire.Use]
	stale bool      // the last answer did not come
	now   time.Time // of the figures
	at    time.Time // that is looked at; zero: the newest
}

// OnMount implements app.Mounter.
func (c *Panel) OnMount(ctx app.Context) {
	c.life.Begin(ctx)
	c.span = "hour"
	c.start()
}

// OnUpdate implements app.Updater.
func (c *Panel) OnUpdate(app.Context) {
	if c.shown != c.Order {
		c.start()
	}
}

// OnDismount implements app.Dismounter.
func (c *Panel) OnDismount() { c.life.End() }

func (c *Panel) start() {
	run := c.life.Renew()
	c.shown, c.use, c.stale, c.at = c.Order, state.Of[wire.Use]{Status: state.Loading}, false, time.Time{}
	c.load()
	run.Every(useEvery, func(app.Context) { c.load() })
}

func (c *Panel) load() {
	g, ok := c.Gateway()
	if !ok {
		return
	}
	run, id, span := c.life.Run(), c.Order, c.span
	run.Go(func() {
		use, err := g.Use(run, id, span)
		if !run.On() {
			return
		}
		err = c.Heard(err)
		run.Do(func(app.Context) {
			if span != c.span {
				return
			}
			switch {
			case err == nil:
				c.use, c.stale, c.now = state.Of[wire.Use]{Status: state.Ready, Data: use}, false, time.Now()
			case c.use.Status == state.Ready:
				c.stale = true
			default:
				c.use = state.Of[wire.Use]{Status: state.Failed, Err: err}
			}
		})
	})
}

func (c *Panel) pickSpan(_ app.Context, v string) {
	if c.span = v; useSpans[v] == 0 {
		c.span = "hour"
	}
	c.use, c.at = state.Of[wire.Use]{Status: state.Loading}, time.Time{}
	c.load()
}

// hover looks at the time under the pointer.
func (c *Panel) hover(ctx app.Context, e app.Event) {
	box := ctx.JSSrc().Call("getBoundingClientRect")
	share := (e.Get("clientX").Float() - box.Get("left").Float()) / max(box.Get("width").Float(), 1)
	c.look(share)
}

// slide looks at the time that the keyboard, or a finger, goes to.
func (c *Panel) slide(ctx app.Context, _ app.Event) {
	if n, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil {
		c.look(float64(n) / slideSteps)
	}
}

func (c *Panel) leave(app.Context, app.Event) { c.at = time.Time{} }

// slideSteps is how finely a chart's time can be gone through.
const slideSteps = 240

func (c *Panel) look(share float64) {
	span := window(c.use.Data, useSpans[c.span], c.now)
	c.at = c.now.Add(-time.Duration((1 - min(max(share, 0), 1)) * float64(span)))
}

func (c *Panel) doRetry(app.Context, app.Event) {
	c.use.Status = state.Loading
	c.load()
}

// Render implements app.Composer.
func (c *Panel) Render() app.UI {
	t := c.T
	body := []app.UI{
		app.Div().Class("panel-head").Body(
			app.H2().Text(t.Say(text.UseTitle)),
			&part.Choice{Name: "use-span", Legend: t.Say(text.UseSpan), Hide: true, Value: c.span, Test: "use-span", OnPick: c.pickSpan, Options: []part.Option{
				{Value: "hour", Label: t.Say(text.UseHour)}, {Value: "day", Label: t.Say(text.UseDay)},
			}},
		),
	}
	u := c.use.Data
	switch {
	case c.use.Status == state.Failed:
		body = append(body, part.Trouble(t, c.use.Err, &part.Button{Label: t.Say(text.Retry), Test: "use-retry", OnClick: c.doRetry}))
	case c.use.Status != state.Ready:
		body = append(body, part.Wait(t.Say(text.ActivityLoading)))
	case len(u.Samples) == 0:
		words := text.UseNone
		if c.Over {
			words = text.UseEnded
		}
		body = append(body, app.P().Class("muted").DataSet("test", "use-none").Text(t.Say(words)))
	default:
		body = append(body, c.renderCharts(u)...)
	}
	if c.stale {
		body = append(body, app.P().Class("small muted").Role("status").Text(t.Say(text.UseStale)))
	}
	if c.Local && !c.Over {
		body = append(body, app.P().Class("small muted").Text(t.Say(text.UseLocal)))
	}
	return app.Section().Class("panel").DataSet("test", "use").DataSet("samples", len(u.Samples)).Body(body...)
}

// useKind is one of the charts.
type useKind struct {
	key   string
	name  text.Text
	chart chart
	value func(float64) string
	of    string // what was bought, in words
}

func (c *Panel) kinds(u wire.Use) []useKind {
	t := c.T
	cpu, memory, disk, traffic := charts(u, useSpans[c.span], c.now)
	cores := func(v float64) string { return t.CoresUsed(uint64(math.Round(v))) }
	size := func(v float64) string { return t.Size(uint64(math.Round(v))) }
	rate := func(v float64) string { return t.Say(text.UseASecond, t.Bytes(uint64(math.Round(v)))) }
	all := []useKind{
		{"cpu", text.CPU, cpu, cores, t.Quantity(resource.CPU, uint64(u.Bought.CPUMilli))},
		{"memory", text.Memory, memory, size, t.Size(uint64(u.Bought.MemoryMiB))},
		{"disk", text.Disk, disk, size, t.Size(uint64(u.Bought.DiskMiB))},
		{"traffic", text.Traffic, traffic, rate, ""},
	}
	if u.Bought.DiskMiB == 0 {
		all[2].of = ""
	}
	return all
}

func (c *Panel) renderCharts(u wire.Use) []app.UI {
	t := c.T
	kinds := c.kinds(u)
	var figures []app.UI
	for _, k := range kinds {
		figures = append(figures, c.renderChart(k, u))
	}
	body := []app.UI{app.Div().Class("use-charts").Body(figures...)}
	if len(kinds[0].chart.points) == 0 {
		body = append([]app.UI{app.P().Class("muted").Text(t.Say(text.UseQuiet))}, body...)
	}
	return append(body, c.renderServices(u), c.renderTable(kinds))
}

// renderChart is one chart under its name and figure: the one that is looked at, or the newest.
func (c *Panel) renderChart(k useKind, u wire.Use) app.UI {
	t, ch := c.T, k.chart
	now := "–"
	if n := len(ch.points); n > 0 && c.now.Sub(ch.points[n-1].at) <= 3*ch.every {
		now = k.value(ch.points[n-1].v)
	}
	figure, beside, share := now, "", 1.0
	switch {
	case !c.at.IsZero():
		share = min(max(ch.x(c.at)/chartWidth, 0), 1)
		figure, beside = t.Say(text.UseGap), c.clock(c.at)
		if p, ok := ch.near(c.at); ok {
			figure, beside = k.value(p.v), c.clock(p.at)
		}
	case k.key == "traffic" && u.Bought.TrafficMiB > 0:
		beside = t.Say(text.UseTotal, t.Size(c.TrafficMiB), t.Size(u.Bought.TrafficMiB))
	case k.of != "":
		beside = t.Say(text.UseOf, k.of)
	}
	words := t.Say(k.name) + ": " + t.Say(text.UseGap)
	if p := ch.peak(); !p.at.IsZero() {
		words = t.Say(text.UseWords, t.Say(k.name), now, k.value(p.v), c.clock(p.at))
	}
	drawn := markup(`<div class="use-drawn">`) + ch.svg(words)
	top := ch.top()
	if ch.limit > 0 && k.of != "" {
		drawn += axis(ch.y(ch.limit), "use-bought", t.Say(text.UseLimit, k.of))
	} else {
		drawn += axis(0, "", k.value(top))
	}
	if ch.limit == 0 || top > ch.limit*1.2 {
		drawn += axis(chartHeight/2, "", k.value(top/2))
	}
	for _, at := range ch.ticks() {
		drawn += markup(`<span class="use-tick num" aria-hidden="true" style="left:%.2f%%">%s</span>`, ch.x(at)/chartWidth*100, at.Local().Format("15:04"))
	}
	head := markup(`<p class="use-head"><span class="use-name">%s</span><span class="use-figure num" data-test="use-now">%s</span>`, t.Say(k.name), figure)
	head += markup(`<span class="small muted num">%s</span></p>`, beside)
	return app.Div().Class("use-chart").DataSet("test", "use-"+k.key).DataSet("points", len(ch.points)).Body(
		app.Raw(string(head)),
		app.Div().Class("use-field").Body(
			app.Raw(string(drawn+`</div>`)),
			app.If(!c.at.IsZero(), func() app.UI {
				return app.Div().Class("use-at").Style("left", fmt.Sprintf("%.2f%%", share*100))
			}),
			app.Input().Class("use-slide").Type("range").Min(0).Max(slideSteps).Step(1).Value(int(share*slideSteps)).
				Aria("label", t.Say(k.name)+" – "+t.Say(text.UseMove)).Aria("valuetext", figure+" · "+beside).OnInput(c.slide).OnBlur(c.leave),
		).On("pointermove", c.hover).On("pointerdown", c.hover).On("pointerleave", c.leave),
	)
}

// axis is a value beside its height in a chart.
func axis(y float64, class, words string) html {
	return markup(`<span class="use-axis num %s" aria-hidden="true" style="top:%.2f%%">%s</span>`, class, y/chartHeight*100, words)
}

func (c *Panel) clock(at time.Time) string {
	if c.span == "hour" {
		return at.Local().Format("15:04:05")
	}
	return at.Local().Format("15:04")
}

// renderServices is what each service uses now.
func (c *Panel) renderServices(u wire.Use) app.UI {
	t := c.T
	if len(u.Services) == 0 || c.Over {
		return nil
	}
	var rows [][]string
	for _, s := range u.Services {
		rows = append(rows, []string{s.Name, strconv.FormatFloat(float64(s.CPUMilli)/1000, 'f', 3, 64), t.Size(uint64(s.MemoryMiB)), t.Size(uint64(s.DiskMiB))})
	}
	head := []string{t.Say(text.UseServices), t.Say(text.UseCores), t.Say(text.Memory), t.Say(text.Disk)}
	return app.Raw(string(table("use-services", t.Say(text.UseServices), head, rows)))
}

// tableRows is how many times the table has at most.
const tableRows = 24

// renderTable has the figures of the charts as text, at some of the times.
func (c *Panel) renderTable(kinds []useKind) app.UI {
	t := c.T
	points := kinds[0].chart.points
	if len(points) == 0 {
		return nil
	}
	head := []string{t.Say(text.UseTime)}
	for _, k := range kinds {
		head = append(head, t.Say(k.name))
	}
	var rows [][]string
	step := (len(points) + tableRows - 1) / tableRows
	for i := len(points) - 1; i >= 0; i -= step {
		row := []string{c.clock(points[i].at)}
		for _, k := range kinds {
			row = append(row, k.value(k.chart.points[i].v))
		}
		rows = append(rows, row)
	}
	words := t.Say(text.UseTable)
	return app.Details().Class("more").DataSet("test", "use-table").Body(
		app.Summary().Text(words),
		app.Raw(string(markup(`<div class="use-scroll" tabindex="0" role="region" aria-label="%s">%s</div>`, words, table("use-table", words, head, rows)))),
	)
}
