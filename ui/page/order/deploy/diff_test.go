package deploy

import (
	"fmt"
	"slices"
	"testing"

	"berth/shared/eth"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/text"
)

func TestChanges(t *testing.T) {
	en := text.In(text.EN)
	web := func(f func(*wire.ServicePlan)) wire.ServicePlan {
		s := wire.ServicePlan{Name: "web", Image: "web:1", Port: 80, Replicas: 1, Share: resource.Resources{CPUMilli: 500, MemoryMiB: 256}, Env: []string{"MODE"}, Volumes: []string{"data"}}
		if f != nil {
			f(&s)
		}
		return s
	}
	notes := wire.ServicePlan{Name: "notes", Image: "notes:2", Replicas: 1}
	data := wire.VolumePlan{Name: "data", SizeMiB: 1024}
	one := wire.Revision{Number: 1, Services: []wire.ServicePlan{web(nil), notes}, Volumes: []wire.VolumePlan{data}, ManifestHash: eth.Hash{1}, Size: 10}
	for _, c := range []struct {
		name string
		to   func(*wire.Revision)
		want []string
	}{
		{"nothing", func(*wire.Revision) {}, nil},
		{"only the file", func(r *wire.Revision) { r.ManifestHash[0] = 2 }, []string{"|The file itself|10 bytes (0x01000000…)|10 bytes (0x02000000…)"}},
		{"an image", func(r *wire.Revision) { r.Services[0].Image = "web:2" }, []string{"web|Image|web:1|web:2"}},
		{"a service less", func(r *wire.Revision) { r.Services = r.Services[:1] }, []string{"notes||notes:2|"}},
		{"a service more", func(r *wire.Revision) { r.Services = append(r.Services, wire.ServicePlan{Name: "db", Image: "db:1"}) }, []string{"db|||db:1"}},
		{"a variable by another name", func(r *wire.Revision) { r.Services[0].Env = []string{"LEVEL"} }, []string{"web|Variables|MODE|LEVEL"}},
		{"more memory, and twice", func(r *wire.Revision) { r.Services[0].Share.MemoryMiB, r.Services[0].Replicas = 512, 2 }, []string{"web|Replicas|1|2", "web|Memory|256 MiB|512 MiB"}},
		{"a disk that has gone", func(r *wire.Revision) { r.Volumes, r.Services[0].Volumes = nil, nil }, []string{"web|Disks|data|", "|Disk data|1 GiB|"}},
		{"in another order", func(r *wire.Revision) { slices.Reverse(r.Services) }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			to := one
			to.Services = slices.Clone(one.Services)
			c.to(&to)
			var got []string
			for _, x := range changes(en, one, to) {
				got = append(got, fmt.Sprintf("%s|%s|%s|%s", x.of, x.what, x.was, x.is))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestPair(t *testing.T) {
	var v versions
	if _, _, ok := v.pair(compare{}); ok {
		t.Error("two versions out of none")
	}
	v.list.Data = []wire.Revision{{Number: 5}, {Number: 4}, {Number: 3}}
	for c, want := range map[compare][2]uint64{{}: {4, 5}, {from: 3}: {3, 5}, {from: 5, to: 3}: {5, 3}, {from: 99, to: 99}: {4, 5}} {
		if a, b, ok := v.pair(c); !ok || a.Number != want[0] || b.Number != want[1] {
			t.Errorf("%v: %d, %d", c, a.Number, b.Number)
		}
	}
}
