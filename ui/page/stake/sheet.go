package stake

import (
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/stake"
	"berth/shared/wire"
	"berth/ui/fault"
	"berth/ui/part"
	"berth/ui/pay"
	"berth/ui/text"
)

// sheet is what is entered in the sheet, and how far it is.
type sheet struct {
	deed  pay.Deed // 0: it is closed
	typed string
	stage pay.Stage
	err   error
}

func (s *sheet) busy() bool { return s.stage != pay.Idle }

// value is what is entered; not ok: it cannot be read.
func (s *sheet) value(token wire.Token) (v amount.Amount, ok bool) {
	v, err := amount.ParseUnits(strings.ReplaceAll(strings.TrimSpace(s.typed), ",", "."), token.Decimals)
	return v, err == nil
}

// most is as much as can be staked or taken back.
func (f facts) most(d pay.Deed) amount.Amount {
	switch d {
	case pay.Stake:
		return f.have
	case pay.Unstake:
		return f.mine.Free()
	}
	return amount.Amount{}
}

func (p *Page) opener(d pay.Deed) app.EventHandler {
	return func(app.Context, app.Event) { p.sheet = sheet{deed: d} }
}

func (p *Page) close(app.Context) { p.sheet.deed = 0 }

func (p *Page) all(app.Context, app.Event) {
	p.sheet.typed, p.sheet.err = p.facts.Data.most(p.sheet.deed).Units(p.token().Decimals), nil
}

func (p *Page) enter(_ app.Context, v string) { p.sheet.typed, p.sheet.err = v, nil }

var titles = map[pay.Deed]text.Text{0: text.StakeDo, pay.Stake: text.StakeDo, pay.Unstake: text.UnstakeDo, pay.Claim: text.ClaimDo}

func (p *Page) renderSheet() app.UI {
	s := &part.Sheet{
		ID: "stake-sheet", T: p.T, Title: p.T.Say(titles[p.sheet.deed]), Open: p.sheet.deed != 0, Locked: p.sheet.busy(), Test: "stake-sheet", OnClose: p.close,
	}
	if s.Open {
		s.Content, s.Actions = p.sheetBody(), p.sheetActions()
	}
	return s
}

func (p *Page) sheetBody() []app.UI {
	t, s, f, token := p.T, &p.sheet, p.facts.Data, p.token()
	var body []app.UI
	v, ok := s.value(token)
	if most := f.most(s.deed); s.deed != pay.Claim {
		wrong := ""
		switch {
		case s.typed != "" && (!ok || v.IsZero()):
			wrong = t.Say(text.StakeBad, token.Symbol)
		case v.Cmp(most) > 0 && s.deed == pay.Stake:
			wrong = t.Say(text.StakeShort, t.Amount(most, token))
		case v.Cmp(most) > 0:
			wrong = t.Say(text.StakeFreeShort, t.Amount(most, token))
		}
		body = append(body,
			&part.Field{ID: "stake-value", Label: t.Say(text.StakeHow), Mode: "decimal", Unit: t.Unit(token), Value: s.typed, Error: wrong, Max: 60, Test: "stake-value", OnInput: p.enter},
			app.Div().Body(&part.Button{Kind: part.Quiet, Label: t.Say(text.StakeAll, t.Amount(most, token)), Test: "stake-all", Disabled: s.busy(), OnClick: p.all}),
		)
	}
	if lines := p.consequences(v, ok); len(lines) > 0 {
		var items []app.UI
		for _, l := range lines[1:] {
			items = append(items, app.Li().Text(l))
		}
		body = append(body, app.P().Class("consequence").DataSet("test", "stake-words").Text(lines[0]), app.Ul().Class("reasons").DataSet("test", "stake-more-words").Body(items...))
	}
	switch {
	case s.err != nil:
		body = append(body, part.Trouble(t, s.err))
	case s.stage == pay.Send:
		body = append(body, part.Wait(t.Say(text.TopUpSend)))
	case s.busy():
		body = append(body, part.Wait(t.Say(pay.Words[s.stage])))
	case s.deed == pay.Stake:
		body = append(body, app.P().Class("small muted").Text(t.Say(text.StakeTwice)))
	default:
		body = append(body, app.P().Class("small muted").Text(t.Say(text.PromptOnce)))
	}
	return body
}

