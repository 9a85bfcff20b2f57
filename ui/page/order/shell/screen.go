package shell

import (
	"encoding/json"
	"slices"
	"sync"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/wire"
	"berth/ui/js"
)

const (
	boxID     = "shell-box"
	keysID    = "shell-keys"
	leaveID   = "shell-leave"
	scrollTo  = 5000     // lines that can be scrolled back to
	pasteSize = 16 << 10 // bytes of a paste that are sent at once
	mostWaits = 4 << 20  // bytes that wait for the terminal; what comes beyond them is left out
)

// events are what a screen tells of. They are called on the browser's own goroutines.
type events struct {
	offline func() // the browser has no network any more
	ctrl    func() // Ctrl of the row of keys was used up
	leftOut func(bytes int) string
}

// screen is the terminal in the page, with the connection that is plugged into it. The terminal's own events use it, too:
// it is safe for concurrent use.
type screen struct {
	tell events

	mu   sync.Mutex // guards what follows
	term app.Value
	fit  app.Value
	sock *js.Socket
	ctrl bool
	undo []func() // what is to be done when it is taken away

	filter filter
	waits  []int // bytes of each piece that the terminal has not written yet
	weighs int   // of them all
	left   int   // bytes that were left out since
	wrote  app.Func
}

// build puts the terminal into the page.
func (s *screen) build(xterm, fit app.Value, font int, label string, tell events) error {
	s.tell = tell
	box := app.Window().GetElementByID(boxID)
	_, err := js.Try(func() app.Value {
		term := xterm.Get("Terminal").New(map[string]any{
			"fontSize": font, "fontFamily": css(box, "--mono"), "lineHeight": 1.2, "scrollback": scrollTo, "theme": theme(box),
			"cursorBlink": !media("(prefers-reduced-motion: reduce)"), "minimumContrastRatio": 4.5,
		})
		// A link of a shell's (OSC 8) leads nowhere.
		idle := app.FuncOf(func(app.Value, []app.Value) any { return nil })
		s.later(idle.Release)
		term.Get("options").Set("linkHandler", map[string]any{"activate": idle})
		addon := fit.Get("FitAddon").New()
		wrote := app.FuncOf(func(app.Value, []app.Value) any {
			s.written()
			return nil
		})
		s.later(wrote.Release)
		s.later(func() { term.Call("dispose") })
		s.mu.Lock()
		s.term, s.fit, s.wrote = term, addon, wrote
		s.mu.Unlock()
		term.Call("loadAddon", addon)
		term.Call("open", box)
		if in := term.Get("textarea"); in.Truthy() {
			in.Call("setAttribute", "aria-label", label)
		}
		addon.Call("fit")
		s.hear(term, "onData", func(v app.Value) { s.typed(v.String()) })
		s.hear(term, "onBinary", func(v app.Value) {
			// One character a byte.
			var b []byte
			for _, r := range v.String() {
				b = append(b, byte(r))
			}
			s.send(b)
		})
		s.hear(term, "onResize", func(app.Value) { s.resized() })
		keys := app.FuncOf(func(_ app.Value, args []app.Value) any { return takes(args[0]) })
		s.later(keys.Release)
		term.Call("attachCustomKeyEventHandler", keys)
		s.watchSize(box)
		scheme := app.Window().Call("matchMedia", "(prefers-color-scheme: dark)")
		s.listen(scheme, "change", func(app.Value) { term.Get("options").Set("theme", theme(box)) })
		s.listen(app.Window(), "offline", func(app.Value) { s.tell.offline() })
		if row := app.Window().GetElementByID(keysID); row.Truthy() {
			// A key of the row must not take the focus, or a phone's keyboard would go down.
			s.listen(row, "mousedown", func(e app.Value) { e.Call("preventDefault") })
		}
		return nil
	})
	return err
}

// close ends the connection and takes the terminal away.
func (s *screen) close() {
	s.mu.Lock()
	undo := s.undo
	s.undo, s.term, s.fit, s.sock, s.ctrl, s.wrote = nil, nil, nil, nil, false, nil
	s.filter, s.waits, s.weighs, s.left = filter{}, nil, 0, 0
	s.mu.Unlock()
	for _, f := range slices.Backward(undo) {
		f()
	}
}

