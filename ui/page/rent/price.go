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

// price is the second step: how long, and at which price.
type price struct {
	app.Compo

	T        text.T
	Info     state.Of[wire.Info]
	Hint     state.Of[wire.PriceHint]
	Node     wire.Node // the one that is asked, if it is one
	Draft    *draft
	Span     *span
	Starting bool  // the nodes are being asked
	Err      error // why they could not be
	LoggedIn bool

	OnRate     func(amount.Nano)
	OnToken    func(eth.Address)
	OnDuration func()
	OnRetry    func()
	OnAsk      app.EventHandler
	OnStep     func(ctx app.Context, step string)
}

// Render implements app.Composer.
func (c *price) Render() app.UI {
	t := c.T
	body := []app.UI{
		app.P().Class("muted").DataSet("test", "rent-resources").Text(t.Resources(c.Draft.Resources)),
		c.renderDuration(), c.currency(),
	}
	switch {
	case c.Info.Status == state.Failed && c.Info.Data.Chain.ID == 0:
		body = append(body, part.Broke(t, c.Info.Err))
	case c.Hint.Status == state.Failed:
		body = append(body, part.Broke(t, c.Hint.Err, &part.Button{Label: t.Say(text.Retry), Test: "retry", OnClick: func(app.Context, app.Event) { c.OnRetry() }}))
	case c.Hint.Waiting() && c.Hint.Data.Recommended == nil || c.Info.Data.Chain.ID == 0:
		body = append(body, part.Wait(t.Say(text.RentPricing)), part.Skeleton(4))
	default:
		body = append(body, c.renderDial()...)
	}
	hint := c.closed()
	ask := &part.Button{Kind: part.Primary, Wide: true, Disabled: hint != "", Label: t.Say(text.RentAsk), Test: "rent-ask", OnClick: c.OnAsk}
	switch {
	case c.Starting:
		ask.Busy, ask.Label = true, t.Say(text.RentAsking)
	case hint == "" && !c.LoggedIn:
		ask.Label, ask.Test = t.Say(text.RentLogIn), "rent-login"
		hint = t.Say(text.RentWhyLogIn)
	case hint == "" && c.Draft.current():
		ask.Label = t.Say(text.RentSeeAnswers)
	}
	if c.Err != nil {
		body = append(body, part.Trouble(t, c.Err))
	}
	return app.Div().Class("stack flow-narrow").Body(append(body, part.WayOn(hint, ask))...)
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

func (c *price) renderDial() []app.UI {
	t, h := c.T, c.Hint.Data
	var body []app.UI
	if h.Nodes == 0 {
		body = append(body, app.Div().DataSet("test", "no-fit").Body(part.Note(part.Waiting, t.Say(text.RentNoFit),
			app.P().Text(t.Say(text.RentNoFitDo)), excluded(t, h.Excluded),
			&part.Button{Label: t.Say(text.RentChangeWhat), Test: "rent-change-what", OnClick: func(ctx app.Context, _ app.Event) { c.OnStep(ctx, stepWhat) }},
		)))
	}
	wrong := ""
	if c.Draft.Rate.Bits() > entry.RateBits {
		wrong = t.Say(text.RentTooDear)
	}
	body = append(body, &part.Dial{T: t, Token: c.token(), Hint: h, Rate: c.Draft.Rate, Error: wrong, OnRate: func(_ app.Context, r amount.Nano) {
		c.OnRate(r)
	}})
	if list, ok := c.Draft.list(c.Node); ok && list.Cmp(c.Draft.Rate) != 0 {
		body = append(body, app.Div().Class("row").Body(
			app.Span().Class("small").Text(t.Say(text.RentListPrice, c.Node.Name, t.Rate(list, c.token()))),
			&part.Button{Kind: part.Quiet, Label: t.Say(text.RentOfferList), Test: "rent-offer-list", OnClick: func(app.Context, app.Event) {
				c.OnRate(list)
			}},
		))
	}
	deposit := c.Draft.Rate.Cost(uint64(c.Draft.Duration))
	body = append(body, app.P().Class("consequence").DataSet("test", "rent-deposit").Text(
		t.Say(text.RentDeposit, t.Named(deposit, c.token()), t.Span(c.Draft.Duration))))
	return []app.UI{app.Section().Class("panel").Body(body...)}
}

// closed is why the nodes cannot be asked yet.
func (c *price) closed() string {
	t := c.T
	switch {
	case !c.durationOK():
		return t.Say(text.RentFixSpan)
	case c.Info.Data.Chain.ID == 0 || c.Hint.Waiting() && c.Draft.Rate.IsZero():
		return t.Say(text.RentWaitPrice)
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
