// Package registry has what a node says of itself on chain: its entry in the registry contract, what is wrong with one
// before the contract is asked, and the description that its metadata may hold.
package registry

import (
	"strings"
	"time"

	"berth/shared/amount"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/resource"
)

// Entry is a node's entry.
type Entry struct {
	Operator     eth.Address // that signs quotes and sends for the node; zero: only the node's own wallet
	MinStake     amount.Amount
	Total        resource.Resources
	Reserved     resource.Resources // by live orders
	Paused       bool
	RegisteredAt time.Time // zero: not registered, or gone
	Live         uint32    // orders that hold a part of it
	Epoch        uint32    // quotes of any other are void; zero: never registered
	Endpoint     string    // host:port
	Metadata     string    // a URI
}

// Registered reports whether the node is in the registry.
func (e Entry) Registered() bool { return !e.RegisteredAt.IsZero() }

// Said is what of an entry its node has said itself: the same in two entries that differ only by orders.
func (e Entry) Said() Entry {
	e.Reserved, e.Live = resource.Resources{}, 0
	return e
}

// Limits of the contract's.
const (
	EndpointLimit = 259     // bytes
	MetadataLimit = 2048    // bytes
	TrafficLimit  = 1 << 36 // MiB, and this is too much
	GPULimit      = 1 << 12 // and this is too many
	StakeBits     = 96
)

// Field names a field of an entry that can be wrong.
type Field string

// The fields, in the order in which they are filled in. Those of resources are their dimensions.
const (
	Endpoint Field = "endpoint"
	Operator Field = "operator"
	MinStake Field = "minStake"
	Metadata Field = "metadata"
)

// Why says what is wrong with a field.
type Why string

// What can be wrong.
const (
	Empty    Why = "empty"    // it is needed
	Form     Why = "form"     // it is not one
	Near     Why = "near"     // it is of this machine or a private network, which users do not reach
	TooLong  Why = "long"     //
	TooMuch  Why = "much"     // more than the contract holds
	TooLow   Why = "low"      // less than the least order asks for
	Reserved Why = "reserved" // less than live orders hold
	Model    Why = "model"    // GPUs without a model, or a model that cannot be one
	Itself   Why = "itself"   // the operator key is the node's wallet
)

// Fault is something that is wrong with an entry.
type Fault struct {
	Field Field
	Why   Why
}

// Faults are what is wrong with an entry that a node is about to write in place of the one that it has. Its Reserved and
// Total are compared with those of was. near tells that users are on this very machine or network, as in the demo.
func (e Entry) Faults(node eth.Address, was Entry, near bool) (all []Fault) {
	wrong := func(is bool, f Field, why Why) {
		if is && (len(all) == 0 || all[len(all)-1].Field != f) { // the first of each is enough
			all = append(all, Fault{f, why})
		}
	}
	at, err := endpoint.Parse(e.Endpoint)
	wrong(e.Endpoint == "", Endpoint, Empty)
	wrong(len(e.Endpoint) > EndpointLimit, Endpoint, TooLong)
	wrong(err != nil, Endpoint, Form)
	wrong(err == nil && !near && endpoint.Near(at.Host), Endpoint, Near)
	wrong(!e.Operator.IsZero() && e.Operator == node, Operator, Itself)
	r := e.Total
	for _, d := range resource.Dimensions {
		wrong(r.Of(d) < was.Reserved.Of(d), Field(d), Reserved)
	}
	wrong(r.CPUMilli < resource.MinCPUMilli, Field(resource.CPU), TooLow)
	wrong(r.MemoryMiB < resource.MinMemoryMiB, Field(resource.Memory), TooLow)
	wrong(r.TrafficMiB >= TrafficLimit, Field(resource.Traffic), TooMuch)
	wrong(r.GPU >= GPULimit, Field(resource.GPU), TooMuch)
	wrong((r.GPU == 0) != (r.GPUModel == "") || !resource.ValidModel(r.GPUModel), Field(resource.GPUModel), Model)
	wrong(was.Reserved.GPU > 0 && r.GPUModel != was.Total.GPUModel, Field(resource.GPUModel), Reserved)
	wrong(e.MinStake.Bits() > StakeBits, MinStake, TooMuch)
	wrong(len(e.Metadata) > MetadataLimit, Metadata, TooLong)
	wrong(e.Metadata != "" && !isURI(e.Metadata), Metadata, Form)
	return all
}

// isURI reports whether a text is a URI of a kind that metadata is found by, in visible ASCII alone.
func isURI(s string) bool {
	for _, scheme := range []string{"https://", "ipfs://", "ar://", "data:"} {
		if rest, ok := strings.CutPrefix(s, scheme); ok {
			return rest != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
		}
	}
	return false
}
