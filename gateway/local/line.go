package local

import (
	"bytes"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"berth/shared/clip"
)

const (
	maxLine  = 16 << 10 // bytes; the rest of a line is left out
	lineWait = 100 * time.Millisecond
)

// lines makes lines of what a process writes. One without an end becomes a line after lineWait. It is safe for
// concurrent use, and never fails its writer.
type lines struct {
	log *logFile

	mu    sync.Mutex
	part  []byte // of a line, so far
	since time.Time
	cut   bool // the rest of this line is left out
	begun bool // this line's beginning is written
	timer *time.Timer
	done  bool
}

func (w *lines) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var whole []string
	for piece := range bytes.Lines(b) {
		body, ended := bytes.CutSuffix(piece, []byte("\n"))
		if !w.cut {
			if len(w.part) == 0 {
				w.since = time.Now()
			}
			w.part = append(w.part, body[:min(len(body), maxLine+utf8.UTFMax-len(w.part))]...)
			if len(w.part) > 0 && (ended || len(w.part) >= maxLine+utf8.UTFMax) || ended && !w.begun {
				whole = append(whole, clean(w.part))
				w.part, w.cut = w.part[:0], true
			}
		}
		if ended {
			w.cut, w.begun = false, false
		}
	}
	w.log.add(whole...)
	if len(w.part) > 0 && w.timer == nil && !w.done {
		w.timer = time.AfterFunc(lineWait, w.late)
	}
	return len(b), nil
}

// late writes a line whose end has not come. The bytes of a letter that is not there as a whole wait on.
func (w *lines) late() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.timer = nil
	if w.done || len(w.part) == 0 {
		return
	}
	if wait := lineWait - time.Since(w.since); wait > 0 { // another line by now
		w.timer = time.AfterFunc(wait, w.late)
		return
	}
	n := letters(w.part)
	if n == 0 {
		n = len(w.part)
	}
	w.log.add(clean(w.part[:n]))
	w.part, w.since, w.begun = append(w.part[:0], w.part[n:]...), time.Now(), true
	if len(w.part) > 0 {
		w.timer = time.AfterFunc(lineWait, w.late)
	}
}

// Close writes what is left.
func (w *lines) Close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.done = true
	if w.timer != nil {
		w.timer.Stop()
	}
	if len(w.part) > 0 {
		w.log.add(clean(w.part))
		w.part = nil
	}
}

// letters is how many bytes are left of b without a letter at its end of which only a part is there.
func letters(b []byte) int {
	for i := len(b) - 1; i >= max(0, len(b)-utf8.UTFMax+1); i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return i
			}
			break
		}
	}
	return len(b)
}

// clean makes a line's bytes UTF-8 of at most maxLine bytes, without its end.
func clean(b []byte) string {
	return clip.To(strings.ToValidUTF8(strings.ReplaceAll(strings.TrimRight(string(b), "\r"), "\n", " "), "\uFFFD"), maxLine)
}
