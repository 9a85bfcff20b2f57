// Package state has what pages share: typed keys over go-app's states, and the few things that live as long as the app
// does: facts about the platform, the session and the connected wallet. Values have the form {status, data, error};
// a page shows each of the four.
package state

import (
	"context"
	"errors"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/api"
	"berth/ui/trust"
	"berth/ui/wallet"
)

// Status is how far a value is.
type Status uint8

// The statuses. Loading may come with the data of last time.
const (
	Idle Status = iota
	Loading
	Ready
	Failed
)

// Of is a value that takes time to come.
type Of[T any] struct {
	Status Status
	Data   T
	Err    error
}

// Waiting reports whether there is nothing to be shown yet.
func (o Of[T]) Waiting() bool { return o.Status == Idle || o.Status == Loading }

// Key names a state of one type.
type Key[T any] string

// The states of the app.
const (
	Info      Key[wire.Info]            = "berth.info"
	Session   Key[wire.Session]         = "berth.session" // a zero address: nobody is logged in
	Templates Key[[]wire.TemplateBrief] = "berth.templates"
	Wallets   Key[[]wallet.Provider]    = "berth.wallets" // found in this browser
	Wallet    Key[Connection]           = "berth.wallet"  // Ready: connected
	Basis     Key[trust.Basis]          = "berth.basis"   // what the app may sign for
	checked   Key[check]                = "berth.checked" // the contracts that were found to be Berth's
)

// Observe gives the value to v now and at each change, as long as the component of ctx is mounted.
func (k Key[T]) Observe(ctx app.Context, v *Of[T]) app.Observer {
	return ctx.ObserveState(string(k), v)
}

// Get is the value now.
func (k Key[T]) Get(ctx app.Context) (v Of[T]) {
	ctx.GetState(string(k), &v)
	return v
}

// Set changes the value for all who observe it.
func (k Key[T]) Set(ctx app.Context, v Of[T]) { ctx.SetState(string(k), v) }

// Put is Set with data that has come.
func (k Key[T]) Put(ctx app.Context, data T) { k.Set(ctx, Of[T]{Status: Ready, Data: data}) }

// Load sets the value to Loading and then to what f gives; the data of before stays meanwhile, and after a failure.
func (k Key[T]) Load(ctx app.Context, f func(context.Context) (T, error)) {
	v := k.Get(ctx)
	if app.IsServer || v.Status == Loading {
		return
	}
	v.Status = Loading
	k.Set(ctx, v)
	ctx.Async(func() { _, _ = k.fetch(ctx, f) })
}

// fetch is Load's second half: it blocks.
func (k Key[T]) fetch(ctx app.Context, f func(context.Context) (T, error)) (T, error) {
	data, err := f(ctx)
	if err != nil {
		k.Set(ctx, Of[T]{Status: Failed, Data: k.Get(ctx).Data, Err: err})
		return data, err
	}
	k.Put(ctx, data)
	return data, nil
}

// LoadTemplates has the catalogue loaded unless it is there already.
func LoadTemplates(ctx app.Context) {
	if s := Templates.Get(ctx).Status; s == Idle || s == Failed {
		Templates.Load(ctx, api.Templates)
	}
}

// LoadInfo asks the server again who it is.
func LoadInfo(ctx app.Context) { Info.Load(ctx, serverOf(ctx).Info) }

// NeedInfo blocks until the server's facts are there.
func NeedInfo(ctx app.Context) (wire.Info, error) {
	if v := Info.Get(ctx); v.Status == Ready {
		return v.Data, nil
	}
	return Info.fetch(ctx, serverOf(ctx).Info)
}

// Cancelled reports whether an error only says that nobody waits for the answer any more.
func Cancelled(err error) bool { return errors.Is(err, context.Canceled) }

// Came is a value that has come, or why it has not.
func Came[T any](v T, err error) Of[T] {
	if err != nil {
		return Of[T]{Status: Failed, Err: err}
	}
	return Of[T]{Status: Ready, Data: v}
}
