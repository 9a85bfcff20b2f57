package local

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// maxLog is the size at which a log file is set aside; one older file is kept, so a service's logs take at most twice this.
const maxLog = 1 << 20

// logFile is a bounded log. Write never fails its writer: a full disk must not stop a service.
type logFile struct {
	path string

	mu   sync.Mutex
	f    *os.File
	size int64
}

func openLog(path string) (*logFile, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	st, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &logFile{path: path, f: f, size: st.Size()}, nil
}

func (l *logFile) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.f == nil {
		return len(b), nil
	}
	if l.size+int64(len(b)) > maxLog {
		l.f.Close()
		l.f = nil
		if os.Rename(l.path, l.path+".1") != nil {
			return len(b), nil
		}
		f, err := os.OpenFile(l.path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
		if err != nil {
			return len(b), nil
		}
		l.f, l.size = f, 0
	}
	n, _ := l.f.Write(b)
	l.size += int64(n)
	return len(b), nil
}

func (l *logFile) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.f == nil {
		return nil
	}
	f := l.f
	l.f = nil
	return f.Close()
}

// tail reads the last bytes of a log, beginning at a line's start, out of the older file too where the newer is short.
func tail(path string, limit int) ([]byte, error) {
	now, err := end(path, limit)
	if err != nil {
		return nil, fmt.Errorf("log: %w", err)
	}
	if len(now) < limit {
		if old, err := end(path+".1", limit-len(now)); err == nil {
			now = append(old, now...)
		}
	}
	return now, nil
}

func end(path string, limit int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	cut := st.Size() - int64(limit)
	if cut > 0 {
		if _, err := f.Seek(cut, io.SeekStart); err != nil {
			return nil, err
		}
	}
	b, err := io.ReadAll(io.LimitReader(f, int64(limit)))
	if cut > 0 {
		if i := bytes.IndexByte(b, '\n'); i >= 0 {
			b = b[i+1:]
		}
	}
	return b, err
}
