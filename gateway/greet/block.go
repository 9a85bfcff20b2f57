package greet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"berth/shared/eth"
)

// Blocklist is the users whose offers a node rejects: some for good, and those of a file, which is read again when it
// changes. Orders that they have go on, and so does a quote that was given before. It is safe for concurrent use.
type Blocklist struct {
	fixed map[eth.Address]bool
	path  string // of the file; empty: none
	log   *slog.Logger
	file  atomic.Pointer[map[eth.Address]bool]
	raw   []byte // that was read last; Run's own
}

const (
	// MaxBlockFile is how long a file of blocked users may be, in bytes.
	MaxBlockFile = 8 << 20
	// lookEvery is how often the file is looked at.
	lookEvery = 2 * time.Second
	// toldLines is how many bad lines are named.
	toldLines = 10
)

// NewBlocklist reads the file, if path names one.
func NewBlocklist(fixed []eth.Address, path string, log *slog.Logger) (*Blocklist, error) {
	b := &Blocklist{fixed: map[eth.Address]bool{}, path: path, log: log}
	for _, a := range fixed {
		b.fixed[a] = true
	}
	if path == "" {
		return b, nil
	}
	raw, err := readBlocked(path)
	if err != nil {
		return nil, err
	}
	list, err := ParseBlocked(raw)
	if err != nil {
		return nil, err
	}
	b.file.Store(&list)
	b.raw = raw
	return b, nil
}

// Source says where a blocked user stands: flag or file; empty: the user is not blocked.
func (b *Blocklist) Source(user eth.Address) string {
	switch list := b.file.Load(); {
	case b.fixed[user]:
		return "flag"
	case list != nil && (*list)[user]:
		return "file"
	}
	return ""
}

// All are the blocked users, in no order; one may be there twice.
func (b *Blocklist) All() []eth.Address {
	all := slices.Collect(maps.Keys(b.fixed))
	if list := b.file.Load(); list != nil {
		all = slices.AppendSeq(all, maps.Keys(*list))
	}
	return all
}

// Run looks at the file until ctx ends. A file that is gone or has a bad line is told of in the log, once, and the list
// stays as it was.
func (b *Blocklist) Run(ctx context.Context) {
	if b.path == "" {
		return
	}
	t := time.NewTicker(lookEvery)
	defer t.Stop()
	var last os.FileInfo
	gone := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		now, err := os.Stat(b.path)
		if err == nil && last != nil && os.SameFile(now, last) && now.ModTime().Equal(last.ModTime()) && now.Size() == last.Size() {
			continue
		}
		if err == nil {
			err = b.look()
		}
		if err != nil {
			if !gone {
				b.log.Warn("the file of blocked users cannot be read; the list stays as it was", "path", b.path, "err", err)
			}
			gone, last = true, nil
			continue
		}
		gone = false
		// One that was written a moment ago may be written again without its time telling.
		if last = now; time.Since(now.ModTime()) < lookEvery {
			last = nil
		}
	}
}

// look reads the file, and takes it over if it is another one and in order.
func (b *Blocklist) look() error {
	raw, err := readBlocked(b.path)
	if err != nil {
		return err
	}
	if bytes.Equal(raw, b.raw) {
		return nil
	}
	b.raw = raw
	list, err := ParseBlocked(raw)
	if err != nil {
		b.log.Warn("the file of blocked users is not in order; the list stays as it was", "path", b.path, "err", err)
		return nil
	}
	b.file.Store(&list)
	b.log.Info("blocked users", "path", b.path, "count", len(list))
	return nil
}

func readBlocked(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, MaxBlockFile+1))
	if err == nil && len(raw) > MaxBlockFile {
		err = fmt.Errorf("%s is longer than %d bytes", path, MaxBlockFile)
	}
	return raw, err
}

// ParseBlocked reads a file of addresses, one a line; what comes after a # is a comment. The error names the bad lines.
func ParseBlocked(raw []byte) (map[eth.Address]bool, error) {
	list := map[eth.Address]bool{}
	var bad []error
	more, n := 0, 0
	for line := range bytes.Lines(bytes.TrimPrefix(raw, []byte("\ufeff"))) {
		n++
		line, _, _ = bytes.Cut(line, []byte("#"))
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		a, err := eth.ParseAddress(string(line))
		switch {
		case err == nil && !a.IsZero():
			list[a] = true
		case len(bad) == toldLines:
			more++
		case err != nil:
			bad = append(bad, fmt.Errorf("line %d: %w", n, err))
		default:
			bad = append(bad, fmt.Errorf("line %d: the zero address is nobody", n))
		}
	}
	if more > 0 {
		bad = append(bad, fmt.Errorf("and %d more", more))
	}
	if len(bad) > 0 {
		return nil, errors.Join(bad...)
	}
	return list, nil
}
