// Package resource has what is rented: CPU, GPU, memory, disk and traffic, as counts of fixed units.
package resource

import (
	"fmt"
	"strings"
)

// Resources is what a node has, or what an order takes. The limits are those of the contracts' storage.
type Resources struct {
	CPUMilli   uint32 `json:"cpuMilli"`           // thousandths of a core
	MemoryMiB  uint32 `json:"memoryMiB"`          // MiB
	DiskMiB    uint32 `json:"diskMiB"`            // MiB
	TrafficMiB uint64 `json:"trafficMiB"`         // MiB in and out over the life of an order, below 2^40
	GPU        uint16 `json:"gpu"`                // whole devices
	GPUModel   string `json:"gpuModel,omitempty"` // at most 12 bytes of a-z, 0-9 and "-"; empty: any
}

// Dimension names one of the resources, as in JSON.
type Dimension string

// The dimensions, in the order in which they are shown.
const (
	CPU      Dimension = "cpuMilli"
	Memory   Dimension = "memoryMiB"
	Disk     Dimension = "diskMiB"
	Traffic  Dimension = "trafficMiB"
	GPU      Dimension = "gpu"
	GPUModel Dimension = "gpuModel"
)

// Dimensions are all that are counted, in the order in which they are shown.
var Dimensions = [...]Dimension{CPU, Memory, Disk, Traffic, GPU}

// Of is the count of a dimension.
func (r Resources) Of(d Dimension) uint64 {
	switch d {
	case CPU:
		return uint64(r.CPUMilli)
	case Memory:
		return uint64(r.MemoryMiB)
	case Disk:
		return uint64(r.DiskMiB)
	case Traffic:
		return r.TrafficMiB
	case GPU:
		return uint64(r.GPU)
	}
	return 0
}

// Short is one dimension in which something does not fit. For GPUModel the counts are 0.
type Short struct {
	Dimension Dimension `json:"dimension"`
	Wanted    uint64    `json:"wanted"`
	Free      uint64    `json:"free"`
}

// Lacks lists the dimensions in which want does not fit into r; nil: it fits.
func (r Resources) Lacks(want Resources) []Short {
	var s []Short
	for _, d := range Dimensions {
		if w, f := want.Of(d), r.Of(d); w > f {
			s = append(s, Short{d, w, f})
		}
	}
	if want.GPU > 0 && want.GPUModel != "" && want.GPUModel != r.GPUModel {
		s = append(s, Short{Dimension: GPUModel})
	}
	return s
}

// Sub is r-s, each dimension at least 0; the model stays that of r.
func (r Resources) Sub(s Resources) Resources {
	return Resources{
		CPUMilli: r.CPUMilli - min(r.CPUMilli, s.CPUMilli), MemoryMiB: r.MemoryMiB - min(r.MemoryMiB, s.MemoryMiB),
		DiskMiB: r.DiskMiB - min(r.DiskMiB, s.DiskMiB), TrafficMiB: r.TrafficMiB - min(r.TrafficMiB, s.TrafficMiB),
		GPU: r.GPU - min(r.GPU, s.GPU), GPUModel: r.GPUModel,
	}
}

// Add is r+s; the model stays that of r unless that is empty. The caller keeps the sums within the units' limits.
func (r Resources) Add(s Resources) Resources {
	r.CPUMilli += s.CPUMilli
	r.MemoryMiB += s.MemoryMiB
	r.DiskMiB += s.DiskMiB
	r.TrafficMiB += s.TrafficMiB
	r.GPU += s.GPU
	if r.GPUModel == "" {
		r.GPUModel = s.GPUModel
	}
	return r
}

// IsZero reports whether nothing is asked for.
func (r Resources) IsZero() bool { return r == Resources{} }

// The least and most that an order may ask for.
const (
	MinCPUMilli  = 10
	MinMemoryMiB = 16
	MaxTraffic   = 1<<40 - 1
	MaxModel     = 12
)

// FieldError is a value that cannot be had, with the field's JSON name and what to write instead.
type FieldError struct{ Field, Remedy string }

func (e *FieldError) Error() string { return e.Field + ": " + e.Remedy }

// Validate checks what is asked for in an order. It gives a *FieldError.
func (r Resources) Validate() error {
	switch {
	case r.CPUMilli < MinCPUMilli:
		return &FieldError{string(CPU), fmt.Sprintf("at least %d thousandths of a core", MinCPUMilli)}
	case r.MemoryMiB < MinMemoryMiB:
		return &FieldError{string(Memory), fmt.Sprintf("at least %d MiB", MinMemoryMiB)}
	case r.TrafficMiB > MaxTraffic:
		return &FieldError{string(Traffic), fmt.Sprintf("at most %d MiB", uint64(MaxTraffic))}
	case r.GPU == 0 && r.GPUModel != "":
		return &FieldError{string(GPUModel), "leave it empty, or ask for a GPU"}
	case !ValidModel(r.GPUModel):
		return &FieldError{string(GPUModel), "at most 12 of a-z, 0-9 and -"}
	}
	return nil
}

// ValidModel reports whether s can name a GPU model, or is empty.
func ValidModel(s string) bool {
	return len(s) <= MaxModel && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// ModelWord is the model as the contracts' bytes12, zero padded.
func (r Resources) ModelWord() [MaxModel]byte {
	var w [MaxModel]byte
	copy(w[:], r.GPUModel)
	return w
}

// ModelFromWord reads the contracts' bytes12.
func ModelFromWord(w [MaxModel]byte) string { return strings.TrimRight(string(w[:]), "\x00") }
