package recommend

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/assets/templates"
	"berth/bff/catalogue"
	"berth/bff/pricing"
	"berth/contracts/chain"
	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

var dollar = eth.Address{0xd0}

// nodeWith is a node of a catalogue: what it asks for a core and second, and what of it is not as with any other.
type nodeWith struct {
	rate   uint64
	change func(*wire.Card)
	record wire.Record
}

func nodes(all ...nodeWith) *catalogue.Catalogue {
	c := catalogue.New(dollar)
	for i, n := range all {
		a := eth.Address{byte(i + 1)}
		total := resource.Resources{CPUMilli: 32_000, MemoryMiB: 64 << 10, DiskMiB: 500 << 10, TrafficMiB: 8000 << 10}
		c.Put(chain.Node{Address: a, Total: total, RegisteredAt: time.Unix(1, 0), Endpoint: "a" + string(rune('a'+i)) + ".example:443"})
		card := &wire.Card{Name: string(rune('a' + i)), Headroom: total, Prices: []wire.Price{{Token: dollar, CoreHour: amount.NanoOf(3600 * n.rate)}}}
		if n.change != nil {
			n.change(card)
		}
		c.SetCard(a, card, "", time.Now())
		c.SetRecord(a, n.record, 0, resource.Resources{})
	}
	c.Publish()
	return c
}

// checker are gateways that say what a file needs.
type checker func(url string, r wire.CheckRequest) (wire.ManifestCheck, error)

func (f checker) Check(_ context.Context, url string, r wire.CheckRequest) (wire.ManifestCheck, error) {
	return f(url, r)
}

func advisor(t *testing.T, g Gateways) *Advisor {
	t.Helper()
	all, err := Templates(templates.Files)
	if err != nil {
		t.Fatal(err)
	}
	return &Advisor{Templates: all, Tokens: []eth.Address{dollar}, Prices: pricing.NewModel(time.Now), Gateways: g}
}

