// Package local is a runtime for trying Berth out on one machine without a container engine and without root: services
// are child processes of images that are built into the gateway's own binary. It supervises, limits and restarts them,
// but it does not isolate them from one another or from the gateway beyond a process and a folder: they are the
// gateway's own code, never a user's.
package local

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"

	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/order"
	"berth/shared/phrase"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Runtime implements cluster.Cluster.
type Runtime struct {
	dir      string // of disks and logs
	sockets  string // of unix sockets: a short path, since their length is limited to about 100 bytes
	exe      string
	images   []string
	capacity resource.Resources
	patience time.Duration
	env      []string // for processes, beside their limits
	log      *slog.Logger
	observe  func(cluster.Event)
	happen   func(cluster.Happening)

	ending chan struct{} // closed by Close

	mu       sync.Mutex
	closed   bool
	orders   orders
	networks map[order.ID]*network
	opened   uint64 // sockets so far
	retires  sync.WaitGroup

	logsMu sync.Mutex
	logs   map[order.ID]map[string]*logFile

	meter meter
}

var _ cluster.Cluster = (*Runtime)(nil)

// orders is what runs, and what the runtime's lock guards with all that is in it.
type orders map[order.ID]*running

// running is what runs for an order.
type running struct {
	workload cluster.Workload
	procs    map[string]*process
	old      map[string]*process // of the revision before: each serves until its successor answers
	turns    turns
}

// maxSocketDir leaves room for a number in the 104 to 108 bytes of a socket's path.
const maxSocketDir = 80

// New makes a runtime that keeps disks and logs in dir. A zero capacity means what the machine has.
func New(dir string, capacity resource.Resources, log *slog.Logger) (*Runtime, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("local runtime: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("local runtime: %w", err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, fmt.Errorf("local runtime: %w", err)
	}
	// The name follows from the data folder, so that a killed gateway's leftovers are found. Removing it first makes sure
	// that the folder is ours: another user's cannot be removed from a shared one.
	sum := sha256.Sum256([]byte(dir))
	sockets := filepath.Join(os.TempDir(), "berth-"+hex.EncodeToString(sum[:6]))
	if err := errors.Join(os.RemoveAll(sockets), os.Mkdir(sockets, 0o700)); err != nil {
		return nil, fmt.Errorf("local runtime: %w", err)
	}
	if len(sockets) > maxSocketDir {
		return nil, errors.Join(fmt.Errorf("local runtime: %s is too long for unix sockets; set TMPDIR to a short folder", sockets), os.Remove(sockets))
	}
	if capacity.IsZero() {
		capacity = Machine(dir, Total)
	}
	return &Runtime{
		dir: dir, sockets: sockets, exe: exe, images: Images(), capacity: capacity, patience: readyWait, log: log, ending: make(chan struct{}),
		observe: func(cluster.Event) {}, happen: func(cluster.Happening) {}, orders: orders{}, networks: map[order.ID]*network{}, logs: map[order.ID]map[string]*logFile{},
	}, nil
}

// Close ends all processes and waits for them, and for those who follow a log.
func (r *Runtime) Close() error {
	r.mu.Lock()
	if !r.closed {
		close(r.ending)
	}
	r.closed = true
	all := r.orders
	r.orders = orders{}
	var procs []*process
	for _, o := range all {
		procs = append(procs, o.all()...)
	}
	ids := slices.Collect(maps.Keys(r.networks))
	r.mu.Unlock()
	stop(procs)
	r.retires.Wait()
	for _, id := range ids {
		r.unlink(id)
	}
	r.logsMu.Lock()
	ids = slices.Collect(maps.Keys(r.logs))
	r.logsMu.Unlock()
	for _, id := range ids {
		r.dropLogs(id)
	}
	return os.RemoveAll(r.sockets)
}

// Observe implements cluster.Cluster.
func (r *Runtime) Observe(events func(cluster.Event), happenings func(cluster.Happening)) {
	r.observe, r.happen = events, happenings
}

// Capacity implements cluster.Cluster.
func (r *Runtime) Capacity(context.Context) (all, piece resource.Resources, err error) {
	return r.capacity, piece, nil
}

// Apply implements cluster.Cluster.
func (r *Runtime) Apply(_ context.Context, w cluster.Workload) error {
	if err := r.Check(w.Manifest); err != nil {
		return err
	}
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		return errors.New("local runtime: closed")
	}
	shares, _ := w.Manifest.Share(w.Resources)
	old := r.orders[w.Order]
	if old != nil && same(old.workload, w) {
		again := old.again(w)
		old.resize(w, shares)
		r.mu.Unlock()
		return r.rest(old, again)
	}
	next := &running{workload: w, procs: map[string]*process{}, old: map[string]*process{}, turns: turns{told: map[string]phrase.Text{}}}
	leave := r.orders.supersede(old, next)
	r.mu.Unlock()
	stop(leave)
	if err := os.Remove(filepath.Join(r.dir, w.Order.String(), quarantined)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("local runtime: order %s: %w", w.Order, err)
	}
	net, err := r.networkOf(w.Order)
	if err != nil {
		return fmt.Errorf("local runtime: order %s: %w", w.Order, err)
	}
	for _, s := range w.Manifest.Services {
		p, err := r.prepare(next, s, net.path())
		if err != nil {
			return fmt.Errorf("local runtime: order %s: %w", w.Order, err)
		}
		p.give(w.Manifest, shares)
		p.asleep = slices.Contains(w.Asleep, s.Name)
		next.procs[s.Name] = p
	}
	r.mu.Lock()
	if r.closed {
		r.mu.Unlock()
		r.unlink(w.Order)
		return errors.New("local runtime: closed")
	}
	r.orders[w.Order] = next
	r.mu.Unlock()
	next.tellAsleep()
	r.advance(next)
	return nil
}

