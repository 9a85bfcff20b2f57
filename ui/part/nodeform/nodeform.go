// Package nodeform has the forms for a node's entry in the registry, which its own wallet signs: Form for what the node says
// of itself, Deeds for pausing, its operator key, its quotes and its leaving. Each shows what changes and what it costs
// before the wallet is asked, and how sure the change is afterwards. The app and a gateway's own pages use them alike: what
// surrounds them (Host) says whose entry it is, how it is read and who signs.
package nodeform

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/state"
)

// Host is what surrounds the forms.
type Host struct {
	Chain wire.Chain     // where the registry is
	Via   api.Reader     // the chain is read through it before something is signed; nil: the public RPC
	Node  eth.Address    // whose entry it is: its wallet must sign
	Entry registry.Entry // as it is now; all zero: the node is not registered
	Home  string         // host that the page is from: a node at home is only for who is there

	Signer func(app.Context) (state.Signer, error)        // makes a wallet ready, as state.NeedSigner does; it blocks
	Check  func(context.Context, registry.Entry) error    // holds an entry against the gateway before it is signed; it blocks. nil: nobody does
	Done   func(app.Context, api.Receipt, registry.Entry) // a change is in a block, which makes the entry so
	Held   func(ctx app.Context, held bool)               // a change is being looked at: until it is not, the forms must stay where they are. nil: they do
}

func (h Host) chain() api.Chain { return api.Chain{Chain: h.Chain, Via: h.Via} }

func (h Host) hold(ctx app.Context, held bool) {
	if h.Held != nil {
		h.Held(ctx, held)
	}
}

// Measured is what a gateway says of itself, to begin with in place of typing it.
type Measured struct {
	Endpoint string
	Operator eth.Address
	Total    resource.Resources // what it can give in all; what is zero is not known
	About    registry.About
}

// into puts what was measured into an entry.
func (m Measured) into(e registry.Entry) registry.Entry {
	if m.Endpoint != "" {
		e.Endpoint = m.Endpoint
	}
	if !m.Operator.IsZero() {
		e.Operator = m.Operator
	}
	for _, c := range []struct{ to, from *uint32 }{
		{&e.Total.CPUMilli, &m.Total.CPUMilli}, {&e.Total.MemoryMiB, &m.Total.MemoryMiB}, {&e.Total.DiskMiB, &m.Total.DiskMiB},
	} {
		if *c.from > 0 {
			*c.to = *c.from
		}
	}
	if m.Total.TrafficMiB > 0 {
		e.Total.TrafficMiB = min(m.Total.TrafficMiB, registry.TrafficLimit-1)
	}
	if m.Total.GPU > 0 && m.Total.GPUModel != "" {
		e.Total.GPU, e.Total.GPUModel = m.Total.GPU, m.Total.GPUModel
	}
	if e.Metadata == "" {
		e.Metadata = m.About.URI()
	}
	return e
}
