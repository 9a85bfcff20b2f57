package greet

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"berth/shared/eth"
)

var (
	alice = "0x" + strings.Repeat("a1", 20)
	bob   = "0x" + strings.Repeat("B0", 20)
)

func TestParseBlocked(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       int
		wrong      []string
	}{
		{"empty", "", 0, nil},
		{"two", alice + "\n" + bob + "\n", 2, nil},
		{"comments and blanks", "# who broke terms\n\n  " + alice + " # twice\r\n\t\n" + bob, 2, nil},
		{"the same twice", alice + "\n" + strings.ToUpper(alice[2:]), 0, []string{"line 2"}},
		{"any case", alice + "\n0x" + strings.ToUpper(alice[2:]), 1, nil},
		{"a mark of the byte order", "\ufeff" + alice, 1, nil},
		{"a short one", alice + "\n0x1234\n" + bob, 0, []string{"line 2: ", "40 hex digits"}},
		{"all that are bad", "x\n" + alice + "\ny", 0, []string{"line 1: ", "line 3: "}},
		{"nobody", "0x" + strings.Repeat("0", 40), 0, []string{"line 1: ", "zero"}},
		{"two on a line", alice + " " + bob, 0, []string{"line 1"}},
		{"very many", strings.Repeat("x\n", 1000), 0, []string{"line 10: ", "and 990 more"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ParseBlocked([]byte(c.text))
			if len(got) != c.want || (err != nil) != (c.wrong != nil) {
				t.Fatalf("got %v, %v", got, err)
			}
			for _, w := range c.wrong {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("got %q, want %q in it", err, w)
				}
			}
		})
	}
}

func FuzzParseBlocked(f *testing.F) {
	f.Add([]byte(alice + "\n# x\n" + bob))
	f.Add([]byte("\ufeff0x\r\n\r#"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		list, err := ParseBlocked(raw)
		if err != nil {
			if list != nil || !strings.Contains(err.Error(), "line ") || len(err.Error()) > 20_000 {
				t.Errorf("got %d, %v", len(list), err)
			}
			return
		}
		var b bytes.Buffer
		for a := range list {
			if a.IsZero() {
				t.Error("the zero address is blocked")
			}
			b.WriteString(a.String() + "\n")
		}
		again, err := ParseBlocked(b.Bytes())
		if err != nil || len(again) != len(list) {
			t.Errorf("written and read again: %d of %d, %v", len(again), len(list), err)
		}
	})
}

// journal is a log that can be read while it is written.
type journal struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.Write(b)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.String()
}

func TestBlocklistIsReadAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "blocked")
	synctest.Test(t, func(t *testing.T) { blocklistIsReadAgain(t, path) })
}

func blocklistIsReadAgain(t *testing.T, path string) {
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		// The files' clock is not the test's.
		if err := os.Chtimes(path, time.Now(), time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	var log journal
	logger := slog.New(slog.NewTextHandler(&log, nil))
	if _, err := NewBlocklist(nil, path, logger); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("without the file: %v", err)
	}
	write("x")
	if _, err := NewBlocklist(nil, path, logger); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Fatalf("with a bad one: %v", err)
	}
	write(alice)
	carol := eth.Address{3}
	b, err := NewBlocklist([]eth.Address{carol}, path, logger)
	if err != nil {
		t.Fatal(err)
	}
	a1, _ := eth.ParseAddress(alice)
	b0, _ := eth.ParseAddress(bob)
	has := func(a eth.Address) bool { return b.Source(a) != "" }
	if !has(a1) || has(b0) || !has(carol) {
		t.Fatal("not as at first")
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { b.Run(ctx); close(done) }()
	// Each is looked at more than once, so that what is to be told once could be told again.
	after := func(what string, ok func() bool) {
		t.Helper()
		time.Sleep(4 * lookEvery)
		synctest.Wait()
		if !ok() {
			t.Fatalf("%s: not in time; log: %s", what, log.String())
		}
	}
	write(bob)
	after("another list", func() bool { return has(b0) && !has(a1) })
	write(alice + "\nnobody\n")
	after("a bad line", func() bool { return strings.Contains(log.String(), "line 2") })
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	after("the file is gone", func() bool { return strings.Contains(log.String(), "cannot be read") })
	if !has(b0) || has(a1) || !has(carol) {
		t.Error("the list has not stayed as it was")
	}
	write(alice + "\n" + bob)
	after("the file is back", func() bool { return has(a1) && has(b0) })
	cancel()
	<-done
	if n := strings.Count(log.String(), "level=WARN"); n != 2 {
		t.Errorf("%d warnings, want one for each time: %s", n, log.String())
	}
}
