package prices

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// words are a setting's value in lines, for people.
func words(t text.T, chain wire.Chain, field string, raw json.RawMessage) []string {
	switch field {
	case fPrices:
		return read(raw, func(all []wire.Price) (lines []string) {
			for _, p := range all {
				lines = append(lines, priceWords(t, chain.TokenOf(p.Token), p)...)
			}
			return lines
		})
	case fRange:
		return read(raw, func(r wire.PriceRange) []string {
			if r.Floor == r.Ceiling {
				return []string{t.Say(text.AdminRangeNone)}
			}
			return []string{t.Say(text.AdminRangeWords, r.Floor, r.Ceiling)}
		})
	case fDiscounts:
		return read(raw, func(all []wire.Discount) (lines []string) {
			for _, d := range all {
				lines = append(lines, t.Say(text.AdminDiscountWords, t.Span(d.From), d.Percent))
			}
			return lines
		})
	case fServe:
		return read(raw, func(s wire.AdminServe) []string { return serveWords(t, chain.Native, s) })
	case fStake:
		return read(raw, func(a amount.Amount) []string { return []string{t.Exact(a, chain.Native)} })
	case fReferrer:
		return read(raw, func(n uint16) []string { return []string{part.Bps(n)} })
	case fOrigins:
		return read(raw, func(all []string) []string { return all })
	}
	return read(raw, func(n uint32) []string { return []string{t.Span(n)} })
}

func read[T any](raw json.RawMessage, say func(T) []string) []string {
	var v T
	if len(raw) == 0 || string(raw) == "null" || json.Unmarshal(raw, &v) != nil {
		return nil
	}
	return say(v)
}

func priceWords(t text.T, token wire.Token, p wire.Price) []string {
	line := func(x text.Text, n amount.Nano) string {
		return token.Symbol + " · " + t.Say(x) + ": " + t.Symbol(n.Units(token.Decimals), token)
	}
	lines := []string{line(text.AdminCore, p.CoreHour), line(text.AdminMemory, p.MemoryHour), line(text.AdminDisk, p.DiskHour), line(text.AdminTrafficOf, p.TrafficGiB)}
	if !p.GPUHour.IsZero() {
		lines = append(lines, line(text.AdminGPU, p.GPUHour))
	}
	return lines
}

func serveWords(t text.T, native wire.Token, s wire.AdminServe) (lines []string) {
	add := func(x text.Text, is string) { lines = append(lines, t.Say(x)+": "+is) }
	if !s.MinStake.IsZero() {
		add(text.AdminServeStake, t.Exact(s.MinStake, native))
	}
	if s.MinCompleted > 0 {
		add(text.AdminServeOrders, strconv.Itoa(s.MinCompleted))
	}
	if s.MinSecondsPaid > 0 {
		add(text.AdminServePaid, t.About(time.Duration(min(s.MinSecondsPaid, 1<<33))*time.Second))
	}
	if s.MinPartners > 0 {
		add(text.AdminServeNodes, strconv.Itoa(s.MinPartners))
	}
	if lines == nil {
		return []string{t.Say(text.AdminServeAll)}
	}
	return lines
}

// diffs are what changes: of each setting the lines that go, and those that come.
func diffs(t text.T, chain wire.Chain, all []wire.AdminDiff) app.UI {
	var items []app.UI
	for _, d := range all {
		before, after := words(t, chain, d.Field, d.Old), words(t, chain, d.Field, d.New)
		var lines []app.UI
		add := func(class string, sign text.Text, from, without []string) {
			for _, w := range from {
				if !slices.Contains(without, w) {
					lines = append(lines, app.P().Class("diff-line "+class).Body(app.Span().Class("sr").Text(t.Say(sign)+" "), app.Span().Text(w)))
				}
			}
		}
		add("diff-old", text.AdminDiffOld, before, after)
		add("diff-new", text.AdminDiffNew, after, before)
		if len(lines) == 0 { // the configuration says the same, or nothing
			lines = append(lines, app.P().Class("diff-line muted").Text(strings.Join(append(after, t.Say(text.AdminDiffFlag)), " · ")))
		}
		items = append(items, app.Li().Class("entry").DataSet("test", "diff").DataSet("field", d.Field).Body(
			app.P().Class("strong").Text(t.Setting(d.Field)), app.Div().Class("stack-tight").Body(lines...),
		))
	}
	return app.Ul().Class("entries").Body(items...)
}

var kinds = map[wire.AnswerKind]struct {
	tone part.Tone
	word text.Text
}{
	"accept": {part.Running, text.AdminAccepted}, "counter": {part.Waiting, text.AdminCountered}, "reject": {part.Bad, text.AdminRejected},
}

// answer is how an offer was answered, or would be.
func answer(t text.T, token wire.Token, a wire.AdminAnswer) app.UI {
	k, ok := kinds[a.Kind]
	if !ok {
		return app.Span().Text(string(a.Kind))
	}
	word := t.Say(k.word)
	switch {
	case a.Kind == "reject" && len(a.Why) > 0:
		word += ": " + why(t, token, a.Why[0])
	case !a.Rate.IsZero():
		word += " " + t.Rate(a.Rate, token)
	}
	return app.Span().Class("answer-is").Body(part.Badge(k.tone, word))
}

// why is a reason of a reject for whoever runs the node.
func why(t text.T, token wire.Token, w wire.Why) string {
	if s := t.Closed(w.Code); s != w.Code {
		return s
	}
	if s, ok := text.AdminWhys[w.Code]; ok {
		return t.Say(s)
	}
	return part.Why(t, token, w)
}

// counts are answers in a line: "Accepted 12 · Countered 3 · Rejected 5".
func counts(t text.T, a wire.AdminAnswers) string {
	one := func(x text.Text, n int) string { return t.Say(x) + " " + strconv.Itoa(n) }
	return strings.Join([]string{one(text.AdminAccepted, a.Accept), one(text.AdminCountered, a.Counter), one(text.AdminRejected, a.Reject)}, " · ")
}
