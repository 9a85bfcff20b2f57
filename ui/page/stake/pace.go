package stake

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/stake"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// The field that the chart is drawn on; it is stretched to its place.
const (
	chartWidth  = 1000
	chartHeight = 100
)

// blip is the part of the known past below which a stretch does not decide how high the chart is: what was shared out in the
// seconds between two blocks says little of a year.
const blip = 50

// least is how much of what is to come is shown in any case.
const least = 10 * time.Minute

// chart is a yield over time.
type chart struct {
	paces     []stake.Pace
	from, to  time.Time
	now       time.Time
	top       float64 // of the chart, a round one
	low, high float64 // of the past
}

// chartOf is the chart of what is known: of what is to come, no longer than of the past. Not ok: nothing is known of that.
func chartOf(paces []stake.Pace, now time.Time) (c chart, ok bool) {
	if len(paces) == 0 || paces[0].Ahead || !now.After(paces[0].From) {
		return c, false
	}
	c = chart{from: paces[0].From, now: now, low: math.Inf(1)}
	past := now.Sub(c.from)
	c.to = now.Add(max(past, least))
	var all float64
	for _, p := range paces {
		if !p.From.Before(c.to) {
			break
		}
		if p.To.After(c.to) {
			p.To = c.to
		}
		c.paces = append(c.paces, p)
		if p.Ahead || p.To.Sub(p.From) >= past/blip {
			all = max(all, p.Year)
			if !p.Ahead {
				c.low, c.high = min(c.low, p.Year), max(c.high, p.Year)
			}
		}
	}
	c.to = c.paces[len(c.paces)-1].To
	c.top = round(max(all, 1e-6))
	return c, !math.IsInf(c.low, 1)
}

// round is the next round number: 1, 2 or 5 times a power of ten.
func round(v float64) float64 {
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if v <= m*unit*(1+1e-9) {
			return m * unit
		}
	}
	return 10 * unit
}

func (c chart) x(at time.Time) float64 {
	return float64(at.Sub(c.from)) / float64(c.to.Sub(c.from)) * chartWidth
}

func (c chart) y(v float64) float64 { return chartHeight * (1 - min(v/c.top, 1)) }

// paths are the steps of the past with the area under them, and those of what is to come, as SVG path data.
func (c chart) paths() (past, area, ahead string) {
	var l, a, n strings.Builder
	for i, p := range c.paces {
		x, to, y := c.x(p.From), c.x(p.To), c.y(p.Year)
		joined := i > 0 && c.paces[i-1].To.Equal(p.From)
		out := &l
		if p.Ahead {
			out = &n
			joined = joined && c.paces[i-1].Ahead
		} else {
			fmt.Fprintf(&a, "M%.1f %dV%.1fH%.1fV%dz", x, chartHeight, y, to, chartHeight)
		}
		if joined {
			fmt.Fprintf(out, "V%.1fH%.1f", y, to)
		} else {
			fmt.Fprintf(out, "M%.1f %.1fH%.1f", x, y, to)
		}
	}
	return l.String(), a.String(), n.String()
}

// percent is a yield a year.
func percent(v float64) string {
	switch p := v * 100; {
	case p >= 1e7:
		return "> 10 000 000 %"
	case p >= 100:
		return strconv.FormatFloat(p, 'f', 0, 64) + "\u00a0%"
	case p > 0 && p < 0.01:
		return "< 0.01 %"
	default:
		return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(p, 'f', 2, 64), "0"), ".") + "\u00a0%"
	}
}

// renderPace is the yield over time as a chart, or where nothing is known of the past, what the present pace would bring.
func (p *Page) renderPace() app.UI {
	t, f := p.T, p.facts.Data
	head := app.H2().Text(t.Say(text.StakePace))
	if p.past.Waiting() {
		return app.Section().Class("panel").Body(head, part.Wait(t.Say(text.StakeLoading)), part.Skeleton(4))
	}
	now := f.now()
	c, ok := chartOf(stake.Paces(p.past.Data.changes, f.pool, now), now)
	if !ok || p.past.Status == state.Failed {
		return app.Section().Class("panel").DataSet("test", "stake-pace").DataSet("known", "no").Body(head, p.renderWould(text.StakePaceNone))
	}
	words := t.Say(text.StakePaceWords, percent(p.nowYear(c)), percent(c.low), percent(c.high), t.Date(c.from))
	return app.Section().Class("panel").DataSet("test", "stake-pace").DataSet("known", "yes").Body(
		head, c.render(t), app.P().Class("small").DataSet("test", "stake-pace-words").Text(words), c.table(t), p.renderWould(text.StakePaceWould),
	)
}

// nowYear is the yield now.
func (p *Page) nowYear(c chart) float64 {
	for _, s := range c.paces {
		if s.Ahead {
			return s.Year
		}
	}
	return 0
}