// show hands what a shell writes to the terminal. A shell may write faster than a terminal can: what does not fit is left out.
func (s *screen) show(b []byte) {
	s.mu.Lock()
	if s.term == nil {
		s.mu.Unlock()
		return
	}
	if s.weighs+len(b) > mostWaits {
		s.left += len(b)
		s.filter = filter{}
		s.mu.Unlock()
		return
	}
	term, wrote, b := s.term, s.wrote, s.filter.pass(b)
	s.waits = append(s.waits, len(b))
	s.weighs += len(b)
	s.mu.Unlock()
	term.Call("write", js.Bytes(b), wrote)
}

// written hears that the terminal has written one more piece.
func (s *screen) written() {
	s.mu.Lock()
	if len(s.waits) == 0 {
		s.mu.Unlock()
		return
	}
	s.weighs -= s.waits[0]
	s.waits = s.waits[1:]
	left, term := s.left, s.term
	if len(s.waits) > 0 || left == 0 || term == nil {
		s.mu.Unlock()
		return
	}
	s.left = 0
	s.mu.Unlock()
	// CAN ends a sequence that was cut off.
	term.Call("write", "\x18\x1b[0m\r\n"+s.tell.leftOut(left)+"\r\n")
}

// later has something done when the terminal is taken away.
func (s *screen) later(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.undo = append(s.undo, f)
}

// hear has f called for an event of the terminal.
func (s *screen) hear(term app.Value, event string, f func(app.Value)) {
	fn := app.FuncOf(func(_ app.Value, args []app.Value) any {
		f(args[0])
		return nil
	})
	s.later(fn.Release)
	sub := term.Call(event, fn)
	s.later(func() { sub.Call("dispose") })
}

func (s *screen) listen(on app.Value, event string, f func(app.Value)) {
	l := js.Listen(on, event, f)
	s.later(l.Close)
}

// watchSize fits the terminal to its box whenever that changes.
func (s *screen) watchSize(box app.Value) {
	frame := js.NewFrame(s.refit)
	s.later(frame.Close)
	fn := app.FuncOf(func(app.Value, []app.Value) any {
		frame.Ask()
		return nil
	})
	s.later(fn.Release)
	observer := app.Window().Get("ResizeObserver").New(fn)
	observer.Call("observe", box)
	s.later(func() { observer.Call("disconnect") })
}

func (s *screen) refit() {
	s.mu.Lock()
	fit := s.fit
	s.mu.Unlock()
	if fit != nil {
		_, _ = js.Try(func() app.Value { return fit.Call("fit") })
	}
}

// terminal is the one in the page; nil: there is none.
func (s *screen) terminal() app.Value {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.term
}

// plug connects what is typed with a socket, which is closed with the terminal.
func (s *screen) plug(sock *js.Socket) {
	s.mu.Lock()
	s.sock = sock
	s.mu.Unlock()
	s.later(sock.Close)
}

// unplug closes the connection and reports whether there was one.
func (s *screen) unplug() bool {
	s.mu.Lock()
	sock := s.sock
	s.mu.Unlock()
	if sock == nil {
		return false
	}
	sock.Close()
	return true
}

// send sends what is typed, a long paste in pieces.
func (s *screen) send(b []byte) {
	s.mu.Lock()
	sock := s.sock
	s.mu.Unlock()
	if sock == nil {
		return
	}
	for piece := range slices.Chunk(b, pasteSize) {
		sock.Send(js.Bytes(piece))
	}
}

// resized tells the shell the terminal's size.
func (s *screen) resized() {
	s.mu.Lock()
	sock, term := s.sock, s.term
	s.mu.Unlock()
	if sock == nil || term == nil {
		return
	}
	b, err := json.Marshal(wire.ShellControl{Columns: uint16(term.Get("cols").Int()), Rows: uint16(term.Get("rows").Int())})
	if err == nil {
		sock.Send(string(b))
	}
}

func (s *screen) setFont(n int) {
	if term := s.terminal(); term != nil {
		term.Get("options").Set("fontSize", n)
		s.refit()
	}
}
