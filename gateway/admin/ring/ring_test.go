package ring

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestRing(t *testing.T) {
	var b bytes.Buffer
	r, h := New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelWarn}))
	log := slog.New(h).With("node", "Test", "kind", "x")
	log.Debug("not remembered")
	log.Info("activated", "order", 7)
	log.WithGroup("deep").Warn("waits", "err", fmt.Errorf("away"), "order", "8")
	log.Error("bad\nlevel=INFO msg=forged", "path", "a\x1b[2Jb", "order", 7)
	all := r.Lines(0, 0, 10)
	if len(all.Lines) != 3 || all.More || all.Lines[2].Order != 7 || all.Lines[2].Level != "info" || all.Lines[2].Attrs["kind"] != "x" || all.Lines[2].Attrs["node"] != "" {
		t.Fatalf("got %+v", all)
	}
	if x := all.Lines[0]; x.Text != `bad\nlevel=INFO msg=forged` || x.Attrs["path"] != `a\x1b[2Jb` || x.Level != "error" {
		t.Errorf("got %+v", x)
	}
	if x := all.Lines[1]; x.Attrs["deep.err"] != "away" || x.Level != "warn" {
		t.Errorf("got %+v", x)
	}
	if got := r.Lines(7, 0, 1); len(got.Lines) != 1 || !got.More || got.Lines[0].Seq != 3 {
		t.Errorf("got %+v", got)
	}
	if got := r.Lines(7, 3, 1); len(got.Lines) != 1 || got.More || got.Lines[0].Seq != 1 {
		t.Errorf("got %+v", got)
	}
	if strings.Contains(b.String(), "activated") || !strings.Contains(b.String(), "waits") {
		t.Errorf("the other handler got %s", b.String())
	}
}

func TestRingIsBounded(t *testing.T) {
	r, h := New(slog.DiscardHandler)
	log := slog.New(h)
	for n := range Max + 10 {
		log.Info(strings.Repeat("x", 5000), "order", n+1)
	}
	all := r.Lines(0, 0, Max+100)
	if len(all.Lines) != Max || all.Lines[0].Seq != Max+10 || all.Lines[Max-1].Seq != 11 || len(all.Lines[0].Text) > maxText {
		t.Errorf("%d lines, from %d", len(all.Lines), all.Lines[0].Seq)
	}
}
