package entry

import (
	"testing"

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

func TestSize(t *testing.T) {
	for _, r := range []resource.Resources{
		{CPUMilli: 250, MemoryMiB: 100, DiskMiB: 1 << 20, TrafficMiB: 1 << 30},
		{CPUMilli: 16000, MemoryMiB: 65536, DiskMiB: 256, TrafficMiB: 1000, GPU: 8, GPUModel: "h100-80gb"},
		{CPUMilli: 10, MemoryMiB: 16},
	} {
		got, bad := SizeOf(r).Read()
		if got != r || len(bad) != 0 {
			t.Errorf("%+v came back as %+v, bad %v", r, got, bad)
		}
	}
	_, bad := Size{CPU: "0.0001", Memory: "lots", Disk: "5000 TiB", GPU: "-1", Model: "x"}.Read()
	for _, d := range []resource.Dimension{resource.CPU, resource.Memory, resource.Disk, resource.GPU} {
		if !bad[d] {
			t.Errorf("%s is not refused", d)
		}
	}
}

// A bare 256 is asked about, as it is hardly meant as 256 GiB.
func TestBare(t *testing.T) {
	for memory, want := range map[string]bool{"256": true, " 512 ": true, "64": false, "2": false, "256 MiB": false, "256 GiB": false, "0.5": false, "": false} {
		if got := (Size{Memory: memory}).Bare(); got != want {
			t.Errorf("%q: got %v", memory, got)
		}
	}
}
