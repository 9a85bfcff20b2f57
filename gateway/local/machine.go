package local

import (
	"bufio"
	"fmt"
	"os"
	"runtime"

	"berth/shared/resource"
)

// machine is what this computer has: its cores, its memory, and the free space where the disks are. Where the system
// does not tell, it is a modest guess.
func machine(dir string) resource.Resources {
	r := resource.Resources{CPUMilli: uint32(runtime.NumCPU()) * 1000, MemoryMiB: 2048, DiskMiB: 4096, TrafficMiB: resource.MaxTraffic}
	if n := memoryMiB(); n > 0 {
		r.MemoryMiB = n
	}
	if n := freeMiB(dir); n > 0 {
		r.DiskMiB = n
	}
	return r
}

func memoryMiB() uint32 {
	f, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		var kib uint64
		if n, _ := fmt.Sscanf(s.Text(), "MemTotal: %d kB", &kib); n == 1 {
			return uint32(kib >> 10)
		}
	}
	return 0
}