// render draws the chart: nothing but numbers of our own goes into its markup.
func (c chart) render(t text.T) app.UI {
	past, area, ahead := c.paths()
	var s strings.Builder
	fmt.Fprintf(&s, `<div class="use-drawn" aria-hidden="true"><svg class="use-lines" viewBox="0 0 %d %d" preserveAspectRatio="none">`, chartWidth, chartHeight)
	fmt.Fprintf(&s, `<path class="use-grid" d="M0 %dH%dM0 0H%[2]d"/><path class="use-area" d="%s"/>`, chartHeight/2, chartWidth, area)
	fmt.Fprintf(&s, `<path class="use-line" d="%s"/><path class="use-line pace-ahead" d="%s"/><path class="pace-now" d="M%.1f 0V%d"/></svg>`, past, ahead, c.x(c.now), chartHeight)
	axis := func(y float64, words string) {
		fmt.Fprintf(&s, `<span class="use-axis num" style="top:%.2f%%">%s</span>`, y/chartHeight*100, words)
	}
	axis(0, strings.ReplaceAll(percent(c.top), "<", "&lt;"))
	axis(chartHeight/2, strings.ReplaceAll(percent(c.top/2), "<", "&lt;"))
	for _, at := range c.ticks() {
		fmt.Fprintf(&s, `<span class="use-tick num" style="left:%.2f%%">%s</span>`, c.x(at)/chartWidth*100, at.Local().Format(c.layout()))
	}
	s.WriteString(`</div>`)
	return app.Div().Class("stack-tight").Body(
		app.Div().Class("use-field pace-field").Body(app.Raw(s.String())),
		app.P().Class("legend").Body(
			app.Span().Body(app.I().Class("is-free"), app.Text(t.Say(text.StakePacePast))),
			app.Span().Body(app.I().Class("is-ahead"), app.Text(t.Say(text.StakePaceAhead))),
		),
	)
}

// layout is how a time on the axis is written.
func (c chart) layout() string {
	switch span := c.to.Sub(c.from); {
	case span > 4*stake.Day:
		return "01-02"
	case span > stake.Day:
		return "01-02 15:04"
	}
	return "15:04"
}

// ticks are a few times within the chart, at whole hours of UTC, and none at its very edges.
func (c chart) ticks() (times []time.Time) {
	var step time.Duration
	for _, step = range []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, stake.Day, 2 * stake.Day, 5 * stake.Day, 10 * stake.Day} {
		if c.to.Sub(c.from)/step <= 4 {
			break
		}
	}
	for at := c.from.UTC().Truncate(step).Add(step); at.Before(c.to); at = at.Add(step) {
		if x := c.x(at); x >= chartWidth*.1 && x <= chartWidth*.9 {
			times = append(times, at)
		}
	}
	return times
}

// tableRows is how many stretches the table has at most, the newest.
const tableRows = 24

// table has the figures of the chart as text.
func (c chart) table(t text.T) app.UI {
	var rows []app.UI
	for i := len(c.paces) - 1; i >= max(len(c.paces)-tableRows, 0); i-- {
		s := c.paces[i]
		words := percent(s.Year)
		if s.Ahead {
			words += " *"
		}
		rows = append(rows, app.Tr().Body(app.Td().Class("num").Text(t.Date(s.From)), app.Td().Class("num").Text(t.Date(s.To)), app.Td().Class("end num").Text(words)))
	}
	head := func(x text.Text, class string) app.UI {
		return app.Th().Attr("scope", "col").Class(class).Text(t.Say(x))
	}
	return app.Details().Class("details").DataSet("test", "stake-table").Body(
		app.Summary().Text(t.Say(text.StakePaceTable)),
		app.Table().Class("table plain").Body(
			app.THead().Body(app.Tr().Body(head(text.StakePaceFrom, ""), head(text.StakePaceTo, ""), head(text.StakeNow, "end"))),
			app.TBody().Body(rows...),
		),
		app.P().Class("small muted").Text("* "+t.Say(text.StakePaceAhead)),
	)
}

// sample is what is reckoned with for who has no stake.
const sample = 1000

// renderWould is what a stake would bring at the present pace: the user's own, or one of a round sum.
func (p *Page) renderWould(words text.Text) app.UI {
	t, f, token := p.T, p.facts.Data, p.token()
	staked, pool := f.mine.Amount, f.pool
	if staked.IsZero() {
		one, err := amount.ParseUnits(strconv.Itoa(sample), token.Decimals)
		if err != nil {
			return nil
		}
		staked, pool = one, pool.With(one)
	}
	var facts []app.UI
	for _, days := range []int{30, 90, 365} {
		sum := pool.Earns(staked, time.Duration(days)*stake.Day)
		facts = append(facts, part.Fact(t.Count(text.StakeDays, days), app.Span().DataSet("test", "stake-would-"+strconv.Itoa(days)).Text(t.Amount(sum, token))))
	}
	return app.Div().Class("stack-tight").Body(app.P().Class("small muted").Text(t.Say(words, t.Amount(staked, token))), part.Facts(facts...))
}
