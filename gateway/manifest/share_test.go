package manifest

import (
	"errors"
	"reflect"
	"testing"

	"berth/shared/problem"
	"berth/shared/resource"
)

func TestShare(t *testing.T) {
	bought := resource.Resources{CPUMilli: 1000, MemoryMiB: 1024, DiskMiB: 1000, GPU: 2, GPUModel: "rtx-4090"}
	r := func(cpu, memory uint32, gpu uint16, disk uint32) resource.Resources {
		s := resource.Resources{CPUMilli: cpu, MemoryMiB: memory, GPU: gpu, DiskMiB: disk}
		if gpu > 0 {
			s.GPUModel = "rtx-4090"
		}
		return s
	}
	short := func(d resource.Dimension, wanted, free uint64) Short {
		return Short{Short: resource.Short{Dimension: d, Wanted: wanted, Free: free}}
	}
	for _, c := range []struct {
		name     string
		services []Service
		volumes  []Volume
		want     []resource.Resources
		disks    []uint32
		short    []Short
	}{
		{"one takes all", []Service{{}}, []Volume{{}}, []resource.Resources{r(1000, 1024, 2, 250)}, []uint32{750}, nil},
		{"two in even parts", []Service{{}, {}}, []Volume{{}, {}}, []resource.Resources{r(500, 512, 2, 125), r(500, 512, 0, 125)}, []uint32{375, 375}, nil},
		{"replicas count", []Service{{Replicas: 3}, {}}, nil, []resource.Resources{r(250, 256, 0, 250), r(250, 256, 0, 250)}, []uint32{}, nil},
		{"what is asked for comes first", []Service{{Wants: Wants{CPUMilli: 100}}, {Wants: Wants{MemoryMiB: 24}}, {}}, []Volume{{SizeMiB: 900}, {}}, []resource.Resources{r(100, 500, 2, 64), r(450, 24, 0, 64), r(450, 500, 0, 64)}, []uint32{900, 76}, nil},
		{"less is asked for than there is", []Service{{Wants: Wants{CPUMilli: 100, MemoryMiB: 100, GPU: 1}}}, nil, []resource.Resources{r(100, 100, 1, 1000)}, []uint32{}, nil},
		{"too much", []Service{{Wants: Wants{CPUMilli: 600, MemoryMiB: 600}, Replicas: 2}}, []Volume{{SizeMiB: 2000}}, []resource.Resources{r(600, 600, 1, 64)}, []uint32{2000}, []Short{short(resource.CPU, 1200, 1000), short(resource.Memory, 1200, 1024), short(resource.Disk, 2000, 1000)}},
		{"no room for the rest", []Service{{Wants: Wants{CPUMilli: 1000, MemoryMiB: 1024}}, {}}, nil, []resource.Resources{r(1000, 1024, 2, 500), r(resource.MinCPUMilli, resource.MinMemoryMiB, 0, 500)}, []uint32{}, []Short{short(resource.CPU, 1010, 1000), short(resource.Memory, 1040, 1024)}},
		{"too many GPUs", []Service{{Wants: Wants{GPU: 3}}}, nil, []resource.Resources{r(1000, 1024, 3, 1000)}, []uint32{}, []Short{short(resource.GPU, 3, 2)}},
		{"the model by another spelling", []Service{{Wants: Wants{GPU: 1, GPUModels: []string{"a100", "rtx4090"}}}}, nil, []resource.Resources{r(1000, 1024, 1, 1000)}, []uint32{}, nil},
		{"another model", []Service{{Wants: Wants{GPU: 1, GPUModels: []string{"a100"}}}}, nil, []resource.Resources{r(1000, 1024, 1, 1000)}, []uint32{}, []Short{{Short: resource.Short{Dimension: resource.GPUModel}, Model: []string{"a100"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := Manifest{Services: c.services, Volumes: c.volumes}
			got, short := m.Share(bought)
			if !reflect.DeepEqual(got.Services, c.want) || !reflect.DeepEqual(got.Volumes, c.disks) || !reflect.DeepEqual(short, c.short) {
				t.Errorf("got %+v %+v, want %+v %v %+v", got, short, c.want, c.disks, c.short)
			}
			var p *problem.Problem
			if err := m.Fit(bought); (err != nil) != (len(c.short) > 0) || err != nil && (!errors.As(err, &p) || p.Code != problem.DoesNotFit || p.Figures["dimension"] != string(c.short[0].Dimension) || p.Figures["wanted"] == "" || p.Figures["free"] == "") {
				t.Errorf("fit: %v", err)
			}
		})
	}
}

// TestShareDisk: what services write outside of their volumes is part of the disk that was bought.
func TestShareDisk(t *testing.T) {
	root := func(n uint32) Wants { return Wants{DiskMiB: n} }
	for _, c := range []struct {
		name     string
		bought   uint32
		services []Service
		volumes  []Volume
		own      []uint32
		disks    []uint32
		wanted   uint64 // 0: it fits
	}{
		{"a root disk that the file asks for", 26000, []Service{{Wants: root(20480)}}, []Volume{{SizeMiB: 5120}}, []uint32{20480}, []uint32{5120}, 0},
		{"a root disk that was not bought", 64, []Service{{Wants: root(20480)}}, nil, []uint32{20480}, nil, 20480},
		{"of each replica", 100, []Service{{Wants: root(40), Replicas: 3}}, nil, []uint32{40}, nil, 120},
		{"what no volume takes is the services'", 1000, []Service{{}, {Wants: root(100)}}, []Volume{{SizeMiB: 300}}, []uint32{600, 100}, []uint32{300}, 0},
		{"a volume without a size leaves a quarter", 1000, []Service{{}}, []Volume{{}}, []uint32{250}, []uint32{750}, 0},
		{"and takes all where the services have what they ask for", 1000, []Service{{Wants: root(100)}}, []Volume{{}}, []uint32{100}, []uint32{900}, 0},
		{"a quarter is not more than anybody needs", 1 << 20, []Service{{}}, []Volume{{}}, []uint32{ownMost}, []uint32{1<<20 - ownMost}, 0},
		{"the least is beyond what was bought", 32, []Service{{}}, []Volume{{}}, []uint32{ownLeast}, []uint32{24}, 0},
		{"nothing was bought", 0, []Service{{}}, nil, []uint32{ownLeast}, nil, 0},
		{"temporary folders count", 100, []Service{{Temps: []Temp{{SizeMiB: 80}, {SizeMiB: 500, Memory: true}}, Wants: root(10)}}, nil, []uint32{90}, nil, 0},
		{"and may be too large", 100, []Service{{Temps: []Temp{{SizeMiB: 101}}}}, nil, []uint32{101 + ownLeast}, nil, 101},
		{"one that is shared counts once", 100, []Service{{Temps: []Temp{{Name: "a", SizeMiB: 40}}, Init: []Service{{Temps: []Temp{{Name: "a", SizeMiB: 60}}}}, Wants: root(40)}}, nil, []uint32{100}, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := Manifest{Services: c.services, Volumes: c.volumes}
			bought := resource.Resources{CPUMilli: 1000, MemoryMiB: 1024, DiskMiB: c.bought}
			sh, short := m.Share(bought)
			for i, want := range c.own {
				if got := sh.Services[i].DiskMiB; got != want {
					t.Errorf("service %d has %d MiB, want %d", i, got, want)
				}
			}
			for i, want := range c.disks {
				if got := sh.Volumes[i]; got != want {
					t.Errorf("volume %d has %d MiB, want %d", i, got, want)
				}
			}
			switch {
			case c.wanted == 0 && len(short) > 0:
				t.Errorf("it does not fit: %+v", short)
			case c.wanted > 0 && (len(short) != 1 || short[0].Dimension != resource.Disk || short[0].Wanted != c.wanted || short[0].Free != uint64(c.bought)):
				t.Errorf("got %+v, want %d of %d", short, c.wanted, c.bought)
			}
		})
	}
}

// TestShareProcesses: what runs before a service and beside it lives on the service's share.
func TestShareProcesses(t *testing.T) {
	bought := resource.Resources{CPUMilli: 1000, MemoryMiB: 1000, DiskMiB: 1000}
	m := Manifest{Services: []Service{
		{Wants: Wants{CPUMilli: 300}, Beside: []Service{{Wants: Wants{CPUMilli: 100}}, {}}, Init: []Service{{Wants: Wants{MemoryMiB: 700}}}},
		{Wants: Wants{MemoryMiB: 100}},
	}}
	sh, short := m.Share(bought)
	if len(short) > 0 {
		t.Fatalf("it does not fit: %+v", short)
	}
	// 600 thousandths are left for the two that ask for none; 900 MiB for three, which is less than the one before them needs alone.
	for _, c := range []struct{ got, want resource.Resources }{
		{sh.Services[0], resource.Resources{CPUMilli: 700, MemoryMiB: 700, DiskMiB: 750}},
		{sh.Beside[0][0], resource.Resources{CPUMilli: 100, MemoryMiB: 66, DiskMiB: 250}},
		{sh.Beside[0][1], resource.Resources{CPUMilli: 300, MemoryMiB: 66, DiskMiB: 250}},
		{sh.Services[1], resource.Resources{CPUMilli: 300, MemoryMiB: 100, DiskMiB: 250}},
	} {
		if c.got != c.want {
			t.Errorf("got %+v, want %+v", c.got, c.want)
		}
	}
}
