package rent

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/part/entry"
	"berth/ui/part/near"
	"berth/ui/state"
	"berth/ui/text"
)

// advice is which nodes are the best for what is entered, and why; for just resources the sizes with what they cost, too. How far
// the nodes are is measured from here and told to nobody but the platform, which orders by it. It is for the UI goroutine only.
type advice struct {
	sizes state.Of[wire.Recommendation] // for just resources
	most  resource.Resources            // of each dimension, that some node has free; zero: not known
	nodes state.Of[wire.Recommendation]
	of    string // what nodes are for
	rtt   map[eth.Address]uint32
}

const (
	// adviceNodes is how many nodes are asked for.
	adviceNodes = 20
	knocked     = 5 // that are shown, and measured
)

// needSizes loads the presets with what they cost.
func (a *advice) needSizes(run life.Run) {
	if a.sizes.Status != state.Idle || !run.On() {
		return
	}
	a.sizes.Status = state.Loading
	run.Go(func() {
		r, err := api.Recommend(run, wire.RecommendRequest{Limit: 1})
		var most resource.Resources
		if list, err := api.Nodes(run, wire.NodeQuery{Limit: mostAmong}); err == nil {
			for _, n := range list.Items {
				most = wider(most, n.Free)
			}
		}
		run.Do(func(app.Context) { a.sizes, a.most = state.Came(r, err), most })
	})
}

// need loads the nodes for what is entered, and once more when it is known how far they are.
func (a *advice) need(run life.Run, d draft) {
	key := fmt.Sprint(d.Resources, d.Duration, d.Token, d.need(), d.Template)
	if d.Token.IsZero() || d.Resources.Validate() != nil || !run.On() || a.of == key {
		return
	}
	a.of, a.nodes.Status = key, state.Loading
	ask := func() (wire.Recommendation, error) {
		return api.Recommend(run, wire.RecommendRequest{Resources: d.Resources, Token: d.Token, Duration: d.Duration, Needs: d.need(), Limit: adviceNodes, RTT: a.rtt})
	}
	came := func(r wire.Recommendation, err error) {
		run.Do(func(app.Context) {
			if a.of == key {
				a.nodes = state.Came(r, err)
			}
		})
	}
	run.Go(func() {
		r, err := ask()
		came(r, err)
		if err != nil || len(r.Nodes) < 2 {
			return
		}
		far := measure(run, r.Nodes)
		run.Do(func(app.Context) {
			if a.of != key || len(far) == 0 {
				return
			}
			a.rtt = far
			run.Go(func() { came(ask()) })
		})
	})
}

// measure is how many ms a small answer of each node's gateway takes.
func measure(ctx context.Context, nodes []wire.RankedNode) map[eth.Address]uint32 {
	far := map[eth.Address]uint32{}
	for _, n := range nodes[:min(len(nodes), knocked)] {
		if ms, ok := near.Measure(ctx, n.URL); ok {
			far[n.Address] = ms
		}
	}
	return far
}

// inOrder are the nodes that are tried one after the other: the cheapest first, and those last that let others down. Nil: it is not known.
func (a *advice) inOrder() (nodes []eth.Address) {
	all := slices.Clone(a.nodes.Data.Nodes)
	broken := func(n wire.RankedNode) int {
		if slices.ContainsFunc(n.Why, func(w wire.RankReason) bool { return w.Code == "broken" }) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(x, y wire.RankedNode) int {
		if c := broken(x) - broken(y); c != 0 {
			return c
		}
		return x.Rate.Cmp(y.Rate)
	})
	for _, n := range all {
		nodes = append(nodes, n.Address)
	}
	return nodes
}

// renderSizes are the presets to choose from.
func (c *sized) renderSizes() app.UI {
	t, s := c.T, c.Advice.sizes
	if len(s.Data.Choices) == 0 {
		return nil
	}
	token := c.Chain.TokenOf(s.Data.Token)
	var options []part.Option
	value := c.preset()
	if c.Draft.Figures || value == "" {
		value = entry.Custom
	}
	for _, x := range s.Data.Choices {
		label := x.Size + " · " + t.Pick(x.For)
		if x.Month != nil && c.Chain.ID != 0 {
			label += " · " + t.Say(text.AdviceMonth, t.Amount(*x.Month, token))
		} else if x.Month == nil {
			label += " · " + t.Say(text.AdviceNobody)
		}
		options = append(options, part.Option{Value: x.Size, Label: label, Note: t.Resources(x.Resources)})
	}
	options = append(options, part.Option{Value: entry.Custom, Label: t.Say(text.RentOwnSize), Note: t.Say(text.RentOwnSizeNote)})
	return &part.Choice{
		Name: "rent-preset", Legend: t.Say(text.AdviceSizes), Options: options, Value: value, Test: "preset",
		OnPick: func(_ app.Context, v string) {
			c.Draft.Figures = v == entry.Custom
			c.OnSave()
			for _, x := range s.Data.Choices {
				if x.Size == v {
					c.Draft.Size, c.Draft.Resources = entry.Custom, wider(x.Resources, c.Draft.Least)
					*c.Size = entry.SizeOf(c.Draft.Resources)
					c.changed()
				}
			}
		},
	}
}

// renderAdvice are the best nodes, with why each stands where it does.
func (c *price) renderAdvice() app.UI {
	t, a := c.T, c.Advice.nodes
	if len(a.Data.Nodes) == 0 || c.Info.Data.Chain.ID == 0 || a.Data.Token != c.Draft.Token {
		return nil
	}
	var items []app.UI
	for i, n := range a.Data.Nodes[:min(len(a.Data.Nodes), knocked)] {
		name := n.Name
		if name == "" {
			name = n.Address.Short()
		}
		var why []app.UI
		for _, w := range n.Why {
			why = append(why, app.Li().DataSet("code", w.Code).Text(reason(t, w)))
		}
		items = append(items, app.Li().DataSet("test", "advice-node").DataSet("node", n.Address.String()).Body(
			app.P().Body(app.Strong().Text(t.Say(text.FirstPlace, i+1, name)), app.Text(" "), app.Span().Class("muted small").Text(part.RegionOf(t, n.Region)),
				app.Text(" · "), app.Span().Class("num").Text(t.Named(n.Total, c.token()))),
			app.Ul().Class("reasons small").Aria("label", t.Say(text.AdviceWhy)).Body(why...),
		))
	}
	return app.Details().Class("details").DataSet("test", "advice").Body(
		app.Summary().DataSet("test", "advice-open").Text(t.Say(text.AdviceNodes)), app.P().Class("small muted").Text(t.Say(text.AdviceHow)), app.Ol().Class("stack-tight").Body(items...),
	)
}

// reason is one reason in words.
func reason(t text.T, w wire.RankReason) string {
	words, ok := text.AdviceReasons[w.Code]
	if !ok {
		return w.Code
	}
	switch w.Code {
	case "cheapest", "newcomer", "room", "reachable", "verified", "certified":
		return t.Say(words)
	case "uptime":
		return t.Say(words, math.Round(100*w.Figure)/100)
	}
	return t.Say(words, int(w.Figure))
}