// consequences are what comes of the deed, the most important first; none: there is nothing to be said of what is entered.
func (p *Page) consequences(v amount.Amount, ok bool) []string {
	d, f := p.sheet.deed, p.facts.Data
	if d == pay.Claim {
		return []string{p.T.Say(text.ClaimThen, p.T.Amount(f.earned(f.now()), p.token()))}
	}
	if !ok || v.IsZero() || v.Cmp(f.most(d)) > 0 {
		return nil
	}
	if d == pay.Stake {
		return stakes(p.T, p.token(), f, v)
	}
	return unstakes(p.T, p.token(), f, v)
}

// stakes are what comes of staking so much more.
func stakes(t text.T, token wire.Token, f facts, v amount.Amount) []string {
	pool := f.pool.With(v)
	lines := []string{t.Say(text.StakeThenEarns, t.Amount(pool.Earns(v, 365*stake.Day), token), t.Yield(pool.YearlyYield))}
	if pool.YearlyYield.IsZero() {
		lines[0] = t.Say(text.StakeThenNothing)
	}
	lines = append(lines, t.Say(text.StakeThenCounts, t.Date(f.now().Add(f.pool.Maturity))))
	if young := f.pending(); !young.IsZero() {
		lines = append(lines, t.Say(text.StakeThenAnew, t.Amount(young, token)))
	}
	return append(lines, t.Say(text.StakeThenBack))
}

// unstakes are what comes of taking so much back.
func unstakes(t text.T, token wire.Token, f facts, v amount.Amount) []string {
	lines := []string{t.Say(text.UnstakeThen, t.Amount(v, token), t.Amount(f.mine.Amount.Sub(v), token))}
	if v == f.mine.Amount {
		lines[0] = t.Say(text.UnstakeThenAll, t.Amount(v, token))
	}
	lines = append(lines, t.Say(text.UnstakeThenStops, t.About(f.pool.Maturity)))
	if counts := f.mine.Counting.Sub(v.Sub(f.pending())); !f.mine.Counting.IsZero() {
		lines = append(lines, t.Say(text.UnstakeThenYoung, t.Amount(counts, token)))
	}
	if !f.mine.Held.IsZero() {
		lines = append(lines, t.Say(text.UnstakeThenHeld, t.Amount(f.mine.Held, token)))
	}
	if earned := f.earned(f.now()); !earned.IsZero() {
		lines = append(lines, t.Say(text.UnstakeThenKept, t.Amount(earned, token)))
	}
	return lines
}

func (p *Page) sheetActions() []app.UI {
	t, s, f, token := p.T, &p.sheet, p.facts.Data, p.token()
	v, ok := s.value(token)
	do := &part.Button{Kind: part.Primary, Wide: true, Test: "stake-confirm", Busy: s.busy(), OnClick: p.act}
	switch s.deed {
	case pay.Claim:
		do.Label = t.Say(text.ClaimDoSum, t.Amount(f.earned(f.now()), token))
	case pay.Unstake:
		do.Label = t.Say(text.UnstakeDoSum, t.Amount(v, token))
	default:
		do.Label = t.Say(text.StakeDoSum, t.Amount(v, token))
	}
	bad := s.deed != pay.Claim && (!ok || v.IsZero() || v.Cmp(f.most(s.deed)) > 0)
	if bad {
		do.Label = t.Say(titles[s.deed])
	}
	do.Disabled = bad || fault.Is(s.err, pay.SentUnknown)
	return []app.UI{do}
}

var dones = map[pay.Deed]text.Text{pay.Stake: text.StakeDone, pay.Unstake: text.UnstakeDone, pay.Claim: text.ClaimDone}

// act has the wallet do it.
func (p *Page) act(app.Context, app.Event) {
	s, t := &p.sheet, p.T
	v, ok := s.value(p.token())
	if s.busy() || s.deed != pay.Claim && !ok {
		return
	}
	run, deed := p.life.Run(), s.deed
	s.err, s.stage = nil, pay.Ready
	d := pay.Staking{T: t, Deed: deed, Value: v, Stage: func(at pay.Stage) {
		run.Do(func(app.Context) { p.sheet.stage = at })
	}}
	run.Go(func() {
		_, err := d.Do(run.Own())
		run.Do(func(ctx app.Context) {
			p.sheet.stage, p.sheet.err = pay.Idle, err
			if err != nil {
				return
			}
			p.sheet = sheet{}
			part.Say(ctx, part.Running, t.Say(dones[deed]))
			p.read()
			p.look()
			// The public RPC may be a block behind the wallet's.
			run.After(3*time.Second, func(app.Context) { p.read() })
		})
	})
}
