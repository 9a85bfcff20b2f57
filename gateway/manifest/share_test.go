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
	r := func(cpu, memory uint32, gpu uint16) resource.Resources {
		s := resource.Resources{CPUMilli: cpu, MemoryMiB: memory, GPU: gpu}
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
		{"one takes all", []Service{{}}, []Volume{{}}, []resource.Resources{r(1000, 1024, 2)}, []uint32{1000}, nil},
		{"two in even parts", []Service{{}, {}}, []Volume{{}, {}}, []resource.Resources{r(500, 512, 2), r(500, 512, 0)}, []uint32{500, 500}, nil},
		{"replicas count", []Service{{Replicas: 3}, {}}, nil, []resource.Resources{r(250, 256, 0), r(250, 256, 0)}, []uint32{}, nil},
		{"what is asked for comes first", []Service{{Wants: Wants{CPUMilli: 100}}, {Wants: Wants{MemoryMiB: 24}}, {}}, []Volume{{SizeMiB: 900}, {}}, []resource.Resources{r(100, 500, 2), r(450, 24, 0), r(450, 500, 0)}, []uint32{900, 100}, nil},
		{"less is asked for than there is", []Service{{Wants: Wants{CPUMilli: 100, MemoryMiB: 100, GPU: 1}}}, nil, []resource.Resources{r(100, 100, 1)}, []uint32{}, nil},
		{"too much", []Service{{Wants: Wants{CPUMilli: 600, MemoryMiB: 600}, Replicas: 2}}, []Volume{{SizeMiB: 2000}}, []resource.Resources{r(600, 600, 1)}, []uint32{2000}, []Short{short(resource.CPU, 1200, 1000), short(resource.Memory, 1200, 1024), short(resource.Disk, 2000, 1000)}},
		{"no room for the rest", []Service{{Wants: Wants{CPUMilli: 1000, MemoryMiB: 1024}}, {}}, nil, []resource.Resources{r(1000, 1024, 2), r(resource.MinCPUMilli, resource.MinMemoryMiB, 0)}, []uint32{}, []Short{short(resource.CPU, 1010, 1000), short(resource.Memory, 1040, 1024)}},
		{"too many GPUs", []Service{{Wants: Wants{GPU: 3}}}, nil, []resource.Resources{r(1000, 1024, 3)}, []uint32{}, []Short{short(resource.GPU, 3, 2)}},
		{"the model by another spelling", []Service{{Wants: Wants{GPU: 1, GPUModels: []string{"a100", "rtx4090"}}}}, nil, []resource.Resources{r(1000, 1024, 1)}, []uint32{}, nil},
		{"another model", []Service{{Wants: Wants{GPU: 1, GPUModels: []string{"a100"}}}}, nil, []resource.Resources{r(1000, 1024, 1)}, []uint32{}, []Short{{Short: resource.Short{Dimension: resource.GPUModel}, Model: []string{"a100"}}}},
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
