package nodeform

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

var (
	brt  = wire.Token{Symbol: "BRT", Decimals: 18}
	node = eth.Address{1}
	was  = registry.Entry{
		Operator: eth.Address{2}, Endpoint: "n1.example.org", MinStake: amount.Of(5e17), RegisteredAt: time.Unix(1, 0), Epoch: 3, Live: 1,
		Total:    resource.Resources{CPUMilli: 4505, MemoryMiB: 4097, DiskMiB: 1 << 20, TrafficMiB: 1<<20 + 1, GPU: 2, GPUModel: "a100"},
		Reserved: resource.Resources{CPUMilli: 500, MemoryMiB: 512, GPU: 1, GPUModel: "a100"}, Metadata: registry.About{Name: "North Quay"}.URI(),
	}
)

// TestDraft: what the fields begin with is read back as it was, to the last unit, and what is wrong is said of its field.
func TestDraft(t *testing.T) {
	say := text.In(text.EN)
	linked := was
	linked.Metadata = "https://n1.example.org/about.json"
	packed := was
	packed.Metadata = "data:application/json;base64,eyJuYW1lIjoieCJ9" // as somebody else wrote it
	for _, e := range []registry.Entry{was, linked, packed} {
		if got, bad := draftOf(e, brt).read(say, node, e, brt, "app.example.org"); got != e || len(bad) > 0 {
			t.Errorf("got %+v, %v\nwant %+v", got, bad, e)
		}
	}
	for _, c := range []struct {
		name   string
		change func(*draft)
		want   map[string]string // part of what is said
	}{
		{"nothing", func(*draft) {}, nil},
		{"no key", func(d *draft) { d.operator = " " }, map[string]string{"operator": "Fill this in"}},
		{"no address", func(d *draft) { d.operator = "0x12" }, map[string]string{"operator": "40 hex digits"}},
		{"a URL", func(d *draft) { d.endpoint = "https://n1.example.org/" }, map[string]string{"endpoint": "the example"}},
		{"at home", func(d *draft) { d.endpoint = "localhost:9101" }, map[string]string{"endpoint": "private network"}},
		{"no size", func(d *draft) { d.size.Memory = "lots" }, map[string]string{"memoryMiB": "size"}},
		{"below orders", func(d *draft) { d.size.CPU, d.size.GPU = "0.4", "0" }, map[string]string{"cpuMilli": "0.5 cores", "gpu": "1 GPU", "gpuModel": "this model"}},
		{"no amount", func(d *draft) { d.stake = "much" }, map[string]string{"minStake": "BRT"}},
		{"no amount at all", func(d *draft) { d.stake = "" }, map[string]string{"minStake": "BRT"}},
		{"an unseen name", func(d *draft) { d.about.Name = "a\u202eb" }, map[string]string{"name": "not one"}},
		{"no link", func(d *draft) { d.link = "n1.example.org" }, map[string]string{"metadata": "not one"}},
		{"no link, so that the description does not matter", func(d *draft) { d.link, d.about.Name = "ipfs://x", " x " }, nil},
	} {
		d := draftOf(was, brt)
		c.change(&d)
		_, bad := d.read(say, node, was, brt, "app.example.org")
		if !slices.Equal(slices.Sorted(maps.Keys(bad)), slices.Sorted(maps.Keys(c.want))) {
			t.Errorf("%s: %v", c.name, bad)
		}
		for f, part := range c.want {
			if !strings.Contains(bad[f], part) {
				t.Errorf("%s: of %s is said %q", c.name, f, bad[f])
			}
		}
	}
	home := draftOf(was, brt)
	home.endpoint = "n1.localhost:9101"
	if _, bad := home.read(say, node, was, brt, "localhost:8080"); len(bad) > 0 {
		t.Errorf("a node at home, for who is there: %v", bad)
	}
}

