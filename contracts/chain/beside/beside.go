// Package beside asks several endpoints the same thing side by side, so that one that is slow, or that makes a mistake of ours come out, holds up and ends
// nobody. What is believed of the answers is the matter of the packages agree and witness.
package beside

import (
	"context"
	"time"

	"berth/shared/server/steady"
)

// Answer is what one of those that were asked said.
type Answer[C, T any] struct {
	From  int // its place among all
	Who   C
	Value T
	Err   error
}

// Ask asks all at once, and gives an answer of each, in the order in which they came. The ones that are slow are not waited for longer than patience once
// another has answered without an error, nor once enough says so of the answers until then (nil: it never does), nor longer than ctx lasts: their answers are
// errors. A panic of ask is an error, too. What was not waited for is cancelled, and may go on for as long as ask does.
func Ask[C, T any](ctx context.Context, all []C, patience time.Duration, ask func(context.Context, C) (T, error), enough func([]Answer[C, T]) bool) []Answer[C, T] {
	one := func(ctx context.Context, i int) (a Answer[C, T]) {
		a.From, a.Who = i, all[i]
		defer steady.Error(&a.Err)
		a.Value, a.Err = ask(ctx, all[i])
		return a
	}
	if len(all) == 1 {
		return []Answer[C, T]{one(ctx, 0)}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	came := make(chan Answer[C, T], len(all))
	for i := range all {
		go func() { came <- one(ctx, i) }()
	}
	answers, has := make([]Answer[C, T], 0, len(all)), make([]bool, len(all))
	rest := func(err error) []Answer[C, T] {
		for i, c := range all {
			if !has[i] {
				answers = append(answers, Answer[C, T]{From: i, Who: c, Err: err})
			}
		}
		return answers
	}
	var late <-chan time.Time
	for len(answers) < len(all) {
		select {
		case a := <-came:
			answers, has[a.From] = append(answers, a), true
			if a.Err != nil {
				continue
			}
			if enough != nil && enough(answers) {
				return rest(context.Canceled)
			}
			if late == nil {
				t := time.NewTimer(patience)
				defer t.Stop()
				late = t.C
			}
		case <-late:
			return rest(context.DeadlineExceeded)
		case <-ctx.Done():
			return rest(ctx.Err())
		}
	}
	return answers
}
