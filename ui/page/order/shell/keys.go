package shell

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// keyOf is what a key of the row sends.
var keyOf = map[string]string{"esc": "\x1b", "tab": "\t", "pipe": "|", "slash": "/", "minus": "-"}

var arrowOf = map[string]string{"up": "A", "down": "B", "right": "C", "left": "D"}

// press is a key of the row.
func (s *screen) press(name string) {
	s.mu.Lock()
	term := s.term
	if name == "ctrl" {
		s.ctrl = !s.ctrl
	}
	s.mu.Unlock()
	if term == nil {
		return
	}
	if k, ok := keyOf[name]; ok {
		s.typed(k)
	}
	if k, ok := arrowOf[name]; ok {
		if term.Get("modes").Get("applicationCursorKeysMode").Bool() {
			s.typed("\x1bO" + k)
		} else {
			s.typed("\x1b[" + k)
		}
	}
	term.Call("focus")
}

// held reports whether Ctrl of the row is held for the next key.
func (s *screen) held() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ctrl
}

// typed takes what the terminal makes of keys; after Ctrl of the row of keys it is a control character.
func (s *screen) typed(k string) {
	s.mu.Lock()
	ctrl := s.ctrl
	s.ctrl = false
	s.mu.Unlock()
	if ctrl {
		k = controlled(k)
		s.tell.ctrl()
	}
	s.send([]byte(k))
}

// controlled is a key together with Ctrl: what a terminal sends for it.
func controlled(s string) string {
	if len(s) != 1 {
		return s
	}
	switch b := s[0]; {
	case b >= 'a' && b <= 'z', b >= '@' && b <= '_':
		return string(rune(b & 0x1f))
	case b == ' ', b == '2':
		return "\x00"
	case b == '/':
		return "\x1f"
	case b == '?':
		return "\x7f"
	}
	return s
}

// takes reports whether the terminal gets a key; it is asked before. Ctrl+Shift+L leaves it.
func takes(e app.Value) bool {
	if e.Get("type").String() == "keydown" && e.Get("code").String() == "KeyL" && e.Get("ctrlKey").Bool() && e.Get("shiftKey").Bool() {
		e.Call("preventDefault")
		if b := app.Window().GetElementByID(leaveID); b.Truthy() {
			b.Call("focus")
		}
		return false
	}
	return true
}
