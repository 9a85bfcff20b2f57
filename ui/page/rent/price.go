package rent

import (
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/state"
	"berth/ui/text"
)

// price is the second step: how large, how long, and what it comes to.
type price struct {
	app.Compo

	T        text.T
	Info     state.Of[wire.Info]
	Hint     state.Of[wire.PriceHint]
	Node     wire.Node // the one that is asked, if it is one
	Draft    *draft
	Span     *span
	Sized    *sized
	Unsized  string // why there is no price yet; empty: there is
	Starting bool   // the nodes are being asked
	Err      error  // why they could not be
	LoggedIn bool

	OnRate     func(amount.Nano)
	OnToken    func(eth.Address)
	OnDuration func()
	OnRetry    func()
	OnAsk      app.EventHandler
	OnFirst    app.EventHandler // the first that works
	OnSave     func()
	Advice     *advice
	CanFirst   bool // what is to run can be deployed without more from the user
}

// Render implements app.Composer.
func (c *price) Render() app.UI {
	t := c.T
	body := []app.UI{part.Heading(t.Say(text.RentSizeTime)), c.Sized, c.renderDuration(), c.currency()}
	switch {
	case c.Info.Status == state.Failed && c.Info.Data.Chain.ID == 0:
		body = append(body, part.Broke(t, c.Info.Err))
	case c.Unsized != "":
	case c.Hint.Status == state.Failed:
		body = append(body, part.Broke(t, c.Hint.Err, &part.Button{Label: t.Say(text.Retry), Test: "retry", OnClick: func(app.Context, app.Event) { c.OnRetry() }}))
	case c.Hint.Waiting() && c.Hint.Data.Recommended == nil || c.Info.Data.Chain.ID == 0:
		body = append(body, part.Wait(t.Say(text.RentPricing)), part.Skeleton(4))
	default:
		body = append(body, c.renderTotal())
	}
	body = append(body, c.renderTake(), c.renderDo())
	if c.Draft.Node.IsZero() && c.Draft.Among.any() {
		body = append(body, app.Div().Body(c.renderAdvice())) // which comes later than what is above it
	}
	return app.Div().Class("stack flow-narrow").Body(body...)
}

// first reports whether the first node that works is taken.
func (c *price) first() bool { return c.CanFirst && !c.Draft.Compare }

// renderTake is the switch between the first node that works and a choice of one's own.
func (c *price) renderTake() app.UI {
	note := text.FirstDoNote
	if !c.CanFirst {
		note = text.FirstNoLoad
	}
	return &part.Tickbox{
		Label: c.T.Say(text.FirstDo), Note: c.T.Say(note), On: c.first(), Disabled: !c.CanFirst, Test: "rent-take",
		OnTick: func(_ app.Context, on bool) {
			c.Draft.Compare = !on
			c.OnSave()
		},
	}
}

// renderDo is the way on, with what it does.
func (c *price) renderDo() app.UI {
	t := c.T
	hint := c.closed()
	do := &part.Button{Kind: part.Primary, Wide: true, Disabled: hint != "", Label: t.Say(text.RentAsk), Test: "rent-ask", OnClick: c.OnAsk}
	total := t.Named(c.Draft.Rate.Cost(uint64(c.Draft.Duration)), c.token())
	switch {
	case c.Starting:
		do.Busy, do.Label = true, t.Say(text.RentAsking)
	case c.first():
		do.Label, do.Test, do.OnClick = t.Say(text.RentDo), "rent-first", c.OnFirst
		if hint == "" {
			do.Label = t.Say(text.RentDoFor, total)
		}
	case hint == "" && c.Draft.current():
		do.Label = t.Say(text.RentSeeAnswers)
	}
	if hint == "" && !c.LoggedIn {
		hint = t.Say(text.RentWhyLogIn)
	}
	return app.Div().Class("act act-stack").Body(
		&part.Told{T: t, Err: c.Err},
		app.If(hint != "", func() app.UI { return app.P().Class("small muted").DataSet("test", "hint").Text(hint) }),
		do,
	)
}

func (c *price) token() wire.Token { return c.Info.Data.Chain.TokenOf(c.Draft.Token) }

// currency is what is paid in, where there is a choice.
func (c *price) currency() app.UI {
	can := currencies(c.Info.Data.Chain, *c.Draft, c.Node)
	if len(can) < 2 {
		return nil
	}
	return app.Div().Class("stack-tight").Body(&part.Choice{
		Name: "rent-token", Legend: c.T.Say(text.RentPaidIn), Options: part.Currencies(can), Value: c.Draft.Token.String(), Test: "currency",
		OnPick: func(_ app.Context, v string) {
			if a, err := eth.ParseAddress(v); err == nil {
				c.OnToken(a)
			}
		},
	}, app.P().Class("small muted").DataSet("test", "currency-name").Text(part.TokenWords(c.token())))
}

