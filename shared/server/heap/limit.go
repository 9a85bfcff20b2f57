package heap

import (
	"math"
	"os"
	"strconv"
	"strings"
)

// limits are where a container is told how much memory it may have, by versions 2 and 1 of cgroups.
var limits = []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}

// Limit is how many bytes of memory the container may have that this process runs in; 0 if there is no bound, or no container.
func Limit() int64 { return limit(limits...) }

func limit(paths ...string) int64 {
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(string(raw)), 10, 64); err == nil && n > 0 && n < math.MaxInt64/2 {
			return n
		}
	}
	return 0
}
