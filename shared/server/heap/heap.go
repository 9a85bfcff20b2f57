// Package heap has a server with little in memory collect its garbage less often. Go lets the heap grow by what is in it: a
// server that holds 20 MB and answers thousands of requests a second collects many times a second, which costs a tenth of
// its time.
package heap

import (
	"context"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	// room is how much garbage may come together at least.
	room = 96 << 20
	// usual is how many percent of what is in the heap may come to it: Go's own.
	usual = 100
	most  = 1000
	every = 5 * time.Second
)

// Run sets the process's garbage collector again and again until ctx ends. Where GOGC is set it does nothing.
func Run(ctx context.Context) {
	if os.Getenv("GOGC") != "" {
		return
	}
	t := time.NewTicker(every)
	defer t.Stop()
	defer debug.SetGCPercent(usual)
	for set := usual; ; {
		if want := percent(live()); want != set {
			set = want
			debug.SetGCPercent(set)
		}
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// live is how many bytes were in the heap after the last collection.
func live() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return room
	}
	return s[0].Value.Uint64()
}

// percent is by how much a heap may grow. It changes in steps, since each change stops the process for a moment.
func percent(live uint64) int {
	p := int(min(room*100/max(live, 1), most))
	return max(p/50*50, usual)
}