func advise(t *testing.T, a *Advisor, c *catalogue.Catalogue, r wire.RecommendRequest) wire.Recommendation {
	t.Helper()
	if err := a.Check(&r); err != nil {
		t.Fatal(err)
	}
	out, err := a.Advise(t.Context(), c, r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func names(all []wire.RankedNode) string {
	var s []string
	for _, n := range all {
		s = append(s, n.Name)
	}
	return strings.Join(s, " ")
}

func TestWhatToRent(t *testing.T) {
	a := advisor(t, nil)
	root := func(c *wire.Card) { c.Root = &wire.Root{UserNS: true} }
	c := nodes(nodeWith{rate: 2000, change: root}, nodeWith{rate: 1000, change: root})
	just := advise(t, a, c, wire.RecommendRequest{Size: "M"})
	if len(just.Choices) != 3 || just.Resources != Presets[1].Resources || names(just.Nodes) != "b a" || just.Duration != Month {
		t.Errorf("just resources: %+v", just)
	}
	for i, ch := range just.Choices {
		// The month is that of the recommended rate: the cheapest node's.
		if want := amount.NanoOf(1000).MulDiv(uint64(ch.Resources.CPUMilli), 1000).Cost(Month); ch.Nodes != 2 || ch.Month == nil || *ch.Month != want {
			t.Errorf("choice %d: %+v, want %s a month", i, ch, want)
		}
	}
	wp := advise(t, a, c, wire.RecommendRequest{Template: "wordpress", Size: "L"})
	tpl := a.template("wordpress")
	if wp.Resources != tpl.Bundles[2].Resources || len(wp.Choices) != 3 || wp.Choices[0].For["zh"] == "" || wp.Choices[0].Month.Cmp(*wp.Choices[2].Month) >= 0 {
		t.Errorf("wordpress: %+v", wp)
	}
	own := advise(t, a, c, wire.RecommendRequest{Resources: resource.Resources{CPUMilli: 64_000, MemoryMiB: 64}})
	if own.Size != "own" || len(own.Nodes) != 0 || own.Excluded[resource.CPU] != 2 || own.Choices[0].Month != nil {
		t.Errorf("more than anybody has: %+v", own)
	}
	// Nodes that have images of their own run no others.
	built := nodes(nodeWith{rate: 1000, change: func(c *wire.Card) { c.Images = []string{"berth/echo"}; root(c) }}, nodeWith{rate: 2000, change: root})
	if got := advise(t, a, built, wire.RecommendRequest{Template: "postgres"}); names(got.Nodes) != "b" || got.Choices[0].Nodes != 1 {
		t.Errorf("postgres: %+v", got)
	}
	for field, r := range map[string]wire.RecommendRequest{
		"template": {Template: "nothing"}, "size": {Size: "XL"}, "token": {Token: eth.Address{1}}, "limit": {Limit: 51}, "needs": {Needs: "wings"},
		"resources.memoryMiB": {Resources: resource.Resources{CPUMilli: 10}}, "compose": {Compose: strings.Repeat("x", MaxCompose+1)},
	} {
		var p *problem.Problem
		if err := a.Check(&r); !errors.As(err, &p) || p.Field != field {
			t.Errorf("%s: got %v", field, err)
		}
	}
}

func TestAFilesSize(t *testing.T) {
	needs := resource.Resources{CPUMilli: 700, MemoryMiB: 900}
	var urls []string
	a := advisor(t, checker(func(url string, r wire.CheckRequest) (wire.ManifestCheck, error) {
		urls = append(urls, url)
		switch {
		case len(urls) == 1:
			return wire.ManifestCheck{}, errors.New("away")
		case r.Format != "compose" || r.Manifest != "services: {}":
			t.Errorf("got %+v", r)
		}
		// The database says nothing of what it wants, nor does the volume: the least that there is of each is in what is needed.
		return wire.ManifestCheck{OK: true, Needs: &wire.ManifestNeeds{Resources: needs, Root: true}, Volumes: []wire.VolumePlan{{Name: "data"}},
			Services: []wire.ServicePlan{{Name: "web", Asked: []string{string(resource.CPU), string(resource.Memory)}}, {Name: "db", Replicas: 2, Asked: []string{string(resource.Memory)}}}}, nil
	}))
	root := func(c *wire.Card) { c.Root = &wire.Root{UserNS: true} }
	c := nodes(nodeWith{rate: 1000}, nodeWith{rate: 2000, change: root}, nodeWith{rate: 3000, change: root})
	got := advise(t, a, c, wire.RecommendRequest{Compose: "services: {}"})
	want := resource.Resources{CPUMilli: 700 + 2*240, MemoryMiB: 900, DiskMiB: 1023, TrafficMiB: 10 << 10}
	if got.Resources != want || got.Size != "file" || got.By != "b" || names(got.Nodes) != "b c" || got.Needs != "root" || got.Choices[0].Month == nil {
		t.Errorf("got %+v", got)
	}
	// A node that says that a file needs nothing, or more than there can be, is not believed.
	a.Gateways = checker(func(string, wire.CheckRequest) (wire.ManifestCheck, error) {
		return wire.ManifestCheck{Needs: &wire.ManifestNeeds{}, Problems: make([]wire.ManifestProblem, 5000)}, nil
	})
	if got := advise(t, a, c, wire.RecommendRequest{Compose: "services: {}"}); got.Check.Needs != nil || len(got.Check.Problems) != most || len(got.Choices) != 0 {
		t.Errorf("got %+v", got)
	}
	a.Gateways = checker(func(string, wire.CheckRequest) (wire.ManifestCheck, error) {
		return wire.ManifestCheck{}, errors.New("away")
	})
	if _, err := a.Advise(t.Context(), c, wire.RecommendRequest{Compose: "x", Token: dollar, Limit: 1}); err == nil {
		t.Error("nobody has looked at it")
	}
}

func TestRank(t *testing.T) {
	good := wire.Record{Completed: 50, SecondsPaid: 3600 * 5000, Partners: 12}
	own := wire.Record{Completed: 50, SecondsPaid: 3600 * 5000, Partners: 1}
	bad := wire.Record{Completed: 5, NotActivated: 5, SecondsPaid: 3600 * 50, Partners: 3}
	want := resource.Resources{CPUMilli: 1000, MemoryMiB: 64}
	for _, c := range []struct {
		name  string
		nodes []nodeWith
		rtt   map[eth.Address]uint32
		order string
		first string // reason of the best
	}{
		{"by price", []nodeWith{{rate: 3000}, {rate: 1000}, {rate: 2000}}, nil, "b c a", "room"},
		{"a good record outweighs a little money", []nodeWith{{rate: 1000}, {rate: 1100, record: good}}, nil, "b a", "record"},
		{"but not twice the price", []nodeWith{{rate: 1000}, {rate: 2000, record: good}}, nil, "a b", "room"},
		{"one partner's hours count a third", []nodeWith{{rate: 1000, record: own}, {rate: 1000, record: good}}, nil, "b a", "record"},
		{"who let orders lapse comes last", []nodeWith{{rate: 1000, record: bad}, {rate: 1200}}, nil, "b a", "dearer"},
		{"near beats far", []nodeWith{{rate: 1000}, {rate: 1000}}, map[eth.Address]uint32{{1}: 240, {2}: 20}, "b a", "room"},
		{"not as much again is free", []nodeWith{{rate: 1000, change: func(c *wire.Card) { c.Headroom.CPUMilli = 1500 }}, {rate: 1000}}, nil, "b a", "room"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fits, _ := nodes(c.nodes...).Fits(want, dollar, 3600, "", nil)
			got := Rank(fits, want, 3600, c.rtt)
			if names(got) != c.order || got[0].Why[0].Code != c.first {
				t.Errorf("got %s, %+v", names(got), got[0].Why)
			}
			for _, n := range got {
				if !slices.IsSortedFunc(n.Why, func(a, b wire.RankReason) int {
					return int(1e6 * (max(b.Points, -b.Points) - max(a.Points, -a.Points)))
				}) {
					t.Errorf("what weighs most does not come first: %+v", n.Why)
				}
			}
		})
	}
}

// What the platform has shown itself counts, and time away counts against.
func TestRankByWhatWasShown(t *testing.T) {
	want := resource.Resources{CPUMilli: 1000, MemoryMiB: 64}
	fits, _ := nodes(nodeWith{rate: 1000}, nodeWith{rate: 1000}, nodeWith{rate: 1000}).Fits(want, dollar, 3600, "", nil)
	for i, c := range []*wire.Certification{
		{Level: wire.Certified, Uptime: wire.Uptime{Day: 900, Week: 900, Month: 850}},
		{Level: wire.Certified, Uptime: wire.Uptime{Day: 1000, Week: -1, Month: -1}},
		{Level: wire.Reachable, Uptime: wire.Uptime{Day: -1, Week: -1, Month: -1}},
	} {
		n := *fits[i].Node
		n.Certification = c
		fits[i].Node = &n
	}
	got := Rank(fits, want, 3600, nil)
	if names(got) != "b c a" || got[0].Why[0].Code != "certified" || got[2].Why[0].Code != "uptime" || got[2].Why[0].Figure != 85 {
		t.Errorf("got %s, %+v", names(got), got)
	}
}
