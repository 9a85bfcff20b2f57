package certify

import (
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"berth/bff/certify/evidence"
	"berth/bff/certify/measure"
	"berth/bff/certify/rent"
	"berth/shared/clip"
	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/server/capacity"
	"berth/shared/typed"
	"berth/shared/wire"
)

// What is rented at least and at most.
const (
	leastCPU     = 100 // milli
	leastMemory  = 128 // MiB
	leastDisk    = 128 // MiB
	traffic      = 2048
	stay         = 30 * 60 // seconds
	apartRounds  = 3
	apartBlocks  = 32 << 20 // bytes of a lane
	maxWhy       = 300
	paidTime     = 30 * time.Minute
	builtInPage  = "berth/hello"
	builtInProof = "berth/prover"
)

// want is what is rented of a node: the part that is set of what it has free; ok is false where that is too little to say anything.
func (v *Visitor) want(n *wire.Node) (r resource.Resources, ok bool) {
	of := func(n uint32) uint32 { return uint32(uint64(n) * uint64(v.Part) / 100) }
	r = resource.Resources{
		CPUMilli: max(of(n.Free.CPUMilli), leastCPU), MemoryMiB: max(of(n.Free.MemoryMiB), leastMemory), DiskMiB: max(of(n.Free.DiskMiB), leastDisk),
		TrafficMiB: min(n.Free.TrafficMiB, traffic),
	}
	// Where the tables are bounded, no more is paid for than they take.
	if most := v.Budget.Memory; most > 0 {
		r.MemoryMiB = min(r.MemoryMiB, uint32(2*most>>20))
	}
	if most := v.Budget.Disk; most > 0 {
		r.DiskMiB = min(r.DiskMiB, uint32(3*most>>20))
	}
	return r, n.Free.CPUMilli >= leastCPU && n.Free.MemoryMiB >= leastMemory && n.Free.DiskMiB >= leastDisk && r.TrafficMiB >= 16
}

// image is one of a node's own where it has only those, else one that is set; empty: there is none.
func image(card *wire.Card, own, set string) string {
	if slices.Contains(card.Images, own) {
		return own
	}
	return set
}

// page is the image of the standard page on a node, and whether what it shows is in GREETING: the built-in one's is, and the prover's,
// which stands in where no page is set. Another image's page has to be there, and is not known.
func (v *Visitor) page(card *wire.Card) (img string, word bool) {
	img = image(card, builtInPage, cmp.Or(v.Page, v.Prover))
	return img, img == builtInPage || img == v.Prover
}

// Visitor rents nodes as users do, and has them measured. It is safe for concurrent use.
type Visitor struct {
	Key      *ecdsa.PrivateKey // signs the evidence
	Domain   typed.Domain
	Demo     bool
	Registry Registry
	Renter   *rent.Renter
	Measurer *measure.Measurer
	Rules    measure.Rules
	Budget   measure.Budget
	Part     int    // percent of what a node has free that is rented
	Page     string // image of the standard page for nodes that have none built in; empty: the prover's
	Prover   string // of the prover, for those nodes; empty: they are not rented
	Log      *slog.Logger
	Keep     func(ctx context.Context, e wire.EvidenceDocument) // is given what was found
}

// Visit rents a node, and another one at the same time if there is one. What it finds goes to Keep; what says nothing of a node
// is only logged.
func (v *Visitor) Visit(ctx context.Context, n, other *wire.Node) {
	ctx, cancel := context.WithTimeout(ctx, paidTime)
	defer cancel()
	first := v.rent(ctx, n)
	if first == nil {
		return
	}
	defer first.end(ctx)
	if other == nil || first.service == nil {
		return
	}
	second := v.rent(ctx, other)
	if second == nil {
		return
	}
	defer second.end(ctx)
	if second.service == nil {
		return
	}
	f, err := v.Measurer.Apart(ctx, first.side(), second.side(), apartRounds)
	if err != nil {
		v.Log.Info("two nodes could not be measured at once", "node", n.Address, "other", other.Address, "err", err)
		return
	}
	// Of two that share what they claim the one that came later has to answer for it.
	late, early := first, second
	if n.RegisteredAt.Before(other.RegisteredAt) {
		late, early = second, first
	}
	f.Other = early.node.Address
	b := evidence.Body{Endpoint: late.node.Endpoint, Operator: late.node.Operator, Apart: &f}
	passed := f.Ratio < measure.SharedFrom || v.Demo
	if !passed {
		b.Why = "it shares what it claims with node " + f.Other.String() + ", which was there first"
	}
	v.keep(ctx, late.node.Address, evidence.Apart, passed, b)
}

