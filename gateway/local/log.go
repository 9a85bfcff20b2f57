package local

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"berth/gateway/cluster"
	"berth/shared/wire"
)

const (
	// maxLog is the size at which a log file is set aside; one older file is kept, so a service's log takes at most twice this.
	maxLog = 1 << 20
	// pieceBytes is how much of a log is read at once. A line with its time is shorter.
	pieceBytes = 64 << 10
)

// stamp is the time before each line of a log file: UTC, always as long.
const stamp = "2006-01-02T15:04:05.000000000Z"

// logFile is a service's log: lines after their times in a bounded file, with one older file beside it. It outlives the
// processes that write to it. Places in it are counted in bytes over both files, from where the older one began when the
// log was opened. It is safe for concurrent use.
type logFile struct {
	mu      sync.Mutex
	files   pair
	last    time.Time     // of the newest line: the next is later
	gone    bool          // deleted, or the runtime is closed
	changed chan struct{} // closed with each change
}

// pair are the two files of a log: what its lock guards.
type pair struct {
	path  string
	now   *os.File // the newer one; nil: to be opened
	older int64    // where the older file begins
	start int64    // where the file begins
	end   int64
	torn  bool // the last line has no end
}

// openLog gives a service's log, empty where there are no files yet.
func openLog(path string) (*logFile, error) {
	l := &logFile{files: pair{path: path}, changed: make(chan struct{})}
	for _, p := range []string{path + ".1", path} {
		if err := date(p); err != nil {
			return nil, err
		}
		size, last, torn, err := ending(p)
		if err != nil {
			return nil, err
		}
		l.files.start, l.files.end, l.files.torn = l.files.end, l.files.end+size, torn
		l.last = latest(l.last, last)
	}
	return l, nil
}

// ending tells how long a log file is, when its last line was written, and whether that has no end.
func ending(path string) (size int64, last time.Time, torn bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return 0, last, false, nil
	}
	if err != nil {
		return 0, last, false, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || st.Size() == 0 {
		return 0, last, false, err
	}
	b := make([]byte, min(st.Size(), pieceBytes))
	if _, err := f.ReadAt(b, st.Size()-int64(len(b))); err != nil {
		return 0, last, false, err
	}
	for _, line := range parse(b, time.Time{}) {
		last = line.At
	}
	return st.Size(), last, b[len(b)-1] != '\n', nil
}

