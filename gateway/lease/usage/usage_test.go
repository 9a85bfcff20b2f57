package usage

import (
	"fmt"
	"testing"
	"time"
	"unsafe"

	"berth/gateway/manifest"
	"berth/shared/wire"
)

func TestUsageIsBounded(t *testing.T) {
	var services []wire.ServiceUse
	for n := range manifest.MaxServices {
		services = append(services, wire.ServiceUse{Name: fmt.Sprintf("service-number-%05d", n), CPUMilli: 1 << 31, MemoryMiB: 1, DiskMiB: 1})
	}
	var g Usage
	at := time.Unix(1_900_000_000, 0)
	for n := range 3 * 24 * hourly {
		g.Note(at.Add(time.Duration(n)*Every), services, uint64(n))
	}
	bytes := unsafe.Sizeof(g) + unsafe.Sizeof(use{})*uintptr(cap(g.hour.all)+cap(g.day.all)) + unsafe.Sizeof(wire.ServiceUse{})*uintptr(cap(g.services))
	for _, s := range g.services {
		bytes += uintptr(len(s.Name))
	}
	if len(g.hour.all) != hourly || len(g.day.all) != daily || bytes > maxBytes || unsafe.Sizeof(use{}) != 24 {
		t.Errorf("%d and %d uses, %d bytes", len(g.hour.all), len(g.day.all), bytes)
	}
	if u := g.hour.all[0]; u.cpu != 1<<32-1 || u.memory != manifest.MaxServices || u.traffic != 1 {
		t.Errorf("%+v", u)
	}
}

func TestMiB(t *testing.T) {
	for bytes, want := range map[uint64]uint32{0: 0, 1: 1, 1 << 20: 1, 1<<20 + 1: 2, 1<<64 - 1: 1<<32 - 1} {
		if got := MiB(bytes); got != want {
			t.Errorf("%d: %d, want %d", bytes, got, want)
		}
	}
}
