package page

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
)

// The steps of renting, as in the query of the page's address.
const (
	stepWhat  = "what"
	stepPrice = "price"
	stepAsk   = "ask"
	stepPay   = "pay"
)

var rentSteps = []string{stepWhat, stepPrice, stepAsk, stepPay}

// custom is the size of resources that were entered by hand.
const custom = "custom"

// draft is what the user has entered on the way to an order. It is kept in the tab's storage, so that the way can be
// entered again anywhere.
type draft struct {
	Template  string             `json:"template"` // "": just resources
	Chosen    bool               `json:"chosen"`   // Template was
	Size      string             `json:"size"`     // of a bundle, or custom
	Resources resource.Resources `json:"resources"`
	Params    map[string]string  `json:"params"`
	Node      eth.Address        `json:"node"` // zero: any
	Rate      amount.Amount      `json:"rate"`
	Picked    bool               `json:"picked"` // Rate was set by the user
	Duration  uint32             `json:"duration"`
	Free      bool               `json:"free"`   // Duration was entered by hand
	Offer     string             `json:"offer"`  // id of the negotiation
	Asked     string             `json:"asked"`  // what it asked for: key at that time
	Quote     eth.Address        `json:"quote"`  // the node whose quote was chosen
	Tx        *eth.Hash          `json:"tx"`     // sent, and not yet known to be in a block
	Placed    order.ID           `json:"placed"` // what came of the draft before this one
}

// draftStore is the key of the draft in the tab's storage.
const draftStore = "berth.rent"

// request is what the nodes are asked for.
func (d draft) request() wire.OfferRequest {
	r := wire.OfferRequest{Resources: d.Resources, Rate: d.Rate, Duration: d.Duration, Template: d.Template}
	if !d.Node.IsZero() {
		r.Nodes = []eth.Address{d.Node}
	}
	return r
}

// key tells two requests apart.
func (d draft) key() string {
	b, err := json.Marshal(d.request())
	if err != nil {
		return ""
	}
	return string(b)
}

// current tells whether the negotiation is about what is entered now.
func (d draft) current() bool { return d.Offer != "" && d.Asked == d.key() }

// reach is the last step that can be shown.
func (d draft) reach() string {
	switch {
	case d.Resources.Validate() != nil:
		return stepWhat
	case !d.current():
		return stepPrice
	case d.Quote.IsZero():
		return stepAsk
	}
	return stepPay
}

// take sets a bundle's resources.
func (d *draft) take(b wire.Bundle) {
	d.Size, d.Resources = b.Size, b.Resources
}

// forOrder is what the deploy page needs to know of a draft: it is kept beside the order.
type forOrder struct {
	Template string            `json:"template"`
	Params   map[string]string `json:"params"`
}

// deployStore is the key of an order's service in the browser's storage.
func deployStore(id fmt.Stringer) string { return "berth.deploy." + id.String() }

// wants are resources as they are written in the fields.
type wants struct{ CPU, Memory, Disk, Traffic, GPU, Model string }

func wantsOf(r resource.Resources) wants {
	w := wants{
		CPU: amount.Of(uint64(r.CPUMilli)).Units(3), Memory: writeSize(uint64(r.MemoryMiB)), Disk: writeSize(uint64(r.DiskMiB)),
		Traffic: writeSize(r.TrafficMiB), GPU: strconv.Itoa(int(r.GPU)), Model: r.GPUModel,
	}
	return w
}

// read gives the resources, and the dimensions whose text cannot be read.
func (w wants) read() (r resource.Resources, bad map[resource.Dimension]bool) {
	bad = map[resource.Dimension]bool{}
	cpu, err := amount.ParseUnits(point(w.CPU), 3)
	r.CPUMilli = uint32(small(cpu, 1<<32-1))
	bad[resource.CPU] = err != nil || cpu.Cmp(amount.Of(uint64(r.CPUMilli))) != 0
	size := func(d resource.Dimension, s string, most uint64) uint64 {
		n, ok := readSize(s)
		bad[d] = !ok || n > most
		return min(n, most)
	}
	r.MemoryMiB = uint32(size(resource.Memory, w.Memory, 1<<32-1))
	r.DiskMiB = uint32(size(resource.Disk, w.Disk, 1<<32-1))
	r.TrafficMiB = size(resource.Traffic, w.Traffic, resource.MaxTraffic)
	gpu, err := strconv.ParseUint(orZero(w.GPU), 10, 16)
	r.GPU = uint16(gpu)
	bad[resource.GPU] = err != nil
	if r.GPU > 0 {
		r.GPUModel = strings.ToLower(strings.TrimSpace(w.Model))
	}
	bad[resource.GPUModel] = !resource.ValidModel(r.GPUModel)
	for d, is := range bad {
		if !is {
			delete(bad, d)
		}
	}
	return r, bad
}

// units are what a size may be written in, in MiB. People write GB and mean GiB.
var units = []struct {
	name string
	mib  uint64
}{
	{"tib", 1 << 20}, {"gib", 1 << 10}, {"mib", 1}, {"tb", 1 << 20}, {"gb", 1 << 10}, {"mb", 1}, {"t", 1 << 20}, {"g", 1 << 10}, {"m", 1},
}

// readSize reads "2 GiB", "512m" or "1.5", which is GiB, as MiB, rounded down.
func readSize(s string) (mib uint64, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	unit := uint64(1 << 10)
	for _, u := range units {
		if rest, found := strings.CutSuffix(s, u.name); found {
			s, unit = strings.TrimSpace(rest), u.mib
			break
		}
	}
	const digits = 10
	n, err := amount.ParseUnits(point(orZero(s)), digits)
	if err != nil || n.Bits() > 128 {
		return 0, false
	}
	return small(n.MulDiv(unit, 1e10), 1<<62), true
}

// writeSize is a size that readSize reads back to the same, in the largest unit that keeps it short.
func writeSize(mib uint64) string {
	switch {
	case mib == 0:
		return "0"
	case mib%(1<<20) == 0:
		return strconv.FormatUint(mib>>20, 10) + " TiB"
	case mib%256 == 0:
		return amount.Of(mib/256*25).Units(2) + " GiB"
	}
	return strconv.FormatUint(mib, 10) + " MiB"
}

// small is an amount as a plain number, most where it is more.
func small(a amount.Amount, most uint64) uint64 {
	n, err := strconv.ParseUint(a.String(), 10, 64)
	if err != nil {
		return most
	}
	return min(n, most)
}

// point takes a comma for a decimal point.
func point(s string) string { return strings.ReplaceAll(strings.TrimSpace(s), ",", ".") }

func orZero(s string) string {
	if strings.TrimSpace(s) == "" {
		return "0"
	}
	return strings.TrimSpace(s)
}
