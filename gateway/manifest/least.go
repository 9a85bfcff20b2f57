package manifest

import (
	"math"

	"berth/shared/resource"
)

// Least is what a manifest fits into just so: what it asks for, and the least that there is of the rest. Traffic is none of it.
func (m Manifest) Least() resource.Resources {
	var least resource.Resources
	_, short := m.Share(least)
	for _, s := range short {
		switch s.Dimension {
		case resource.CPU:
			least.CPUMilli = most32(s.Wanted)
		case resource.Memory:
			least.MemoryMiB = most32(s.Wanted)
		case resource.Disk:
			least.DiskMiB = most32(s.Wanted)
		case resource.GPU:
			least.GPU = uint16(min(s.Wanted, math.MaxUint16))
		}
	}
	for _, s := range m.Services {
		if len(s.Wants.GPUModels) > 0 && least.GPUModel == "" {
			least.GPUModel = s.Wants.GPUModels[0]
		}
	}
	return least
}

func most32(n uint64) uint32 { return uint32(min(n, math.MaxUint32)) }