// TestMeasured: what a gateway says is taken over where it says something.
func TestMeasured(t *testing.T) {
	m := Measured{
		Endpoint: "n2.example.org", Operator: eth.Address{3}, Total: resource.Resources{CPUMilli: 8000, TrafficMiB: 1 << 40, GPU: 1}, About: registry.About{Name: "East Pier"},
	}
	got := m.into(registry.Entry{Total: resource.Resources{MemoryMiB: 7}})
	want := registry.Entry{
		Endpoint: m.Endpoint, Operator: m.Operator, Total: resource.Resources{CPUMilli: 8000, MemoryMiB: 7, TrafficMiB: registry.TrafficLimit - 1}, Metadata: m.About.URI(),
	}
	if got != want {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
	if got := (Measured{}).into(was); got != was {
		t.Errorf("nothing measured makes %+v", got)
	}
}

// TestPlans: each plan says what it changes and nothing else, and its transaction is the one for it.
func TestPlans(t *testing.T) {
	say := text.In(text.EN)
	change := func(f func(*registry.Entry)) registry.Entry {
		e := was
		f(&e)
		return e
	}
	gone := registry.Entry{Epoch: 5}
	other := eth.Address{7}
	for _, c := range []struct {
		name string
		plan *plan
		call eth.Bytes
		want []string // key: was → becomes
	}{
		{"register", toWrite(registry.Entry{}, registry.Entry{Operator: other, Endpoint: "n1.example.org", Total: resource.Resources{CPUMilli: 1500, MemoryMiB: 1024}}), nil, []string{
			"endpoint:  → n1.example.org", "operator:  → 0x0700000000000000000000000000000000000000", "cpuMilli:  → 1.5 cores", "memoryMiB:  → 1 GiB",
		}},
		{"register again", toWrite(gone, registry.Entry{Operator: other, Endpoint: "n1.example.org", Total: resource.Resources{CPUMilli: 1500}}), nil, []string{
			"endpoint:  → n1.example.org", "operator:  → 0x0700000000000000000000000000000000000000", "cpuMilli:  → 1.5 cores", "epoch: 5 → 6",
		}},
		{"totals, to the last unit", toWrite(was, change(func(e *registry.Entry) { e.Total.CPUMilli, e.Total.DiskMiB, e.Total.GPUModel = 4506, 1<<20+1, "h100" })), nil, []string{
			"cpuMilli: 4.505 cores → 4.506 cores", "diskMiB: 1 TiB → 1048577 MiB", "gpu: 2 × A100 → 2 × H100",
		}},
		{"another key", toWrite(was, change(func(e *registry.Entry) { e.Operator = other })), nil, []string{
			"operator: 0x0200000000000000000000000000000000000000 → 0x0700000000000000000000000000000000000000", "epoch: 3 → 4",
		}},
		{"stake and words", toWrite(was, change(func(e *registry.Entry) {
			e.MinStake, e.Metadata = amount.Amount{}, registry.About{Name: "East Pier", Icon: "ipfs://x"}.URI()
		})), nil, []string{
			"minStake: 0.5 BRT → 0 BRT", "metadata: North Quay → East Pier · ipfs://x",
		}},
		{"pause", toPause(was), calldata.SetPaused(true), []string{"paused: taken → not taken"}},
		{"open", toPause(change(func(e *registry.Entry) { e.Paused = true })), calldata.SetPaused(false), []string{"paused: not taken → taken"}},
		{"name", toName(was, eth.Address{}), calldata.SetOperator(eth.Address{}), []string{"operator: 0x0200000000000000000000000000000000000000 → ", "epoch: 3 → 4"}},
		{"void", toVoid(was), calldata.VoidQuotes(), []string{"epoch: 3 → 4"}},
		{"leave", toLeave(was), calldata.Deregister(), []string{
			"endpoint: n1.example.org → ", "operator: 0x0200000000000000000000000000000000000000 → ", "cpuMilli: 4.505 cores → ", "memoryMiB: 4097 MiB → ", "diskMiB: 1 TiB → ",
			"trafficMiB: 1048577 MiB → ", "gpu: 2 × A100 → ", "minStake: 0.5 BRT → ", "metadata: North Quay → ", "epoch: 3 → 4",
		}},
	} {
		var got []string
		for _, x := range c.plan.changes(say, brt) {
			got = append(got, x.key+": "+x.was+" → "+x.becomes)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, got, c.want)
		}
		if want := c.call; want == nil {
			if want = calldata.Register(c.plan.becomes); !bytes.Equal(c.plan.call, want) {
				t.Errorf("%s: another transaction than for what is shown", c.name)
			}
		} else if !bytes.Equal(c.plan.call, want) {
			t.Errorf("%s: another transaction", c.name)
		}
	}
}
