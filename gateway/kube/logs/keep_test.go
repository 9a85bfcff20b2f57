package logs

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/gateway/kube/build"
	"berth/shared/wire"
)

// TestKeptLogIsBounded: of each service, and of each order.
func TestKeptLogIsBounded(t *testing.T) {
	g := New(build.Realm{}, t.TempDir(), nil, nil, slog.New(slog.NewTextHandler(t.Output(), nil)))
	at := time.Now()
	for i := range 300 {
		at = at.Add(time.Millisecond)
		if err := g.keep(7, "web", []keptLine{{"aaaaa", wire.LogLine{At: at, Text: fmt.Sprint(i, strings.Repeat("x", 8<<10))}}}); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := g.kept(7, "web")
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for i, k := range kept {
		size += len(k.line.Text)
		if want := fmt.Sprint(300-len(kept)+i, "x"); !strings.HasPrefix(k.line.Text, want) {
			t.Fatalf("line %d begins with %.10s, want %s", i, k.line.Text, want)
		}
	}
	if size > keptLog || size < keptLog*9/10 {
		t.Errorf("%d bytes are kept", size)
	}
	for i := range 3 * keptFiles {
		if err := g.keep(7, fmt.Sprint("s", i), []keptLine{{"aaaaa", wire.LogLine{At: at, Text: "x"}}}); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(filepath.Dir(g.logFile(7, "web")))
	if err != nil || len(files) != keptFiles {
		t.Errorf("%d files, %v", len(files), err)
	}
}

func FuzzParseKept(f *testing.F) {
	f.Add([]byte("2026-11-22T14:35:23Z +aaaaa a b\n2026-11-22T14:35:22Z -bbbbb \nx\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var again []byte
		lines := parseKept(raw)
		for _, k := range lines {
			again = k.appendTo(again)
		}
		if !slices.Equal(parseKept(again), lines) {
			t.Errorf("%q becomes %q", raw, again)
		}
		if bytes.Count(again, []byte("\n")) != len(lines) {
			t.Errorf("%q has line ends within lines", again)
		}
	})
}
