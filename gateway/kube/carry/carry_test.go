package carry

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"encoding/json"

	"berth/gateway/archive"
)

func TestFrames(t *testing.T) {
	text := strings.Repeat("what is on a disk ", 50_000)
	for name, from := range map[string]io.Reader{
		"at once": strings.NewReader(text), "by the byte": iotest.OneByteReader(strings.NewReader(text)), "nothing": strings.NewReader(""),
	} {
		want := text
		if name == "nothing" {
			want = ""
		}
		got, err := io.ReadAll(&Framed{From: iotest.HalfReader(&Frames{From: from})})
		if err != nil || string(got) != want {
			t.Errorf("%s: %d bytes of %d, %v", name, len(got), len(want), err)
		}
	}
	sent, err := io.ReadAll(&Frames{From: strings.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 3, 4, 100, len(sent) - 4, len(sent) - 1} {
		if _, err := io.ReadAll(&Framed{From: bytes.NewReader(sent[:n])}); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("cut off after %d of %d: %v", n, len(sent), err)
		}
	}
	broken := errors.New("broken")
	f := &Frames{From: io.MultiReader(strings.NewReader("some"), iotest.ErrReader(broken))}
	if _, err := io.ReadAll(&Framed{From: f}); err == nil || f.Err != broken {
		t.Errorf("a reader that fails: %v, %v", err, f.Err)
	}
	if _, err := io.ReadAll(&Framed{From: strings.NewReader("\xff\xff\xff\xffx")}); err == nil {
		t.Error("a part of four gigabytes is read")
	}
}

func TestResult(t *testing.T) {
	for _, err := range []error{nil, archive.ErrBad, archive.ErrOver, archive.ErrFull, archive.ErrFrom, errors.Join(archive.ErrBad, archive.ErrLost), errors.New("another")} {
		raw, merr := json.Marshal(Tell(archive.Content{Entries: 3}, 7, err))
		if merr != nil {
			t.Fatal(merr)
		}
		r, rerr := Read(append([]byte("noise\n"), append(raw, '\n')...))
		if rerr != nil || r.Entries != 3 || r.Sent != 7 {
			t.Fatalf("got %+v, %v", r, rerr)
		}
		got := r.Err()
		if (got == nil) != (err == nil) {
			t.Errorf("%v became %v", err, got)
		}
		for _, is := range []error{archive.ErrBad, archive.ErrOver, archive.ErrFull, archive.ErrFrom, archive.ErrLost} {
			if errors.Is(err, is) != errors.Is(got, is) {
				t.Errorf("%v became %v", err, got)
			}
		}
	}
	if _, err := Read([]byte("exec: no such file")); err == nil {
		t.Error("what is no result is one")
	}
	if err := (Result{Fault: "other", Text: strings.Repeat("long", 1000)}).Err(); len(err.Error()) > maxText {
		t.Errorf("a text of %d bytes", len(err.Error()))
	}
}
