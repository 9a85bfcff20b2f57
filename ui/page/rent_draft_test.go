package page

import (
	"testing"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
)

func TestReadSize(t *testing.T) {
	for in, want := range map[string]uint64{
		"2": 2048, "2 GiB": 2048, "2g": 2048, "512m": 512, "512 MB": 512, "1,5 GiB": 1536, "0.25": 256, "1 TiB": 1 << 20, "": 0, "0": 0, "100 mib": 100,
	} {
		if got, ok := readSize(in); !ok || got != want {
			t.Errorf("%q: got %d %v, want %d", in, got, ok, want)
		}
	}
	for _, bad := range []string{"x", "-1", "2 KiB", "1e9", "GiB2", "٢", "99999999999999999999999999999999999999999999"} {
		if got, ok := readSize(bad); ok {
			t.Errorf("%q: got %d, want it refused", bad, got)
		}
	}
}

func TestWants(t *testing.T) {
	for _, r := range []resource.Resources{
		{CPUMilli: 250, MemoryMiB: 100, DiskMiB: 1 << 20, TrafficMiB: 1 << 30},
		{CPUMilli: 16000, MemoryMiB: 65536, DiskMiB: 256, TrafficMiB: 1000, GPU: 8, GPUModel: "h100-80gb"},
		{CPUMilli: 10, MemoryMiB: 16},
	} {
		got, bad := wantsOf(r).read()
		if got != r || len(bad) != 0 {
			t.Errorf("%+v came back as %+v, bad %v", r, got, bad)
		}
	}
	_, bad := wants{CPU: "0.0001", Memory: "lots", Disk: "5000 TiB", GPU: "-1", Model: "x"}.read()
	for _, d := range []resource.Dimension{resource.CPU, resource.Memory, resource.Disk, resource.GPU} {
		if !bad[d] {
			t.Errorf("%s is not refused", d)
		}
	}
}

func TestReach(t *testing.T) {
	var d draft
	if got := d.reach(); got != stepWhat {
		t.Errorf("empty: got %s", got)
	}
	d.Resources = resource.Resources{CPUMilli: 100, MemoryMiB: 64}
	if got := d.reach(); got != stepPrice {
		t.Errorf("with resources: got %s", got)
	}
	d.Rate, d.Duration, d.Offer = amount.Of(5), 3600, "a"
	d.Asked = d.key()
	if got := d.reach(); got != stepAsk {
		t.Errorf("asked: got %s", got)
	}
	d.Quote = eth.Address{1}
	if got := d.reach(); got != stepPay {
		t.Errorf("chosen: got %s", got)
	}
	d.Rate = amount.Of(6)
	if got := d.reach(); got != stepPrice {
		t.Errorf("changed after asking: got %s, want to be asked again", got)
	}
}