// renderTotal is the one total, and the way to name another one.
func (c *price) renderTotal() app.UI {
	t, h := c.T, c.Hint.Data
	h.Duration = c.Draft.Duration
	var body []app.UI
	if h.Nodes == 0 {
		body = append(body, app.Div().DataSet("test", "no-fit").Body(part.Note(part.Waiting, t.Say(text.RentNoFit),
			app.P().Text(t.Say(text.RentNoFitDo)), excluded(t, h.Excluded))))
	}
	list, alone := c.Draft.list(c.Node)
	if alone {
		// The others' prices say nothing of what this one takes.
		warn := list.MulDiv(3, 2)
		h.List, h.Warn, h.Curve, h.Low, h.Recommended, h.Fast = &list, &warn, nil, nil, nil, nil
	}
	body = append(body, part.DialFigure(t, c.token(), h, c.Draft.Rate)...)
	body = append(body, app.P().Class("small muted").DataSet("test", "rent-deposit").Text(t.Say(text.RentDeposit)))
	wrong := ""
	if c.Draft.Rate.Bits() > entry.RateBits {
		wrong = t.Say(text.RentTooDear)
	}
	dial := []app.UI{&part.Dial{T: t, Token: c.token(), Hint: h, Rate: c.Draft.Rate, Error: wrong, Bare: true, Alone: alone, OnRate: func(_ app.Context, r amount.Nano) { c.OnRate(r) }}}
	if alone && list.Cmp(c.Draft.Rate) != 0 {
		dial = append(dial, app.Div().Class("row").Body(
			app.Span().Class("small").Text(t.Say(text.RentListPrice, c.Node.Name, t.Rate(list, c.token()))),
			&part.Button{Kind: part.Quiet, Label: t.Say(text.RentOfferList), Test: "rent-offer-list", OnClick: func(app.Context, app.Event) {
				c.OnRate(list)
			}},
		))
	}
	body = append(body, app.Details().Class("more").Body(
		app.Summary().DataSet("test", "own-price").Text(t.Say(text.RentOwnPrice)), app.Div().Class("stack").Body(dial...),
	))
	return app.Section().Class("panel").Body(body...)
}

// closed is why the nodes cannot be asked yet.
func (c *price) closed() string {
	t := c.T
	switch {
	case c.Unsized != "":
		return c.Unsized
	case !c.durationOK():
		return t.Say(text.RentFixSpan)
	case c.Info.Data.Chain.ID == 0 || c.Hint.Waiting() && c.Draft.Rate.IsZero():
		return t.Say(text.RentWaitPrice)
	case c.Hint.Status == state.Ready && c.Hint.Data.Nodes == 0 && c.Draft.Node.IsZero():
		return t.Say(text.RentNoFit)
	case c.Draft.Rate.IsZero():
		return t.Say(text.RentNoRate)
	case c.Draft.Rate.Bits() > entry.RateBits:
		return t.Say(text.RentTooDear)
	}
	return ""
}

func (c *price) renderDuration() app.UI {
	t := c.T
	var options []part.Option
	for _, s := range entry.Presets {
		options = append(options, part.Option{Value: strconv.Itoa(int(s)), Label: t.Span(s)})
	}
	options = append(options, part.Option{Value: entry.Custom, Label: t.Say(text.RentOther)})
	value := strconv.Itoa(int(c.Draft.Duration))
	if c.Draft.Free || !slices.Contains(entry.Presets, c.Draft.Duration) {
		value = entry.Custom
	}
	body := []app.UI{&part.Choice{
		Name: "rent-duration", Legend: t.Say(text.RentHowLong), Options: options, Value: value, Test: "duration", OnPick: c.pickDuration,
	}}
	if value == entry.Custom {
		wrong := ""
		if !c.durationOK() {
			wrong = t.Say(text.RentBadSpan)
		}
		body = append(body, app.Div().Class("fields").Body(
			&part.Field{
				ID: "rent-span", Label: t.Say(text.RentSpan), Value: c.Span.text, Mode: "decimal", Error: wrong, Max: 12, Test: "duration-span",
				OnInput: func(_ app.Context, v string) {
					c.Span.text = v
					c.enterDuration()
				},
			},
			&part.Field{
				ID: "rent-unit", Label: t.Say(text.RentUnit), Value: c.Span.unit, Test: "duration-unit", Options: entry.Units(t),
				OnChange: func(_ app.Context, v string) {
					c.Span.unit = v
					c.enterDuration()
				},
			},
		))
	}
	return app.Div().Class("stack").Body(body...)
}

func (c *price) durationOK() bool {
	if !c.Draft.Free {
		return c.Draft.Duration > 0
	}
	_, ok := entry.ReadSpan(c.Span.text, c.Span.unit)
	return ok
}

func (c *price) pickDuration(_ app.Context, v string) {
	c.Draft.Free = v == entry.Custom
	if s, err := strconv.ParseUint(v, 10, 32); err == nil {
		c.Draft.Duration = uint32(s)
		c.Span.write(c.Draft.Duration)
	}
	c.OnDuration()
}

func (c *price) enterDuration() {
	if s, ok := entry.ReadSpan(c.Span.text, c.Span.unit); ok {
		c.Draft.Duration, c.Draft.Free = s, true
		c.OnDuration()
	}
}

// span is a duration as it is written.
type span struct{ text, unit string }

func (s *span) write(seconds uint32) { s.text, s.unit = entry.WriteSpan(seconds) }

// excluded says which dimensions keep how many nodes out.
func excluded(t text.T, m map[resource.Dimension]int) app.UI {
	keys := make([]resource.Dimension, 0, len(m))
	for d := range m {
		keys = append(keys, d)
	}
	slices.SortFunc(keys, func(a, b resource.Dimension) int {
		if m[a] != m[b] {
			return m[b] - m[a]
		}
		if a < b {
			return -1
		}
		return 1
	})
	var items []app.UI
	for _, d := range keys {
		items = append(items, app.Li().Text(t.Count(text.RentExcludes, m[d], t.Dimension(d))))
	}
	return app.Ul().Class("reasons small").Body(items...)
}
