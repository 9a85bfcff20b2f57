package part

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/text"
)

// Promise is a sentence about what a quote binds either side to. Key names it for tests.
type Promise struct {
	Key, Words string
	Stake      bool // it asks for a stake
}

// Promises are what a quote means for an order of so many seconds, in the order in which a user needs to know it. entitled is
// why the node gives this user no free time; nil: it gives none to anybody, or gives it.
func Promises(t text.T, c wire.Chain, q order.Quote, duration uint32, entitled *wire.Probation) []Promise {
	token := c.TokenOf(q.Token)
	all := []Promise{
		{Key: "commitment", Words: committed(t, token, q, duration)}, {Key: "notice", Words: noticed(t, token, q, duration)},
		{Key: "probation", Words: freed(t, c, q, entitled), Stake: q.Probation == 0 && entitled != nil && entitled.Why == "stake"},
	}
	if s := t.Features(q.Features); s != "" {
		all = append(all, Promise{Key: "root", Words: t.Say(text.RootPromise, s)})
	}
	if q.ReferrerShare > 0 {
		all = append(all, Promise{Key: "referrer", Words: t.Say(text.ReferrerGets, Bps(q.ReferrerShare), q.Referrer.Short())})
	}
	if q.Resources.TrafficMiB > 0 {
		all = append(all, Promise{Key: "traffic", Words: t.Say(text.TrafficOpens, t.Size(q.Resources.TrafficMiB))})
	}
	return all
}

// PromiseList shows them, with the way to a stake where one is asked for.
func PromiseList(t text.T, all []Promise) app.UI {
	var items []app.UI
	for _, p := range all {
		item := app.Li().DataSet("test", "promise-"+p.Key)
		if p.Stake {
			item = item.Body(app.Text(p.Words+t.Space()), Link("/stake").DataSet("test", "promise-stake").Text(t.Say(text.StakeSee)))
		} else {
			item = item.Text(p.Words)
		}
		items = append(items, item)
	}
	return app.Ul().Class("reasons promises").DataSet("test", "promises").Body(items...)
}

func committed(t text.T, token wire.Token, q order.Quote, duration uint32) string {
	if min(q.Committed, duration) == 0 {
		return t.Say(text.CommitNone)
	}
	words := text.CommitSome
	if q.Committed >= duration {
		words = text.CommitAll
	}
	s := t.Say(words, t.Span(min(q.Committed, duration)), t.Named(q.Commitment(duration), token))
	if q.Probation > 0 {
		s += t.Space() + t.Say(text.CommitAfter, t.Span(q.Probation))
	}
	return s
}

func noticed(t text.T, token wire.Token, q order.Quote, duration uint32) string {
	if q.Notice == 0 {
		return t.Say(text.NoticeNone)
	}
	return t.Say(text.NoticeSome, t.Span(q.Notice), t.Amount(q.Rate.Cost(uint64(min(q.Notice, duration))), token))
}

// freed says which probation this very user gets. Only the quote decides; why there is none is the node's word.
func freed(t text.T, c wire.Chain, q order.Quote, entitled *wire.Probation) string {
	switch {
	case q.Probation > 0:
		s := t.Say(text.FreeFor, t.Span(q.Probation))
		if !q.MinStake.IsZero() {
			s += t.Space() + t.Say(text.FreeStake, t.Amount(q.MinStake, c.Native))
		}
		return s
	case entitled != nil && entitled.Why == "not-first":
		return t.Say(text.FreeNotFirst)
	case entitled != nil && entitled.Why == "unknown":
		return t.Say(text.FreeUnsure)
	case entitled != nil && entitled.Why == "stake":
		return t.Say(text.FreeNoStake, t.Amount(entitled.MinStake, c.Native), t.Amount(entitled.Stake, c.Native))
	}
	return t.Say(text.FreeNot)
}

// PromiseFacts are the first three in short, and what images that start as root are promised, to compare answers by.
func PromiseFacts(t text.T, c wire.Chain, q order.Quote, duration uint32, entitled *wire.Probation) []app.UI {
	commit, notice, free := t.Say(text.CommitFree), t.Say(text.NoticeNot), t.Say(text.FreeNone)
	if s := min(q.Committed, duration); s > 0 {
		commit = t.Say(text.CommitIs, t.Span(s), t.Amount(q.Commitment(duration), c.TokenOf(q.Token)))
	}
	if q.Notice > 0 {
		notice = t.Say(text.NoticeShort, t.Span(q.Notice))
	}
	switch why := entitled; {
	case q.Probation > 0 && !q.MinStake.IsZero():
		free = t.Say(text.FreeHolds, t.Span(q.Probation), t.Amount(q.MinStake, c.Native))
	case q.Probation > 0:
		free = t.Say(text.FreeIs, t.Span(q.Probation))
	case why == nil:
	case why.Why == "not-first":
		free = t.Say(text.FreeOnce)
	case why.Why == "unknown":
		free = t.Say(text.FreeUnknown)
	case why.Why == "stake":
		free = t.Say(text.FreeUnstaked, t.Amount(why.MinStake, c.Native), t.Amount(why.Stake, c.Native))
	}
	fact := func(name text.Text, key, words string) app.UI {
		return Fact(t.Say(name), app.Span().DataSet("test", "answer-"+key).Text(words))
	}
	facts := []app.UI{fact(text.CommitName, "commitment", commit), fact(text.FreeName, "probation", free), fact(text.NoticeName, "notice", notice)}
	if s := t.Features(q.Features); s != "" {
		facts = append(facts, fact(text.RootName, "root", t.Say(text.RootPromised, s)))
	}
	return facts
}

// Bps is a share in basis points as percent: "1.5 %".
func Bps(share uint16) string {
	s := strconv.Itoa(int(share) / 100)
	if rest := int(share) % 100; rest > 0 {
		s += "." + strings.TrimRight(strconv.Itoa(100 + rest)[1:], "0")
	}
	return s + "\u00a0%"
}
