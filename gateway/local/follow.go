package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/wire"
)

// Log implements cluster.Cluster.
func (r *Runtime) Log(ctx context.Context, id order.ID, service string, q cluster.LogQuery, take func([]wire.LogLine) error) error {
	l, err := r.logOf(id, service, false)
	if err == nil {
		err = read(ctx, l, q, take)
	}
	if err != nil {
		return fmt.Errorf("log of order %s service %.20q: %w", id, service, err)
	}
	return nil
}

func read(ctx context.Context, l *logFile, q cluster.LogQuery, take func([]wire.LogLine) error) error {
	at, until := l.bounds()
	if until == 0 && !q.Follow {
		return cluster.ErrNoLog
	}
	var (
		last []wire.LogLine // the last ones, as long as the end has not been seen
		seen bool
		past time.Time
	)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		b, next, more, err := l.piece(at)
		if err != nil {
			return err
		}
		now := parse(b, past)
		if next-int64(len(b)) > at && !past.IsZero() {
			now = append([]wire.LogLine{{At: past, Text: "berth: lines are left out here, they came faster than they were read"}}, now...)
		}
		at = next
		if n := len(now); n > 0 {
			past = now[n-1].At
		}
		for len(now) > 0 && !q.Since.IsZero() && !now[0].At.After(q.Since) {
			now = now[1:]
		}
		if q.Tail > 0 && !seen {
			last = append(last, now...)
			if len(last)/2 > q.Tail {
				last = append([]wire.LogLine(nil), last[len(last)-q.Tail:]...)
			}
			now = nil
		}
		if !seen && (at >= until || len(b) == 0) {
			seen = true
			if q.Tail > 0 {
				now, last = last[max(0, len(last)-q.Tail):], nil
			}
		}
		if len(now) > 0 {
			if err := take(now); err != nil {
				return err
			}
		}
		if seen && !q.Follow {
			return nil
		}
		if len(b) > 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-more:
		}
	}
}

// logOf is a service's log. Where it has written nothing yet there is one only if it is to be made.
func (r *Runtime) logOf(id order.ID, service string, create bool) (*logFile, error) {
	if !manifest.ValidService(service) {
		return nil, cluster.ErrNoLog
	}
	r.logsMu.Lock()
	defer r.logsMu.Unlock()
	if l := r.logs[id][service]; l != nil {
		return l, nil
	}
	path := filepath.Join(r.home(id, service), "log")
	if !create {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return nil, cluster.ErrNoLog
		}
	}
	l, err := openLog(path)
	if err != nil {
		return nil, err
	}
	if r.logs[id] == nil {
		r.logs[id] = map[string]*logFile{}
	}
	r.logs[id][service] = l
	return l, nil
}

// dropLogs ends an order's logs.
func (r *Runtime) dropLogs(id order.ID) {
	r.logsMu.Lock()
	defer r.logsMu.Unlock()
	for _, l := range r.logs[id] {
		l.drop()
	}
	delete(r.logs, id)
}
