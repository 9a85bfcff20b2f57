package certs

import (
	"crypto/tls"
	"log/slog"
	"os"
	"sync"
	"time"
)

// files are a certificate and its key that an operator gives. A nil *files has none.
type files struct {
	cert, key string

	mu    sync.Mutex
	pair  tls.Certificate
	stamp [2]time.Time
	err   error // why what is there now is not used
}

func openFiles(cert, key string) (*files, error) {
	f := &files{cert: cert, key: key}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, err
	}
	f.pair, f.stamp = pair, f.stamps()
	return f, nil
}

// stamps are when the files were changed last.
func (f *files) stamps() (at [2]time.Time) {
	for i, path := range []string{f.cert, f.key} {
		if info, err := os.Stat(path); err == nil {
			at[i] = info.ModTime()
		}
	}
	return at
}

// reread takes what is in the files if they have changed. Of a pair that does not fit, as while one is written, the next
// look takes notice again, and what was there before goes on.
func (f *files) reread(log *slog.Logger) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.stamps()
	if now == f.stamp && f.err == nil {
		return
	}
	pair, err := tls.LoadX509KeyPair(f.cert, f.key)
	if err != nil {
		if f.err == nil {
			log.Warn("the certificate's files have changed and cannot be used; the one before goes on", "err", err)
		}
		f.err = err
		return
	}
	f.pair, f.stamp, f.err = pair, now, nil
	log.Info("the certificate's files were read", "until", pair.Leaf.NotAfter)
}

// certificate is the files' if it is for a host; else nil.
func (f *files) certificate(host string) *tls.Certificate {
	if f == nil {
		return nil
	}
	c := f.any()
	if c.Leaf.VerifyHostname(host) != nil {
		return nil
	}
	return c
}

// any is the files' certificate, whatever it is for; nil: there are none.
func (f *files) any() *tls.Certificate {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	c := f.pair
	return &c
}

func (f *files) trouble() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}
