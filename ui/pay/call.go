package pay

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/text"
)

// Call is a call on chain that takes nothing, as far as it is, and what came of it. A page has one for all that can be done on
// it in that way, so that there is one at a time; what they are is told apart by name. It is for the UI goroutine.
type Call struct {
	name string // "": nothing is under way
	of   string // which of them note and err are about
	note string // what is happening
	err  error
}

// Do has f do one of them, unless one is under way. f blocks, and calls sent once the wallet has sent it; done runs on the UI
// goroutine where that went well.
func (k *Call) Do(t text.T, run life.Run, name string, f func(sent func()) error, done func(app.Context)) {
	if k.name != "" {
		return
	}
	*k = Call{name: name, of: name, note: t.Say(text.EndConfirm)}
	run.Go(func() {
		err := f(func() {
			run.Do(func(app.Context) { k.note = t.Say(text.PayBlock) })
		})
		run.Do(func(ctx app.Context) {
			*k = Call{of: name, err: err}
			if err == nil {
				done(ctx)
			}
		})
	})
}

// Doing reports whether one of them is under way.
func (k *Call) Doing(name string) bool { return k.name == name }

// Render is what is happening with one of them, or what went wrong with it.
func (k *Call) Render(t text.T, name string) app.UI {
	switch {
	case k.of != name:
		return nil
	case k.name != "":
		return part.Wait(k.note)
	case k.err != nil:
		return part.Trouble(t, k.err)
	}
	return nil
}
