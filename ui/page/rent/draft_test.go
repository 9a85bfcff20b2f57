package rent

import (
	"testing"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part/entry"
)

func TestReach(t *testing.T) {
	var d draft
	if got := d.reach(); got != stepWhat {
		t.Errorf("empty: got %s", got)
	}
	d.Chosen = true
	if got := d.reach(); got != stepPrice {
		t.Errorf("chosen: got %s", got)
	}
	d.Resources = resource.Resources{CPUMilli: 100, MemoryMiB: 64}
	if got := d.reach(); got != stepPrice {
		t.Errorf("with resources: got %s", got)
	}
	d.Rate, d.Duration, d.Offer = amount.NanoOf(5), 3600, "a"
	d.Asked = d.key()
	if got := d.reach(); got != stepAsk {
		t.Errorf("asked: got %s", got)
	}
	d.Quote = eth.Address{1}
	if got := d.reach(); got != stepPay {
		t.Errorf("chosen: got %s", got)
	}
	d.Rate = amount.NanoOf(6)
	if got := d.reach(); got != stepPrice {
		t.Errorf("changed after asking: got %s, want to be asked again", got)
	}
}

// What is needed comes from the template until something else is chosen, and a change of it is asked about anew.
func TestNeed(t *testing.T) {
	for _, c := range []struct {
		rooted bool
		chosen order.Need
		want   order.Need
	}{{false, "", ""}, {true, "", order.NeedRoot}, {true, order.NeedSandbox, order.NeedSandbox}, {false, order.NeedUserNS, order.NeedUserNS}} {
		d := draft{Rooted: c.rooted, Needs: c.chosen, Offer: "a"}
		if got := d.request().Needs; got != c.want || d.need() != c.want {
			t.Errorf("%+v: asks for %q", c, got)
		}
		d.Asked = d.key()
		if d.Rooted, d.Needs = false, order.NeedRoot; d.current() != (c.want == order.NeedRoot) {
			t.Errorf("%+v: an answer to another need counts", c)
		}
	}
}

// What was searched for among the nodes is what is asked for: no size is smaller than it, and no other node is asked.
func TestSearchedFor(t *testing.T) {
	d := draft{Chosen: true, Least: resource.Resources{CPUMilli: 2000, GPU: 1, GPUModel: "l4"}}
	d.take(wire.Bundle{Size: "S", Resources: resource.Resources{CPUMilli: 100, MemoryMiB: 64}})
	if want := (resource.Resources{CPUMilli: 2000, MemoryMiB: 64, GPU: 1, GPUModel: "l4"}); d.Resources != want || d.Size != entry.Custom {
		t.Errorf("got %s %+v", d.Size, d.Resources)
	}
	d.Least = resource.Resources{CPUMilli: 50}
	d.take(wire.Bundle{Size: "S", Resources: resource.Resources{CPUMilli: 100, MemoryMiB: 64}})
	if d.Size != "S" {
		t.Errorf("a size that is enough became %s", d.Size)
	}
	d.Among = among{Region: "eu", Nodes: []eth.Address{{1}, {2}}}
	if got := d.request().Nodes; len(got) != 2 {
		t.Errorf("asks %v", got)
	}
	if d.Node = (eth.Address{3}); len(d.request().Nodes) != 1 {
		t.Errorf("asks %v", d.request().Nodes)
	}
	if d.Node, d.Among.Region = (eth.Address{}), ""; d.request().Nodes != nil {
		t.Errorf("asks %v", d.request().Nodes)
	}
}
