package steady

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
)

func TestError(t *testing.T) {
	broken := errors.New("broken")
	do := func(v any) (n int, err error) {
		defer Error(&err)
		if v != nil {
			panic(v)
		}
		return 1, broken
	}
	if n, err := do(nil); n != 1 || err != broken {
		t.Errorf("without a panic: %d, %v", n, err)
	}
	var p *Panic
	if _, err := do("oh"); !errors.As(err, &p) || p.Value != "oh" || !strings.Contains(err.Error(), "TestError") {
		t.Errorf("with one: %v", err)
	}
}

func TestLog(t *testing.T) {
	var b bytes.Buffer
	log := slog.New(slog.NewTextHandler(&b, nil))
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer Log(log, "a greet")
		panic("oh")
	}()
	<-done
	if s := b.String(); !strings.Contains(s, `at="a greet"`) || !strings.Contains(s, "value=oh") || !strings.Contains(s, "TestLog") {
		t.Errorf("the log has %q", s)
	}
	func() { defer Log(log, "nothing") }()
	if strings.Contains(b.String(), "nothing") {
		t.Error("it is told of what was well")
	}
}
