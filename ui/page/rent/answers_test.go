package rent

import (
	"strings"
	"testing"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/pay"
	"berth/ui/text"
)

// TestAnswersExpire: what cannot be paid any more cannot be chosen, says so, and where that is all of it the way on is to ask again.
func TestAnswersExpire(t *testing.T) {
	token := wire.Token{Address: eth.Address{1}, Symbol: "dUSD", Decimals: 6, Dollar: true}
	answer := func(node byte, left time.Duration) wire.Answer {
		a := wire.Answer{Node: eth.Address{node}, Name: "node"}
		a.Kind, a.Quote = wire.Accept, &order.Quote{Token: token.Address, Rate: amount.Of(12010).Nano().Div(86400), ValidUntil: time.Now().Add(left)}
		return a
	}
	// A quote that holds for less than a payment takes is as good as expired.
	gone, close, good := -time.Hour, pay.QuoteSpare/2, time.Hour
	for _, c := range []struct {
		name            string
		left            []time.Duration
		choose, expired int
		over            bool
	}{
		{"none", nil, 0, 0, false},
		{"all good", []time.Duration{good, good}, 2, 0, false},
		{"one of two", []time.Duration{gone, good}, 1, 1, false},
		{"too late to pay", []time.Duration{close, good}, 1, 1, false},
		{"all", []time.Duration{gone, close}, 0, 2, true},
	} {
		k := talk{asked: &wire.Asked{Nodes: []wire.AskedNode{{Address: eth.Address{9}}}}, answers: map[eth.Address]wire.Answer{}, done: &wire.Done{Accepted: len(c.left)}}
		for i, left := range c.left {
			k.hear(answer(byte(i+1), left))
		}
		got := app.HTMLString(&answers{
			T: text.In(text.EN), Chain: wire.Chain{ID: 1, Tokens: []wire.Token{token}}, Draft: &draft{Token: token.Address, Duration: 86400}, Talk: &k, Advice: &advice{},
		})
		count := func(test string) int { return strings.Count(got, `data-test="`+test+`"`) }
		if count("choose") != c.choose || count("answer-expired") != c.expired || count("rent-over") > 0 != c.over || count("rent-ask-again") != 1 {
			t.Errorf("%s: %d to choose, %d expired, over %d, %d ways to ask again", c.name, count("choose"), count("answer-expired"), count("rent-over"), count("rent-ask-again"))
		}
		if primary := strings.Contains(tag(got, `data-test="rent-ask-again"`), "btn-primary"); primary != c.over {
			t.Errorf("%s: to ask again is the way on: %v", c.name, primary)
		}
	}
}

// tag is the tag that has an attribute, whose attributes come in any order.
func tag(s, attribute string) string {
	before, after, _ := strings.Cut(s, attribute)
	end, _, _ := strings.Cut(after, ">")
	return before[strings.LastIndexByte(before, '<')+1:] + end
}
