package js

import (
	"sync"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Socket is a WebSocket. Its functions are called on the browser's own thread, one after the other: they must not wait.
type Socket struct {
	ws    app.Value
	funcs map[string]app.Func
	once  sync.Once
}

// SocketEvents are what a Socket tells. Each may be nil.
type SocketEvents struct {
	Open   func()
	Binary func(data app.Value) // an ArrayBuffer
	Text   func(s string)
	Close  func(clean bool) // the last; also where it could not be opened
}

// Messages of a socket are so long at most, in bytes; a longer one ends it.
const (
	maxBinary = 1 << 20
	maxWords  = 64 << 10
)

// OpenSocket connects. It fails only for what can never be a WebSocket, such as ws: from a page that is https:.
func OpenSocket(url string, protocols []string, on SocketEvents) (*Socket, error) {
	to, ok := Here().Socket(url)
	if !ok {
		return nil, badLink(url)
	}
	list := make([]any, len(protocols))
	for i, p := range protocols {
		list[i] = p
	}
	ws, err := Try(func() app.Value { return app.Window().Get("WebSocket").New(to.String(), list) })
	if err != nil {
		return nil, err
	}
	s := &Socket{ws: ws, funcs: map[string]app.Func{}}
	ws.Set("binaryType", "arraybuffer")
	s.hear("onopen", func(app.Value) {
		if on.Open != nil {
			on.Open()
		}
	})
	s.hear("onmessage", func(e app.Value) {
		switch data := e.Get("data"); {
		case data.Type() == app.TypeString && app.Window().Get("Object").New(data).Get("length").Int() <= maxWords:
			if on.Text != nil {
				on.Text(data.String())
			}
		case data.Type() == app.TypeObject && data.Get("byteLength").Int() <= maxBinary:
			if on.Binary != nil {
				on.Binary(data)
			}
		default:
			s.Close()
			if on.Close != nil {
				on.Close(false)
			}
		}
	})
	s.hear("onclose", func(e app.Value) {
		s.release()
		if on.Close != nil {
			on.Close(e.Get("wasClean").Bool())
		}
	})
	return s, nil
}

func (s *Socket) hear(name string, f func(e app.Value)) {
	fn := app.FuncOf(func(_ app.Value, args []app.Value) any {
		f(first(args))
		return nil
	})
	s.funcs[name] = fn
	s.ws.Set(name, fn)
}

func (s *Socket) release() {
	s.once.Do(func() {
		for name, f := range s.funcs {
			s.ws.Set(name, nil)
			f.Release()
		}
	})
}

// Send sends text, or bytes as a Uint8Array. What cannot be sent any more is dropped: Close tells of the end.
func (s *Socket) Send(data any) {
	_, _ = Try(func() app.Value {
		if s.ws.Get("readyState").Int() == 1 {
			s.ws.Call("send", data)
		}
		return nil
	})
}

// Close ends it without a word.
func (s *Socket) Close() {
	s.release()
	_, _ = Try(func() app.Value { return s.ws.Call("close") })
}
