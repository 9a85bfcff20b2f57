package stake

import (
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/stake"
	"berth/ui/part"
	"berth/ui/pay"
	"berth/ui/state"
	"berth/ui/text"
)

// renderYours is how much there is, since when, and the ways to make it more or less.
func (p *Page) renderYours() app.UI {
	t, f, token := p.T, p.facts.Data, p.token()
	switch {
	case p.session.Data.Address.IsZero() && p.session.Waiting():
		return app.Section().Class("panel").Body(part.Skeleton(5))
	case p.session.Data.Address.IsZero():
		return part.Empty(t.Say(text.StakeLogin), t.Say(text.StakeLoginText),
			&part.Button{Label: t.Say(text.LogIn), Kind: part.Primary, Glyph: part.GlyphWallet, Test: "stake-login", OnClick: p.logIn})
	case f.mine.Amount.IsZero():
		return p.renderNone()
	}
	facts := []app.UI{
		part.Fact(t.Say(text.StakeSince), app.Span().Class("num").DataSet("test", "stake-since").Text(t.Date(f.mine.Since))),
		part.Fact(t.Say(text.StakeFree), app.Span().DataSet("test", "stake-free").Text(t.Amount(f.mine.Free(), token))),
		part.Fact(t.Say(text.StakeHave), app.Span().DataSet("test", "stake-have").Text(t.Amount(f.have, token))),
	}
	return app.Section().Class("panel").DataSet("test", "stake-yours").Body(
		app.H2().Text(t.Say(text.StakeYours)),
		app.P().Class("figure num").DataSet("test", "stake-amount").Text(t.Amount(f.mine.Amount, token)),
		app.P().Class("small muted").Text(t.Say(text.StakeOfAll, share(f.mine.Amount, f.pool.Total))),
		part.Facts(facts...),
		app.Div().Class("row").Body(
			&part.Button{Kind: part.Primary, Label: t.Say(text.StakeMore), Test: "stake-more", OnClick: p.opener(pay.Stake)},
			&part.Button{Label: t.Say(text.UnstakeDo), Test: "unstake", Disabled: f.mine.Free().IsZero(), OnClick: p.opener(pay.Unstake)},
		),
	)
}

// renderNone is what who has no stake can do.
func (p *Page) renderNone() app.UI {
	t, f, token := p.T, p.facts.Data, p.token()
	if f.have.IsZero() {
		words := text.StakePoorText
		if p.info.Data.Demo {
			words = text.StakePoorDemo
		}
		return part.Empty(t.Say(text.StakeEmptyTitle), t.Say(words, token.Symbol))
	}
	return part.Empty(t.Say(text.StakeEmptyTitle), t.Say(text.StakeEmptyText, t.Amount(f.have, token)),
		&part.Button{Kind: part.Primary, Label: t.Say(text.StakeDo), Test: "stake-first", OnClick: p.opener(pay.Stake)})
}

// share is a part of a whole in percent.
func share(part, whole amount.Amount) string {
	v := part.Over(whole) * 100
	switch {
	case v > 0 && v < 0.01:
		return "< 0.01 %"
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 0, 64) + "\u00a0%"
	}
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(v, 'f', 2, 64), "0"), ".") + "\u00a0%"
}

// renderEarned is what is to be claimed, ticking.
func (p *Page) renderEarned() app.UI {
	t, f, token := p.T, p.facts.Data, p.token()
	if p.session.Data.Address.IsZero() || f.mine.Amount.IsZero() && f.mine.Earned.IsZero() {
		return nil
	}
	places := steady(f.pool.Grows(f.mine.Amount, f.head.Time, f.head.Time.Add(time.Second)), token.Decimals)
	tick := &part.Tick{Test: "stake-earned", Skew: f.skew(), Say: func(now time.Time) string {
		return t.Symbol(fixed(f.earned(now), token.Decimals, places), token)
	}}
	return app.Section().Class("panel").DataSet("test", "stake-rewards").Body(
		app.H2().Text(t.Say(text.StakeEarned)),
		app.P().Class("figure").Body(tick),
		app.P().Class("small muted").Text(t.Say(text.StakeEarnedBy, t.Amount(f.pool.Earns(f.mine.Amount, stake.Day), token))),
		app.Div().Body(&part.Button{Label: t.Say(text.ClaimDo), Test: "claim", Disabled: f.earned(f.now()).IsZero(), OnClick: p.opener(pay.Claim)}),
	)
}

// steady is how many digits after the point a second's growth needs to be seen, within reason.
func steady(second amount.Amount, decimals int) int {
	_, frac, _ := strings.Cut(second.Units(decimals), ".")
	return min(max(len(frac)-len(strings.TrimLeft(frac, "0"))+1, 2), 10, max(decimals, 0))
}

// fixed is an amount cut to so many digits after the point, all of them shown, so that a figure does not jump about as it
// ticks.
func fixed(a amount.Amount, decimals, places int) string {
	whole, frac, _ := strings.Cut(a.Units(decimals), ".")
	if places == 0 {
		return whole
	}
	return whole + "." + (frac + strings.Repeat("0", places))[:places]
}

