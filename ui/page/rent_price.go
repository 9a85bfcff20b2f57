package page

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// presets are the durations offered, in seconds.
var presets = []uint32{3600, 6 * 3600, 86400, 7 * 86400, 30 * 86400}

// maxSpan is the longest duration that can be entered, in seconds.
const maxSpan = 5 * 365 * 86400

// rateBits is how large a rate may be: the contract keeps 96 bits.
const rateBits = 96

// loadPrice asks what the resources cost, unless that is known.
func (p *Rent) loadPrice(_ app.Context) {
	ctx := p.ctx
	p.loadNode(ctx)
	r, d, life := p.draft.Resources, p.draft.Duration, p.life
	key := fmt.Sprint(r, d)
	if life == nil || p.hintFor == key && p.hint.Status != state.Failed {
		return
	}
	p.hintFor, p.hint.Status = key, state.Loading
	ctx.Async(func() {
		hint, err := api.Price(life, r, d)
		ctx.Dispatch(func(app.Context) {
			if p.hintFor != key {
				return
			}
			p.hint = came(hint, err)
			p.suggest()
		})
	})
}

// suggest sets the recommended rate until the user sets one.
func (p *Rent) suggest() {
	if p.draft.Picked {
		return
	}
	if h := p.hint.Data; h.Recommended != nil {
		p.draft.Rate = h.Recommended.Rate
	}
	if r, ok := p.listRate(); ok {
		p.draft.Rate = r
	}
	p.save()
}

// listRate is what the one node that is asked would take by its list price.
func (p *Rent) listRate() (amount.Amount, bool) {
	if p.draft.Node.IsZero() || p.node.Data.Price == nil {
		return amount.Amount{}, false
	}
	return p.node.Data.Price.Rate(p.draft.Resources, p.draft.Duration), true
}

// renderPrice is the second step: how long, and at which price.
func (p *Rent) renderPrice() app.UI {
	t := p.T
	body := []app.UI{
		app.P().Class("muted").DataSet("test", "rent-resources").Text(t.Resources(p.draft.Resources)),
		p.renderDuration(),
	}
	switch {
	case p.info.Status == state.Failed && p.info.Data.Chain.ID == 0:
		body = append(body, failure(t, p.info.Err))
	case p.hint.Status == state.Failed:
		body = append(body, failure(t, p.hint.Err, &part.Button{Label: t.Say(text.Retry), Test: "retry", OnClick: func(ctx app.Context, _ app.Event) { p.loadPrice(ctx) }}))
	case p.hint.Waiting() && p.hint.Data.Recommended == nil || p.info.Data.Chain.ID == 0:
		body = append(body, waiting(t.Say(text.RentPricing)), part.Skeleton(4))
	default:
		body = append(body, p.renderDial()...)
	}
	hint := p.priceHint()
	ask := &part.Button{Kind: part.Primary, Wide: true, Disabled: hint != "", Label: t.Say(text.RentAsk), Test: "rent-ask", OnClick: func(ctx app.Context, _ app.Event) { p.ask(ctx) }}
	switch {
	case p.talk.starting:
		ask.Busy, ask.Label = true, t.Say(text.RentAsking)
	case hint == "" && !p.loggedIn():
		ask.Label, ask.Test = t.Say(text.RentLogIn), "rent-login"
		hint = t.Say(text.RentWhyLogIn)
	case hint == "" && p.draft.current():
		ask.Label = t.Say(text.RentSeeAnswers)
	}
	if p.talk.err != nil {
		body = append(body, trouble(t, p.talk.err))
	}
	return app.Div().Class("stack flow-narrow").Body(append(body, action(hint, ask))...)
}

func (p *Rent) renderDial() []app.UI {
	t, h := p.T, p.hint.Data
	var body []app.UI
	if h.Nodes == 0 {
		body = append(body, app.Div().DataSet("test", "no-fit").Body(part.Note(part.Waiting, t.Say(text.RentNoFit),
			app.P().Text(t.Say(text.RentNoFitDo)), excluded(t, h.Excluded),
			&part.Button{Label: t.Say(text.RentChangeWhat), Test: "rent-change-what", OnClick: func(ctx app.Context, _ app.Event) { p.goTo(ctx, stepWhat) }},
		)))
	}
	wrong := ""
	if p.draft.Rate.Bits() > rateBits {
		wrong = t.Say(text.RentTooDear)
	}
	body = append(body, &part.Dial{T: t, Token: p.token(), Hint: h, Rate: p.draft.Rate, Error: wrong, OnRate: func(_ app.Context, r amount.Amount) {
		p.draft.Rate, p.draft.Picked = r, true
		p.save()
	}})
	if list, ok := p.listRate(); ok && list.Cmp(p.draft.Rate) != 0 {
		body = append(body, app.Div().Class("row").Body(
			app.Span().Class("small").Text(t.Say(text.RentListPrice, p.node.Data.Name, t.Rate(list, p.token()))),
			&part.Button{Kind: part.Quiet, Label: t.Say(text.RentOfferList), Test: "rent-offer-list", OnClick: func(app.Context, app.Event) {
				p.draft.Rate, p.draft.Picked = list, true
				p.save()
			}},
		))
	}
	deposit := p.deposit(p.draft.Rate)
	body = append(body, app.P().Class("consequence").DataSet("test", "rent-deposit").Text(
		t.Say(text.RentDeposit, t.Amount(deposit, p.token()), t.Span(p.draft.Duration))))
	return []app.UI{app.Section().Class("panel").Body(body...)}
}

