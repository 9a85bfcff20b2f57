package volume

import (
	"errors"
	"strings"
	"testing"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/problem"
	"berth/shared/resource"
)

// TestJudge: what is there stays, grows where it can, and is refused what it cannot be before anything is touched.
func TestJudge(t *testing.T) {
	disk := func(size uint32, grows bool) map[string]cluster.Disk {
		return map[string]cluster.Disk{"data": {SizeMiB: size, Grows: grows}}
	}
	for name, c := range map[string]struct {
		size uint32 // in the file; 0: none
		have map[string]cluster.Disk
		want Disk
		code problem.Code
		says string // in the problem's remedy, or in the note
	}{
		"new, with a size":               {64, nil, Disk{0, 64}, "", ""},
		"new, with a share":              {0, nil, Disk{0, 150}, "", ""},
		"as it is":                       {64, disk(64, false), Disk{64, 64}, "", ""},
		"grows":                          {96, disk(64, true), Disk{64, 96}, "", ""},
		"grows with its share":           {0, disk(64, true), Disk{64, 150}, "", ""},
		"cannot grow":                    {96, disk(64, false), Disk{64, 64}, problem.DiskStays, "write 64 MiB, or take a node"},
		"cannot grow with its share":     {0, disk(64, false), Disk{64, 64}, "", "stays at 64 MiB of the 150"},
		"never shrinks":                  {32, disk(64, true), Disk{64, 64}, problem.DiskStays, "write 64 MiB or more"},
		"never shrinks with its share":   {0, disk(180, true), Disk{180, 180}, "", "stays at 180 MiB: a disk never shrinks"},
		"another's room":                 {100, map[string]cluster.Disk{"old": {SizeMiB: 100}}, Disk{0, 100}, "", ""},
		"more than there is with others": {101, map[string]cluster.Disk{"old": {SizeMiB: 100}}, Disk{0, 101}, problem.DoesNotFit, "stays until the order ends"},
		"larger than the order by now":   {0, disk(201, true), Disk{201, 201}, problem.DoesNotFit, "rent more"},
	} {
		t.Run(name, func(t *testing.T) {
			m := manifest.Manifest{
				Services: []manifest.Service{{Name: "web", Mounts: []manifest.Mount{{Volume: "data", Path: "/data"}}}},
				Volumes:  []manifest.Volume{{Name: "data", SizeMiB: c.size}},
			}
			p := Judge(m, resource.Resources{CPUMilli: 100, MemoryMiB: 100, DiskMiB: 200}, c.have)
			if len(p.Disks) != 1 || p.Disks[0] != c.want {
				t.Errorf("got %+v, want %+v", p.Disks, c.want)
			}
			said := ""
			for _, n := range p.Notes {
				said += n.Text
			}
			var x *problem.Problem
			if errors.As(p.Cannot, &x) {
				said = x.Detail
				if x.Code != c.code || x.Code == problem.DiskStays && (x.Figures["volume"] != "data" || x.Figures["free"] != "64") {
					t.Errorf("got %+v", x)
				}
			} else if c.code != "" {
				t.Errorf("got %v, want %s", p.Cannot, c.code)
			}
			if !strings.Contains(said, c.says) || c.says == "" && said != "" {
				t.Errorf("it says %q, want %q", said, c.says)
			}
		})
	}
}
