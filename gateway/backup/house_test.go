package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"berth/e2e/rig/s3test"
	"berth/gateway/lease/book"
	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

func TestMain(m *testing.M) {
	code := m.Run()
	s3test.Clean()
	os.Exit(code)
}

var (
	alice = eth.Address{1}
	bob   = eth.Address{2}
)

// house is a keeper with all that is around it.
type house struct {
	*Keeper
	t      *testing.T
	disks  *disks
	ledger *ledger.Ledger
	path   string
	log    *bytes.Buffer
	cfg    Config
	stop   func()

	mu       sync.Mutex
	clock    time.Time
	tenures  map[order.ID]book.Tenure
	happened []wire.Happening
}

// disks are texts in memory.
type disks struct {
	mu   sync.Mutex
	have map[order.ID]map[string][]byte
	hold func(id order.ID, disk string) error // before it is read; nil: nothing
}

func (d *disks) List(id order.ID) (all []wire.Disk, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, n := range []string{"data", "logs"} {
		if _, ok := d.have[id][n]; ok {
			all = append(all, wire.Disk{Name: n, SizeMiB: 64})
		}
	}
	return all, nil
}

func (d *disks) Pack(ctx context.Context, id order.ID, disk string, _ bool, to io.Writer) error {
	d.mu.Lock()
	raw, hold := d.have[id][disk], d.hold
	d.mu.Unlock()
	if hold != nil {
		if err := hold(id, disk); err != nil {
			return err
		}
	}
	for len(raw) > 0 && ctx.Err() == nil {
		n := min(len(raw), 100<<10)
		if _, err := to.Write(raw[:n]); err != nil {
			return err
		}
		raw = raw[n:]
	}
	return context.Cause(ctx)
}

func (d *disks) Unpack(_ context.Context, id order.ID, disk string, _ bool, from io.Reader) error {
	raw, err := io.ReadAll(from)
	if err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.have[id][disk] = raw
	return nil
}

func (d *disks) at(id order.ID, disk string) []byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.have[id][disk]
}

func (h *house) Tenure(id order.ID) book.Tenure {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.tenures[id]
}

func (h *house) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.clock
}

func (h *house) later(d time.Duration) {
	h.mu.Lock()
	h.clock = h.clock.Add(d)
	h.mu.Unlock()
	h.rouse()
}

// codes are what happened, in its order.
func (h *house) codes() (all []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range h.happened {
		all = append(all, x.Code+" "+x.Figures["why"])
	}
	return all
}

// newHouse makes a keeper for orders 1 and 2 of alice's and 3 of bob's, which does nothing before up.
func newHouse(t *testing.T, named ...string) *house {
	t.Helper()
	h := &house{
		t: t, path: filepath.Join(t.TempDir(), "ledger"), log: &bytes.Buffer{}, clock: time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC),
		disks:   &disks{have: map[order.ID]map[string][]byte{1: {"data": random(20 << 20), "logs": []byte("a log")}, 2: {"data": nil}, 3: {"data": []byte("bob's")}}},
		tenures: map[order.ID]book.Tenure{1: {User: alice}, 2: {User: alice}, 3: {User: bob}},
	}
	var lock sync.Mutex
	h.cfg = Config{
		ChainID: 1337, Market: eth.Address{7}, Node: eth.Address{8}, Named: named, Disks: h.disks, Orders: h, Now: h.now,
		Log: slog.New(slog.NewTextHandler(writer(func(p []byte) (int, error) { lock.Lock(); defer lock.Unlock(); return h.log.Write(p) }), &slog.HandlerOptions{Level: slog.LevelDebug})),
		Lookup: func(context.Context, string, string) ([]netip.Addr, error) {
			return nil, errors.New("nobody asks the DNS in a test")
		},
		Happened: func(_ order.ID, x wire.Happening) {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.happened = append(h.happened, x)
		},
	}
	h.open()
	t.Cleanup(func() { h.close() })
	return h
}

type writer func([]byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// open makes the keeper out of what the ledger has.
func (h *house) open() {
	h.t.Helper()
	var err error
	if h.ledger, err = ledger.Open(h.path); err != nil {
		h.t.Fatal(err)
	}
	h.cfg.Store = h.ledger
	if h.Keeper, err = New(h.cfg); err != nil {
		h.t.Fatal(err)
	}
	h.Keeper.tries, h.Keeper.pause = 2, time.Millisecond
}

// up has the keeper work.
func (h *house) up() *house {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { h.Run(ctx); close(done) }()
	h.stop = func() { cancel(); <-done }
	h.until("the keeper works", func() bool {
		h.Keeper.mu.Lock()
		defer h.Keeper.mu.Unlock()
		return h.Keeper.begin != nil
	})
	return h
}

func (h *house) close() {
	if h.stop != nil {
		h.stop()
		h.stop = nil
	}
	if err := h.ledger.Close(); err != nil {
		h.t.Error(err)
	}
}

// until waits until something is so.
func (h *house) until(what string, is func() bool) {
	h.t.Helper()
	for began := time.Now(); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Since(began) > 60*time.Second {
			h.t.Fatalf("%s: not after a minute; happened: %v", what, h.codes())
		}
	}
}

// ended waits until nothing is done for an order, and gives what was done last.
func (h *house) ended(id order.ID) wire.BackupRun {
	h.t.Helper()
	h.until("it ends", func() bool { v := h.View(id); return v.Doing == nil && v.Last != nil })
	return *h.View(id).Last
}

// backup has an order backed up, and waits.
func (h *house) backup(user eth.Address, id order.ID) wire.BackupRun {
	h.t.Helper()
	if _, err := h.Now(user, id); err != nil {
		h.t.Fatal(err)
	}
	return h.ended(id)
}

func random(n int) []byte {
	raw := make([]byte, n)
	x := uint64(88172645463325252)
	for i := range raw {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		raw[i] = byte(x)
	}
	return raw
}

// newIdentity is a user's key.
func newIdentity(t *testing.T) *age.X25519Identity {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// planAt is a plan for a server of tests.
func planAt(endpoint string, to ...*age.X25519Identity) wire.BackupPlan {
	p := wire.BackupPlan{
		Every: wire.BackupDaily, Keep: wire.BackupKeep{Newest: 3},
		Bucket: wire.Bucket{Endpoint: endpoint, Bucket: "backups", Prefix: "berth/", AccessKey: s3test.AccessKey, Secret: s3test.Secret, PathStyle: true},
	}
	for _, id := range to {
		p.Recipients = append(p.Recipients, id.Recipient().String())
	}
	return p
}

// before is a server in front of a real one, which does first what it is told: true: it has answered.
func before(t *testing.T, s *s3test.Server, do func(w http.ResponseWriter, r *http.Request) bool, change ...func(*http.Response) error) *httptest.Server {
	t.Helper()
	u, err := url.Parse(s.Endpoint)
	if err != nil {
		t.Fatal(err)
	}
	p := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = u.Scheme, u.Host, r.In.Host
	}}
	p.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	for _, c := range change {
		p.ModifyResponse = c
	}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !do(w, r) {
			p.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(front.Close)
	return front
}

func hostOf(endpoint string) string {
	u, err := url.Parse(endpoint)
	if err != nil {
		return ""
	}
	return u.Host
}

// field is that of a problem, and its fault.
func field(err error) string {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return fmt.Sprint(err)
	}
	return p.Field + " " + p.Figures["fault"]
}