// renderCounts is what of the stake counts for a probation, and what is held for one.
func (p *Page) renderCounts() app.UI {
	t, f, token := p.T, p.facts.Data, p.token()
	body := []app.UI{
		app.H2().Text(t.Say(text.StakeCountsTitle)), app.P().Class("muted").Text(t.Say(text.StakeCountsText, t.About(f.pool.Maturity))),
	}
	if f.mine.Amount.IsZero() {
		return app.Section().Class("panel").Body(body...)
	}
	facts := []app.UI{part.Fact(t.Say(text.StakeCounts), app.Span().DataSet("test", "stake-counts").Text(t.Amount(f.mine.Counting, token)))}
	if young := f.pending(); !young.IsZero() {
		words := t.Say(text.StakeCountsLater, t.About(f.pool.Maturity))
		if at, ok := p.past.Data.added(f.user); ok {
			words = t.Say(text.StakeCountsFrom, t.Date(at.Add(f.pool.Maturity)))
		}
		facts = append(facts, part.Fact(t.Say(text.StakePending), app.Span().DataSet("test", "stake-pending").Body(
			app.Span().Class("num").Text(t.Amount(young, token)), app.Br(), app.Span().Class("small muted").DataSet("test", "stake-counts-from").Text(words))))
	}
	if !f.mine.Held.IsZero() {
		facts = append(facts, part.Fact(t.Say(text.StakeHeld), app.Span().DataSet("test", "stake-held").Text(t.Amount(f.mine.Held, token))))
	}
	body = append(body, part.Facts(facts...))
	if items := p.heldItems(); len(items) > 0 {
		body = append(body, app.Ul().Class("reasons small").DataSet("test", "stake-holds").Body(items...))
	}
	return app.Section().Class("panel").DataSet("test", "stake-probation").Body(body...)
}

// heldItems are what is held for which order.
func (p *Page) heldItems() (items []app.UI) {
	t, token, rest := p.T, p.token(), p.facts.Data.mine.Held
	for _, h := range p.holds {
		if rest.Cmp(h.Amount) < 0 {
			continue // it was released since
		}
		rest = rest.Sub(h.Amount)
		items = append(items, app.Li().Body(
			part.Link("/orders/"+h.id.String()).DataSet("test", "stake-hold").
				Text(t.Say(text.StakeHeldFor, t.Amount(h.Amount, token), uint64(h.id), t.Date(h.Until))),
		))
	}
	if !rest.IsZero() && p.past.Status == state.Ready && len(p.holds) > 0 {
		items = append(items, app.Li().Text(t.Say(text.StakeHeldElse, t.Amount(rest, token))))
	}
	return items
}

// renderYield is what is shared out to all.
func (p *Page) renderYield() app.UI {
	t, f, token := p.T, p.facts.Data, p.token()
	minted := amount.Of(1).Mul(f.pool.MintMille).Units(3)
	pool := t.Say(text.StakePoolOver)
	if !f.pool.Left.IsZero() {
		pool = t.Say(text.StakeADay, t.Amount(f.pool.Emission.Mul(uint64(stake.Day/time.Second)), token), t.Amount(f.pool.Left, token))
	}
	midnight := f.now().UTC().Truncate(stake.Day).Add(stake.Day)
	facts := []app.UI{
		part.Fact(t.Say(text.StakeTotal), app.Span().DataSet("test", "stake-total").Text(t.Amount(f.pool.Total, token))),
		part.Fact(t.Say(text.StakeEmission), app.Span().Text(pool)),
		part.Fact(t.Say(text.StakeReleasing, t.Date(midnight)), app.Span().DataSet("test", "stake-releasing").Text(t.Amount(f.pool.Releasing, token))),
		part.Fact(t.Say(text.StakeWaiting), app.Span().DataSet("test", "stake-waiting").Text(t.Amount(f.pool.Waiting, token))),
	}
	if fees, mint, since := p.past.Data.brought(); !since.IsZero() {
		words := t.Say(text.StakeBroughtOf, t.Amount(fees, token), t.Amount(mint, token))
		facts = append(facts, part.Fact(t.Say(text.StakeBrought, t.Date(since)), app.Span().DataSet("test", "stake-brought").Text(words)))
	}
	body := []app.UI{
		app.H2().Text(t.Say(text.StakeYieldTitle)),
		app.P().Class("figure num").DataSet("test", "stake-yield").Text(t.Say(text.StakeAYear, t.Yield(f.pool.YearlyYield))),
		app.P().Class("muted small").Text(t.Say(text.StakeYieldText, token.Symbol, minted+" "+token.Symbol)),
		part.Facts(facts...),
	}
	if f.pool.Total.IsZero() {
		body = append(body, app.P().Class("muted").Text(t.Say(text.StakeIdle)))
	}
	return app.Section().Class("panel").DataSet("test", "stake-pool").Body(body...)
}
