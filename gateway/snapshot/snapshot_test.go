package snapshot

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"berth/gateway/archive"
	"berth/gateway/lease/tenancy"
	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/internet"
	"berth/shared/wire"
)

// yard is orders with a disk named data each, of 1 MiB, that belong to the user of their number's last digit.
type yard struct {
	mu       sync.Mutex
	gone     map[order.ID]bool
	text     string        // what is on the disks
	wait     chan struct{} // Pack waits for it; nil: it does not
	told     chan struct{} // Happened waits for it; nil: it does not
	happened []wire.Happening
	ahead    time.Duration // of the clock
}

func (y *yard) Able() bool { return true }

func (y *yard) Pack(ctx context.Context, _ order.ID, _ string, stop bool, to io.Writer) (tenancy.Copied, error) {
	if y.wait != nil {
		select {
		case <-y.wait:
		case <-ctx.Done():
			return tenancy.Copied{}, ctx.Err()
		}
	}
	_, err := io.WriteString(to, y.text)
	return tenancy.Copied{Content: archive.Content{Entries: 1}, Stopped: stop}, err
}

func (y *yard) Unpack(_ context.Context, _ order.ID, _ string, _ archive.How, from io.Reader) (archive.Content, error) {
	raw, err := io.ReadAll(from)
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.text = string(raw); y.text == "bad" {
		return archive.Content{}, errors.Join(problem.New(422, problem.BadRequest, "it is bad").Because(archive.ErrBad), archive.ErrLost)
	}
	return archive.Content{Entries: 1}, err
}

func (y *yard) Whose(id order.ID) (order.ID, eth.Address, error) {
	y.mu.Lock()
	defer y.mu.Unlock()
	if y.gone[id] {
		return 0, eth.Address{}, problem.New(410, problem.OrderEnded, "its data was deleted")
	}
	return id, eth.Address{byte(id%10) + 1}, nil
}

func (y *yard) List(order.ID) ([]wire.Disk, error) {
	return []wire.Disk{{Name: "data", SizeMiB: 1, Services: []string{"web"}}}, nil
}
func (y *yard) Bought(order.ID) uint64 { return 1 << 20 }
func (y *yard) Happened(_ order.ID, h wire.Happening) {
	if y.told != nil {
		<-y.told
	}
	y.mu.Lock()
	defer y.mu.Unlock()
	y.happened = append(y.happened, h)
}

func (y *yard) now() time.Time {
	y.mu.Lock()
	defer y.mu.Unlock()
	return time.Now().Add(y.ahead)
}

func (y *yard) later(d time.Duration) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.ahead += d
}

func (y *yard) open(t *testing.T, dir string, change ...func(*Config)) *Store {
	t.Helper()
	cfg := Config{
		Dir: dir, Quota: Quota{Each: 3, Space: 64 << 20, Life: time.Hour}, Copier: y, Orders: y, Diary: y, Now: y.now,
		Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	for _, f := range change {
		f(&cfg)
	}
	s, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.end(); s.work.Wait() })
	return s
}

func newYard() *yard { return &yard{gone: map[order.ID]bool{}, text: "what is on it"} }

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// settled waits until nothing is done any more, and gives a snapshot.
func settled(t *testing.T, s *Store, id order.ID, name string) wire.Snapshot {
	t.Helper()
	s.work.Wait()
	x, err := s.Snapshot(id, name)
	ok(t, err)
	return x
}

func made(t *testing.T, s *Store, id order.ID) wire.Snapshot {
	t.Helper()
	x, err := s.Make(id, "data", wire.SnapshotRequest{})
	ok(t, err)
	return settled(t, s, id, x.ID)
}

func is(err error, code problem.Code) bool {
	var p *problem.Problem
	return errors.As(err, &p) && p.Code == code
}

func digest(text string) (whole string, raw []byte) {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:]), sum[:]
}

