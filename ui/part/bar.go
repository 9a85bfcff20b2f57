package part

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/amount"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

// ResourceBar shows one dimension of a node: what is reserved, what is free, and between them what is held by open
// quotes, each as long as its share of the total.
func ResourceBar(t text.T, d resource.Dimension, total, reserved, free uint64) app.UI {
	words := t.Say(text.FreeOf, t.Of(d, free, total))
	return app.Div().Class("bar").Body(
		app.Div().Class("bar-words").Body(
			app.Span().Class("bar-name").Text(t.Dimension(d)),
			app.Span().Class("bar-value num").Text(words),
		),
		bar(reserved, free, total),
	)
}

// ResourceBars are the bars of all dimensions that a node has. Traffic is not among them: it is not shared out by
// the contract, each order brings its own.
func ResourceBars(t text.T, n wire.Node) app.UI {
	var bars []app.UI
	for _, d := range resource.Dimensions {
		if total := n.Total.Of(d); total > 0 && d != resource.Traffic {
			bars = append(bars, ResourceBar(t, d, total, n.Reserved.Of(d), n.Free.Of(d)))
		}
	}
	return app.Div().Class("bars").Body(bars...)
}

// Share is a plain bar of one share, 0 to 1, of a whole. Words beside it must say the same.
func Share(share float64) app.UI { return bar(uint64(min(max(share, 0), 1)*1000), 0, 1000) }

// TriBar draws what is reserved and then what is quoted (from the left) and free (from the right) of a total; words beside it must
// say the same.
func TriBar(reserved, quoted, free, total uint64) app.UI {
	if total == 0 {
		return bar(0, 0, 0)
	}
	at := func(n uint64) uint64 { return min(n, total) * 1000 / total }
	a, b := at(reserved), at(free)
	q := min(at(quoted), 1000-a)
	b = min(b, 1000-a-q)
	return app.Raw(fmt.Sprintf(`<svg class="bar-line" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-all" width="1000" height="8"/>`+
		`<rect class="bar-used" width="%d" height="8"/><rect class="bar-quoted" x="%d" width="%d" height="8"/><rect class="bar-free" x="%d" width="%d" height="8"/></svg>`,
		a, a, q, 1000-b, b))
}

// Bar draws what is reserved (from the left) and free (from the right) of a total; words beside it must say the same.
func Bar(reserved, free, total uint64) app.UI { return bar(reserved, free, total) }

// bar draws in a field of 1000 × 8, without inline styles.
func bar(first, last, total uint64) app.UI {
	at := func(n uint64) uint64 {
		if total == 0 {
			return 0
		}
		return min(n, total) * 1000 / total
	}
	a, b := at(first), at(last)
	b = min(b, 1000-a)
	s := `<svg class="bar-line" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true"><rect class="bar-all" width="1000" height="8"/>`
	if a > 0 {
		s += fmt.Sprintf(`<rect class="bar-used" width="%d" height="8"/>`, a)
	}
	if b > 0 {
		s += fmt.Sprintf(`<rect class="bar-free" x="%d" width="%d" height="8"/>`, 1000-b, b)
	}
	return app.Raw(s + `</svg>`)
}

// LoadCurve draws how a price moves between a floor and a ceiling, in percent, with the load, 0 to 1, and where it is now; words
// beside it must say the same.
func LoadCurve(floor, ceiling int, load float64) app.UI {
	low, high := float64(min(floor, 100)), float64(max(ceiling, 101))
	y := func(v float64) float64 { return 84 - 68*(v-low)/(high-low) }
	x, at := 1000*min(max(load, 0), 1), float64(floor)+float64(ceiling-floor)*load
	return app.Raw(fmt.Sprintf(`<svg class="load-curve" viewBox="0 0 1000 96" preserveAspectRatio="none" aria-hidden="true"><line class="dial-mark" x1="0" x2="1000" y1="%.1f" y2="%.1f"/>`+
		`<line class="dial-line" x1="0" y1="%.1f" x2="1000" y2="%.1f"/><line class="dial-place" x1="%.1f" x2="%.1f" y1="%.1f" y2="96"/></svg>`,
		y(100), y(100), y(float64(floor)), y(float64(ceiling)), x, x, y(at)))
}

// EscrowSplit shows how an escrow is shared out: what comes back to the user and what the node gets. The words are the
// consequence, so they come first: put it above the button that causes it.
func EscrowSplit(t text.T, token wire.Token, back, node amount.Amount) app.UI {
	deposit := back.Add(node)
	shown, whole := t.Apart(back, deposit, token)
	return app.Div().Class("split").DataSet("test", "split").Body(
		app.Dl().Class("split-words").Body(
			app.Div().Body(app.Dt().Text(t.Say(text.SplitBack)), app.Dd().Class("num").DataSet("test", "split-back").Text(shown)),
			app.Div().Body(app.Dt().Text(t.Say(text.SplitNode)), app.Dd().Class("num").DataSet("test", "split-node").Text(t.Amount(node, token))),
		),
		Share(back.Over(deposit)),
		app.P().Class("small muted num").Text(t.Say(text.SplitOf, whole)),
	)
}