// keep signs what was found, and gives it on. What broke off says nothing.
func (v *Visitor) keep(ctx context.Context, node eth.Address, check string, passed bool, b evidence.Body) {
	if ctx.Err() != nil {
		return
	}
	b.Demo = v.Demo
	e, err := evidence.Sign(v.Key, v.Domain, node, check, passed, time.Now(), b)
	if err != nil {
		v.Log.Error("evidence cannot be signed", "check", check, "node", node, "err", err)
		return
	}
	v.Keep(ctx, e)
}

// guest is a stay at a node, and what came of it so far.
type guest struct {
	v       *Visitor
	node    *wire.Node
	stay    *rent.Stay
	why     error // it has not served; nil: it has
	service *measure.Service
	cores   int
}

func (g *guest) side() measure.Side {
	return measure.Side{Service: *g.service, Node: g.node.Address, Params: capacity.Fit(eth.Hash{}, g.cores, int64(g.cores)*apartBlocks)}
}

// rent rents a node, has it serve the standard page, and has it measured. nil: nothing can be said.
func (v *Visitor) rent(ctx context.Context, n *wire.Node) *guest {
	want, ok := v.want(n)
	if page, _ := v.page(n.Card); !ok || page == "" || image(n.Card, builtInProof, v.Prover) == "" {
		return nil
	}
	entry, err := v.Registry.Node(ctx, n.Address)
	if err != nil || !entry.Registered() {
		return nil
	}
	g := &guest{v: v, node: n}
	g.stay, g.why = v.Renter.Begin(ctx, entry, *n.Card, want, stay)
	if errors.Is(g.why, rent.ErrOurs) || errors.Is(g.why, rent.ErrSpent) || errors.Is(g.why, rent.ErrFull) || ctx.Err() != nil {
		v.Log.Warn("a node could not be rented, which says nothing of it", "node", n.Address, "err", g.why)
		if err := g.stay.End(ctx); err != nil {
			v.Log.Warn("an order of a check has not ended well", "node", n.Address, "err", err)
		}
		return nil
	}
	if g.why == nil {
		g.why = g.serve(ctx)
	}
	if g.why == nil {
		v.measured(ctx, g, want)
	}
	return g
}

// serve has the standard page deployed, and opens it.
func (g *guest) serve(ctx context.Context) error {
	var secret [16]byte
	rand.Read(secret[:])
	text := hex.EncodeToString(secret[:])
	page, word := g.v.page(g.node.Card)
	g.stay.Shop.Image = page
	if err := g.stay.Deploy(ctx, "page", page, "", map[string]string{"GREETING": text}); err != nil {
		return err
	}
	at, _, err := g.stay.Open(ctx, "page")
	if err != nil {
		return err
	}
	if !word {
		text = ""
	}
	return g.stay.Page(ctx, at, text)
}

// measured has the prover deployed in the page's place, and keeps what it proves.
func (v *Visitor) measured(ctx context.Context, g *guest, want resource.Resources) {
	b := evidence.Body{Endpoint: g.node.Endpoint, Operator: g.node.Operator}
	err := g.stay.Deploy(ctx, "prover", image(g.node.Card, builtInProof, v.Prover), "/data", nil)
	var s measure.Service
	if err == nil {
		s.URL, s.HTTP, err = g.stay.Open(ctx, "prover")
	}
	if err == nil {
		plan := measure.PlanFor(want, v.Budget)
		var found evidence.CapacityFound
		found, err = v.Measurer.Capacity(ctx, s, g.node.Address, g.stay.Shop.Order, want, plan)
		found.Not = unmeasured(g.node.Total)
		b.Capacity = &found
		if err == nil {
			g.service, g.cores = &s, plan.Lanes
			err = v.Rules.Judge(found, plan)
		}
	}
	if err != nil {
		b.Why = clip.Dots(err.Error(), maxWhy)
	}
	v.keep(ctx, g.node.Address, evidence.Capacity, err == nil, b)
}

// unmeasured is what of a node's claim no check looks at: a proof on GPUs would need a program for each make of them.
func unmeasured(total resource.Resources) []string {
	if total.GPU == 0 {
		return nil
	}
	return []string{fmt.Sprintf("%d GPUs %s: whether they are there, and what they are", total.GPU, total.GPUModel)}
}

// end ends the order, and keeps what came of it.
func (g *guest) end(ctx context.Context) {
	err := g.stay.End(ctx)
	b := evidence.Body{Endpoint: g.node.Endpoint, Operator: g.node.Operator, Steps: slices.Clone(g.stay.Steps), Shop: &g.stay.Shop}
	if g.why != nil {
		b.Why = clip.Dots(g.why.Error(), maxWhy)
	}
	if err != nil {
		// The chain's word and this wallet's are not the node's.
		g.v.Log.Warn("an order of a check has not ended well", "node", g.node.Address, "order", g.stay.Shop.Order, "err", err)
	}
	g.v.keep(ctx, g.node.Address, evidence.Shop, g.why == nil, b)
}
