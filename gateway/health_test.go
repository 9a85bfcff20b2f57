package gateway

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"berth/shared/attacktest"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/scope"
	"berth/shared/server/eip712"
	"berth/shared/typed"
	"berth/shared/wire"
)

// listener is a platform's key, which may hear how orders are.
type listener struct {
	w      *world
	key    *ecdsa.PrivateKey
	public pubkey.Key
	pace   *time.Ticker // a gateway is not asked without end
}

func newListener(w *world) listener {
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	point, err := k.PublicKey.Bytes()
	if err != nil {
		w.t.Fatal(err)
	}
	public, err := pubkey.OfPoint(point)
	if err != nil {
		w.t.Fatal(err)
	}
	pace := time.NewTicker(300 * time.Millisecond)
	w.t.Cleanup(pace.Stop)
	return listener{w, k, public, pace}
}

// authorised has the user's wallet authorise it for an order's health.
func (l listener) authorised(id order.ID) wire.AccessToken {
	x := l.w.accessRequest(id, l.w.user).Access
	x.Key, x.Name, x.Scopes, x.NotAfter = l.public, "a platform", scope.Health, x.IssuedAt.Add(60*24*time.Hour)
	sig, err := eip712.Sign(l.w.user, x.Data(l.w.a.Domain()))
	if err != nil {
		l.w.t.Fatal(err)
	}
	var tok wire.AccessToken
	if _, p := l.w.call("POST", "/v1/access", "", wire.AccessRequest{Access: x, Signature: sig}, &tok); p != nil {
		l.w.t.Fatal(p)
	}
	return tok
}

// hears is how an order is.
func (l listener) hears(id order.ID) wire.OrderHealth {
	l.w.t.Helper()
	<-l.pace.C
	m := typed.Health{Gateway: l.w.domain, Node: address(l.w.node), Orders: []order.ID{id}, NotAfter: time.Now().Add(time.Minute).Truncate(time.Second).UTC()}
	message, err := m.Data(l.w.a.Domain()).Canonical()
	if err != nil {
		l.w.t.Fatal(err)
	}
	sum := sha256.Sum256(message)
	sig, err := ecdsa.SignASN1(rand.Reader, l.key, sum[:])
	if err != nil {
		l.w.t.Fatal(err)
	}
	var a wire.HealthAnswer
	if _, p := l.w.call("POST", "/v1/health", "", wire.HealthRequest{Key: l.public, Orders: m.Orders, NotAfter: m.NotAfter, Signature: eth.Bytes(sig)}, &a); p != nil {
		l.w.t.Fatal(p)
	}
	if len(a.Orders) != 1 || a.Orders[0].Order != id {
		l.w.t.Fatalf("got %+v", a)
	}
	return a.Orders[0]
}

