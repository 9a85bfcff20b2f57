// Package snapshot keeps copies of orders' disks as files: made of a disk, sent by its user, or fetched from another node's
// gateway; downloaded, and put back onto a disk of the order. What is kept is bounded for each order, each user and the node, and goes
// with the order's data. Beside each file lies another one that says what it is: what a gateway that ended has left half done is found, and
// told or removed, at the next start.
package snapshot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"berth/gateway/archive"
	"berth/gateway/lease/tenancy"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Copier copies and replaces what is on disks; *tenancy.Disks does. Its errors are problems.
type Copier interface {
	Able() bool
	Pack(ctx context.Context, id order.ID, disk string, stop bool, to io.Writer) (tenancy.Copied, error)
	Unpack(ctx context.Context, id order.ID, disk string, how archive.How, from io.Reader) (archive.Content, error)
}

// Orders knows orders, and what disks they have; *tenancy.Disks does. Its errors are problems; that of Whose has the status 410
// where the order's data was deleted.
type Orders interface {
	Whose(id order.ID) (workload order.ID, user eth.Address, err error)
	List(id order.ID) ([]wire.Disk, error)
	Bought(id order.ID) (bytes uint64)
}

// Diary notes what happens to orders; *tenancy.Disks does.
type Diary interface {
	Happened(id order.ID, h wire.Happening)
}

var (
	_ Copier = (*tenancy.Disks)(nil)
	_ Orders = (*tenancy.Disks)(nil)
	_ Diary  = (*tenancy.Disks)(nil)
)

// Quota is how much is kept.
type Quota struct {
	Each  int           // snapshots of an order; 0: none at all
	Space uint64        // bytes of all orders' snapshots together
	Life  time.Duration // of each
}

// Config is what a Store is made of.
type Config struct {
	Dir    string
	Quota  Quota
	Copier Copier
	Orders Orders
	Diary  Diary
	Grows  func() bool                      // disks can be made larger; nil: they cannot
	Free   func() (bytes uint64, err error) // of the disk that Dir is on; nil: not known
	Fetch  http.RoundTripper                // to other nodes' gateways, guarded: see internet.Dialer; nil: nothing is fetched
	Plain  bool                             // other gateways may be without https: for trying out
	Log    *slog.Logger
	Now    func() time.Time // nil: time.Now
}

const (
	// userOrders is how many orders' snapshots a user may have.
	userOrders = 4
	// slack is how much larger than its disks an order's snapshots may be together: an archive has heads and is not always smaller.
	slack = 16 << 20
	// leastFree is what the disk has free at least, in bytes.
	leastFree = 1 << 30
	// workTime is how long a disk may be copied or replaced, uploadTime how long an upload or a fetch may take in all.
	workTime   = 2 * time.Hour
	uploadTime = 24 * time.Hour
	// keepFailed is how long it is told that one has failed.
	keepFailed = time.Hour
	sweepEvery = 10 * time.Second
)

// Store keeps snapshots. It is safe for concurrent use. Orders are given by their own numbers; what is kept is the workload's.
type Store struct {
	cfg  Config
	log  *slog.Logger
	now  func() time.Time
	life context.Context
	end  context.CancelFunc
	work sync.WaitGroup

	mu       sync.Mutex
	all      map[order.ID]map[string]*kept // by workload and id
	used     uint64                        // bytes of all
	restores map[order.ID]map[string]*wire.Restore
	working  map[order.ID]*job // what is made, fetched or restored, by workload
	tickets  tickets
}

// job is something that is made, fetched or restored.
type job struct {
	cancel context.CancelFunc
}

// kept is one snapshot. What is in it is under the store's mu, but for the writing lock.
type kept struct {
	Snapshot wire.Snapshot `json:"snapshot"`
	User     eth.Address   `json:"user"`
	Order    order.ID      `json:"order"` // the workload

	dir   string
	job   *job // what makes it; nil: nothing does
	reads int  // who puts it onto a disk

	writing sync.Mutex // of an upload's file and its sum, before the store's mu
	sum     *sum       // of what of an upload is there; nil: not known
}