// date puts times before the lines of a file that was written without: the one that a built-in image itself put there,
// or else the one before, or the file's.
func date(path string) error {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	first, _, _ := bytes.Cut(raw, []byte("\n"))
	if _, _, dated := cutStamp(first); dated || len(raw) == 0 {
		return nil
	}
	st, err := os.Stat(path)
	if err != nil {
		return err
	}
	const own = "2006/01/02 15:04:05"
	at := st.ModTime().UTC()
	for l := range strings.Lines(string(raw)) {
		if t, err := time.Parse(own, l[:min(len(l), len(own))]); err == nil {
			at = t
			break
		}
	}
	var b []byte
	for l := range bytes.Lines(raw) {
		if t, text, dated := cutStamp(l); dated { // both kinds: by a gateway that was set back
			l, at = []byte(text), latest(at, t)
		} else if t, err := time.Parse(own, string(l[:min(len(l), len(own))])); err == nil {
			at = latest(at, t)
		}
		b = append(at.AppendFormat(b, stamp), ' ')
		b = append(append(b, clean(bytes.TrimSuffix(l, []byte("\n")))...), '\n')
		at = at.Add(1)
	}
	return write(path, b)
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// add appends lines. It never fails: a full disk must not stop a service.
func (l *logFile) add(lines ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.gone || len(lines) == 0 {
		return
	}
	now := time.Now().UTC()
	var b []byte
	for _, line := range lines {
		if !now.After(l.last) {
			now = l.last.Add(1) // so that a reader can go on after any line by its time
		}
		l.last = now
		b = append(now.AppendFormat(b, stamp), ' ')
		b = append(append(b, line...), '\n')
		if len(b) > pieceBytes/2 {
			l.files.put(b)
			b = b[:0]
		}
	}
	l.files.put(b)
	close(l.changed)
	l.changed = make(chan struct{})
}

// put writes lines, all into one file.
func (p *pair) put(b []byte) {
	if len(b) == 0 {
		return
	}
	if p.end > p.start && p.end-p.start+int64(len(b))+1 > maxLog && !p.turn() {
		return
	}
	if p.now == nil {
		f, err := os.OpenFile(p.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
		if err != nil {
			return
		}
		p.now = f
	}
	if p.torn {
		b = append([]byte{'\n'}, b...)
	}
	n, err := p.now.Write(b)
	p.end += int64(n)
	if n > 0 {
		p.torn = err != nil
	}
}

// turn sets the file aside.
func (p *pair) turn() bool {
	p.rest()
	if os.Rename(p.path, p.path+".1") != nil {
		return false
	}
	p.older, p.start, p.torn = p.start, p.end, false
	return true
}

// rest closes the file until something is put again.
func (p *pair) rest() {
	if p.now != nil {
		p.now.Close()
		p.now = nil
	}
}

// rest closes the file until something is added again.
func (l *logFile) rest() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.files.rest()
}

// drop ends the log for its writers and readers.
func (l *logFile) drop() {
	l.rest()
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.gone {
		l.gone = true
		close(l.changed)
	}
}

// bounds are where the log begins and ends now.
func (l *logFile) bounds() (from, to int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.files.older, l.files.end
}

// piece gives whole lines from a place on, and the place after them. Where there are none, more is closed once there are.
func (l *logFile) piece(at int64) (b []byte, next int64, more <-chan struct{}, err error) {
	l.mu.Lock()
	if l.gone {
		l.mu.Unlock()
		return nil, 0, nil, cluster.ErrNoLog
	}
	more = l.changed
	have := l.files
	at = max(at, have.older)
	path, from, to, closed := have.path, have.start, have.end, false
	if at < have.start {
		path, from, to, closed = have.path+".1", have.older, have.start, true
	}
	if at >= to {
		l.mu.Unlock()
		return nil, at, more, nil
	}
	f, err := os.Open(path) // under the lock: it is not set aside meanwhile
	l.mu.Unlock()
	if errors.Is(err, os.ErrNotExist) {
		return nil, 0, nil, cluster.ErrNoLog
	}
	if err != nil {
		return nil, 0, nil, err
	}
	defer f.Close()
	b = make([]byte, min(to-at, pieceBytes))
	n, err := f.ReadAt(b, at-from)
	if err != nil && err != io.EOF {
		return nil, 0, nil, err
	}
	if n < len(b) {
		return nil, 0, nil, fmt.Errorf("log: %s is shorter than it was", path)
	}
	if i := bytes.LastIndexByte(b, '\n'); i >= 0 {
		b = b[:i+1]
	} else if len(b) < pieceBytes && !closed {
		return nil, at, more, nil // torn: its end comes with the next line
	}
	return b, at + int64(len(b)), more, nil
}

// cutStamp takes a line's time from it.
func cutStamp(line []byte) (time.Time, string, bool) {
	if len(line) <= len(stamp) || line[len(stamp)] != ' ' {
		return time.Time{}, "", false
	}
	at, err := time.Parse(stamp, string(line[:len(stamp)]))
	return at, string(line[len(stamp)+1:]), err == nil
}

// parse reads lines of a log file. One without a time, torn by a full disk or a kill, has that of the one before.
func parse(b []byte, before time.Time) []wire.LogLine {
	var lines []wire.LogLine
	for l := range bytes.Lines(b) {
		l = bytes.TrimSuffix(l, []byte("\n"))
		at, text, ok := cutStamp(l)
		if !ok {
			at, text = before, string(l)
		}
		if text == "" && !ok {
			continue
		}
		before = at
		lines = append(lines, wire.LogLine{At: at, Text: clean([]byte(text))})
	}
	return lines
}
