package snapshot

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"berth/gateway/archive"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Ends of the names of what lies in an order's folder beside archives: one that is not whole, and what one is.
const (
	partEnd = ".part"
	noteEnd = ".json"
)

// begin makes room for one more of an order's. What has failed gives way.
func (s *Store) begin(id order.ID, x wire.Snapshot) (*kept, error) {
	if s.cfg.Quota.Each == 0 {
		return nil, problem.New(501, problem.NoDisks, "this node keeps no snapshots")
	}
	workload, user, err := s.cfg.Orders.Whose(id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.working[workload] != nil && x.State != wire.SnapshotUploading {
		return nil, busy("a disk of this order is being copied or replaced")
	}
	for _, k := range s.all[workload] {
		if k.Snapshot.State == wire.SnapshotFailed {
			if err := s.drop(k); err != nil {
				return nil, err
			}
		}
	}
	of := 0
	for _, list := range s.all {
		for _, k := range list {
			if k.User == user {
				of++
			}
		}
	}
	if n := len(s.all[workload]); n >= s.cfg.Quota.Each || of >= userOrders*s.cfg.Quota.Each {
		return nil, problem.New(409, problem.Full, "there are as many snapshots as this node keeps").Remedy("delete one first; of an order there may be %d", s.cfg.Quota.Each).
			With("most", strconv.Itoa(s.cfg.Quota.Each))
	}
	x.ID, x.MadeAt = rand.Text()[:16], s.now().UTC().Truncate(time.Second)
	x.Until = x.MadeAt.Add(s.cfg.Quota.Life)
	k := &kept{Snapshot: x, User: user, Order: workload, dir: filepath.Join(s.cfg.Dir, workload.String())}
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return nil, fmt.Errorf("snapshot: %w", err)
	}
	if err := s.save(k); err != nil {
		return nil, err
	}
	s.put(k)
	return k, nil
}

// has reports whether a snapshot is still one. The caller holds mu.
func (s *Store) has(k *kept) bool { return s.all[k.Order][k.Snapshot.ID] == k }

func deleted() error { return problem.New(404, problem.NotFound, "this snapshot was deleted") }

func (s *Store) put(k *kept) {
	if s.all[k.Order] == nil {
		s.all[k.Order] = map[string]*kept{}
	}
	s.all[k.Order][k.Snapshot.ID] = k
	s.used += k.Snapshot.Bytes
}

// most is how many bytes of snapshots an order may have.
func (s *Store) most(id order.ID) uint64 { return s.cfg.Orders.Bought(id) + slack }

