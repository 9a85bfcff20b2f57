package notice_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"berth/bff/notice"
	"berth/bff/notice/hook"
	"berth/bff/notice/push"
	"berth/bff/notice/push/pushtest"
	"berth/bff/peer"
	"berth/bff/store"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

var (
	alice, bob = eth.Address{0xa}, eth.Address{0xb}
	quiet      = slog.New(slog.NewTextHandler(io.Discard, nil))
)

// world is a database, a push service with browsers, and a receiver of webhooks.
type world struct {
	t        *testing.T
	store    *store.Store
	keys     push.Keys
	browsers *pushtest.Service
	url      string

	mu     sync.Mutex
	posted []post
	status int // of the receiver; 0: 200
}

type post struct {
	header http.Header
	body   []byte
}

func newWorld(t *testing.T) *world {
	s, err := store.OpenEmbedded(t.Context(), t.TempDir(), quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	keys, err := push.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: s, keys: keys, browsers: &pushtest.Service{Key: keys.Public}}
	mux := http.NewServeMux()
	mux.Handle("/push/", w.browsers)
	mux.HandleFunc("/hook", func(rw http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.posted = append(w.posted, post{r.Header, b})
		if w.status != 0 {
			rw.WriteHeader(w.status)
		}
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	w.url = srv.URL
	return w
}

// replica is a platform on the world's database.
func (w *world) replica() *notice.Service {
	p := peer.NewPoster(true)
	return notice.New(notice.Config{Store: w.store.Notices, Pusher: push.New(w.keys, "ops@berth.example", p), Poster: hook.New(p), Key: w.keys.Public, Log: quiet})
}

func (w *world) subscribe(s *notice.Service, user eth.Address, path string) wire.PushDevice {
	w.t.Helper()
	d, err := s.Subscribe(w.t.Context(), user, w.browsers.Subscribe(w.url, path), true)
	if err != nil {
		w.t.Fatal(err)
	}
	return d
}

// messages are what browsers got: path, kind and order.
func (w *world) messages() (all []string) {
	w.t.Helper()
	got, refused := w.browsers.Got()
	if len(refused) > 0 {
		w.t.Fatalf("the push service refused: %v", refused)
	}
	for _, m := range got {
		all = append(all, fmt.Sprint(m.Path, " ", m.Notice.Kind, " ", m.Notice.Order))
	}
	slices.Sort(all)
	return all
}

func (w *world) send(s *notice.Service) {
	w.t.Helper()
	if err := s.SendOnce(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// One cause on two replicas at the same moment is one notice, one message for each device, one post.
func TestOnce(t *testing.T) {
	w := newWorld(t)
	a, b := w.replica(), w.replica()
	w.subscribe(a, alice, "/push/phone")
	w.subscribe(b, alice, "/push/laptop")
	w.subscribe(b, bob, "/push/bob")
	if _, err := a.AddHook(t.Context(), alice, wire.HookRequest{URL: w.url + "/hook"}, true); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 40 {
		s := []*notice.Service{a, b}[i%2]
		wg.Go(func() {
			if err := s.Tell(t.Context(), alice, "low 7", wire.Notice{Kind: wire.NoticeLow, Order: 7}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for range 3 {
		wg.Go(func() { w.send(a) })
		wg.Go(func() { w.send(b) })
	}
	wg.Wait()
	if got, want := w.messages(), []string{"/push/laptop low 7", "/push/phone low 7"}; !slices.Equal(got, want) {
		t.Errorf("browsers got %v, want %v", got, want)
	}
	if len(w.posted) != 1 {
		t.Errorf("%d posts", len(w.posted))
	}
	page, err := b.Notices(t.Context(), alice, "", 100)
	list := page.Items
	if err != nil || len(list) != 1 || list[0].ID != notice.ID(alice, "low 7") {
		t.Errorf("listed: %v, %v", list, err)
	}
	if last, err := w.store.Notices.Last(t.Context()); err != nil || last != 1 {
		t.Errorf("the row has %d, %v", last, err)
	}
	if m, _ := w.browsers.Got(); m[0].Topic != list[0].ID || m[0].Urgency != "high" {
		t.Errorf("message: %+v", m[0])
	}
}

// A teller that stops in the middle leaves nothing untold: another takes it up once its claim is over.
func TestCrash(t *testing.T) {
	w := newWorld(t)
	id := notice.ID(alice, "x")
	if won, _, err := w.store.Notices.Claim(t.Context(), "notice "+id, 50*time.Millisecond); err != nil || !won {
		t.Fatal(won, err)
	}
	s := w.replica()
	for deadline := time.Now().Add(5 * time.Second); ; {
		if err := s.Tell(t.Context(), alice, "x", wire.Notice{Kind: wire.NoticeEnded}); err != nil {
			t.Fatal(err)
		}
		if list, err := s.Notices(t.Context(), alice, "", 100); err != nil {
			t.Fatal(err)
		} else if len(list.Items) == 1 {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("never told")
		}
	}
}

func TestGone(t *testing.T) {
	for name, c := range map[string]struct {
		status   int
		attempts int
		devices  int
	}{
		"404": {404, 1, 0}, "410": {410, 1, 0}, "refused for good": {400, 1, 1}, "busy": {429, 1, 1}, "broken": {503, 1, 1},
		"sent elsewhere": {307, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			s := w.replica()
			w.subscribe(s, alice, "/push/phone")
			w.browsers.Answer(func(string, int) (int, http.Header) {
				return c.status, http.Header{"Retry-After": {"120"}, "Location": {"http://127.0.0.1:1/"}}
			})
			if err := s.Test(t.Context(), alice); err != nil {
				t.Fatal(err)
			}
			w.send(s)
			w.send(s)
			if got := w.browsers.Attempts("/push/phone"); got != c.attempts {
				t.Errorf("%d attempts, want %d", got, c.attempts)
			}
			targets, err := s.Targets(t.Context(), alice)
			if err != nil || len(targets.Devices) != c.devices {
				t.Errorf("devices: %v, %v", targets.Devices, err)
			}
		})
	}
}

// A webhook is signed as its receiver expects, tried again later, and what came of it is written down.
func TestHook(t *testing.T) {
	w := newWorld(t)
	s := w.replica()
	h, err := s.AddHook(t.Context(), alice, wire.HookRequest{URL: w.url + "/hook"}, true)
	if err != nil || !strings.HasPrefix(h.Secret, "whsec_") {
		t.Fatal(h, err)
	}
	w.status = 500
	if err := s.Tell(t.Context(), alice, "x", wire.Notice{Kind: wire.NoticeEnded, Order: 9}); err != nil {
		t.Fatal(err)
	}
	w.send(s)
	w.send(s) // it is not due yet
	if len(w.posted) != 1 {
		t.Fatalf("%d posts", len(w.posted))
	}
	p := w.posted[0]
	want, err := hook.Sign(h.Secret, p.header.Get("Webhook-Id"), p.header.Get("Webhook-Timestamp"), p.body)
	if err != nil || p.header.Get("Webhook-Signature") != want || p.header.Get("Webhook-Id") != notice.ID(alice, "x") {
		t.Errorf("headers: %v, want %s", p.header, want)
	}
	if !bytes.Contains(p.body, []byte(`"type":"notice.ended"`)) || !bytes.Contains(p.body, []byte(`"order":9`)) {
		t.Errorf("body: %s", p.body)
	}
	log, err := s.Deliveries(t.Context(), alice, h.ID)
	if err != nil || len(log) != 1 || log[0].Status != 500 || log[0].Attempt != 1 || log[0].Next.IsZero() {
		t.Errorf("log: %+v, %v", log, err)
	}
	if targets, err := s.Targets(t.Context(), alice); err != nil || len(targets.Hooks) != 1 || targets.Hooks[0].Secret != "" {
		t.Errorf("targets: %+v, %v", targets, err)
	}
	var p404 *problem.Problem
	if _, err := s.Deliveries(t.Context(), bob, h.ID); !errors.As(err, &p404) || p404.Status != 404 {
		t.Errorf("another's log: %v", err)
	}
	if err := s.RemoveHook(t.Context(), bob, h.ID); !errors.As(err, &p404) || p404.Status != 404 {
		t.Errorf("another's webhook: %v", err)
	}
}

// The example of https://github.com/standard-webhooks: a known secret, id, time and body.
func TestSign(t *testing.T) {
	got, err := hook.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; got != want || err != nil {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

// What a user muted is listed and not sent, and in the quiet time devices wait while webhooks do not.
func TestSettings(t *testing.T) {
	w := newWorld(t)
	s := w.replica()
	w.subscribe(s, alice, "/push/phone")
	if _, err := s.AddHook(t.Context(), alice, wire.HookRequest{URL: w.url + "/hook"}, true); err != nil {
		t.Fatal(err)
	}
	now := time.Now().UTC()
	set := wire.NoticeSettings{Muted: []wire.NoticeKind{wire.NoticeLow, wire.NoticeLow}, Quiet: &wire.Quiet{
		From: now.Add(-time.Hour).Format("15:04"), To: now.Add(2 * time.Hour).Format("15:04"), Zone: "UTC",
	}}
	if err := s.Set(t.Context(), alice, set); err != nil {
		t.Fatal(err)
	}
	for _, k := range []wire.NoticeKind{wire.NoticeLow, wire.NoticeEnded} {
		if err := s.Tell(t.Context(), alice, string(k), wire.Notice{Kind: k}); err != nil {
			t.Fatal(err)
		}
	}
	w.send(s)
	if got := w.messages(); got != nil || len(w.posted) != 1 {
		t.Errorf("browsers got %v, and there were %d posts", got, len(w.posted))
	}
	if list, err := s.Notices(t.Context(), alice, "", 100); err != nil || len(list.Items) != 2 {
		t.Errorf("listed: %v, %v", list, err)
	}
	if err := s.Test(t.Context(), alice); err != nil {
		t.Fatal(err)
	}
	w.send(s)
	if got := w.messages(); len(got) != 1 {
		t.Errorf("a test that was asked for: %v", got)
	}
}

// TestAttackEndpoints names addresses as push services and webhooks that only the platform reaches.
func TestAttackEndpoints(t *testing.T) {
	w := newWorld(t)
	s := w.replica()
	good := w.browsers.Subscribe(w.url, "/push/x")
	for _, u := range []string{
		"http://push.example/x", "https://127.0.0.1/x", "https://[::1]/x", "https://10.0.0.1/x", "https://169.254.169.254/latest/meta-data", "https://localhost/x",
		"https://db.localhost:27017/", "https://mongodb/x", "https://[::ffff:127.0.0.1]/", "https://user:pass@push.example/", "file:///etc/passwd", "https:push.example",
		"https://100.64.0.1/", "https://2130706433/", "https://0x7f.1/", "https:///x", "https://push.example/#x", "gopher://push.example/", "https://localhost./", "https://" + strings.Repeat("a", 2000) + ".example/",
	} {
		p := good
		p.Endpoint = u
		if _, err := s.Subscribe(t.Context(), alice, p, false); err == nil {
			t.Errorf("a push service at %q is taken", u)
		}
		if _, err := s.AddHook(t.Context(), alice, wire.HookRequest{URL: u}, false); err == nil {
			t.Errorf("a webhook at %q is taken", u)
		}
	}
	// A name that leads to such an address is refused when it is dialled, and so is what a redirect would lead to.
	guarded := peer.NewPoster(false)
	for _, u := range []string{w.url + "/hook", strings.Replace(w.url, "http:", "https:", 1) + "/hook", "https://localhost:1/"} {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		status, err := hook.New(guarded).Post(ctx, wire.Hook{URL: u, Secret: "whsec_"}, wire.Notice{})
		cancel()
		if err == nil || status != 0 || strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: %d, %v", u, status, err)
		}
	}
	for _, p := range []wire.PushSubscription{
		{Endpoint: "https://push.example/", P256dh: good.Auth, Auth: good.Auth}, {Endpoint: "https://push.example/", P256dh: good.P256dh, Auth: good.P256dh},
		{Endpoint: "https://push.example/", P256dh: strings.Repeat("A", 87), Auth: good.Auth}, {Endpoint: "https://push.example/"},
	} {
		if _, err := s.Subscribe(t.Context(), alice, p, false); err == nil {
			t.Errorf("%+v is taken", p)
		}
	}
	for range notice.MostHooks {
		if _, err := s.AddHook(t.Context(), bob, wire.HookRequest{URL: "https://a.example/"}, false); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.AddHook(t.Context(), bob, wire.HookRequest{URL: "https://a.example/"}, false); err == nil {
		t.Error("webhooks without end")
	}
	if len(w.posted) != 0 {
		t.Errorf("%d posts came through", len(w.posted))
	}
}

// Readers of either replica's row see the same, under the same numbers.
func TestRow(t *testing.T) {
	w := newWorld(t)
	a, b := w.replica(), w.replica()
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	for i := range 3 {
		if err := a.Tell(ctx, alice, fmt.Sprint(i), wire.Notice{Kind: wire.NoticeLow, Order: order.ID(i + 1)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []*notice.Service{a, b} {
		wg.Go(func() { s.Read(ctx) })
	}
	wait := func(s *notice.Service, want uint64) {
		t.Helper()
		deadline := time.After(10 * time.Second)
		for {
			n, changed := s.Newest()
			if n >= want {
				return
			}
			select {
			case <-changed:
			case <-time.After(50 * time.Millisecond): // before the row was first read nothing changes
			case <-deadline:
				t.Fatalf("%d, want %d", n, want)
			}
		}
	}
	wait(a, 3)
	wait(b, 3)
	if err := b.Tell(ctx, bob, "x", wire.Notice{Kind: wire.NoticeLow, Order: 9}); err != nil {
		t.Fatal(err)
	}
	wait(a, 4)
	for _, s := range []*notice.Service{a, b} {
		mine, ok := s.After(alice, 1)
		if !ok || len(mine) != 2 || mine[0].Order != 2 || mine[1].Order != 3 {
			t.Errorf("after 1: %v, %v", mine, ok)
		}
	}
	if other, ok := a.After(bob, 3); !ok || len(other) != 1 || other[0].Order != 9 {
		t.Errorf("another's: %v, %v", other, ok)
	}
}
