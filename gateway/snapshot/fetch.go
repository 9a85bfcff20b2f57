package snapshot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// LinkPath begins the path of a link to a snapshot, which its ticket ends.
const LinkPath = "/v1/snapshots/"

const (
	answerWait = 30 * time.Second // for the other gateway's first word
	silence    = time.Minute      // after which a fetch is given up where nothing comes
)

// Fetch has what is missing of an upload fetched from another node's gateway, by a link that that one has made. Its errors are problems;
// what comes of it is told by Disks. What has come before something broke stays, and another link goes on from there.
func (s *Store) Fetch(id order.ID, name string, req wire.FetchRequest) (wire.Snapshot, error) {
	k, err := s.find(id, name)
	if err != nil {
		return wire.Snapshot{}, err
	}
	u, err := url.Parse(req.URL)
	secure := err == nil && (u.Scheme == "https" || u.Scheme == "http" && s.cfg.Plain)
	if !secure || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || !strings.HasPrefix(u.Path, LinkPath) || len(req.URL) > 512 {
		return wire.Snapshot{}, problem.Field("url", "a link to a snapshot on another node, as its gateway makes them: https://its.host%s…", LinkPath)
	}
	if s.cfg.Fetch == nil {
		return wire.Snapshot{}, problem.New(501, problem.NoDisks, "this node fetches nothing from others").Remedy("download the snapshot, and upload it")
	}
	if !k.writing.TryLock() {
		return wire.Snapshot{}, busy("a part of this upload is on its way")
	}
	s.mu.Lock()
	x := k.Snapshot
	if x.State == wire.SnapshotUploading {
		k.Snapshot.State, k.Snapshot.Error = wire.SnapshotFetching, ""
	}
	s.mu.Unlock()
	if x.State != wire.SnapshotUploading {
		k.writing.Unlock()
		return x, problem.New(409, problem.Used, "this is no upload any more").Remedy("it is %s", x.State)
	}
	told, begun := s.start(k, k.Order, uploadTime, func(ctx context.Context, j *job) {
		err := s.fetch(ctx, k, x, u)
		if err == nil {
			_, err = s.settle(id, k)
		}
		why := ""
		if err != nil {
			why = s.words(err, id)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		k.writing.Unlock() // before it can be seen that it can go on
		if err != nil {
			if s.has(k) && k.Snapshot.State == wire.SnapshotFetching { // it can go on
				s.ended(k.Order, j)
				k.Snapshot.State, k.Snapshot.Error, k.job = wire.SnapshotUploading, why, nil
				if err := s.save(k); err != nil {
					s.log.Error("snapshot not written", "order", k.Order, "err", err)
				}
			}
		}
	})
	if !begun {
		s.mu.Lock()
		k.Snapshot.State = wire.SnapshotUploading
		s.mu.Unlock()
		k.writing.Unlock()
		return x, busy("a disk of this order is being copied or replaced")
	}
	return told, nil
}

// fetch gets what is missing of an upload. The caller holds k.writing.
func (s *Store) fetch(ctx context.Context, k *kept, x wire.Snapshot, u *url.URL) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	alive := time.AfterFunc(answerWait, func() { cancel(errSilent) })
	defer alive.Stop()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return problem.Field("url", "a link to a snapshot")
	}
	req.Header.Set("Accept-Encoding", "identity")
	if x.Bytes > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", x.Bytes))
	}
	resp, err := s.cfg.Fetch.RoundTrip(req) // no redirect is followed
	if err != nil {
		return problem.New(502, problem.Unavailable, "the other node cannot be reached").Remedy("make another link there, and try again").Because(errors.Join(err, context.Cause(ctx)))
	}
	defer resp.Body.Close()
	want := int64(x.Of - x.Bytes)
	switch {
	case x.Bytes > 0 && resp.StatusCode == http.StatusPartialContent && strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-%d/%d", x.Bytes, x.Of-1, x.Of)):
	case x.Bytes == 0 && resp.StatusCode == http.StatusOK:
	case resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusNotFound:
		return problem.New(422, problem.Expired, "the other node knows no such link").Remedy("links are good once, and for a minute: make another one there")
	default:
		return problem.New(502, problem.Unavailable, "the other node does not give the snapshot").Remedy("make another link there, and try again").
			Because(fmt.Errorf("status %d, range %q", resp.StatusCode, resp.Header.Get("Content-Range")))
	}
	if resp.ContentLength >= 0 && resp.ContentLength != want {
		return problem.New(422, problem.BadField, "the snapshot there has another length").Remedy("begin an upload with the length and the SHA-256 that the other node tells")
	}
	return s.add(ctx, k, x.Bytes, func(w io.Writer) error {
		n, err := io.Copy(w, &heard{from: io.LimitReader(resp.Body, want), alive: alive})
		if err == nil && n < want {
			err = io.ErrUnexpectedEOF
		}
		var p *problem.Problem
		if err != nil && !errors.As(err, &p) {
			err = problem.New(502, problem.Unavailable, "the connection to the other node broke").Remedy("make another link there: what has come stays").Because(errors.Join(err, context.Cause(ctx)))
		}
		return err
	})
}

var errSilent = errors.New("nothing came")

// heard puts off the end of a fetch for as long as something comes.
type heard struct {
	from  io.Reader
	alive *time.Timer
}

func (h *heard) Read(p []byte) (int, error) {
	h.alive.Reset(silence)
	return h.from.Read(p)
}
