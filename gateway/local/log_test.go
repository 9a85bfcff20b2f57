package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"berth/gateway/cluster"
	"berth/shared/wire"
)

func newLog(t *testing.T) *logFile {
	t.Helper()
	return logAt(t, t.TempDir()+"/log")
}

func logAt(t *testing.T, path string) *logFile {
	t.Helper()
	l, err := openLog(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.drop)
	return l
}

func saved(t *testing.T, l *logFile, q cluster.LogQuery) []wire.LogLine {
	t.Helper()
	var all []wire.LogLine
	err := read(t.Context(), l, q, func(lines []wire.LogLine) error {
		all = append(all, lines...)
		return nil
	})
	if err != nil && !errors.Is(err, cluster.ErrNoLog) {
		t.Fatal(err)
	}
	return all
}

func texts(lines []wire.LogLine) []string {
	all := []string{}
	for _, l := range lines {
		all = append(all, l.Text)
	}
	return all
}

func TestLines(t *testing.T) {
	long := strings.Repeat("x", 3*maxLine)
	for name, c := range map[string]struct {
		writes []string
		want   []string
	}{
		"one":                     {[]string{"a\n"}, []string{"a"}},
		"several at once":         {[]string{"a\nb\n\nc\n"}, []string{"a", "b", "", "c"}},
		"in parts":                {[]string{"a", "b", "c\nd", "\n"}, []string{"abc", "d"}},
		"no end":                  {[]string{"a\nb"}, []string{"a", "b"}},
		"nothing":                 {[]string{"", ""}, []string{}},
		"from elsewhere":          {[]string{"a\r\nb\r\r\n"}, []string{"a", "b"}},
		"a bar that moves":        {[]string{"10%\r20%\r\n"}, []string{"10%\r20%"}},
		"too long":                {[]string{long + "\nb\n"}, []string{long[:maxLine], "b"}},
		"too long, in parts":      {[]string{long, long, "\nb\n"}, []string{long[:maxLine], "b"}},
		"too long, no end":        {[]string{long}, []string{long[:maxLine]}},
		"as long as it may be":    {[]string{long[:maxLine] + "\n"}, []string{long[:maxLine]}},
		"a letter that is cut":    {[]string{long[:maxLine-1] + "港\n"}, []string{long[:maxLine-1]}},
		"a letter in two writes":  {[]string{"\xe6\xb8", "\xaf\n"}, []string{"港"}},
		"no letters at all":       {[]string{"a\xff\xfeb\xc3\n"}, []string{"a\uFFFDb\uFFFD"}},
		"its own time in a line":  {[]string{"2026-11-22T14:40:17.000000000Z x\n"}, []string{"2026-11-22T14:40:17.000000000Z x"}},
		"a byte that is no space": {[]string{"a\x00b\n"}, []string{"a\x00b"}},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLog(t)
			w := &lines{log: l}
			for _, s := range c.writes {
				if n, err := io.WriteString(w, s); n != len(s) || err != nil {
					t.Errorf("got %d %v", n, err)
				}
			}
			w.Close()
			if got := texts(saved(t, l, cluster.LogQuery{})); !slices.Equal(got, c.want) {
				t.Errorf("got %.80q, want %.80q", got, c.want)
			}
		})
	}
}

func TestLineWithoutAnEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLog(t)
		w := &lines{log: l}
		await := func(n int) []string {
			t.Helper()
			time.Sleep(lineWait)
			synctest.Wait()
			got := texts(saved(t, l, cluster.LogQuery{}))
			if len(got) < n {
				t.Fatalf("it is not written: %q", got)
			}
			return got
		}
		io.WriteString(w, "name? \xe6\xb8") // a letter's beginning
		time.Sleep(lineWait - 1)
		synctest.Wait()
		if got := texts(saved(t, l, cluster.LogQuery{})); len(got) > 0 {
			t.Errorf("too soon: %q", got)
		}
		if got := await(1); got[0] != "name? " {
			t.Errorf("got %q", got)
		}
		io.WriteString(w, "\xaf\n")
		if got := await(2); got[1] != "港" {
			t.Errorf("the letter: %q", got)
		}
		io.WriteString(w, "wait")
		await(3)
		io.WriteString(w, "\nnext\n") // the end of what is written already is no line of its own
		if got, want := await(4), []string{"name? ", "港", "wait", "next"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		w.Close()
	})
}

