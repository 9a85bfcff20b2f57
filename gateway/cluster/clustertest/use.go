package clustertest

import (
	"testing"
	"time"

	"berth/gateway/cluster"
)

// useWait is how long a runtime may take until it knows what a process uses, or no longer does.
const useWait = 60 * time.Second

func (s *suite) uses(t *testing.T) {
	c, _, _ := s.up(t)
	use := func() (cluster.Use, bool) {
		t.Helper()
		all, err := c.Use(t.Context())
		ok(t, err)
		if len(all[8]) > 0 || len(all[7]) > 1 {
			t.Fatalf("it knows of what is not there: %+v", all)
		}
		u, known := all[7]["web"]
		return u, known
	}
	var u cluster.Use
	for end := time.Now().Add(useWait); u.CPUMilli == 0 || u.MemoryBytes == 0; {
		if time.Now().After(end) {
			t.Fatalf("a process that works uses %+v", u)
		}
		for range 20 {
			Get(t, c, 7, "/")
		}
		u, _ = use()
	}
	if u.CPUMilli > 256_000 || u.MemoryBytes < 1<<20 || u.MemoryBytes > 1<<30 || u.DiskBytes > 1<<30 {
		t.Errorf("a small process uses %+v", u)
	}
	ok(t, c.Stop(t.Context(), 7))
	Until(t, useWait, "what was stopped uses nothing", func() bool {
		u, known := use()
		return !known || u.CPUMilli == 0 && u.MemoryBytes == 0
	})
}
