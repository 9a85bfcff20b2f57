package formats

import (
	"testing"

	"berth/gateway/manifest"
	"berth/shared/resource"
)

func TestShrink(t *testing.T) {
	read := func(text string) manifest.Manifest {
		m, err := Parse("template", text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	plain := read(`{"template":"echo","service":"web","image":"berth/echo","port":80}`)
	disk := read(`{"template":"notes","service":"web","image":"berth/notes","port":80,"disk":"/data"}`)
	have := resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 64}
	for _, c := range []struct {
		name string
		m    manifest.Manifest
		to   resource.Resources
		want []resource.Short
	}{
		{"nothing runs", manifest.Manifest{}, resource.Resources{CPUMilli: 10, MemoryMiB: 16}, nil},
		{"no disk needed", plain, resource.Resources{CPUMilli: 10, MemoryMiB: 16}, nil},
		{"the disk stays", disk, resource.Resources{CPUMilli: 10, MemoryMiB: 16, DiskMiB: 64}, nil},
		{"the disk grows", disk, resource.Resources{CPUMilli: 10, MemoryMiB: 16, DiskMiB: 65}, nil},
		{"the disk shrinks", disk, resource.Resources{CPUMilli: 500, MemoryMiB: 256, DiskMiB: 63}, []resource.Short{{Dimension: resource.Disk, Wanted: 64, Free: 63}}},
		{"the disk goes", disk, resource.Resources{CPUMilli: 500, MemoryMiB: 256}, []resource.Short{{Dimension: resource.Disk, Wanted: 64, Free: 0}}},
	} {
		got := c.m.Shrink(have, c.to)
		if len(got) != len(c.want) || len(got) == 1 && got[0] != c.want[0] {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}
