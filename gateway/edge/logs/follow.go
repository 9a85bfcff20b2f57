package logs

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"time"

	"berth/gateway/answer"
	"berth/gateway/cluster"
	"berth/gateway/edge/call"
	"berth/gateway/edge/stream"
	"berth/shared/problem"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

const (
	// tailUsual and tailMost are how many of the last lines a stream begins with.
	tailUsual = 500
	tailMost  = 5000
	// batchEvery is the least time between two batches.
	batchEvery = 100 * time.Millisecond
	// A log that is not there yet is looked for again after such pauses.
	logPause     = 250 * time.Millisecond
	logPauseMost = 4 * time.Second
)

// Follow streams a service's log as server-sent events, a batch of lines each, for as long as the token is good. It stays
// open while there is no log.
func (l *Logs) Follow(w http.ResponseWriter, r *http.Request, c call.Caller) error {
	tail, err := answer.Number(r, "tail", tailUsual, 0, tailMost)
	if err != nil {
		return err
	}
	from := place{}
	name, at := "since", r.URL.Query().Get("since")
	if id := r.Header.Get("Last-Event-ID"); id != "" {
		name, at = "Last-Event-ID", id // how a page goes on with the same address
	}
	if at != "" {
		ok := false
		if from, ok = parsePlace(at); !ok {
			return problem.Field(name, "the id of an event, or a time such as 2026-01-31T15:04:05Z")
		}
	}
	s, mine, back, err := l.listen(r, c, l.Followed)
	if err != nil {
		return err
	}
	defer back()
	if stream.OnlyHead(w, r) {
		return nil
	}

	now := time.Now()
	if tail == 0 && from.at.IsZero() {
		from = place{now, math.MaxInt}
	}
	ctx, cancel := context.WithCancel(mine)
	defer cancel()
	f := newFeed(now)
	sent := make(chan struct{})
	go func() {
		defer steady.Log(l.log, "a log that is sent")
		defer close(sent)
		defer cancel()
		f.send(ctx, w)
	}()
	// Nothing is written to w any more once this has returned.
	defer func() {
		cancel()
		<-sent
		stream.Bye(mine, w, http.NewResponseController(w))
	}()

	for pause := logPause; ; {
		err := l.pour(ctx, f, c, s.Name, from, int(tail))
		if ctx.Err() != nil {
			return nil
		}
		if err != nil && !errors.Is(err, cluster.ErrNoLog) && !errors.Is(err, cluster.ErrNotRunning) && pause == logPause {
			l.sieve.Say(slog.LevelWarn, "a log is not read", "", "order", c.ID, "service", s.Name, "err", err)
		}
		if to := f.end(); to.at.After(from.at) || to.at.Equal(from.at) && to.nth > from.nth {
			from, pause = to, logPause
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil
		}
		pause = min(2*pause, logPauseMost)
		if _, _, err := c.Service(l.views, s.Name); err != nil {
			return nil // it is not in the deployment any more
		}
	}
}

// pour reads a log into a feed until ctx ends, or there is no log.
func (l *Logs) pour(ctx context.Context, f *feed, c call.Caller, service string, from place, tail int) error {
	q := cluster.LogQuery{Tail: tail, Follow: true}
	if !from.at.IsZero() {
		// The lines of that very time are needed for their count.
		q = cluster.LogQuery{Since: from.at.Add(-1), Follow: true}
	}
	skip := &resume{place: from}
	return l.source.Log(ctx, c.ID, service, q, func(lines []wire.LogLine) error { return f.put(ctx, lines, skip) })
}

// send sends what comes until ctx ends or the page has gone.
func (f *feed) send(ctx context.Context, w http.ResponseWriter) {
	out := http.NewResponseController(w)
	beat := time.NewTicker(stream.Heartbeat)
	defer beat.Stop()
	if stream.Send(w, out, ": open\n\n") != nil {
		return
	}
	for {
		select {
		case <-f.wake:
		case <-beat.C:
			if stream.Send(w, out, ": still here\n\n") != nil {
				return
			}
			continue
		case <-ctx.Done():
			return
		}
		b, to, more := f.take()
		if len(b.Lines) == 0 {
			continue
		}
		raw, err := json.Marshal(b)
		if err != nil || stream.Send(w, out, "id: "+to.String()+"\nevent: log\ndata: "+string(raw)+"\n\n") != nil {
			return
		}
		if more {
			signal(f.wake)
		}
		select {
		case <-time.After(batchEvery):
		case <-ctx.Done():
			return
		}
	}
}