func TestLogIsBounded(t *testing.T) {
	path := t.TempDir() + "/log"
	l := logAt(t, path)
	w := &lines{log: l}
	text := strings.Repeat("a", 999)
	for range 3 * maxLog / len(text) {
		io.WriteString(w, text+"\n")
	}
	io.WriteString(w, strings.Repeat("\n", maxLog)) // each takes its time's room
	io.WriteString(w, text+"\nthe last\n")
	for _, p := range []string{path, path + ".1"} {
		if st, err := os.Stat(p); err != nil || st.Size() > maxLog {
			t.Errorf("%s: %v %v", p, st, err)
		}
	}
	all := saved(t, l, cluster.LogQuery{})
	if last := saved(t, l, cluster.LogQuery{Tail: 2}); !slices.Equal(texts(last), []string{text, "the last"}) || len(all) < maxLog/(len(stamp)+2) {
		t.Errorf("%d lines, the last: %.50q", len(all), texts(last))
	}
	if most := saved(t, l, cluster.LogQuery{Tail: int(^uint(0) >> 1)}); len(most) != len(all) {
		t.Errorf("got %d lines, want %d", len(most), len(all))
	}
	for i := 1; i < len(all); i++ {
		if !all[i].At.After(all[i-1].At) {
			t.Fatalf("line %d is not later than the one before: %s %s", i, all[i].At, all[i-1].At)
		}
	}
	if got := saved(t, logAt(t, path), cluster.LogQuery{}); len(got) != len(all) {
		t.Errorf("opened again: %d lines, want %d", len(got), len(all))
	}
}

func TestLogOfBefore(t *testing.T) {
	path := t.TempDir() + "/log"
	put := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(path+".1", "panic: \xff\n2026/11/20 08:00:00 older\n")
	put(path, "2026/11/21 10:00:00 berth/hello serves order 7\n\tgoroutine 1\n2026/11/21 10:00:05 GET \"/\"\nno end")
	check := func(l *logFile, more ...string) {
		t.Helper()
		all := saved(t, l, cluster.LogQuery{})
		want := append([]string{"panic: \uFFFD", "2026/11/20 08:00:00 older", "2026/11/21 10:00:00 berth/hello serves order 7", "\tgoroutine 1", `2026/11/21 10:00:05 GET "/"`, "no end"}, more...)
		if !slices.Equal(texts(all), want) {
			t.Fatalf("got %q, want %q", texts(all), want)
		}
		for i, at := range []string{"20T08:00:00", "20T08:00:00", "21T10:00:00", "21T10:00:00", "21T10:00:05", "21T10:00:05"} {
			if got := all[i].At.Format("02T15:04:05"); got != at {
				t.Errorf("line %d: got %s, want %s", i, got, at)
			}
		}
		later := saved(t, l, cluster.LogQuery{Since: all[3].At})
		if !slices.Equal(texts(later), want[4:]) {
			t.Errorf("later ones: %q", texts(later))
		}
	}
	check(logAt(t, path))
	l := logAt(t, path)
	check(l)
	l.add("new")
	check(l, "new")
	check(logAt(t, path), "new")
}

func TestLogThatWasTorn(t *testing.T) {
	path := t.TempDir() + "/log"
	l := logAt(t, path)
	l.add("one")
	l.drop()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("2099-01-01T00:00:00.000000000Z tw\xe6")
	f.Close()
	l = logAt(t, path)
	l.add("three")
	all := saved(t, l, cluster.LogQuery{})
	if !slices.Equal(texts(all), []string{"one", "tw\uFFFD", "three"}) || !all[2].At.After(all[1].At) {
		t.Errorf("got %+v", all)
	}
}