// children are the processes that this one has started, which are services'.
func children(t *testing.T) (pids []int) {
	t.Helper()
	lists, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil || len(lists) == 0 {
		t.Skip("this system does not say which processes are whose children")
	}
	for _, name := range lists {
		raw, err := os.ReadFile(name)
		if err != nil {
			continue // the thread has ended
		}
		for _, f := range strings.Fields(string(raw)) {
			if pid, err := strconv.Atoi(f); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

// TestHealth: whoever may hear how an order is hears that a service died, that it is back, and that its user has stopped it.
func TestHealth(t *testing.T) {
	w := newWorld(t)
	_, stop := w.start()
	id, bearer, _ := w.serving(notesManifest, "notes")
	l := newListener(w)
	if got := l.hears(id).State; got != wire.HealthRefused {
		t.Errorf("without the user's word: %s", got)
	}
	tok := l.authorised(id)
	if got := l.hears(id); got != (wire.OrderHealth{Order: id, State: wire.HealthUp}) {
		t.Errorf("it runs: %+v", got)
	}
	var down wire.OrderHealth
	within(t, 30*time.Second, "it is down after its process was killed again and again", func() bool {
		for _, pid := range children(t) {
			_ = syscall.Kill(pid, syscall.SIGKILL) // it may have ended by itself
		}
		down = l.hears(id)
		return down.State == wire.HealthDown
	})
	if down.Down != 1 || down.Why != wire.WhyCrash || time.Since(down.Since) > time.Minute {
		t.Errorf("got %+v", down)
	}
	within(t, 30*time.Second, "it is back", func() bool { return l.hears(id).State == wire.HealthUp })
	stop()
	w.start()
	within(t, 10*time.Second, "it runs after the gateway was started anew", func() bool { return l.hears(id).State == wire.HealthUp })
	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/restart", bearer, nil, nil); p != nil {
		t.Fatal(p)
	}
	within(t, 10*time.Second, "it runs again", func() bool {
		h := l.hears(id)
		if h.State == wire.HealthDown {
			t.Errorf("a restart that its user asked for is a death: %+v", h)
		}
		return h.State == wire.HealthUp
	})
	if _, p := w.call("POST", "/v1/orders/"+id.String()+"/stop", bearer, nil, nil); p != nil {
		t.Fatal(p)
	}
	within(t, 10*time.Second, "it is off", func() bool { return l.hears(id).State == wire.HealthOff })
	if _, p := w.call("DELETE", "/v1/access/"+tok.Key, w.access(id), nil, nil); p != nil {
		t.Fatal(p)
	}
	if got := l.hears(id).State; got != wire.HealthRefused {
		t.Errorf("after its user's word was taken back: %s", got)
	}
}

// TestAttackHealthToken: a platform uses the token that comes with its key for every route that there is.
func TestAttackHealthToken(t *testing.T) {
	a := attacktest.Begin(t, "a platform's token for an order's health opens another route")
	w := newWorld(t)
	w.start()
	id, bearer, url := w.serving(notesManifest, "notes")
	l := newListener(w)
	tok := l.authorised(id)
	spec, err := os.ReadFile("edge/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	routes := regexp.MustCompile(`(?m)^  (/v1/orders/\S+):$`).FindAllStringSubmatch(string(spec), -1)
	if len(routes) < 30 {
		t.Fatalf("the document has %d routes of orders", len(routes))
	}
	for _, r := range routes {
		path := strings.NewReplacer("{id}", id.String(), "{service}", "notes", "{number}", "1", "{link}", "x", "{visitor}", "x", "{host}", "a.example", "{port}", "8080", "{disk}", "data", "{snapshot}", "x").Replace(r[1])
		for _, method := range []string{"GET", "PUT", "POST", "DELETE"} {
			code, p := w.call(method, path, tok.Token, struct{}{}, nil)
			fits := p != nil && (p.Code == problem.ScopeMissing || p.Code == problem.NotFound && strings.Contains(p.Title+p.Detail, "there is nothing at") || code == 405 || code == 401 || code == 426 || code == 400)
			a.Tried(!fits, "%s %s: %d %v", method, path, code, p)
		}
	}
	stranger := &http.Client{Transport: &http.Transport{DialContext: w.dial}} // without the owner's cookie
	for _, scheme := range []string{"Bearer ", "bearer ", ""} {
		req, err := http.NewRequestWithContext(t.Context(), "GET", url+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", scheme+tok.Token)
		resp, err := stranger.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		a.Tried(resp.StatusCode < 400, "the service is open: %d", resp.StatusCode)
	}
	// Of the wallet's other grants it sees none, and ends none.
	var g wire.Grants
	if _, p := w.call("GET", "/v1/access", tok.Token, nil, &g); p != nil {
		t.Fatal(p)
	}
	a.Tried(len(g.Keys) != 1 || len(g.Tokens) != 1, "it sees %s", fmt.Sprintf("%+v", g))
	if _, p := w.call("GET", "/v1/access", bearer, nil, &g); p != nil {
		t.Fatal(p)
	}
	for _, x := range g.Tokens {
		if x.Key == "" {
			_, p := w.call("DELETE", "/v1/access/"+x.ID, tok.Token, nil, nil)
			a.Tried(p == nil, "it ends %s", x.ID)
		}
	}
}
