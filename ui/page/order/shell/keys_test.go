package shell

import "testing"

func TestControlled(t *testing.T) {
	for in, want := range map[string]string{"c": "\x03", "[": "\x1b", " ": "\x00", "/": "\x1f", "你": "你", "abc": "abc", "1": "1", "D": "\x04"} {
		if got := controlled(in); got != want {
			t.Errorf("Ctrl %q: got %q, want %q", in, got, want)
		}
	}
}