// TestLogIsFollowedWhileItTurns reads a log that is set aside again and again, by several at a time.
func TestLogIsFollowedWhileItTurns(t *testing.T) {
	l := newLog(t)
	const writers, each = 4, 2000
	text := strings.Repeat("y", 1000)
	var reads sync.WaitGroup
	gate := make(chan struct{}, 256) // no writer is further ahead than a file is long
	for _, slow := range []bool{false, true} {
		reads.Go(func() {
			n, past, gap := 0, time.Time{}, false
			enough := errors.New("enough")
			err := read(t.Context(), l, cluster.LogQuery{Follow: true}, func(lines []wire.LogLine) error {
				if slow {
					time.Sleep(2 * time.Millisecond)
				}
				for _, x := range lines {
					if slow && strings.HasPrefix(x.Text, "berth: lines are left out") {
						gap = true
						continue
					}
					if !x.At.After(past) || !strings.HasSuffix(x.Text, text) {
						return fmt.Errorf("after %s: %s %.20s", past, x.At, x.Text)
					}
					past = x.At
					if n++; !slow {
						<-gate
					}
				}
				if n == writers*each {
					return enough
				}
				return nil
			})
			if !errors.Is(err, enough) && !(gap && errors.Is(err, cluster.ErrNoLog)) {
				t.Errorf("slow %t: after %d lines, gap %t: %v", slow, n, gap, err)
			}
			if !slow {
				time.AfterFunc(200*time.Millisecond, l.drop)
			}
		})
	}
	var writes sync.WaitGroup
	for i := range writers {
		writes.Go(func() {
			for n := range each {
				gate <- struct{}{}
				l.add(fmt.Sprint(i, " ", n, " ", text))
			}
		})
	}
	writes.Wait()
	done := make(chan struct{})
	go func() { reads.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Error("a reader lacks lines")
		l.drop()
		<-done
	}
}

func TestLogIsFollowedAtOnce(t *testing.T) {
	l := newLog(t)
	ctx, cancel := context.WithCancel(t.Context())
	heard, done := make(chan time.Time, 1), make(chan error)
	go func() {
		done <- read(ctx, l, cluster.LogQuery{Follow: true}, func([]wire.LogLine) error { heard <- time.Now(); return nil })
	}()
	var late []time.Duration
	for range 21 {
		said := time.Now()
		l.add("hear, hear")
		late = append(late, (<-heard).Sub(said))
	}
	slices.Sort(late)
	if late[len(late)/2] > 50*time.Millisecond {
		t.Errorf("lines were heard after %v", late)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	go func() {
		done <- read(t.Context(), l, cluster.LogQuery{Follow: true}, func([]wire.LogLine) error { return nil })
	}()
	l.drop()
	if err := <-done; !errors.Is(err, cluster.ErrNoLog) {
		t.Errorf("deleted: got %v, want %v", err, cluster.ErrNoLog)
	}
	l.add("nobody hears it")
}

func FuzzLines(f *testing.F) {
	f.Add([]byte("a\nb\r\n"), 1)
	f.Add([]byte(strings.Repeat("港", 9000)+"\nx"), 4096)
	f.Fuzz(func(t *testing.T, b []byte, size int) {
		size = max(size, 1)
		l := newLog(t)
		w := &lines{log: l}
		for c := range slices.Chunk(b, size) {
			w.Write(c)
		}
		w.Close()
		got := saved(t, l, cluster.LogQuery{})
		for _, x := range got {
			if !utf8.ValidString(x.Text) || len(x.Text) > maxLine || strings.Contains(x.Text, "\n") {
				t.Errorf("%q", x.Text)
			}
		}
		if len(b) < maxLog/64 && utf8.Valid(b) {
			want := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
			if len(b) == 0 {
				want = nil
			}
			if len(got) != len(want) {
				t.Errorf("%d lines of %d", len(got), len(want))
			}
		}
	})
}

func FuzzLogFile(f *testing.F) {
	f.Add([]byte("2026-11-22T14:40:17.000000000Z x\nno time\n"))
	f.Add([]byte("2026/11/22 14:40:17 old\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		path := t.TempDir() + "/log"
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		l := logAt(t, path)
		l.add("the last")
		got := saved(t, l, cluster.LogQuery{})
		if len(got) == 0 || got[len(got)-1].Text != "the last" {
			t.Errorf("got %+v", got)
		}
		for _, x := range got {
			if !utf8.ValidString(x.Text) || len(x.Text) > maxLine || strings.Contains(x.Text, "\n") {
				t.Errorf("%q", x.Text)
			}
		}
	})
}
