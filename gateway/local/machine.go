package local

import (
	"bufio"
	"fmt"
	"os"
	"runtime"

	"berth/shared/resource"
)

// Memory says which memory of a machine counts.
type Memory string

// The choices, by their names in /proc/meminfo.
const (
	Total Memory = "MemTotal"     // all, whoever uses it now
	Free  Memory = "MemAvailable" // what others have left
)

// Machine is what this computer has: its cores, its memory, and the free space where dir is. Where the system does not
// tell, it is a modest guess. Traffic is without a limit.
func Machine(dir string, m Memory) resource.Resources {
	r := resource.Resources{CPUMilli: uint32(runtime.NumCPU()) * 1000, MemoryMiB: 2048, DiskMiB: 4096, TrafficMiB: resource.MaxTraffic}
	if n := memoryMiB(m); n > 0 {
		r.MemoryMiB = n
	}
	if n := freeMiB(dir); n > 0 {
		r.DiskMiB = n
	}
	return r
}

func memoryMiB(m Memory) uint32 {
	f, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		var kib uint64
		if n, _ := fmt.Sscanf(s.Text(), string(m)+": %d kB", &kib); n == 1 {
			return uint32(min(kib>>10, 1<<24))
		}
	}
	return 0
}
