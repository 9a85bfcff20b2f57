package snapshot

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"berth/gateway/archive"
	"berth/gateway/cluster"
	"berth/gateway/lease/diary"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

// Make begins a snapshot of one of an order's disks. Its errors are problems; what comes of it is told by Disks, and noted in
// the order's diary.
func (s *Store) Make(id order.ID, disk string, req wire.SnapshotRequest) (wire.Snapshot, error) {
	if err := s.able(id, disk); err != nil {
		return wire.Snapshot{}, err
	}
	k, err := s.begin(id, wire.Snapshot{State: wire.SnapshotMaking, Disk: disk})
	if err != nil {
		return wire.Snapshot{}, err
	}
	x, begun := s.start(k, k.Order, workTime, func(ctx context.Context, _ *job) {
		if err := s.make(ctx, id, k, req.Stop); err != nil {
			why := s.words(err, id)
			s.fail(k, why)
			s.cfg.Diary.Happened(id, diary.NoSnapshot(disk, why))
			return
		}
		s.cfg.Diary.Happened(id, diary.Snapshot(disk))
	})
	if !begun {
		s.fail(k, "another one was begun at the same time")
		return x, busy("a disk of this order is being copied or replaced")
	}
	return x, nil
}

// able is nil where an order has a disk, and the node can copy it.
func (s *Store) able(id order.ID, disk string) error {
	if !s.cfg.Copier.Able() {
		return problem.New(501, problem.NoDisks, "this node does not copy disks").Remedy("copy the data by a shell, or take another node")
	}
	all, err := s.cfg.Orders.List(id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(d wire.Disk) bool { return d.Name == disk }) {
		return problem.New(404, problem.NotFound, "order %s has no disk %.40s", id, disk)
	}
	return nil
}

// start has something done for a workload, of which nothing else is done, until it is through, the snapshot is deleted, or the store ends. It
// gives the snapshot as it is then; k may be nil.
func (s *Store) start(k *kept, workload order.ID, most time.Duration, do func(context.Context, *job)) (x wire.Snapshot, begun bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.working[workload] != nil || s.life.Err() != nil {
		return x, false
	}
	ctx, cancel := context.WithTimeout(s.life, most)
	j := &job{cancel: cancel}
	s.working[workload] = j
	if k != nil {
		k.job, x = j, k.Snapshot
	}
	s.work.Go(func() {
		defer steady.Log(s.cfg.Log, "a snapshot")
		defer func() {
			cancel()
			s.mu.Lock()
			defer s.mu.Unlock()
			s.ended(workload, j)
		}()
		do(ctx, j)
	})
	return x, true
}

// ended lets the next thing be done for a workload. Whoever tells that one is through calls it before it can be seen. The caller holds mu.
func (s *Store) ended(workload order.ID, j *job) {
	if j != nil && s.working[workload] == j {
		delete(s.working, workload)
	}
}

func (s *Store) make(ctx context.Context, id order.ID, k *kept, stop bool) error {
	f, err := os.OpenFile(k.part(), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	defer f.Close()
	w := &growing{ctx: ctx, store: s, k: k, to: f, sum: sha256.New()}
	out := bufio.NewWriterSize(w, 1<<20)
	c, err := s.cfg.Copier.Pack(ctx, id, k.Snapshot.Disk, stop, out)
	if err == nil {
		err = out.Flush()
	}
	if w.err != nil {
		return w.err // whatever the runtime makes of it
	}
	if err == nil {
		err = errors.Join(f.Sync(), f.Close())
	}
	if err != nil {
		return err
	}
	return s.done(k, func(x *wire.Snapshot) {
		x.Stopped, x.SHA256 = c.Stopped, hex.EncodeToString(w.sum.Sum(nil))
		x.Content, x.Entries, x.Skipped, x.Changed = c.Bytes, c.Entries, c.Skipped, c.Changed
	})
}

// growing writes a snapshot's file, as far as there is room.
type growing struct {
	ctx   context.Context
	store *Store
	k     *kept
	to    io.Writer
	sum   hash.Hash
	err   error
}

func (g *growing) Write(p []byte) (int, error) {
	if g.err = g.ctx.Err(); g.err == nil {
		g.err = g.store.grow(g.k, uint64(len(p)))
	}
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.to.Write(p)
	g.sum.Write(p[:n])
	if err != nil {
		g.err = fmt.Errorf("snapshot: %w", err)
	}
	return n, err
}

// Restore begins to replace what is on a disk by a snapshot. Its errors are problems; what comes of it is told by Disks, and noted
// in the order's diary.
func (s *Store) Restore(id order.ID, disk string, req wire.RestoreRequest) (wire.Restore, error) {
	if err := s.able(id, disk); err != nil {
		return wire.Restore{}, err
	}
	k, err := s.find(id, req.Snapshot)
	if err != nil {
		return wire.Restore{}, err
	}
	snap, f, err := s.open(k)
	if err != nil {
		return wire.Restore{}, err
	}
	s.mu.Lock()
	k.reads++
	s.mu.Unlock()
	r := &wire.Restore{Disk: disk, Snapshot: snap.ID, State: wire.RestoreRunning, BeganAt: s.now().UTC().Truncate(time.Second), Of: snap.Bytes}
	told := *r
	_, begun := s.start(nil, k.Order, workTime, func(ctx context.Context, j *job) {
		defer f.Close()
		s.mu.Lock()
		if s.restores[k.Order] == nil {
			s.restores[k.Order] = map[string]*wire.Restore{}
		}
		s.restores[k.Order][disk] = r
		s.mu.Unlock()
		c, err := s.cfg.Copier.Unpack(ctx, id, disk, archive.How{InPlace: req.InPlace}, &reading{ctx: ctx, store: s, from: f, r: r})
		why := ""
		if err != nil {
			why = s.words(err, id)
			switch {
			case errors.Is(err, archive.ErrLost):
				why += "; what was on the disk is gone"
			case errors.Is(err, cluster.ErrUnsure):
				why += "; look at what is on the disk: it may be the old content or the new one"
			}
			s.cfg.Diary.Happened(id, diary.NotRestored(disk, why))
		} else {
			s.cfg.Diary.Happened(id, diary.Restored(disk))
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.ended(k.Order, j)
		k.reads--
		r.State, r.EndedAt, r.Entries, r.Skipped = wire.RestoreDone, s.now().UTC().Truncate(time.Second), c.Entries, c.Skipped
		if err != nil {
			r.State, r.Error, r.Kept = wire.RestoreFailed, why, !errors.Is(err, archive.ErrLost) && !errors.Is(err, cluster.ErrUnsure)
		}
	})
	if !begun {
		f.Close()
		s.mu.Lock()
		defer s.mu.Unlock()
		k.reads--
		return wire.Restore{}, busy("a disk of this order is being copied or replaced")
	}
	return told, nil
}

// reading tells how much of a snapshot was read.
type reading struct {
	ctx   context.Context
	store *Store
	from  io.Reader
	r     *wire.Restore
}

func (r *reading) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.from.Read(p)
	r.store.mu.Lock()
	defer r.store.mu.Unlock()
	r.r.Bytes += uint64(n)
	return n, err
}

// restored are what was restored of a workload last, newest first. The caller holds mu.
func (s *Store) restored(workload order.ID) []wire.Restore {
	all := []wire.Restore{}
	for _, r := range s.restores[workload] {
		all = append(all, *r)
	}
	slices.SortFunc(all, func(a, b wire.Restore) int {
		if c := b.BeganAt.Compare(a.BeganAt); c != 0 {
			return c
		}
		return strings.Compare(a.Disk, b.Disk)
	})
	return all
}