// New opens the folder with what is kept.
func New(cfg Config) (*Store, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Store{
		cfg: cfg, log: cfg.Log, now: cfg.Now, all: map[order.ID]map[string]*kept{}, restores: map[order.ID]map[string]*wire.Restore{}, working: map[order.ID]*job{},
	}
	s.life, s.end = context.WithCancel(context.Background())
	if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
		return nil, fmt.Errorf("snapshots: %w", err)
	}
	if err := s.load(); err != nil {
		return nil, fmt.Errorf("snapshots: %w", err)
	}
	return s, nil
}

// Run sweeps what has had its time until ctx ends; then what is being made or restored ends, too.
func (s *Store) Run(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		s.sweep()
		select {
		case <-ctx.Done():
			s.end()
			s.work.Wait()
			return
		case <-tick.C:
		}
	}
}

// Disks are an order's disks, and what is kept of them. Its errors are problems.
func (s *Store) Disks(id order.ID) (wire.Disks, error) {
	workload, user, err := s.cfg.Orders.Whose(id)
	if err != nil {
		return wire.Disks{}, err
	}
	d := wire.Disks{Limits: wire.DiskLimits{
		Able: s.cfg.Copier.Able() && s.cfg.Quota.Each > 0, Grows: s.cfg.Grows != nil && s.cfg.Grows(), Snapshots: s.cfg.Quota.Each, Bytes: s.most(id), Seconds: int(s.cfg.Quota.Life / time.Second), PartBytes: MaxPart,
	}}
	if d.Disks, err = s.cfg.Orders.List(id); err != nil {
		return d, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d.Snapshots, d.Restores = s.list(workload, user), s.restored(workload)
	for _, x := range d.Snapshots {
		d.Limits.Kept += x.Bytes
	}
	return d, nil
}

// Snapshot is one of an order's. Its errors are problems.
func (s *Store) Snapshot(id order.ID, name string) (wire.Snapshot, error) {
	k, err := s.find(id, name)
	if err != nil {
		return wire.Snapshot{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return k.Snapshot, nil
}

// Delete removes one, and ends what makes it. Its errors are problems.
func (s *Store) Delete(id order.ID, name string) error {
	k, err := s.find(id, name)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if k.reads > 0 {
		return busy("this snapshot is being put onto a disk")
	}
	return s.drop(k)
}

// Open gives the archive, which the caller closes. Its errors are problems.
func (s *Store) Open(id order.ID, name string) (wire.Snapshot, *os.File, error) {
	k, err := s.find(id, name)
	if err != nil {
		return wire.Snapshot{}, nil, err
	}
	return s.open(k)
}

func (s *Store) open(k *kept) (wire.Snapshot, *os.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if k.Snapshot.State != wire.SnapshotReady {
		return k.Snapshot, nil, problem.New(409, problem.NotYet, "this snapshot is not whole yet").Again(2 * time.Second)
	}
	f, err := os.Open(k.file())
	if err != nil {
		return k.Snapshot, nil, fmt.Errorf("snapshot: %w", err)
	}
	return k.Snapshot, f, nil
}

// find is one of an order's own. Whoever asks for one of another order, or another user's, is told that there is none.
func (s *Store) find(id order.ID, name string) (*kept, error) {
	workload, user, err := s.cfg.Orders.Whose(id)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.all[workload][name]
	if k == nil || k.User != user {
		return nil, problem.New(404, problem.NotFound, "order %s has no such snapshot", id)
	}
	return k, nil
}

func busy(title string) error {
	return problem.New(409, problem.Busy, "%s", title).Remedy("try again when that is done").Again(5 * time.Second)
}

// words are why something has failed, for its user; what is no problem is for the log.
func (s *Store) words(err error, id order.ID) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		s.log.Error("a disk could not be copied", "order", id, "err", err)
		return "something went wrong on the node"
	}
	if p.Status >= 500 {
		s.log.Warn("a disk could not be copied", "order", id, "err", err)
	}
	if p.Detail == "" {
		return p.Title
	}
	return p.Title + ": " + p.Detail
}

func (k *kept) file() string { return filepath.Join(k.dir, k.Snapshot.ID+archive.Extension) }
func (k *kept) part() string { return filepath.Join(k.dir, k.Snapshot.ID+partEnd) }
func (k *kept) note() string { return filepath.Join(k.dir, k.Snapshot.ID+noteEnd) }
