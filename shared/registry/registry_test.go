package registry

import (
	"slices"
	"strings"
	"testing"
	"time"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
)

// good is an entry with nothing wrong.
func good() Entry {
	return Entry{
		Operator: eth.Address{2}, Endpoint: "n1.example.org:8443", Metadata: About{Name: "North Quay"}.URI(),
		Total: resource.Resources{CPUMilli: 4000, MemoryMiB: 4096, DiskMiB: 1 << 14, TrafficMiB: 1 << 20, GPU: 2, GPUModel: "a100"},
	}
}

func TestFaults(t *testing.T) {
	node := eth.Address{1}
	was := Entry{
		RegisteredAt: time.Unix(1, 0), Total: good().Total, Live: 1,
		Reserved: resource.Resources{CPUMilli: 1000, MemoryMiB: 512, DiskMiB: 10, TrafficMiB: 7, GPU: 1, GPUModel: "a100"},
	}
	for _, c := range []struct {
		name   string
		change func(*Entry)
		near   bool
		want   []Fault
	}{
		{"nothing", func(*Entry) {}, false, nil},
		{"no operator", func(e *Entry) { e.Operator = eth.Address{} }, false, nil},
		{"no endpoint", func(e *Entry) { e.Endpoint = "" }, false, []Fault{{Endpoint, Empty}}},
		{"a URL", func(e *Entry) { e.Endpoint = "https://n1.example.org" }, false, []Fault{{Endpoint, Form}}},
		{"a long endpoint", func(e *Entry) { e.Endpoint = strings.Repeat("a.", 130) + "org" }, false, []Fault{{Endpoint, TooLong}}},
		{"an endpoint at home", func(e *Entry) { e.Endpoint = "192.168.0.7:8443" }, false, []Fault{{Endpoint, Near}}},
		{"an endpoint at home, for who is there", func(e *Entry) { e.Endpoint = "n1.localhost:9101" }, true, nil},
		{"the wallet as operator", func(e *Entry) { e.Operator = node }, false, []Fault{{Operator, Itself}}},
		{"below what orders hold", func(e *Entry) { e.Total.CPUMilli, e.Total.TrafficMiB = 999, 6 }, false, []Fault{{"cpuMilli", Reserved}, {"trafficMiB", Reserved}}},
		{"another model than orders hold", func(e *Entry) { e.Total.GPUModel = "h100" }, false, []Fault{{"gpuModel", Reserved}}},
		{"too much", func(e *Entry) {
			e.Total.TrafficMiB, e.Total.GPU, e.MinStake = TrafficLimit, GPULimit, amount.Of(1<<63).Mul(1<<34)
		}, false, []Fault{{"trafficMiB", TooMuch}, {"gpu", TooMuch}, {MinStake, TooMuch}}},
		{"no model", func(e *Entry) { e.Total.GPUModel = "" }, false, []Fault{{"gpuModel", Model}}},
		{"no model that can be", func(e *Entry) { e.Total.GPUModel = "A 100" }, false, []Fault{{"gpuModel", Model}}},
		{"no URI", func(e *Entry) { e.Metadata = "North Quay" }, false, []Fault{{Metadata, Form}}},
		{"a link that does something", func(e *Entry) { e.Metadata = "javascript:alert(1)" }, false, []Fault{{Metadata, Form}}},
		{"a URI with a gap", func(e *Entry) { e.Metadata = "https://a.example/ b" }, false, []Fault{{Metadata, Form}}},
		{"a long URI", func(e *Entry) { e.Metadata = "https://a.example/" + strings.Repeat("x", 2048) }, false, []Fault{{Metadata, TooLong}}},
	} {
		e := good()
		c.change(&e)
		if got := e.Faults(node, was, c.near); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	small := Entry{Endpoint: "n1.example.org"}
	if got := small.Faults(node, Entry{}, false); !slices.Equal(got, []Fault{{"cpuMilli", TooLow}, {"memoryMiB", TooLow}}) {
		t.Errorf("a node that has nothing: %v", got)
	}
}

func TestAbout(t *testing.T) {
	for _, a := range []About{
		{}, {Name: "North Quay"}, {Name: "北港 & co", Region: "eu-north", Description: `100 % "green" + cheap`, Icon: "https://n1.example/icon.svg"},
	} {
		uri := a.URI()
		if got, ok := ReadAbout(uri); ok != (a != About{}) || got != a || uri != "" && !isURI(uri) {
			t.Errorf("%+v: %q is read as %+v, %v", a, uri, got, ok)
		}
	}
	if got, ok := ReadAbout("data:application/json;base64,eyJuYW1lIjoieCJ9"); !ok || got.Name != "x" {
		t.Errorf("base64: %+v, %v", got, ok)
	}
	for _, bad := range []string{
		"", "https://n1.example/about.json", "data:application/json,%7", "data:application/json,{", "data:application/json;base64,!", "data:application/json,{\"icon\":\"javascript:1\"}",
		"data:application/json,{\"name\":\"a%E2%80%AEb\"}", "data:application/json," + strings.Repeat(" ", MetadataLimit),
	} {
		if got, ok := ReadAbout(bad); ok {
			t.Errorf("%.60q is read as %+v", bad, got)
		}
	}
	long := About{Name: strings.Repeat("x", 65), Region: " ", Description: "a\nb", Icon: "icon"}
	if got := long.Wrong(); !slices.Equal(got, []string{"name", "region", "description", "icon"}) {
		t.Errorf("wrong are %v", got)
	}
	worst := About{Name: strings.Repeat("北", NameLimit), Region: strings.Repeat("r", RegionLimit)}
	if n := len(worst.URI()); n > MetadataLimit {
		t.Errorf("a name of %d bytes", n)
	}
}

func FuzzReadAbout(f *testing.F) {
	f.Add(About{Name: "North Quay", Description: "a & b"}.URI())
	f.Add("data:application/json;base64,eyJuYW1lIjoieCJ9")
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := ReadAbout(s)
		if !ok {
			return
		}
		if len(a.Wrong()) > 0 {
			t.Errorf("%q: %+v", s, a)
		}
		if again, ok := ReadAbout(a.URI()); a != (About{}) && len(a.URI()) <= MetadataLimit && (!ok || again != a) {
			t.Errorf("%+v is read as %+v", a, again)
		}
	})
}
