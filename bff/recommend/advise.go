package recommend

import (
	"context"
	"errors"
	"slices"
	"time"

	"berth/bff/catalogue"
	"berth/bff/pricing"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Gateways tell what a file needs.
type Gateways interface {
	Check(ctx context.Context, url string, r wire.CheckRequest) (wire.ManifestCheck, error)
}

// Limits of what is asked.
const (
	Month      = 30 * 24 * 3600 // seconds
	MaxCompose = 48 << 10       // bytes
	mostNodes  = 50
	someNodes  = 10
	MostRTT    = 50 // nodes that distances are told of
	// asked is how many nodes are shown a file in turn, until one has looked at it, and lookTime how long each may take.
	asked    = 3
	lookTime = 3 * time.Second
)

// Advisor says what to rent, and from whom. It is safe for concurrent use.
type Advisor struct {
	Templates []wire.Template
	Tokens    []eth.Address // that the platform accepts; the first is the default
	Prices    *pricing.Model
	Gateways  Gateways
}

// Check reports what is wrong with a request, as a problem that names the field.
func (a *Advisor) Check(r *wire.RecommendRequest) error {
	what := 0
	for _, there := range []bool{r.Template != "", r.Compose != "", !r.Resources.IsZero()} {
		if there {
			what++
		}
	}
	if r.Token.IsZero() {
		r.Token = a.Tokens[0]
	}
	if r.Duration == 0 {
		r.Duration = Month
	}
	if r.Size == "" {
		r.Size = "S"
	}
	if r.Limit == 0 {
		r.Limit = someNodes
	}
	switch {
	case what > 1:
		return problem.Field("template", "a template, a Compose file or resources: one of them")
	case r.Template != "" && a.template(r.Template) == nil:
		return problem.Field("template", "the id of one of GET /api/templates, or nothing")
	case !slices.Contains([]string{"S", "M", "L"}, r.Size):
		return problem.Field("size", "S, M or L")
	case len(r.Compose) > MaxCompose:
		return problem.Field("compose", "%d bytes at most", MaxCompose)
	case !slices.Contains(a.Tokens, r.Token):
		return problem.Field("token", "one that this platform accepts: see the tokens of GET /api/info")
	case !r.Needs.Known():
		return problem.Field("needs", "%s", order.NeedsHelp)
	case r.Limit < 1 || r.Limit > mostNodes:
		return problem.Field("limit", "from 1 to %d", mostNodes)
	case len(r.RTT) > MostRTT:
		return problem.Field("rtt", "of %d nodes at most", MostRTT)
	}
	var bad *resource.FieldError
	if err := r.Resources.Validate(); !r.Resources.IsZero() && errors.As(err, &bad) {
		return problem.Field("resources."+bad.Field, "%s", bad.Remedy)
	}
	return nil
}

func (a *Advisor) template(id string) *wire.Template {
	i := slices.IndexFunc(a.Templates, func(t wire.Template) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &a.Templates[i]
}

// Advise answers a request that Check has let through, among nodes as who asks meets them.
func (a *Advisor) Advise(ctx context.Context, nodes pricing.Nodes, r wire.RecommendRequest) (wire.Recommendation, error) {
	out := wire.Recommendation{Token: r.Token, Duration: r.Duration, Needs: r.Needs, Size: r.Size}
	bundles, images := Presets, []string(nil)
	switch t := a.template(r.Template); {
	case t != nil:
		bundles, images = t.Bundles, t.Images
		if t.Root && out.Needs == "" {
			out.Needs = order.NeedRoot
		}
	case r.Compose != "":
		told, by, err := a.look(ctx, nodes, r)
		if err != nil {
			return out, err
		}
		out.Check, out.By, out.Size = &told, by, "file"
		if told.Needs == nil {
			out.Choices, out.Nodes = []wire.SizeChoice{}, []wire.RankedNode{}
			return out, nil
		}
		if told.Needs.Root && out.Needs == "" {
			out.Needs = order.NeedRoot
		}
		bundles = []wire.Bundle{{Size: "file", Resources: told.Usual()}}
	case !r.Resources.IsZero():
		out.Size = "own"
		bundles = []wire.Bundle{{Size: "own", Resources: r.Resources}}
	}
	able := running{nodes, images}
	for _, b := range bundles {
		c := wire.SizeChoice{Size: b.Size, For: b.For, Resources: b.Resources}
		h := a.Prices.Hint(able, pricing.Want{Resources: b.Resources, Token: r.Token, Duration: Month, Needs: out.Needs})
		if c.Nodes = h.Nodes; h.Recommended != nil {
			c.Month = &h.Recommended.Total
		}
		out.Choices = append(out.Choices, c)
		if b.Size == out.Size {
			out.Resources = b.Resources
		}
	}
	fits, excluded := able.Fits(out.Resources, r.Token, r.Duration, out.Needs, nil)
	out.Nodes = Rank(fits, out.Resources, r.Duration, r.RTT)
	out.Nodes = out.Nodes[:min(len(out.Nodes), r.Limit)]
	if len(fits) == 0 {
		out.Nodes, out.Excluded = []wire.RankedNode{}, excluded
	}
	return out, nil
}

// look has a node look at a file, the cheapest first.
func (a *Advisor) look(ctx context.Context, nodes pricing.Nodes, r wire.RecommendRequest) (wire.ManifestCheck, string, error) {
	fits, _ := nodes.Fits(resource.Resources{CPUMilli: 10, MemoryMiB: 16}, r.Token, r.Duration, r.Needs, nil)
	for _, f := range fits[:min(len(fits), asked)] {
		limited, cancel := context.WithTimeout(ctx, lookTime)
		told, err := a.Gateways.Check(limited, f.Node.URL, wire.CheckRequest{Format: "compose", Manifest: r.Compose})
		cancel()
		if err == nil {
			return bounded(told), f.Node.Name, nil
		}
	}
	return wire.ManifestCheck{}, "", problem.New(503, problem.Unavailable, "no node could look at the file now").Remedy("try again in a moment, or choose the size yourself")
}

// most is how many parts of a node's word on a file are handed on.
const most = 100

// bounded is what a node said, as much of it as is handed on. What it says to be needed is held to what resources can be.
func bounded(c wire.ManifestCheck) wire.ManifestCheck {
	c.Services, c.Volumes = c.Services[:min(len(c.Services), most)], c.Volumes[:min(len(c.Volumes), most)]
	c.Ignored, c.Notes = c.Ignored[:min(len(c.Ignored), most)], c.Notes[:min(len(c.Notes), most)]
	c.Problems, c.Variables = c.Problems[:min(len(c.Problems), most)], c.Variables[:min(len(c.Variables), most)]
	if c.Needs != nil && (c.Needs.Resources.Validate() != nil || c.Usual().Validate() != nil) {
		c.Needs = nil
	}
	return c
}

// running are the nodes that can run some images: those that name no images of their own run any.
type running struct {
	pricing.Nodes
	images []string
}

// Fits implements pricing.Nodes.
func (n running) Fits(want resource.Resources, token eth.Address, duration uint32, needs order.Need, only []eth.Address) ([]catalogue.Fit, map[resource.Dimension]int) {
	fits, excluded := n.Nodes.Fits(want, token, duration, needs, only)
	if len(n.images) > 0 {
		fits = slices.DeleteFunc(fits, func(f catalogue.Fit) bool { return f.Node.Card != nil && !catalogue.Runs(f.Node.Card, n.images) })
	}
	return fits, excluded
}
