// Package js is the browser as plain Go sees it: promises, fetch with JSON, line and event streams, storage, hashing,
// random bytes and the clipboard. Its functions block, so they are called from a goroutine (app.Context's Async), never
// on the UI goroutine. Outside a browser each of them gives ErrNoBrowser, so that the pages that use them can be
// rendered on a server.
package js

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"berth/shared/clip"
	"berth/ui/outside"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// ErrNoBrowser is what everything gives where there is no browser: while pages are rendered beforehand.
var ErrNoBrowser = errors.New("no browser here")

// Error is a JavaScript error or rejection. Code is that of an EIP-1193 or JSON-RPC error, 0 for all others.
type Error struct {
	Name    string
	Message string
	Code    int
	Data    string // JSON of its data, where it has some
}

func (e *Error) Error() string {
	switch {
	case e.Code != 0:
		return fmt.Sprintf("%s (%d)", e.Message, e.Code)
	case e.Name != "":
		return e.Name + ": " + e.Message
	}
	return e.Message
}

// Await waits for a promise. A rejection is an *Error. Where ctx ends first its error is given, and the promise's
// outcome is dropped.
func Await(ctx context.Context, promise app.Value) (app.Value, error) {
	if app.IsServer {
		return nil, ErrNoBrowser
	}
	type outcome struct {
		v   app.Value
		err error
	}
	done := make(chan outcome, 1)
	settle := func(o outcome) {
		select {
		case done <- o:
		default:
		}
	}
	ok := app.FuncOf(func(_ app.Value, args []app.Value) any {
		settle(outcome{v: first(args)})
		return nil
	})
	fail := app.FuncOf(func(_ app.Value, args []app.Value) any {
		settle(outcome{err: ErrorOf(first(args))})
		return nil
	})
	if _, err := Try(func() app.Value { return promise.Call("then", ok, fail) }); err != nil {
		ok.Release()
		fail.Release()
		return nil, err
	}
	select {
	case o := <-done:
		ok.Release()
		fail.Release()
		return o.v, o.err
	case <-ctx.Done():
		// The promise may settle yet and must find its callbacks: they are released then.
		go func() {
			<-done
			ok.Release()
			fail.Release()
		}()
		return nil, ctx.Err()
	}
}

// Try runs f and gives a JavaScript exception in it as an *Error instead of a panic.
func Try(f func() app.Value) (v app.Value, err error) {
	if app.IsServer {
		return nil, ErrNoBrowser
	}
	defer func() {
		if r := recover(); r != nil {
			err = thrown(r)
		}
	}()
	return f(), nil
}

// ErrorOf reads whatever a promise was rejected with.
func ErrorOf(v app.Value) *Error {
	if v == nil || !v.Truthy() {
		return &Error{Message: "rejected without a reason"}
	}
	if v.Type() != app.TypeObject && v.Type() != app.TypeFunction {
		return &Error{Message: words(v)}
	}
	e := &Error{Message: "unknown error"}
	if n := v.Get("name"); n.Type() == app.TypeString {
		e.Name = words(n)
	}
	if m := v.Get("message"); m.Type() == app.TypeString && m.String() != "" {
		e.Message = words(m)
	}
	if c := v.Get("code"); c.Type() == app.TypeNumber {
		e.Code = c.Int()
	}
	// A DOMException's code is not one of JSON-RPC's.
	if strings.HasSuffix(e.Name, "Error") && e.Code > 0 && e.Code < 100 {
		e.Code = 0
	}
	e.Data = JSONOf(v.Get("data"))
	return e
}

// maxErrorWords is the most of what an error says that is shown, in bytes.
const maxErrorWords = 1000

// words is what an error of a wallet or the browser says.
func words(v app.Value) string { return outside.Text(clip.Dots(v.String(), maxErrorWords)) }

// JSONOf is a value's JSON, and "" for what has none.
func JSONOf(v app.Value) string {
	s, err := Try(func() app.Value { return app.Window().Get("JSON").Call("stringify", v) })
	if err != nil || s.Type() != app.TypeString {
		return ""
	}
	return s.String()
}

// Bytes copies bytes into a new Uint8Array.
func Bytes(b []byte) app.Value {
	a := app.Window().Get("Uint8Array").New(len(b))
	app.CopyBytesToJS(a, b)
	return a
}

// GoBytes copies an ArrayBuffer or Uint8Array.
func GoBytes(v app.Value) []byte {
	a := app.Window().Get("Uint8Array").New(v)
	b := make([]byte, a.Get("length").Int())
	app.CopyBytesToGo(b, a)
	return b
}

func first(args []app.Value) app.Value {
	if len(args) == 0 {
		return app.Undefined()
	}
	return args[0]
}
