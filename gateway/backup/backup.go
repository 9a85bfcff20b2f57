// Package backup copies orders' disks into buckets of their users' own, on a schedule, and back. What leaves the node is encrypted
// with age for keys that the node does not have: it can write backups and not read them. Where a bucket is, is a tenant's word, and
// so is what the server there says: connections go to the internet's addresses alone unless the operator has named the host, answers
// are bounded in time and size, and nothing of them is shown but one of a few known faults.
package backup

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/server/internet"
	"berth/shared/wire"
)

// Bounds of what goes on at a time, and of how long.
const (
	maxRunning = 2             // backups and restores of all orders; of one order, and of one user, it is one
	maxChecks  = 8             // buckets that are tried or listed; of one user it is one
	wholeTime  = 6 * time.Hour // for a backup or a restore
	maxPlans   = 4096          // of all orders
)

// Disks copies and replaces what is on orders' disks, as archives (tar.zst).
type Disks interface {
	List(id order.ID) ([]wire.Disk, error)
	// Pack writes an archive, of so many bytes, which is whole only where there is no error.
	Pack(ctx context.Context, id order.ID, disk string, stop bool, to io.Writer) error
	// Unpack replaces what is on a disk by an archive: once it has been read to its end, unless that is to be done in place.
	Unpack(ctx context.Context, id order.ID, disk string, inPlace bool, from io.Reader) error
}

// Orders says how orders stand; *book.Book does.
type Orders interface {
	Tenure(id order.ID) book.Tenure
}

// Store keeps plans across restarts, sealed; *ledger.Ledger does.
type Store interface {
	Backups() ([]ledger.Backup, error)
	PutBackup(ledger.Backup) error
	DropBackup(order.ID) error
}

var (
	_ Orders = (*book.Book)(nil)
	_ Store  = (*ledger.Ledger)(nil)
)

// Config is what a Keeper is made of. What may be left out says so.
type Config struct {
	ChainID uint64
	Market  eth.Address
	Node    eth.Address
	Named   []string // hosts with ports of S3 servers that may be anywhere and without TLS

	Disks    Disks
	Orders   Orders
	Store    Store
	Lookup   func(ctx context.Context, network, host string) ([]netip.Addr, error) // nil: the system's
	Closed   func() []netip.Prefix                                                 // addresses of the internet that are the operator's own; nil: none
	Happened func(order.ID, wire.Happening)                                        // must not block
	Log      *slog.Logger
	Now      func() time.Time
}

// Keeper keeps the orders' plans and carries them out. Its orders are workloads: the first of their chain of replacements. It is
// safe for concurrent use.
type Keeper struct {
	cfg       Config
	plain     plainHosts
	transport *http.Transport
	dial      *internet.Dialer
	call      time.Duration // for one request
	stall     time.Duration
	tries     int           // of one request
	pause     time.Duration // before an object is read on
	wake      chan struct{} // something is due earlier than it was

	// writing is held while the ledger is written to, before mu.
	writing sync.Mutex

	mu       sync.Mutex
	plans    map[order.ID]*plan
	doing    map[order.ID]*job
	checking map[eth.Address]bool
	begin    func(func()) // has a job run; nil: nothing runs
	base     context.Context
}

// plan is an order's.
type plan struct {
	ledger.Backup
	soon  time.Time // a run that is not on schedule: asked for, or once more after a fault; zero: none
	asked bool      // by the user
}

// due is when an order is backed up next; zero: never.
func (p *plan) due() time.Time {
	if !p.soon.IsZero() && (p.Next.IsZero() || p.soon.Before(p.Next)) {
		return p.soon
	}
	return p.Next
}

// job is a backup or a restore that runs.
type job struct {
	user   eth.Address
	cancel context.CancelCauseFunc

	mu  sync.Mutex
	run wire.BackupRun
}

func (j *job) now() wire.BackupRun {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.run
}

func (j *job) add(n int) {
	j.mu.Lock()
	j.run.Bytes += int64(n)
	j.mu.Unlock()
}

func (j *job) at(disk string) {
	j.mu.Lock()
	j.run.Disk = disk
	j.mu.Unlock()
}

// New loads the plans of earlier runs. Nothing is done before Run.
func New(cfg Config) (*Keeper, error) {
	k := &Keeper{
		cfg: cfg, call: perCall, stall: stall, tries: 4, pause: time.Second, wake: make(chan struct{}, 1),
		plans: map[order.ID]*plan{}, doing: map[order.ID]*job{}, checking: map[eth.Address]bool{},
	}
	for _, h := range cfg.Named {
		k.plain = append(k.plain, withPort(h, "443"))
	}
	k.dial = &internet.Dialer{
		Lookup: cfg.Lookup, Closed: cfg.Closed, Plain: net.Dialer{Timeout: perDial}, Port: internet.Web,
	}
	k.transport = newTransport(k.plain, k.dial)
	all, err := cfg.Store.Backups()
	if err != nil {
		return nil, fmt.Errorf("backups: %w", err)
	}
	now := cfg.Now()
	for _, b := range all {
		p := &plan{Backup: b}
		if !p.Next.IsZero() && p.Next.Before(now) {
			p.Next = now.Add(rand.N(afterStart)) // not all of a node's at once
		}
		k.plans[b.Order] = p
	}
	return k, nil
}

// Run carries plans out until ctx ends, and waits for what is going on then.
func (k *Keeper) Run(ctx context.Context) {
	var jobs sync.WaitGroup
	k.mu.Lock()
	k.base, k.begin = ctx, func(f func()) { jobs.Go(f) }
	k.mu.Unlock()
	k.settle()
	for ctx.Err() == nil {
		timer := time.NewTimer(k.next())
		select {
		case <-timer.C:
		case <-k.wake:
		case <-ctx.Done():
		}
		timer.Stop()
		k.sweep()
	}
	k.mu.Lock()
	k.begin = nil
	k.mu.Unlock()
	jobs.Wait()
	k.transport.CloseIdleConnections()
}

func (k *Keeper) rouse() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// View is an order's plan without its secret, and how it goes.
func (k *Keeper) View(id order.ID) wire.Backup {
	k.mu.Lock()
	defer k.mu.Unlock()
	var v wire.Backup
	if j := k.doing[id]; j != nil {
		run := j.now()
		v.Doing = &run
	}
	p := k.plans[id]
	if p == nil {
		return v
	}
	v.Last, v.Good = p.Last, p.Good
	if p.Plan != nil {
		shown := *p.Plan
		shown.Bucket.Secret = ""
		v.Plan, v.Next = &shown, p.due()
	}
	return v
}