// grow takes room for so many bytes more of a snapshot, or says why there is none.
func (s *Store) grow(k *kept, n uint64) error {
	most := s.most(k.Order)
	if s.cfg.Free != nil {
		if free, err := s.cfg.Free(); err == nil && free < leastFree+n {
			return noSpace(s.cfg.Quota.Space, "this node's disk is full")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.has(k) {
		return deleted()
	}
	var sum uint64
	for _, x := range s.all[k.Order] {
		sum += x.Snapshot.Bytes
	}
	switch {
	case sum+n > most:
		return noSpace(most, "the order's snapshots are as large as its disks")
	case s.used+n > s.cfg.Quota.Space:
		return noSpace(s.cfg.Quota.Space, "this node keeps as much as it can")
	}
	k.Snapshot.Bytes += n
	s.used += n
	return nil
}

func noSpace(most uint64, title string) error {
	return problem.New(507, problem.NoSpace, "%s", title).Remedy("download and delete an older snapshot").With("most", strconv.FormatUint(most, 10))
}

// save writes what a snapshot is. The caller holds mu.
func (s *Store) save(k *kept) error {
	raw, err := json.Marshal(k)
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	next := k.note() + partEnd
	f, err := os.OpenFile(next, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	_, err = f.Write(raw)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(next, k.note())
	}
	if err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return nil
}

// drop removes a snapshot. The caller holds mu.
func (s *Store) drop(k *kept) error {
	if k.job != nil {
		k.job.cancel()
	}
	if !s.has(k) {
		return nil
	}
	s.used -= k.Snapshot.Bytes
	delete(s.all[k.Order], k.Snapshot.ID)
	if len(s.all[k.Order]) == 0 {
		delete(s.all, k.Order)
	}
	s.tickets.forget(k)
	return s.remove(k)
}

// remove removes the files of what is none of the store's any more. The caller holds mu.
func (s *Store) remove(k *kept) error {
	var errs []error
	for _, name := range []string{k.file(), k.part(), k.note()} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	if s.all[k.Order] == nil {
		_ = os.Remove(k.dir) // there may be something in it that was not ours
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	return nil
}

// fail notes that a snapshot came to nothing. What of it is there goes.
func (s *Store) fail(k *kept, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.has(k) { // its file may have been made after it was deleted
		if err := s.remove(k); err != nil {
			s.log.Error("snapshot not removed", "order", k.Order, "err", err)
		}
		return
	}
	s.used -= k.Snapshot.Bytes
	x := &k.Snapshot
	s.ended(k.Order, k.job)
	x.State, x.Error, x.Bytes, x.Until, k.job = wire.SnapshotFailed, why, 0, s.now().UTC().Add(keepFailed).Truncate(time.Second), nil
	if err := os.Remove(k.part()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.log.Error("snapshot not removed", "order", k.Order, "err", err)
	}
	if err := s.save(k); err != nil {
		s.log.Error("snapshot not written", "order", k.Order, "err", err)
	}
}

// done makes what was written a snapshot.
func (s *Store) done(k *kept, change func(*wire.Snapshot)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.has(k) {
		return deleted()
	}
	if err := os.Rename(k.part(), k.file()); err != nil {
		return fmt.Errorf("snapshot: %w", err)
	}
	s.ended(k.Order, k.job)
	k.job = nil
	k.Snapshot.State = wire.SnapshotReady
	change(&k.Snapshot)
	return s.save(k)
}

// list are an order's, newest first. The caller holds mu.
func (s *Store) list(workload order.ID, user eth.Address) []wire.Snapshot {
	all := []wire.Snapshot{}
	for _, k := range s.all[workload] {
		if k.User == user {
			all = append(all, k.Snapshot)
		}
	}
	slices.SortFunc(all, func(a, b wire.Snapshot) int { return cmp.Or(b.MadeAt.Compare(a.MadeAt), strings.Compare(a.ID, b.ID)) })
	return all
}

// sweep removes what has had its time, what is of orders whose data was deleted, and uploads that nobody goes on with.
func (s *Store) sweep() {
	now := s.now()
	s.mu.Lock()
	var all []*kept
	for _, list := range s.all {
		for _, k := range list {
			all = append(all, k)
		}
	}
	s.mu.Unlock()
	for _, k := range all {
		_, user, err := s.cfg.Orders.Whose(k.Order)
		var p *problem.Problem
		gone := errors.As(err, &p) && p.Status == 410 || err == nil && user != k.User
		s.mu.Lock()
		old := !now.Before(k.Snapshot.Until) && k.reads == 0
		late := k.Snapshot.State == wire.SnapshotUploading && now.Sub(k.Snapshot.MadeAt) > uploadTime
		if gone || old || late {
			if err := s.drop(k); err != nil {
				s.log.Error("snapshot not removed", "order", k.Order, "err", err)
			}
		}
		s.mu.Unlock()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tickets.sweep(now)
	for id := range s.restores {
		var p *problem.Problem
		if _, _, err := s.cfg.Orders.Whose(id); errors.As(err, &p) && p.Status == 410 {
			delete(s.restores, id)
		}
	}
}

// load reads what an earlier process has left. What it was making came to nothing; an upload can go on.
func (s *Store) load() error {
	folders, err := os.ReadDir(s.cfg.Dir)
	if err != nil {
		return err
	}
	for _, d := range folders {
		id, err := order.ParseID(d.Name())
		if err != nil || !d.IsDir() {
			continue // not ours
		}
		if err := s.loadOrder(id, filepath.Join(s.cfg.Dir, d.Name())); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) loadOrder(id order.ID, dir string) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, f := range files {
		name, is := strings.CutSuffix(f.Name(), noteEnd)
		if !is {
			continue
		}
		k, err := read(filepath.Join(dir, f.Name()))
		if err != nil || k.Order != id || k.Snapshot.ID != name {
			s.log.Error("a snapshot's note cannot be read; it is removed", "file", f.Name(), "order", id, "err", err)
			continue
		}
		k.dir = dir
		if s.resume(k) {
			known[name] = true
			s.put(k)
		}
	}
	for _, f := range files {
		name, _, _ := strings.Cut(f.Name(), ".")
		if strings.HasSuffix(f.Name(), noteEnd+partEnd) || !known[name] && (strings.HasSuffix(f.Name(), partEnd) || strings.HasSuffix(f.Name(), noteEnd) || strings.HasSuffix(f.Name(), archive.Extension)) {
			if err := os.Remove(filepath.Join(dir, f.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

func read(path string) (*kept, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	k := &kept{}
	return k, json.Unmarshal(raw, k)
}

// resume makes of a snapshot what is left of it, and reports whether that is anything.
func (s *Store) resume(k *kept) bool {
	x := &k.Snapshot
	switch x.State {
	case wire.SnapshotReady:
		info, err := os.Stat(k.file())
		return err == nil && uint64(info.Size()) == x.Bytes
	case wire.SnapshotUploading, wire.SnapshotFetching:
		// What was written after the note is there, too; whether it is right, the sum of the whole says.
		info, err := os.Stat(k.part())
		if x.Bytes = 0; err == nil {
			x.Bytes = min(uint64(info.Size()), x.Of)
		}
		x.State = wire.SnapshotUploading
		return true
	case wire.SnapshotMaking:
		x.State, x.Bytes, x.Error = wire.SnapshotFailed, 0, "the gateway was restarted"
		x.Until = s.now().UTC().Add(keepFailed).Truncate(time.Second)
		return os.Remove(k.part()) == nil || true
	}
	return x.State == wire.SnapshotFailed
}
