package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"berth/shared/resource"
)

// machine is what this machine has, so that the demo's nodes offer no more than there is.
func machine(dir string) (resource.Resources, error) {
	mem, err := memoryMiB()
	if err != nil {
		return resource.Resources{}, err
	}
	var fs syscall.Statfs_t
	if err := syscall.Statfs(dir, &fs); err != nil {
		return resource.Resources{}, fmt.Errorf("disk of %s: %w", dir, err)
	}
	return resource.Resources{
		CPUMilli: uint32(runtime.NumCPU()) * 1000, MemoryMiB: mem,
		DiskMiB: uint32(min(fs.Bavail*uint64(fs.Bsize)>>20, 1<<24)), TrafficMiB: 1 << 20,
	}, nil
}

// share is the n-th part of what the machine has.
func share(r resource.Resources, n uint32) resource.Resources {
	return resource.Resources{CPUMilli: r.CPUMilli / n, MemoryMiB: r.MemoryMiB / n, DiskMiB: r.DiskMiB / n, TrafficMiB: r.TrafficMiB / uint64(n)}
}

// memoryMiB is the memory that the system says is available, or 4 GiB where it does not say.
func memoryMiB() (uint32, error) {
	f, err := os.Open("/proc/meminfo")
	if err != nil {
		return 4096, nil // not Linux
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if v, ok := strings.CutPrefix(s.Text(), "MemAvailable:"); ok {
			kib, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimSpace(v), " kB"), 10, 64)
			return uint32(min(kib>>10, 1<<24)), err
		}
	}
	return 4096, nil
}