func TestLife(t *testing.T) {
	y, dir := newYard(), t.TempDir()
	s := y.open(t, dir)
	x := made(t, s, 1)
	whole, _ := digest(y.text)
	if x.State != wire.SnapshotReady || x.SHA256 != whole || x.Bytes != uint64(len(y.text)) || x.Disk != "data" || len(y.happened) != 1 {
		t.Fatalf("got %+v, %+v", x, y.happened)
	}
	d, err := s.Disks(1)
	ok(t, err)
	if len(d.Snapshots) != 1 || d.Limits.Kept != x.Bytes || d.Limits.Snapshots != 3 {
		t.Errorf("got %+v", d)
	}
	// Another process has it; what an earlier one left half done is gone.
	folder := filepath.Join(dir, "1")
	for _, name := range []string{"half.part", "lost.tar.zst", "broken.json", "x.json.part"} {
		ok(t, os.WriteFile(filepath.Join(folder, name), []byte("{"), 0o600))
	}
	s = y.open(t, dir)
	_, f, err := s.Open(1, x.ID)
	ok(t, err)
	raw, err := io.ReadAll(f)
	f.Close()
	if err != nil || string(raw) != y.text {
		t.Errorf("got %q, %v", raw, err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 2 {
		t.Errorf("left: %v", left)
	}
	if _, err := s.Restore(1, "data", wire.RestoreRequest{Snapshot: x.ID}); err != nil {
		t.Fatal(err)
	}
	s.work.Wait()
	d, err = s.Disks(1)
	ok(t, err)
	if len(d.Restores) != 1 || d.Restores[0].State != wire.RestoreDone || d.Restores[0].Bytes != x.Bytes {
		t.Errorf("restores: %+v", d.Restores)
	}
	y.text = "bad"
	bad := made(t, s, 1)
	if _, err := s.Restore(1, "data", wire.RestoreRequest{Snapshot: bad.ID}); err != nil {
		t.Fatal(err)
	}
	s.work.Wait()
	if d, err = s.Disks(1); err != nil || d.Restores[0].State != wire.RestoreFailed || d.Restores[0].Kept || !strings.Contains(d.Restores[0].Error, "it is bad") {
		t.Errorf("restores: %+v %v", d.Restores, err)
	}
	ok(t, s.Delete(1, bad.ID))
	y.later(time.Hour)
	s.sweep()
	if _, err := s.Snapshot(1, x.ID); !is(err, problem.NotFound) {
		t.Errorf("after its time: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 || s.used != 0 {
		t.Errorf("left: %v, %d bytes", left, s.used)
	}
}

// TestCollected: with an order's data go its snapshots, and what is just being made of it.
// TestNextAtOnce: whoever sees that something is through may have the next thing done, and delete what it was done with.
func TestNextAtOnce(t *testing.T) {
	y := newYard()
	s := y.open(t, t.TempDir())
	y.told = make(chan struct{})
	first, err := s.Make(1, "data", wire.SnapshotRequest{})
	ok(t, err)
	seen := func(what string, through func() bool) {
		t.Helper()
		for end := time.Now().Add(10 * time.Second); !through(); {
			if time.Now().After(end) {
				t.Fatalf("%s: not within 10 s", what)
			}
			runtime.Gosched()
		}
	}
	seen("a snapshot", func() bool { x, err := s.Snapshot(1, first.ID); return err == nil && x.State == wire.SnapshotReady })
	if _, err := s.Make(1, "data", wire.SnapshotRequest{}); err != nil {
		t.Errorf("while the first one is being noted in the diary: %v", err)
	}
	close(y.told)
	s.work.Wait()
	ok(t, s.Delete(1, first.ID))
	for range 30 {
		x := made(t, s, 1)
		_, err := s.Restore(1, "data", wire.RestoreRequest{Snapshot: x.ID})
		ok(t, err)
		seen("a restore", func() bool {
			d, err := s.Disks(1)
			return err == nil && len(d.Restores) == 1 && d.Restores[0].Snapshot == x.ID && d.Restores[0].State != wire.RestoreRunning
		})
		ok(t, s.Delete(1, x.ID))
	}
}

func TestCollected(t *testing.T) {
	y := newYard()
	s := y.open(t, t.TempDir())
	made(t, s, 1)
	kept := made(t, s, 2)
	y.wait = make(chan struct{})
	if _, err := s.Make(1, "data", wire.SnapshotRequest{}); err != nil {
		t.Fatal(err)
	}
	y.gone[1] = true
	s.sweep()
	s.work.Wait()
	if left, _ := os.ReadDir(s.cfg.Dir); len(left) != 1 || left[0].Name() != "2" {
		t.Errorf("left: %v", left)
	}
	if _, err := s.Snapshot(2, kept.ID); err != nil {
		t.Errorf("another order's is gone, too: %v", err)
	}
}

// TestRestarted: a snapshot that was being made as the gateway ended has failed, and says so.
func TestRestarted(t *testing.T) {
	y, dir := newYard(), t.TempDir()
	y.wait = make(chan struct{})
	s := y.open(t, dir)
	x, err := s.Make(1, "data", wire.SnapshotRequest{})
	ok(t, err)
	again := y.open(t, dir) // the first one was killed
	got, err := again.Snapshot(1, x.ID)
	if err != nil || got.State != wire.SnapshotFailed || got.Bytes != 0 || got.Error == "" {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, _, err := again.Open(1, x.ID); !is(err, problem.NotYet) {
		t.Errorf("it can be downloaded: %v", err)
	}
}

func TestUpload(t *testing.T) {
	y, dir := newYard(), t.TempDir()
	s := y.open(t, dir)
	text := strings.Repeat("sent by its user ", 1000)
	whole, _ := digest(text)
	x, err := s.Upload(1, wire.UploadRequest{Bytes: uint64(len(text)), SHA256: whole})
	ok(t, err)
	put := func(at uint64, part string) (wire.Snapshot, error) {
		_, sum := digest(part)
		return s.Put(1, x.ID, at, []byte(part), sum)
	}
	if _, err := put(5, text[5:10]); !is(err, problem.WrongOffset) {
		t.Errorf("a part that is not the next one: %v", err)
	}
	got, err := put(0, text[:7000])
	ok(t, err)
	if got.State != wire.SnapshotUploading || got.Bytes != 7000 {
		t.Errorf("got %+v", got)
	}
	if _, err := put(0, text[:7000]); !is(err, problem.WrongOffset) {
		t.Errorf("the same part again: %v", err)
	}
	if _, err := put(7000, text[7000:]+"x"); !is(err, problem.TooLarge) {
		t.Errorf("more than was announced: %v", err)
	}
	if _, err := s.Put(1, x.ID, 7000, []byte(text[7000:]), make([]byte, 32)); !is(err, problem.BadField) {
		t.Errorf("a part that was damaged: %v", err)
	}
	s = y.open(t, dir) // its sum is read from the file
	got, err = put(7000, text[7000:])
	ok(t, err)
	if got.State != wire.SnapshotReady {
		t.Errorf("got %+v", got)
	}
	if _, err := put(uint64(len(text)), "x"); !is(err, problem.Used) {
		t.Errorf("a part behind the end: %v", err)
	}
	// One that is another than was announced comes to nothing.
	x, err = s.Upload(1, wire.UploadRequest{Bytes: 3, SHA256: whole})
	ok(t, err)
	if _, err = put(0, "not"); !is(err, problem.BadRequest) {
		t.Errorf("another archive: %v", err)
	}
	if got, err := s.Snapshot(1, x.ID); err != nil || got.State != wire.SnapshotFailed || s.used != uint64(len(text)) {
		t.Errorf("got %+v %v, %d bytes", got, err, s.used)
	}
}

// TestTicket: it opens one snapshot, once, within a minute, and no longer than what it was asked for with is good.
func TestTicket(t *testing.T) {
	y := newYard()
	s := y.open(t, t.TempDir())
	x := made(t, s, 1)
	good := true
	ask := func() string {
		text, _, err := s.Ticket(1, x.ID, func() bool { return good })
		ok(t, err)
		return text
	}
	first := ask()
	got, err := s.Redeem(first)
	ok(t, err)
	if got.File.Close(); got.Order != 1 || got.Snapshot.ID != x.ID || got.User != (eth.Address{2}) {
		t.Errorf("got %+v", got)
	}
	if _, err := s.Redeem(first); !is(err, problem.Expired) {
		t.Errorf("a second time: %v", err)
	}
	late := ask()
	y.later(ticketLife)
	if _, err := s.Redeem(late); !is(err, problem.Expired) {
		t.Errorf("after a minute: %v", err)
	}
	revoked := ask()
	good = false
	if _, err := s.Redeem(revoked); !is(err, problem.Expired) {
		t.Errorf("after its token was revoked: %v", err)
	}
	good = true
	for range 3 * maxTickets {
		ask()
	}
	if n := len(s.tickets.all); n > maxTickets {
		t.Errorf("%d tickets are kept", n)
	}
	last := ask()
	ok(t, s.Delete(1, x.ID))
	if _, err := s.Redeem(last); !is(err, problem.Expired) {
		t.Errorf("of what was deleted: %v", err)
	}
}

// TestAttackQuota: whatever is begun, sent and fetched, an order has no more than its share, and the node's disk is not filled.
func TestAttackQuota(t *testing.T) {
	a := attacktest.Begin(t, "an order takes more of the node's disk for its snapshots than it may")
	y := newYard()
	y.text = strings.Repeat("x", 1<<20)
	free := atomic.Uint64{}
	free.Store(1 << 40)
	s := y.open(t, t.TempDir(), func(c *Config) {
		c.Quota = Quota{Each: 40, Space: 30 << 20, Life: time.Hour}
		c.Free = func() (uint64, error) { return free.Load(), nil }
	})
	ready := func(id order.ID, n int) (count int) {
		for range n {
			x, err := s.Make(id, "data", wire.SnapshotRequest{})
			if err != nil {
				continue
			}
			if settled(t, s, id, x.ID).State == wire.SnapshotReady {
				count++
			}
		}
		return count
	}
	n := ready(1, 30)
	a.Tried(n > 17, "%d MiB are kept of an order with a disk of 1 MiB", n)
	n += ready(2, 30)
	a.Tried(s.used > 30<<20 || n > 30, "%d MiB are kept in all", n)
	s2 := y.open(t, t.TempDir(), func(c *Config) { c.Free = s.cfg.Free })
	free.Store(leastFree)
	x, err := s2.Make(3, "data", wire.SnapshotRequest{})
	ok(t, err)
	got := settled(t, s2, 3, x.ID)
	a.Tried(got.State == wire.SnapshotReady || s2.used != 0, "the disk is full, and %+v", got)
	// Of one user's many orders.
	few := y.open(t, t.TempDir())
	y.text = "x"
	n = 0
	for id := order.ID(1); id < 300; id += 10 {
		for range 5 {
			if x, err := few.Make(id, "data", wire.SnapshotRequest{}); err == nil {
				few.work.Wait()
				n++
				_ = x
			}
		}
	}
	a.Tried(n > 3*userOrders, "a user has %d snapshots", n)
	// While one is made there is no other.
	y.wait = make(chan struct{})
	_, err = few.Make(2, "data", wire.SnapshotRequest{})
	ok(t, err)
	_, err = few.Make(2, "data", wire.SnapshotRequest{})
	a.Tried(!is(err, problem.Busy), "two at once: %v", err)
	close(y.wait)
}

// TestAttackFetch: a link leads to a gateway on the internet, and nowhere else.
func TestAttackFetch(t *testing.T) {
	a := attacktest.Begin(t, "the gateway is made to ask what is inside")
	var asked atomic.Int32
	inside := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { asked.Add(1) }))
	defer inside.Close()
	y := newYard()
	d := &internet.Dialer{Plain: net.Dialer{Timeout: time.Second}}
	s := y.open(t, t.TempDir(), func(c *Config) { c.Fetch = &http.Transport{DialContext: d.DialContext} })
	whole, _ := digest("x")
	x, err := s.Upload(1, wire.UploadRequest{Bytes: 1, SHA256: whole})
	ok(t, err)
	port := inside.URL[strings.LastIndex(inside.URL, ":"):]
	for _, u := range []string{
		inside.URL + LinkPath + "x", "https://localhost" + port + LinkPath + "x", "https://[::1]" + port + LinkPath + "x", "https://[::ffff:127.0.0.1]" + port + LinkPath + "x",
		"https://169.254.169.254" + LinkPath + "x", "https://10.0.0.1:8443" + LinkPath + "x", "http://127.0.0.1" + port + LinkPath + "x", "https://0x7f000001" + port + LinkPath + "x",
	} {
		_, err := s.Fetch(1, x.ID, wire.FetchRequest{URL: u})
		got := settled(t, s, 1, x.ID)
		a.Tried(asked.Load() > 0 || got.State != wire.SnapshotUploading || err == nil && got.Error == "", "%s: %v, %+v", u, err, got)
	}
}

// TestFetch: what broke off goes on with another link, and what is not what was announced is not taken.
func TestFetch(t *testing.T) {
	text := strings.Repeat("from another node ", 10_000)
	var calls atomic.Int32
	there := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case LinkPath + "gone":
			w.WriteHeader(401)
		case LinkPath + "elsewhere":
			http.Redirect(w, r, LinkPath+"whole", http.StatusFound)
		case LinkPath + "endless":
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, text); err != nil {
					return
				}
			}
		case LinkPath + "half":
			calls.Add(1)
			w.Header().Set("Content-Length", "180000")
			_, _ = io.WriteString(w, text[:100_000])
			panic(http.ErrAbortHandler)
		default:
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader([]byte(text)))
		}
	}))
	defer there.Close()
	y := newYard()
	s := y.open(t, t.TempDir(), func(c *Config) { c.Fetch, c.Plain = &http.Transport{}, true })
	whole, _ := digest(text)
	x, err := s.Upload(1, wire.UploadRequest{Bytes: uint64(len(text)), SHA256: whole})
	ok(t, err)
	fetch := func(path string) wire.Snapshot {
		t.Helper()
		_, err := s.Fetch(1, x.ID, wire.FetchRequest{URL: there.URL + LinkPath + path})
		ok(t, err)
		return settled(t, s, 1, x.ID)
	}
	for _, path := range []string{"gone", "elsewhere"} {
		if got := fetch(path); got.State != wire.SnapshotUploading || got.Bytes != 0 || got.Error == "" {
			t.Errorf("%s: %+v", path, got)
		}
	}
	if got := fetch("half"); got.State != wire.SnapshotUploading || got.Bytes == 0 || got.Error == "" {
		t.Errorf("what broke off: %+v", got)
	}
	if got := fetch("whole"); got.State != wire.SnapshotReady || got.Bytes != uint64(len(text)) {
		t.Errorf("after what broke off: %+v", got)
	}
	x, err = s.Upload(1, wire.UploadRequest{Bytes: 1000, SHA256: whole})
	ok(t, err)
	if got := fetch("endless"); got.State == wire.SnapshotReady || got.Bytes > 1000 {
		t.Errorf("more than was announced: %+v", got)
	}
}
