package view

import (
	"context"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/ui/admin/ask"
	"berth/ui/life"
	"berth/ui/part"
	"berth/ui/state"
	"berth/ui/text"
)

// Batch is a page of a list, and whether there are more.
type Batch[T any] struct {
	Items []T
	More  bool
}

// List is a list that is asked for a page at a time. It is for the UI goroutine only.
type List[T any] struct {
	Source[Batch[T]]

	next func(context.Context, T) (Batch[T], error) // those after an item
	busy bool
	err  error
}

// Start asks for the first page, and again every so often (0: never) as long as no more is shown. ask gives the page after an
// item, or the first for the zero one.
func (l *List[T]) Start(run life.Run, every time.Duration, ask func(context.Context, T) (Batch[T], error)) {
	l.next, l.busy, l.err = ask, false, nil
	var first T
	l.Source.Start(run, 0, func(ctx context.Context) (Batch[T], error) { return ask(ctx, first) }, nil)
	if every > 0 {
		run.Every(every, func(app.Context) { l.Refresh() })
	}
}

// Refresh asks for the first page anew, unless more of the list is shown.
func (l *List[T]) Refresh() {
	if len(l.Data.Items) <= ask.PerPage && !l.busy {
		l.Load(false)
	}
}

func (l *List[T]) more(app.Context, app.Event) {
	if l.busy || len(l.Data.Items) == 0 || !l.run.On() {
		return
	}
	run, next, last := l.run, l.next, l.Data.Items[len(l.Data.Items)-1]
	l.busy, l.err = true, nil
	run.Go(func() {
		b, err := next(run, last)
		run.Do(func(ctx app.Context) {
			l.busy = false
			if err != nil {
				if !state.SessionLost(ctx, err) {
					l.err = err
				}
				return
			}
			l.Data = Batch[T]{Items: append(slices.Clone(l.Data.Items), b.Items...), More: b.More}
		})
	})
}

// More is the way to the rest of the list; nil: there is none.
func (l *List[T]) More(t text.T, label text.Text) app.UI {
	if !l.Data.More {
		return nil
	}
	body := []app.UI{app.Div().Class("row").Body(&part.Button{Label: t.Say(label), Busy: l.busy, Test: "show-more", OnClick: l.more})}
	return app.Div().Class("stack-tight").Body(append(body, part.Trouble(t, l.err))...)
}

// Act is a change that is asked of the gateway, as far as it is, and what came of it. A page has one for all that can be done on
// it, told apart by name, so that there is one at a time. It is for the UI goroutine only.
type Act struct {
	doing string // "": nothing is under way
	of    string // which of them err is about
	err   error
}

// Do has f do one of them, unless one is under way; done runs on the UI goroutine where that went well. It is brought to its end
// even where the page is left.
func (a *Act) Do(run life.Run, name string, f func(context.Context) error, done func(app.Context)) {
	if a.doing != "" || !run.On() {
		return
	}
	*a = Act{doing: name, of: name}
	run.Go(func() {
		err := f(run.Own())
		run.Do(func(ctx app.Context) {
			*a = Act{of: name, err: err}
			if err != nil {
				state.SessionLost(ctx, err)
				return
			}
			done(ctx)
		})
	})
}

// Doing reports whether one of them is under way; "": any.
func (a *Act) Doing(name string) bool { return a.doing != "" && (name == "" || a.doing == name) }

// Forget drops what went wrong.
func (a *Act) Forget() {
	if a.doing == "" {
		*a = Act{}
	}
}

// Err is what went wrong last.
func (a *Act) Err() error { return a.err }

// Render is what went wrong with one of them; nil: nothing.
func (a *Act) Render(t text.T, name string) app.UI {
	if a.of != name {
		return nil
	}
	return part.Trouble(t, a.err)
}
