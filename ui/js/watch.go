package js

import (
	"context"
	"sync"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/problem"
)

// Import loads a module of the site once and gives its exports.
func Import(ctx context.Context, url string) (app.Value, error) {
	promise, err := Try(func() app.Value { return app.Window().Call("berthImport", url) })
	if err != nil {
		return nil, err
	}
	return Await(ctx, promise)
}

// Style adds a style sheet of the site to the page, once.
func Style(id, url string) {
	_, _ = Try(func() app.Value {
		if app.Window().GetElementByID(id).Truthy() {
			return nil
		}
		doc := app.Window().Get("document")
		link := doc.Call("createElement", "link")
		link.Set("id", id)
		link.Set("rel", "stylesheet")
		link.Set("href", url)
		doc.Get("head").Call("append", link)
		return nil
	})
}

// How much of an answer is saved, and how much of it is in the page's memory at a time, in bytes.
const (
	maxSaved  = 64 << 20
	savedPart = 4 << 20
)

// Save has the browser save the answer of a request as a file. The deadline is the caller's, since the file may be long. Of
// one that is too long the beginning is saved, and the problem is TooLong.
func Save(ctx context.Context, r Request, name string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	res, err := send(ctx, r, "text/plain, */*;q=0.5")
	if err != nil {
		return err
	}
	// The browser keeps a Blob where it likes, such as on disk; pieces are the page's.
	blobs, pieces, size, held := array(), array(), 0, 0
	gather := func() {
		blobs.Call("push", app.Window().Get("Blob").New(pieces))
		pieces, held = array(), 0
	}
	var cut *problem.Problem
	err = chunks(ctx, r.URL, res, func(chunk app.Value) error {
		n := chunk.Get("byteLength").Int()
		if size+n > maxSaved {
			cut = tooLong(r.URL)
			return cut
		}
		pieces.Call("push", chunk)
		size += n
		if held += n; held >= savedPart {
			gather()
		}
		return nil
	})
	if err != nil && cut == nil {
		return err
	}
	gather()
	if err := download(app.Window().Get("Blob").New(blobs), name); err != nil || cut == nil {
		return err
	}
	return cut
}

func array() app.Value { return app.Window().Get("Array").New() }

// download has the browser save a Blob.
func download(blob app.Value, name string) error {
	_, err := Try(func() app.Value {
		urls := app.Window().Get("URL")
		url := urls.Call("createObjectURL", blob)
		a := app.Window().Get("document").Call("createElement", "a")
		a.Set("href", url)
		a.Set("download", name)
		a.Call("click")
		// The browser has taken hold of it by then.
		var free app.Func
		free = app.FuncOf(func(app.Value, []app.Value) any {
			urls.Call("revokeObjectURL", url)
			free.Release()
			return nil
		})
		app.Window().Call("setTimeout", free, 60_000)
		return nil
	})
	return err
}

// Hidden reports whether the page's tab is out of sight.
func Hidden() bool {
	v, err := Try(func() app.Value { return app.Window().Get("document").Get("visibilityState") })
	return err == nil && v.String() == "hidden"
}

// Frame runs a function once before the next picture is painted, however often it was asked to; a tab that is out of
// sight paints none. It is safe for concurrent use. Close releases it.
type Frame struct {
	f  app.Func
	mu sync.Mutex

	asked, closed bool
}

// NewFrame makes a Frame for a function, which must not wait for anything of the browser.
func NewFrame(run func()) *Frame {
	fr := &Frame{}
	if app.IsServer {
		return fr
	}
	fr.f = app.FuncOf(func(app.Value, []app.Value) any {
		fr.mu.Lock()
		fr.asked = false
		closed := fr.closed
		fr.mu.Unlock()
		if closed {
			fr.f.Release()
			return nil
		}
		run()
		return nil
	})
	return fr
}

// Ask has the function run.
func (fr *Frame) Ask() {
	fr.mu.Lock()
	defer fr.mu.Unlock()
	if fr.asked || fr.closed || app.IsServer {
		return
	}
	fr.asked = true
	app.Window().Call("requestAnimationFrame", fr.f)
}

// Close keeps the function from running any more.
func (fr *Frame) Close() {
	fr.mu.Lock()
	defer fr.mu.Unlock()
	if fr.closed {
		return
	}
	fr.closed = true
	if !fr.asked && fr.f != nil {
		fr.f.Release()
	}
}

// Listener is a function that is called for events of something in the page, until it is closed.
type Listener struct {
	on   app.Value
	name string
	f    app.Func
}

// Listen calls f for each event at once, on the browser's own thread: it may prevent the default, and must not wait.
func Listen(on app.Value, name string, f func(e app.Value)) Listener {
	l := Listener{on: on, name: name}
	l.f = app.FuncOf(func(_ app.Value, args []app.Value) any {
		f(first(args))
		return nil
	})
	on.Call("addEventListener", name, l.f)
	return l
}

// Close ends it.
func (l Listener) Close() {
	if l.f == nil {
		return
	}
	l.on.Call("removeEventListener", l.name, l.f)
	l.f.Release()
}
