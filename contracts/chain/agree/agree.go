// Package agree reads a chain's state through several endpoints, none of which is believed alone while others answer: what more than half of those that
// answered say is so. What they do not agree about is not taken: unknown is not failed, and two endpoints that are a block apart agree again in a moment.
//
// Blocks and events are the matter of the package witness.
package agree

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"

	"berth/contracts/chain"
	"berth/contracts/chain/beside"
)

// ErrDispute is what endpoints say differently, without a majority for either.
var ErrDispute = errors.New("the chain's endpoints do not agree")

// patience is for how long others are waited for once one has answered.
const patience = 3 * time.Second

// Most asks all at once, and gives what more than half of those that answered say. Where none did the error is the first one's; one that says no, such as
// a contract that reverts, has not answered here.
func Most[T any](ctx context.Context, all []*chain.Client, ask func(context.Context, *chain.Client) (T, error)) (T, error) {
	return most(ctx, all, ask)
}

func most[C, T any](ctx context.Context, all []C, ask func(context.Context, C) (T, error)) (none T, err error) {
	answers := beside.Ask(ctx, all, patience, ask, func(until []beside.Answer[C, T]) bool {
		_, n := common(said(until))
		return 2*n > len(all) // whatever the others say
	})
	told := said(answers)
	switch v, n := common(told); {
	case len(all) == 1:
		return answers[0].Value, answers[0].Err
	case 2*n > len(all):
		return v, nil
	case ctx.Err() != nil:
		return none, ctx.Err()
	case 2*n > len(told):
		return v, nil
	case len(told) > 0:
		return none, fmt.Errorf("%w: %d of %d answered", ErrDispute, len(told), len(all))
	}
	for _, a := range answers {
		err = errors.Join(err, a.Err)
	}
	return none, err
}

// said is what answers say that are none of a failure.
func said[C, T any](all []beside.Answer[C, T]) (values []T) {
	for _, a := range all {
		if a.Err == nil {
			values = append(values, a.Value)
		}
	}
	return values
}

// common is what was said most often, and how often.
func common[T any](said []T) (v T, most int) {
	for _, x := range said {
		n := 0
		for _, y := range said {
			if reflect.DeepEqual(x, y) {
				n++
			}
		}
		if n > most {
			v, most = x, n
		}
	}
	return v, most
}