// environment is what a service's process is told, its secrets as well.
func environment(s manifest.Service) map[string]string {
	env := maps.Clone(s.Env)
	if env == nil {
		env = map[string]string{}
	}
	for name, v := range s.SecretEnv {
		env[name] = v.Reveal()
	}
	return env
}

// prepare makes a service's folders and its process, without its limits and not yet started.
func (r *Runtime) prepare(o *running, s manifest.Service, network string) (*process, error) {
	w := o.workload
	home := r.home(w.Order, s.Name)
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, err
	}
	disk := ""
	if len(s.Mounts) > 0 {
		disk = filepath.Join(home, "disk")
		if err := os.MkdirAll(disk, 0o700); err != nil {
			return nil, err
		}
	}
	log, err := r.logOf(w.Order, s.Name, true)
	if err != nil {
		return nil, err
	}
	p := &process{
		exe: r.exe, patience: r.patience, env: r.env, log: log,
		settings: settings{
			Image: s.Image, Socket: r.socket(), Order: w.Order, Node: w.Node.String(), Region: w.Region, Service: s.Name,
			Disk: disk, Env: environment(s), Files: brought(s), Network: network,
		},
		report: func(e cluster.Event) {
			e.Order, e.Revision, e.Service, e.At = w.Order, w.Revision, s.Name, time.Now()
			r.observe(e)
		},
		happen: func(h wire.Happening) {
			h.Service, h.At = s.Name, time.Now()
			r.happen(cluster.Happening{Order: w.Order, Happening: h})
		},
		answers: func() { r.settle(o) },
		changed: func() { r.advance(o) },
		slog:    r.log.With("order", w.Order, "service", s.Name),
	}
	if s.Once {
		if p.mark, err = markOf(home, s.Name, w); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// resize takes over what an order may have now. A process that runs goes on as it is until its next start.
func (o *running) resize(w cluster.Workload, shares manifest.Shares) {
	o.workload = w
	for _, p := range o.procs {
		p.give(w.Manifest, shares)
	}
}

// Stop implements cluster.Cluster.
func (r *Runtime) Stop(_ context.Context, id order.ID) error {
	var procs []*process
	r.mu.Lock()
	if o := r.orders[id]; o != nil {
		procs = o.all()
	}
	delete(r.orders, id)
	r.mu.Unlock()
	stop(procs)
	r.unlink(id)
	return nil
}

// Delete implements cluster.Cluster.
func (r *Runtime) Delete(ctx context.Context, id order.ID) error {
	if err := r.Stop(ctx, id); err != nil {
		return err
	}
	err := os.RemoveAll(filepath.Join(r.dir, id.String()))
	r.dropLogs(id)
	if err != nil {
		return fmt.Errorf("local runtime: order %s: %w", id, err)
	}
	return nil
}

// quarantined is the file in an order's folder whose time says since when the order is in quarantine. No service has its name.
const quarantined = ".quarantined"

// Quarantine implements cluster.Cluster.
func (r *Runtime) Quarantine(ctx context.Context, id order.ID) (time.Time, error) {
	if err := r.Stop(ctx, id); err != nil {
		return time.Time{}, err
	}
	path := filepath.Join(r.dir, id.String(), quarantined)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err == nil {
		err = f.Close()
	} else if errors.Is(err, os.ErrExist) {
		err = nil
	}
	info, serr := os.Stat(path)
	if err = errors.Join(err, serr); err != nil {
		return time.Time{}, fmt.Errorf("local runtime: order %s: %w", id, err)
	}
	return info.ModTime(), nil
}

// Orders implements cluster.Cluster.
func (r *Runtime) Orders(context.Context) ([]order.ID, error) {
	entries, err := os.ReadDir(r.dir)
	if err != nil {
		return nil, fmt.Errorf("local runtime: %w", err)
	}
	var ids []order.ID
	for _, e := range entries {
		if id, err := order.ParseID(e.Name()); err == nil && e.IsDir() {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids, nil
}

func (r *Runtime) home(id order.ID, service string) string {
	return filepath.Join(r.dir, id.String(), service)
}

// socket is a path that no process has had.
func (r *Runtime) socket() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.opened++
	return filepath.Join(r.sockets, strconv.FormatUint(r.opened, 36))
}
