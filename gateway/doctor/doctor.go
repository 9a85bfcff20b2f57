// Package doctor looks at all that a node's gateway needs before it can earn, and says of each what is so, what is wrong with it,
// and how that is mended. Nothing that it does stays: what it makes to try something it takes away.
package doctor

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// State is how one thing stands.
type State string

// States, from well to ill.
const (
	OK      State = "ok"
	Skipped State = "skipped" // does not concern this node, or what it stands on is wrong already
	Unknown State = "unknown" // cannot be known from here
	Warning State = "warning" // the node runs, and something is the worse for it
	Failure State = "failure" // the node does not earn
)

// Finding is what one check has found.
type Finding struct {
	Check  string `json:"check"` // its code, which never changes its meaning
	State  State  `json:"state"`
	Text   string `json:"text"`             // what is so
	Remedy string `json:"remedy,omitempty"` // what to do, where something is to be done
}

// Report is what all checks have found, in their order.
type Report struct {
	State    State     `json:"state"` // ok, warning or failure: the worst there is
	Findings []Finding `json:"findings"`
}

// check is one of them.
type check struct {
	code string
	most time.Duration // that it may take
	look func(ctx context.Context) []Finding
}

// grace is how long a check has that does not notice its deadline, such as one that waits for a disk.
const grace = time.Second

// run looks at everything side by side. Each check ends by its deadline.
func run(ctx context.Context, checks []check) Report {
	found := make([][]Finding, len(checks))
	var all sync.WaitGroup
	for i, c := range checks {
		all.Go(func() { found[i] = c.run(ctx) })
	}
	all.Wait()
	r := Report{State: OK}
	for _, some := range found {
		for _, f := range some {
			r.Findings = append(r.Findings, f)
			if f.State == Failure || f.State == Warning && r.State == OK {
				r.State = f.State
			}
		}
	}
	return r
}

func (c check) run(ctx context.Context) []Finding {
	ctx, cancel := context.WithTimeout(ctx, c.most)
	defer cancel()
	done := make(chan []Finding, 1)
	go func() { done <- c.look(ctx) }()
	over := time.NewTimer(c.most + grace)
	defer over.Stop()
	var found []Finding
	select {
	case found = <-done:
	case <-over.C:
		found = fail("see what keeps it from answering, and ask again", "there was no answer within %s", c.most)
	}
	for i := range found {
		if found[i].Check == "" {
			found[i].Check = c.code
		}
	}
	return found
}

func one(s State, remedy, format string, args []any) []Finding {
	return []Finding{{State: s, Text: fmt.Sprintf(format, args...), Remedy: remedy}}
}

func fine(format string, args ...any) []Finding          { return one(OK, "", format, args) }
func skip(format string, args ...any) []Finding          { return one(Skipped, "", format, args) }
func dunno(remedy, format string, args ...any) []Finding { return one(Unknown, remedy, format, args) }
func warn(remedy, format string, args ...any) []Finding  { return one(Warning, remedy, format, args) }
func fail(remedy, format string, args ...any) []Finding  { return one(Failure, remedy, format, args) }
