package logs

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"berth/shared/clip"
)

// maxLine is how long a line of a log may be; the rest of it is left out.
const maxLine = 16 << 10

// lineReader reads a container's log as the kubelet gives it with times.
type lineReader struct{ r *bufio.Reader }

func newLineReader(r io.Reader) lineReader { return lineReader{bufio.NewReaderSize(r, 2*maxLine)} }

// next gives the next line. What is left of a line whose beginning is not there is passed over, and so is a line that
// breaks off because reading failed: it comes again. At the very end of a log a line may lack its end.
func (l lineReader) next() (time.Time, string, error) {
	for {
		raw, err := l.r.ReadSlice('\n')
		long := errors.Is(err, bufio.ErrBufferFull)
		if err != nil && !long && (err != io.EOF || len(raw) == 0) {
			return time.Time{}, "", err
		}
		stamp, rest, _ := bytes.Cut(bytes.TrimSuffix(raw, []byte("\n")), []byte(" "))
		at, bad := time.Parse(time.RFC3339Nano, string(stamp))
		text := cleanLine(rest)
		for long { // what raw points to is overwritten
			_, err = l.r.ReadSlice('\n')
			long = errors.Is(err, bufio.ErrBufferFull)
			if err != nil && !long && err != io.EOF {
				return time.Time{}, "", err
			}
		}
		if bad == nil {
			return at, text, nil
		}
	}
}

// cleanLine makes text of a line, without its end.
func cleanLine(b []byte) string {
	b = bytes.TrimSuffix(b, []byte("\r"))
	if len(b) > maxLine {
		b = b[:maxLine]
		for i := 1; i < utf8.UTFMax && i <= len(b); i++ { // not in the middle of a character
			if c := b[len(b)-i]; utf8.RuneStart(c) {
				if !utf8.FullRune(b[len(b)-i:]) {
					b = b[:len(b)-i]
				}
				break
			}
		}
	}
	return clip.To(strings.ToValidUTF8(string(b), "\uFFFD"), maxLine)
}

// cursor is how far a pod's log was read. The API can go on at a whole second only: the lines from the second before the
// newest one's on are counted, so that none comes twice and none is left out, even where two have the same time or come
// somewhat out of order, as those of a process's two outputs do.
type cursor struct {
	last   time.Time // the newest line's time
	second time.Time // the whole second of it
	now    span      // of that second
	before span      // of the one before
}

// span is what was seen of a second.
type span struct {
	first time.Time // the first line's time
	count int
}

func (s *span) add(at time.Time) {
	if s.count++; s.count == 1 {
		s.first = at
	}
}

func (k *cursor) see(at time.Time) {
	if s := at.Truncate(time.Second); s.After(k.second) {
		k.before = span{}
		if s.Equal(k.second.Add(time.Second)) {
			k.before = k.now
		}
		k.second, k.now = s, span{}
	}
	switch {
	case !at.Before(k.second):
		k.now.add(at)
	case !at.Before(k.from()):
		k.before.add(at)
	}
	if at.After(k.last) {
		k.last = at
	}
}

// from is where to go on.
func (k *cursor) from() time.Time {
	if k.second.IsZero() {
		return time.Time{}
	}
	return k.second.Add(-time.Second)
}

// resume tells of each line of a log that is read from there on whether it is new. Where that log begins with another
// line than the one that was seen, because it is another container's or was rotated, only times tell.
func (k *cursor) resume() func(at time.Time) bool {
	last, first, count := k.last, k.before.first, k.before.count+k.now.count
	if k.before.count == 0 {
		first = k.now.first
	}
	n, same := 0, false
	return func(at time.Time) bool {
		if n++; n == 1 {
			same = at.Equal(first)
		}
		if same {
			return n > count
		}
		return at.After(last)
	}
}
