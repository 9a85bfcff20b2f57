package explore

import (
	"net/url"
	"testing"

	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/api"
)

var (
	brt  = wire.Token{Address: eth.Address{1}, Symbol: "BRT", Decimals: 18}
	usd  = wire.Token{Address: eth.Address{2}, Symbol: "dUSD", Decimals: 6, Dollar: true}
	both = wire.Chain{Tokens: []wire.Token{brt, usd}, Native: brt}
)

// TestFilter takes a filter to the address and back.
func TestFilter(t *testing.T) {
	tests := []struct {
		name string
		in   filter
		want resource.Resources
		bad  []resource.Dimension
	}{
		{"nothing", filter{}, resource.Resources{}, nil},
		{"numbers", filter{cpu: "2", memory: "0.5", disk: "20"}, resource.Resources{CPUMilli: 2000, MemoryMiB: 512, DiskMiB: 20480}, nil},
		{"a comma", filter{cpu: "1,5"}, resource.Resources{CPUMilli: 1500}, nil},
		{"rounds up", filter{cpu: "0.0001"}, resource.Resources{CPUMilli: 1}, nil},
		{"a model alone", filter{model: "l4"}, resource.Resources{GPU: 1, GPUModel: "l4"}, nil},
		{"no number", filter{cpu: "two", memory: "4"}, resource.Resources{MemoryMiB: 4096}, []resource.Dimension{resource.CPU}},
		{"negative", filter{disk: "-1"}, resource.Resources{}, []resource.Dimension{resource.Disk}},
		{"too much", filter{gpu: "70000"}, resource.Resources{}, []resource.Dimension{resource.GPU}},
		{"not a number", filter{cpu: "NaN", memory: "Inf"}, resource.Resources{}, []resource.Dimension{resource.CPU, resource.Memory}},
		{"a bad price", filter{price: "cheap"}, resource.Resources{}, []resource.Dimension{"maxRate"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q, bad := tt.in.query(brt)
			if q.Resources != tt.want {
				t.Errorf("got %+v, want %+v", q.Resources, tt.want)
			}
			if len(bad) != len(tt.bad) {
				t.Errorf("bad: got %v, want %v", bad, tt.bad)
			}
			for _, d := range tt.bad {
				if !bad[d] {
					t.Errorf("%s is not among the bad ones", d)
				}
			}
			back, _ := filterOf(api.NodeValues(q), both).query(brt)
			if back.Resources != q.Resources {
				t.Errorf("from the address: got %+v, want %+v", back.Resources, q.Resources)
			}
		})
	}
}

func TestFilterPrice(t *testing.T) {
	v := url.Values{"maxRate": {"11666666666667000000000"}, "q": {"north"}, "sort": {"-price"}, "cpuMilli": {"junk"}, "gpuModel": {"A B"}}
	f := filterOf(v, both)
	if want := (filter{text: "north", price: "0.042", sort: "-price"}); f != want {
		t.Errorf("got %+v, want %+v", f, want)
	}
}

func TestWithout(t *testing.T) {
	full := filter{cpu: "1", memory: "1", disk: "1", gpu: "1", model: "l4", region: "x", price: "1"}
	for d, want := range map[resource.Dimension]int{
		resource.CPU: 6, resource.Memory: 6, resource.Disk: 6, resource.GPU: 5, resource.GPUModel: 6, "maxRate": 6, "region": 6, "paused": 7,
	} {
		if got := full.without(d).active(); got != want {
			t.Errorf("without %s: %d fields, want %d", d, got, want)
		}
	}
}

func TestFilterNeeds(t *testing.T) {
	for _, n := range append(order.Needs(), "") {
		f := filter{needs: n}
		q, _ := f.query(brt)
		back := filterOf(api.NodeValues(q), both)
		if q.Needs != n || back.needs != n || (back.active() == 1) != (n != "") || back.without("root").needs != "" {
			t.Errorf("%q: asked as %q, from the address %q, %d filters", n, q.Needs, back.needs, back.active())
		}
	}
	if f := filterOf(url.Values{"needs": {"docker"}}, both); f.needs != "" {
		t.Errorf("a need that is none: %q", f.needs)
	}
}
