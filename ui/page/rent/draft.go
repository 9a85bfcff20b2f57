package rent

import (
	"encoding/json"
	"slices"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part/entry"
)

// The steps of renting, as in the query of the page's address.
const (
	stepWhat  = "what"
	stepPrice = "price"
	stepAsk   = "ask"
	stepPay   = "pay"
	stepFirst = "first" // in place of the last two
)

var rentSteps = []string{stepWhat, stepPrice, stepAsk, stepPay}

// draft is what the user has entered on the way to an order. It is kept in the tab's storage, so that the way can be
// entered again anywhere.
type draft struct {
	Template  string             `json:"template"` // "": just resources
	Chosen    bool               `json:"chosen"`   // Template was
	Size      string             `json:"size"`     // of a bundle, or custom
	Resources resource.Resources `json:"resources"`
	Figures   bool               `json:"figures"` // the size is entered by hand
	Least     resource.Resources `json:"least"`   // as was searched for among the nodes
	Rooted    bool               `json:"rooted"`  // images of the template start as root
	Needs     order.Need         `json:"needs"`   // as chosen; empty: nothing, or root where Rooted
	Params    map[string]string  `json:"params"`
	Node      eth.Address        `json:"node"`    // zero: any
	Among     among              `json:"among"`   // of which nodes, where it is not one
	Compare   bool               `json:"compare"` // the answers are compared, in place of taking the first node that works
	Token     eth.Address        `json:"token"`   // that is paid in; zero: not settled yet
	Rate      amount.Nano        `json:"rate"`
	Most      amount.Nano        `json:"most"`   // that was searched for, of Least; zero: none
	Picked    bool               `json:"picked"` // Rate was set by the user
	Duration  uint32             `json:"duration"`
	Free      bool               `json:"free"`   // Duration was entered by hand
	Offer     string             `json:"offer"`  // id of the negotiation
	Asked     string             `json:"asked"`  // what it asked for: key at that time
	Quote     eth.Address        `json:"quote"`  // the node whose quote was chosen
	Tx        *eth.Hash          `json:"tx"`     // sent, and not yet known to be in a block
	Relay     string             `json:"relay"`  // what the platform was asked to send, and it is not yet known what became of it
	Placed    order.ID           `json:"placed"` // what came of the draft before this one
}

// among is which nodes may be asked, as was searched for.
type among struct {
	Region string        `json:"region,omitempty"`
	Level  wire.Level    `json:"level,omitempty"`
	Text   string        `json:"text,omitempty"`
	Nodes  []eth.Address `json:"nodes,omitempty"` // that these are, cheapest first
	Of     string        `json:"of,omitempty"`    // what Nodes were looked up for
}

// any reports whether every node may be asked.
func (a among) any() bool { return a.Region == "" && a.Level == wire.NoLevel && a.Text == "" }

// mostAmong is how many nodes can be named in an offer.
const mostAmong = 100

// draftStore is the key of the draft in the tab's storage.
const draftStore = "berth.rent"

// request is what the nodes are asked for.
func (d draft) request() wire.OfferRequest {
	r := wire.OfferRequest{Resources: d.Resources, Token: d.Token, Rate: d.Rate, Duration: d.Duration, Template: d.Template, Needs: d.need()}
	if !d.Node.IsZero() {
		r.Nodes = []eth.Address{d.Node}
	} else if !d.Among.any() {
		r.Nodes = d.Among.Nodes
	}
	return r
}

// need is what is needed of a node's features.
func (d draft) need() order.Need {
	if d.Needs == "" && d.Rooted {
		return order.NeedRoot
	}
	return d.Needs
}

// key tells two requests apart.
func (d draft) key() string {
	b, err := json.Marshal(d.request())
	if err != nil {
		return ""
	}
	return string(b)
}

// current reports whether the negotiation is about what is entered now.
func (d draft) current() bool { return d.Offer != "" && d.Asked == d.key() }

// reach is the last step that can be shown.
func (d draft) reach() string {
	switch {
	case !d.Chosen:
		return stepWhat
	case !d.current() || d.Resources.Validate() != nil:
		return stepPrice
	case d.Quote.IsZero():
		return stepAsk
	}
	return stepPay
}

// wider is a size that has at least what another one has.
func wider(r, least resource.Resources) resource.Resources {
	r.CPUMilli, r.MemoryMiB, r.DiskMiB = max(r.CPUMilli, least.CPUMilli), max(r.MemoryMiB, least.MemoryMiB), max(r.DiskMiB, least.DiskMiB)
	r.TrafficMiB = max(r.TrafficMiB, least.TrafficMiB)
	if least.GPU > 0 {
		r.GPU, r.GPUModel = max(r.GPU, least.GPU), least.GPUModel
	}
	return r
}

// take sets a bundle's resources.
func (d *draft) take(b wire.Bundle) {
	d.Size, d.Resources = b.Size, b.Resources
	if r := wider(b.Resources, d.Least); r != b.Resources {
		d.Size, d.Resources = entry.Custom, r
	}
}

// list is what the one node that is asked would take by its list price.
func (d draft) list(n wire.Node) (amount.Nano, bool) {
	price, ok := wire.PriceIn(n.Prices, d.Token)
	if d.Node.IsZero() || !ok {
		return amount.Nano{}, false
	}
	return price.Rate(d.Resources, d.Duration), true
}

// settle makes sure that a currency is chosen: one that the platform takes and, where one node is asked, that the node takes
// if it takes any of them. It reports whether that changed it.
func (d *draft) settle(c wire.Chain, n wire.Node) bool {
	if len(c.Tokens) == 0 {
		return false
	}
	can := currencies(c, *d, n)
	if slices.ContainsFunc(can, func(t wire.Token) bool { return t.Address == d.Token }) {
		return false
	}
	d.pay(can[0].Address)
	return true
}

// pay chooses the currency. A rate in another one says nothing.
func (d *draft) pay(token eth.Address) {
	if token != d.Token {
		d.Token, d.Rate, d.Picked = token, amount.Nano{}, false
	}
}

// currencies are what the platform takes, and the node that is asked, if it takes any of them.
func currencies(c wire.Chain, d draft, n wire.Node) []wire.Token {
	if d.Node.IsZero() || n.Address != d.Node {
		return c.Tokens
	}
	var both []wire.Token
	for _, t := range c.Tokens {
		if _, ok := wire.PriceIn(n.Prices, t.Address); ok {
			both = append(both, t)
		}
	}
	if len(both) == 0 {
		return c.Tokens
	}
	return both
}