// priceHint is why the nodes cannot be asked yet.
func (p *Rent) priceHint() string {
	t := p.T
	switch {
	case !p.spanOK():
		return t.Say(text.RentFixSpan)
	case p.info.Data.Chain.ID == 0 || p.hint.Waiting() && p.draft.Rate.IsZero():
		return t.Say(text.RentWaitPrice)
	case p.draft.Rate.IsZero():
		return t.Say(text.RentNoRate)
	case p.draft.Rate.Bits() > rateBits:
		return t.Say(text.RentTooDear)
	}
	return ""
}

func (p *Rent) loggedIn() bool { return !p.session.Data.Address.IsZero() }

func (p *Rent) renderDuration() app.UI {
	t := p.T
	var options []part.Option
	for _, s := range presets {
		options = append(options, part.Option{Value: strconv.Itoa(int(s)), Label: t.Span(s)})
	}
	options = append(options, part.Option{Value: custom, Label: t.Say(text.RentOther)})
	value := strconv.Itoa(int(p.draft.Duration))
	if p.draft.Free || !slices.Contains(presets, p.draft.Duration) {
		value = custom
	}
	body := []app.UI{&part.Choice{Name: "rent-duration", Legend: t.Say(text.RentHowLong), Options: options, Value: value, Test: "duration", OnPick: func(ctx app.Context, v string) {
		p.draft.Free = v == custom
		if s, err := strconv.ParseUint(v, 10, 32); err == nil {
			p.draft.Duration = uint32(s)
			p.span, p.unit = writeSpan(p.draft.Duration)
		}
		p.save()
		p.loadPrice(ctx)
	}}}
	if value == custom {
		wrong := ""
		if !p.spanOK() {
			wrong = t.Say(text.RentBadSpan)
		}
		body = append(body, app.Div().Class("fields").Body(
			&part.Field{ID: "rent-span", Label: t.Say(text.RentSpan), Value: p.span, Mode: "decimal", Error: wrong, Max: 12, Test: "duration-span", OnInput: func(ctx app.Context, v string) {
				p.span = v
				p.readSpan(ctx)
			}},
			&part.Field{
				ID: "rent-unit", Label: t.Say(text.RentUnit), Value: p.unit, Test: "duration-unit",
				Options: []part.Option{{Value: "60", Label: t.Say(text.Minutes)}, {Value: "3600", Label: t.Say(text.Hours)}, {Value: "86400", Label: t.Say(text.Days)}},
				OnChange: func(ctx app.Context, v string) {
					p.unit = v
					p.readSpan(ctx)
				},
			},
		))
	}
	return app.Div().Class("stack").Body(body...)
}

func (p *Rent) spanOK() bool {
	if !p.draft.Free {
		return p.draft.Duration > 0
	}
	_, ok := readSpan(p.span, p.unit)
	return ok
}

func (p *Rent) readSpan(ctx app.Context) {
	if s, ok := readSpan(p.span, p.unit); ok {
		p.draft.Duration, p.draft.Free = s, true
		p.save()
		p.loadPrice(ctx)
	}
}

// readSpan reads "1.5" of a unit of so many seconds.
func readSpan(s, unit string) (seconds uint32, ok bool) {
	u, err := strconv.ParseUint(unit, 10, 32)
	if err != nil {
		return 0, false
	}
	n, err := amount.ParseUnits(point(s), 6)
	if err != nil || n.Bits() > 64 {
		return 0, false
	}
	v := small(n.MulDiv(u, 1e6), 1<<40)
	return uint32(min(v, maxSpan)), v > 0 && v <= maxSpan
}

// writeSpan is a duration in the largest unit that it is a whole number of.
func writeSpan(seconds uint32) (s, unit string) {
	for _, u := range []uint32{86400, 3600} {
		if seconds%u == 0 {
			return strconv.Itoa(int(seconds / u)), strconv.Itoa(int(u))
		}
	}
	return amount.Of(uint64(seconds) * 1e6 / 60).Units(6), "60"
}

// diff says how far a rate is from what was offered: "0.003 BRT an hour more (+7 %)".
func diff(t text.T, token wire.Token, offered, asked amount.Amount) string {
	words, d := text.RentMore, asked.Sub(offered)
	if asked.Cmp(offered) < 0 {
		words, d = text.RentLess, offered.Sub(asked)
	}
	share := "∞"
	if !offered.IsZero() {
		share = strconv.FormatFloat(d.Over(offered)*100, 'f', 1, 64)
	}
	return t.Say(words, t.Rate(d, token), share)
}
