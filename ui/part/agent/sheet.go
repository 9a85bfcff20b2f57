package agent

import (
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/pay"
	"berth/ui/text"
)

const day = 86_400

// sheet is what is entered, and how far it is.
type sheet struct {
	open  bool
	time  entry.Span
	typed string      // of the sum
	token eth.Address // that was chosen; zero: none
	stage pay.Stage
	err   error
}

func (s *sheet) busy() bool { return s.stage != pay.Idle }

// sum is what is entered; not ok: it cannot be read.
func (s *sheet) sum(token wire.Token) (v amount.Amount, ok bool) {
	v, err := amount.ParseUnits(strings.ReplaceAll(strings.TrimSpace(s.typed), ",", "."), token.Decimals)
	return v, err == nil
}

// again is how many seconds more an order may get at once, as long as it was made for at most, and what they cost.
func again(o order.Order) (seconds uint32, cost amount.Amount) {
	seconds = min(o.Duration, o.MaxDuration-min(o.MaxDuration, o.Duration))
	return seconds, o.Rate.Cost(uint64(o.Duration) + uint64(seconds)).Sub(o.Deposit())
}

func (c *Panel) openSheet(app.Context, app.Event) {
	e, token := c.Entry, c.token()
	e.sheet = sheet{open: true, time: entry.SpanOf(30 * day), token: e.sheet.token}
	sum := e.facts.Data.budget
	if _, cost := again(c.order()); sum.IsZero() {
		sum = cost
	}
	e.sheet.typed = sum.Units(token.Decimals)
}

func (c *Panel) close(app.Context) { c.Entry.sheet.open = false }

func (c *Panel) renderSheet() app.UI {
	s := &part.Sheet{
		ID: "agent-sheet", T: c.T, Title: c.T.Say(text.AgentTitle), Open: c.Entry.sheet.open, Locked: c.Entry.sheet.busy(), Test: "agent-sheet", OnClose: c.close,
	}
	if s.Open {
		s.Content, s.Actions = c.content(), c.actions()
	}
	return s
}

// until is when a mandate ends that is given now.
func (s *sheet) until(now time.Time) time.Time {
	return now.Add(time.Duration(s.time.Seconds) * time.Second).Truncate(time.Second)
}

func (c *Panel) content() []app.UI {
	t, s, token, now := c.T, &c.Entry.sheet, c.token(), time.Now()
	var offered []part.Option
	for _, d := range []uint32{7 * day, 30 * day, 90 * day, 365 * day} {
		offered = append(offered, part.Option{Value: strconv.Itoa(int(d)), Label: t.Span(d)})
	}
	var body []app.UI
	if c.Order == nil && len(c.Info.Chain.Tokens) > 1 {
		body = append(body, &part.Choice{Name: "agent-token", Legend: t.Say(text.AgentToken), Options: part.Currencies(c.Info.Chain.Tokens), Value: token.Address.String(), OnPick: c.pickToken})
	}
	help := t.Say(text.AgentSumAny)
	if seconds, cost := again(c.order()); seconds > 0 {
		help = t.Say(text.AgentSumHelp, t.Span(seconds), t.Named(cost, token))
	}
	sum, ok := s.sum(token)
	wrong := ""
	if !ok {
		wrong = t.Say(text.AgentSumBad, t.Unit(token))
	}
	body = append(body,
		entry.SpanFields(t, "agent", text.AgentUntil, &s.time, offered, func(app.Context) { s.err = nil }),
		&part.Field{ID: "agent-sum", Label: t.Say(text.AgentSum), Mode: "decimal", Unit: t.Unit(token), Value: s.typed, Help: help, Error: wrong, Max: 60, Test: "agent-sum", OnInput: func(_ app.Context, v string) {
			s.typed, s.err = v, nil
		}},
	)
	if ok && s.time.Seconds > 0 {
		lines := may(t, token, s.until(now), sum)
		var items []app.UI
		for _, l := range lines[1:] {
			items = append(items, app.Li().Text(l))
		}
		body = append(body, app.P().Class("consequence").DataSet("test", "agent-words").Text(lines[0]), app.Ul().Class("reasons").DataSet("test", "agent-may").Body(items...))
	}
	if s.err == nil && !s.busy() {
		words := text.AgentPrompts
		if sum.Cmp(c.Entry.facts.Data.allowed) <= 0 {
			words = text.PromptOnce
		}
		return append(body, app.P().Class("small muted").Text(t.Say(words)))
	}
	return append(body, c.progress())
}

// may are what an agent may do, in plain words.
func may(t text.T, token wire.Token, until time.Time, sum amount.Amount) []string {
	spends := t.Say(text.AgentSpendsNot)
	if !sum.IsZero() {
		spends = t.Say(text.AgentSpends, t.Named(sum, token))
	}
	return []string{t.Say(text.AgentMay, t.Date(until)), t.Say(text.AgentCancels), spends, t.Say(text.AgentNothing)}
}

// progress is how far it is, or what went wrong.
func (c *Panel) progress() app.UI {
	t, s := c.T, &c.Entry.sheet
	switch {
	case s.err != nil:
		return part.Trouble(t, s.err)
	case s.stage == pay.Send:
		return part.Wait(t.Say(text.TopUpSend))
	case s.busy():
		return part.Wait(t.Say(pay.Words[s.stage]))
	}
	return nil
}

func (c *Panel) pickToken(_ app.Context, v string) {
	if a, err := eth.ParseAddress(v); err == nil {
		c.Entry.sheet.token, c.Entry.sheet.typed = a, "0"
	}
}

func (c *Panel) actions() []app.UI {
	t, s := c.T, &c.Entry.sheet
	_, ok := s.sum(c.token())
	return []app.UI{&part.Button{
		Kind: part.Primary, Wide: true, Label: t.Say(text.AgentDo, t.Date(s.until(time.Now()))), Test: "agent-confirm", Busy: s.busy(),
		Disabled: !ok || s.time.Seconds == 0 || fault.Is(s.err, pay.SentUnknown), OnClick: c.give,
	}}
}

func (c *Panel) give(app.Context, app.Event) {
	s := &c.Entry.sheet
	if sum, ok := s.sum(c.token()); ok && s.time.Seconds > 0 {
		c.send(s.until(time.Now()), sum, text.AgentDone)
	}
}

// take takes back what the agent may do; it may be named again at any time.
func (c *Panel) take(app.Context, app.Event) { c.send(time.Time{}, amount.Amount{}, text.AgentBack) }

func (c *Panel) send(until time.Time, sum amount.Amount, done text.Text) {
	e, t, run, a := c.Entry, c.T, c.Run, c.Entry.about
	if e.sheet.busy() {
		return
	}
	e.sheet.err, e.sheet.stage = nil, pay.Ready
	m := pay.Mandate{T: t, Agent: c.Info.Agent, Until: until, Token: c.token(), Sum: sum, Stage: func(at pay.Stage) {
		run.Do(func(app.Context) { e.sheet.stage = at })
	}}
	run.Go(func() {
		_, err := m.Give(run.Own())
		run.Do(func(ctx app.Context) {
			e.sheet.stage, e.sheet.err = pay.Idle, err
			if err != nil || e.about != a {
				return
			}
			e.sheet.open, e.care = false, nil
			part.Say(ctx, part.Running, t.Say(done))
			c.read()
			c.ask()
		})
	})
}
