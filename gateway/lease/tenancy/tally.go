package tenancy

import (
	"context"
	"errors"
	"maps"
	"sync"
	"sync/atomic"

	"berth/gateway/cluster"
	"berth/shared/problem"
)

// Kinds of what is open beside services, by whichever way it came.
const (
	KindShell   = "shell"
	KindCommand = "command"
	KindPort    = "port"
)

// Tally is what became of one kind.
type Tally struct {
	Open    int               // now
	Opened  uint64            // ever, those too that ended at once
	Bytes   uint64            // that have moved, in both directions
	Refused map[string]uint64 // by the problem's code; "other" where there is none
}

// Tallies are those of all kinds.
func (v *Viewer) Tallies() map[string]Tally {
	return map[string]Tally{KindShell: v.shellTally.get(), KindCommand: v.commandTally.get(), KindPort: v.portTally.get()}
}

// tally counts one kind. It is safe for concurrent use.
type tally struct {
	open          atomic.Int64
	opened, bytes atomic.Uint64

	mu      sync.Mutex
	refused map[string]uint64
}

// begin counts one that is open until the function is called that it gives.
func (t *tally) begin() (end func()) {
	t.open.Add(1)
	t.opened.Add(1)
	return func() { t.open.Add(-1) }
}

// refuse counts one that could not be opened. That its client has left is no refusal.
func (t *tally) refuse(ctx context.Context, err error) {
	if err == nil || ctx.Err() != nil {
		return
	}
	code := "other"
	var p *problem.Problem
	switch {
	case errors.As(err, &p):
		code = string(p.Code)
	case errors.Is(err, cluster.ErrNoShell):
		code = string(problem.NoShell)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.refused == nil {
		t.refused = map[string]uint64{}
	}
	t.refused[code]++
}

func (t *tally) get() Tally {
	t.mu.Lock()
	defer t.mu.Unlock()
	return Tally{Open: int(t.open.Load()), Opened: t.opened.Load(), Bytes: t.bytes.Load(), Refused: maps.Clone(t.refused)}
}
